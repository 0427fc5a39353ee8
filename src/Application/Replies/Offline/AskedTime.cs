namespace GptMessenger.Application.Replies.Offline;

/// <summary>Whether a message asks when the shop is open, and of which time it speaks.</summary>
internal sealed class AskedTime
{
    private static readonly Phrases Hours = new("""
        hours opening opens closes closing_time what_time_do_you_close offnungszeit* oeffnungszeit* geoffnet geoeffnet offnet oeffnet offnen oeffnen schliesst schliessen ladenschluss macht..auf macht..zu habt..offen
        horario horarios abierto abiertos abierta abiertas abren abre abris abrir cierran cierra cierre cerrais cerrar cerrado cerrados
        ouvert ouverts ouverte ouvertes ouvrez ouvre ouvrent ouverture ouvertures fermez ferment fermes horaire horaires
        """);

    // "Open" and "closed" are said of toes and collars, too.
    private static readonly Phrases Perhaps = new("open opened close closed offen geschlossen ferme fermee fermeture");

    private static readonly Phrases Hints = new("""
        you u shop store when until till are_you is_it wann bis_wann ihr laden geschaft haben_sie habt macht machen cuando hasta_cuando quand jusqu_a_quelle boutique magasin vous quelle_heure que_hora
        """);

    private static readonly Phrases Having = new("hat habt haben hast seid");

    private static readonly Phrases NotHours = new("auf_lager opening_balance fermeture_eclair zu_klein zu_gross zu_teuer auf_rechnung");

    private static readonly Phrases Now = new("now currently jetzt gerade grad momentan aktuell ahora actualmente maintenant actuellement en_ce_moment right_now noch_offen still_open");

    private static readonly Phrases Closing = new("close closes closing schliesst schliessen ladenschluss macht..zu machen..zu cierran cierra cerrais cierre cerrar fermez ferment fermeture");

    private static readonly Phrases General = new("hours opening when offnungszeit* oeffnungszeit* wann horario horarios cuando horaire horaires quand ouverture ouvertures what_time que_hora quelle_heure");

    private static readonly Phrases TodayWords = new("today tonight heute hoy aujourd aujourdhui ce_soir esta_noche esta_tarde");

    private static readonly Phrases TomorrowWords = new("tomorrow morgen manana demain");

    private static readonly Phrases NotTomorrow = new("guten_morgen gutn_morgen por_la_manana de_la_manana");

    private static readonly Phrases AfterTomorrow = new("after_tomorrow ubermorgen uebermorgen pasado_manana apres_demain");

    private static readonly Phrases Weekend = new("weekend weekends wochenende wochenenden fin_de_semana fines_de_semana week_end");

    /// <summary>Sunday first.</summary>
    private static readonly Phrases[] Weekdays =
    [
        new("sunday sundays sonntag sonntags domingo domingos dimanche dimanches"),
        new("monday mondays montag montags lunes lundi lundis"),
        new("tuesday tuesdays dienstag dienstags martes mardi mardis"),
        new("wednesday wednesdays mittwoch mittwochs miercoles mercredi mercredis"),
        new("thursday thursdays donnerstag donnerstags jueves jeudi jeudis"),
        new("friday fridays freitag freitags viernes vendredi vendredis"),
        new("saturday saturdays samstag samstags sonnabend sonnabends sabado sabados samedi samedis"),
    ];

    public AskedTime(IReadOnlyList<string> words)
    {
        bool isWeekend = Weekend.AreIn(words);
        Days = [.. Enum.GetValues<DayOfWeek>().Where(day => Weekdays[(int)day].AreIn(words) || (isWeekend && day is (DayOfWeek.Saturday or DayOfWeek.Sunday)))];
        bool isAfterTomorrow = AfterTomorrow.AreIn(words);
        bool isTomorrow = !isAfterTomorrow && TomorrowWords.AreIn(words) && !NotTomorrow.AreIn(words);
        DaysAhead = [.. new[] { (TodayWords.AreIn(words), 0), (isTomorrow, 1), (isAfterTomorrow, 2) }.Where(day => day.Item1).Select(day => day.Item2)];
        bool isTimed = Now.AreIn(words) || Days.Count > 0 || DaysAhead.Count > 0;
        IsAsked = !NotHours.AreIn(words) && (Hours.AreIn(words) || EndsOpen(words) || (Perhaps.AreIn(words) && (isTimed || Hints.AreIn(words))));
        IsNow = Now.AreIn(words) || Closing.AreIn(words) || !General.AreIn(words);
    }

    public bool IsAsked { get; }

    /// <summary>About this moment, not about the hours in general.</summary>
    public bool IsNow { get; }

    public IReadOnlyList<DayOfWeek> Days { get; }

    /// <summary>0: today.</summary>
    public IReadOnlyList<int> DaysAhead { get; }

    // "Habt ihr sonntags auf?", and not "Habt ihr Rabatt auf Zelte?"
    private static bool EndsOpen(IReadOnlyList<string> words) => words.Count > 0 && words[^1] is ("auf" or "zu") && words.Any(Having.Contains);
}
