using System.Collections.Frozen;
using GptMessenger.Application.Languages;
using GptMessenger.Application.Shops;

namespace GptMessenger.Application.Replies.Offline;

/// <summary>
/// What a message asks, found by its words. All languages' words count whatever language the message is in: people mix them, and "retour" is
/// about returns in German, too.
/// </summary>
internal sealed class Question
{
    private static readonly FrozenDictionary<Topic, Phrases> Words = new Dictionary<Topic, Phrases>
    {
        [Topic.Assistant] = new("""
            are_you_a_bot are_you_a_robot are_you_human are_you_a_human are_you_a_person are_you_real are_you_a_real are_you_an_ai is_this_a_bot is_this_a_robot is_this_a_real is_this_an_ai who_am_i_talking who_am_i_speaking who_is_this
            bist_du_ein_bot bist_du_ein_roboter bist_du_ein_mensch bist_du_echt sind_sie_ein_bot sind_sie_ein_roboter sind_sie_ein_mensch ist_das_ein_bot mit_wem_schreib mit_wem_schreibe mit_wem_rede mit_wem_spreche mit_wem_chatte
            eres_un_bot eres_un_robot eres_humano eres_una_persona es_un_bot es_un_robot con_quien_hablo con_quien_estoy es_usted_un_robot
            es_tu_un_robot tu_es_un_robot etes_vous_un_robot vous_etes_un_robot vous_etes_un_bot etes_vous_un_bot etes_vous_humain c_est_un_robot avec_qui_je je_parle_avec_qui je_parle_a_qui a_qui_je_parle
            """),
        [Topic.Person] = new("""
            human humans real_person representative customer_service customer_support call_me phone_me
            mensch menschen mitarbeiter* kundenservice kundendienst ansprechpartner ruckruf rueckruf ruft_mich ruf_mich rufen_sie_mich echte_person echten_person
            humano humana agente asesor asesora operador atencion_al_cliente servicio_al_cliente llamame llamenme llamadme
            humain humaine conseiller conseillere service_client service_clients appelez_moi rappelez_moi
            """),
        [Topic.Order] = new("""
            my_order my_parcel my_package my_delivery my_refund order_number order_status tracking_number track_my cancel i_ordered invoice
            meine_bestellung meiner_bestellung meine_lieferung mein_paket meinem_paket meine_sendung mein_pakerl bestellnummer sendungsnummer sendungsverfolgung stornieren rechnung_fehlt meine_rechnung hab..bestellt habe..bestellt
            mi_pedido mi_paquete mi_compra mi_envio mi_reembolso numero_de_pedido numero_de_seguimiento cancelar cancelo he_pedido la_pedi lo_pedi factura
            ma_commande mon_colis mon_achat ma_livraison mon_remboursement numero_de_commande numero_de_suivi annuler annule j_ai_commande facture
            """),
        [Topic.Discount] = new("""
            discount discounts coupon coupons promo_code voucher_code rabatt rabatte rabattcode* gutscheincode* studentenrabatt mengenrabatt nachlass
            descuento descuentos cupon cupones codigo_promocional code_promo codes_promo reduction reductions remise remises tarif_etudiant
            """),
        [Topic.Trouble] = new("broken broke damaged faulty defective kaputt kaputte defekt beschadigt* beschaedigt* rota roto rotas rotos defectuos* danado danada casse cassee casses cassees abime abimee"),
        [Topic.Returns] = new("""
            return returns returned returning refund* exchange exchanges exchanged money_back send_back send_it_back sent_back give_it_back
            ruckgabe* rueckgabe* zuruckgeben zurueckgeben zuruckschick* zurueckschick* zurucksend* zuruecksend* rucksend* ruecksend* umtausch* umgetauscht retoure* retournier* retour ruckerstatt* rueckerstatt* geld_zuruck geld_zurueck widerruf* reklam*
            devolver* devolucion* devuelv* reembols* cambiarlo cambiarla cambiarlos cambiarlas cambio cambios puedo_cambiar
            retours retourner rembours* echange* renvoyer
            """),
        [Topic.Shipping] = new("""
            ship ships shipped shipping shipment shipments deliver delivers delivered delivery deliveries courier postage dispatch customs arrive arrives how_long..here pick_it_up pick_up pickup
            versand* versend* verschick* liefert liefern liefere lieferung* lieferzeit* lieferkosten geliefert zustell* porto zoll kommt..an ankommen ankommt abholen abholung
            envio envios envia enviar envian enviais enviamos entrega entregas entregan gastos_de_envio cuanto..llegar llega llegan recoger recogerlo recogida
            livraison* livrer livrez livrent livre_en livree expedi* envoi envoyez envoyer frais_de_port douane arrive combien_de_temps recuperer retirer
            """),
        [Topic.Payment] = new("""
            pay paying payment payments paypal visa mastercard klarna apple_pay google_pay credit_card credit_cards debit_card instalments installments
            zahlen zahle zahlt zahlung* bezahl* ratenzahlung kreditkarte* kartenzahlung auf_rechnung uberweis* ueberweis* lastschrift
            pagar pago pagos pagan tarjeta_de_credito con_tarjeta transferencia bizum contrareembolso contra_reembolso en_efectivo cuotas a_plazos
            payer paiement* carte_bancaire carte_bleue par_carte virement en_especes
            """),
        [Topic.Warranty] = new("warranty warranties guarantee guarantees guaranteed garantie garantien gewahrleistung* gewaehrleistung* garantia garantias garanti garantis garanties"),
        [Topic.Privacy] = new("""
            privacy gdpr personal_data my_data datenschutz* dsgvo meine_daten meiner_daten personenbezogen*
            privacidad mis_datos datos_personales proteccion_de_datos rgpd confidentialite mes_donnees donnees_personnelles vie_privee
            """),
        [Topic.Contact] = new("""
            phone telephone call_you email mail contact reach_you telefon telefonnummer anrufen rufnummer kontakt* erreiche erreichen erreichbar
            telefono correo contacto contactar contactaros contactarles llamar llamaros llamarles whatsapp telephone contacter joindre coordonnees appeler
            """),
        [Topic.Address] = new("""
            your_address shop_address located where_are_you where_is_your_shop where_is_your_store where_is_the_shop where_is_the_store store_location
            adresse anschrift wo_seid_ihr wo_sind_sie wo_ist_euer wo_ist_ihr wo_ist_der_laden wo_finde_ich_euch wo_finde_ich_sie standort filiale filialen
            direccion donde_estais donde_estan donde_queda donde_esta_la_tienda ubicacion ubicados ou_etes_vous vous_etes_ou ou_se_trouve ou_est_la_boutique ou_est_votre situes
            """),
        [Topic.Availability] = new("""
            in_stock available availability stock left restock
            auf_lager verfugbar verfuegbar vorratig vorraetig lieferbar noch_da noch_welche
            disponible disponibles disponibilidad en_stock queda quedan existencias disponibilite dispo en_magasin
            """),
        [Topic.Forms] = new("size sizes sizing color colors colour colours grosse grossen groesse groessen farbe farben talla tallas tamano tamanos colores taille tailles pointure pointures couleur couleurs coloris"),
    }.ToFrozenDictionary();

    private static readonly Phrases Talk = new("talk speak chat sprechen reden unterhalten hablar charlar parler discuter");

    private static readonly Phrases Somebody = new("""
        person someone somebody agent staff anyone seller owner jemand jemandem person berater beraterin verkaufer verkauferin chef
        persona alguien encargado encargada vendedor vendedora dueno personne quelqu vendeur vendeuse responsable
        """);

    private readonly HashSet<Topic> _topics;

    public Question(string message)
    {
        Text = message;
        Folded = FoldedText.Words(message);
        Limit = PriceLimit.In(message);
        _topics = [.. Words.Where(topic => topic.Value.AreIn(Folded)).Select(topic => topic.Key)];
        if (Talk.AreIn(Folded) && Folded.Any(Somebody.Contains))
        {
            _topics.Add(Topic.Person);
        }

        Time = new AskedTime(Folded);
        if (Time.IsAsked)
        {
            _topics.Add(Topic.Hours);
        }
    }

    public string Text { get; }

    public IReadOnlyList<string> Folded { get; }

    public PriceLimit? Limit { get; }

    public AskedTime Time { get; }

    public bool IsAbout(Topic topic) => _topics.Contains(topic);
}
