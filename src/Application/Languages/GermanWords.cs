namespace GptMessenger.Application.Languages;

/// <summary>What German is told by.</summary>
internal static class GermanWords
{
    /// <summary>Words that hardly any German sentence does without, and those of chat.</summary>
    public const string Common = """
        der die das den dem des ein eine einen einem einer eines n ne nen kein keine keinen keinem keiner dies diese dieser dieses diesen diesem jene jede jeder jedes jeden
        ich mich mir du dich dir er ihn ihm sie ihr ihnen es wir uns euch euer eure euren eurem sich man mein meine meinen meinem meiner dein deine deinen deinem sein seine seinen unser unsere unseren
        bin bist ist sind seid war waren wart wäre wären gewesen sein habe hab hast hat habt haben hatte hatten hätte hätten hätt gehabt werde wirst wird werdet werden wurde wurden würde würden würd worden
        kann kannst könnt können koennen konnte könnte könntet könnten koennte muss musst müssen müsste soll sollte sollen sollten will willst wollt wollen wollte möchte möchten moechte mochte möcht mag darf dürfen lass lasst
        nicht nich net nix nichts nie niemals nein nee nö ja jo jaja doch und u oder aber sondern denn weil wenn falls ob dass daß damit als wie wo was wer wen wem wann warum wieso weshalb woher wohin wozu womit welche welcher welches welchen welchem wieviel wieviele
        in im ins an am ans auf aus bei beim bis durch für fuer gegen hinter mit nach neben ohne seit über ueber um unter unterm vom von vor während wegen zu zum zur zwischen
        hier da dort dann jetzt grad gerade gleich heute morgen übermorgen gestern immer noch schon nur auch so sehr mal mehr weniger viel viele vielen wenig wenige etwas bisschen alles alle allen ganz genau gern gerne vielleicht
        bitte danke dankeschön dankesehr hallo hallöchen hi hey moin servus grüezi grüß gruß grüße gruezi tag abend guten gute guter gutes gut tschüss tschüß ciao super toll prima okay ok klar gibt gibts gehts geht gehen ging macht machen mache gemacht
        kommt kommen komme gekommen steht stehen sagt sagen sag gesagt weiß weiss wissen finde finden findet gefunden nehmen nehme nimmt brauche brauch brauchen braucht suche suchen sucht gesucht schaue schauen zeigen zeig zeigt
        dazu davon dafür dabei daran darauf darüber drin dran drauf eigentlich einfach also eben halt sonst irgendwas irgendwie irgendein jemand andere anderen anderes ander anders erst erste ersten letzte letzten nächste nächsten bald leider zwei drei vier fünf sechs zehn
        hab's obs wirds ists wars ists hats habs isses sowas solche solchen vllt evtl bzw usw mfg lg vg
        """;

    /// <summary>What is talked about in shops.</summary>
    public const string Shop = """
        abholen abholung adresse angebot angebote ankommen angekommen ansprechpartner anprobieren antwort anrufen anruf artikel ärmel ausverkauft auswahl bar bargeld baumwolle berater beratung beschädigt besser bester beste bestellen bestellt bestellung bestellungen
        bezahlen bezahlt bezahlung bild billig billiger billigste blau blaue blauen blauer braun breit breite bringen brieftasche dame damen datenschutz daten dauert dauer dicke dick decke defekt draußen dunkel echt echtes einkaufen einkauf empfehlen empfehlung empfehlt eltern euro
        fahrrad farbe farben fehler fenster feier feiertag ferien filiale frage fragen frau frauen freitag freund freundin funktioniert garantie gas gefallen gefällt gefüttert gelb geld geliefert gemütlich geöffnet geoeffnet geschlossen geschenk geschenke geschenkkarte geschäft gestreift gewährleistung gewicht
        groß große großen größe größen groesse groessen grösse grösser größer grau grün grüne grünen gutschein gutscheine gutscheincode günstig günstige günstiger günstigste guenstig handschuhe handy hell herren hemd herr hilfe helfen höhe holen hose hosen hund hübsch hülle
        jacke jacken jahr jahre junge kappe karte kartenzahlung kaputt kasse kaufen kauf gekauft kind kinder kindern kissen klein kleine kleiner kleid kocher kontakt konto kosten kostet kostenlos kostenfrei kunde kunden kundenservice kundendienst kurz lager laden lampe lang lange länge leder leicht lieferbar liefern liefert lieferung lieferzeit
        lila maße material männer mann meldung mensch menschen messer mitarbeiter mittwoch modell monat montag mutter mütze muetze mützen nachricht name natürlich neu neue neuen nummer nutzen oben offen öffnen öffnungszeiten oeffnungszeiten öffnet online opa oma paar paket päckchen passend passt passen passform porto post preis preise
        preiswert produkt produkte qualität rabatt rabatte rabattcode rate ratenzahlung rechnung regen reklamation reklamieren richtig rot rote roten roter rosa rucksack rufen rückgabe rückgaberecht rücksendung rückerstattung retoure retouren rückruf samstag sonntag sonntags samstags schal schicken schickt geschickt schlafsack schließen schließt schlafen
        schnell schnitt schön schöne schuh schuhe schwarz schwarze schwarzen schwester sendung sendungsnummer seite socken sofort sommer sonderangebot spät speziell sprechen spüle sohn stiefel stiefeln stoff stück stunden stornieren strümpfe tasche taschen taschenlampe telefon telefonnummer teuer termin tochter tragen
        überweisung überweisen umtauschen umtausch unterhose unterwäsche vater verfügbar verfuegbar verkaufen verkauft verkäufer verpackung versand versandkosten versandkostenfrei versenden verschicken verschickt versprochen vorrätig vorrat waren ware wärme warm warme warmen wärmer wasser wasserdicht waschen waschbar weihnachten weiße weit weite
        welt wetter wetterfest wichtig widerruf widerrufen winter wintermantel winterjacke winterstiefel woche wochen wochenende wohnung wolle wollsocken zahlen zahlt zahlung zahlungsarten zahlungsmöglichkeiten zelt zelte zeigen zeit zoll zurück zurückgeben zurückschicken zurücksenden zusammen zustellung donnerstag dienstag passende mantel mäntel
        """;
}
