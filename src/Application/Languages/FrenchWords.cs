namespace GptMessenger.Application.Languages;

/// <summary>What French is told by.</summary>
internal static class FrenchWords
{
    /// <summary>Words that hardly any French sentence does without, and those of chat.</summary>
    public const string Common = """
        le la les l un une des du de d au aux à a en dans par pour pr sur sous avec avc sans chez entre vers depuis pendant jusqu jusque contre avant après apres
        je j tu il elle on nous vous vs ils elles me m te t se s lui leur leurs moi toi soi y mon ma mes ton ta tes son sa ses notre nos votre vos
        ce c cet cette ces ça ca cela ceci celui celle ceux celles ci là voici voilà
        est es suis sommes êtes etes sont été etait était étaient sera serait seraient être etre ai as a avons avez ont avait avoir aurait auriez aurais auront eu y'a ya
        peux peut peuvent pouvez pouvons pourrais pourrait pourriez pouvoir veux veut voulez veulent voudrais voudrait vouloir dois doit devez faut faudrait fais fait faites font faire ferait
        vais vas va allez vont aller sais sait savez savoir crois dit dites dire voir vois voyez cherche cherchons chercher trouve trouver trouvez prendre prends prenez mettre besoin
        que qu qui quoi quel quelle quels quelles quand comment combien où pourquoi pk pq est-ce dont lequel laquelle lesquels
        ne n pas plus moins jamais rien personne aucun aucune non oui ouais ouai si et ou mais donc car ni puis aussi alors bien mal très tres trop peu beaucoup bcp assez encore toujours déjà deja maintenant
        aujourd aujourdhui hui hier demain soir matin bientôt tard tôt ici tout toute tous toutes autre autres même meme chaque quelque quelques quelqu chose plusieurs certains seulement juste vraiment peut-être
        bonjour bjr bonsoir bsr salut slt coucou cc merci mrc mercii svp stp s'il plaît plait plaisir désolé désolée pardon excusez excuse ok okay d'accord daccord dac parfait super cool génial revoir bonne bon bons bonnes journée soirée
        deux trois quatre cinq six dix premier première dernier dernière existe existent arrive arrivé arrivée arriver arrivera reçu reçue reste restent passe passer donner donnez aime aimerais aimerait souhaite souhaiterais souhaiterai vient viens jai jaimerais cest sest quil quelle
        """;

    /// <summary>What is talked about in shops.</summary>
    public const string Shop = """
        abîmé accepte acceptez accessoire achat achats acheter acheté acheteur adresse aide aider agent ami amie an ans anniversaire appeler argent article articles atelier attend attends attendre avis avoir bas basket baskets beau belle belgique blanc blanche bleu bleue bleus bleues boîte bonnet bonnets bottes botte boutique boutiques brun
        cadeau cadeaux caisse camping canapé carte cartes casque casse cassé ceinture centre chaîne changer chapeau chat chaud chaude chauds chaudes chaussette chaussettes chaussure chaussures chemise cher chère chers chemin cheveux choix choisir client clientèle code coffret colis coloris commande commandé commandée commander commandes
        compte confidentialité conseil conseiller conseillez conseillère contact contacter coton couchage couleur couleurs coupe coûte coute coûtent court courte couteau couverture cuir dame date délai délais demande dimanche disponible disponibles disponibilité dispo doudoune données droit durée eau échange échanger echange effet emballage
        email emprunter enfant enfants ensemble envoi envoie envoyer envoyez envoyé équipe espèces essayer été étanche euro euros expédition expédier expédiez facture facile femme femmes fermé fermée ferme ferment fermez fermer fermeture fête fille fils fin fois fonctionne fourni frais france frère froid garantie gants gant gilet grand
        grande grands gratuit gratuite gratuitement gris grise gros guide habit heure heures hiver homme hommes horaire horaires humain imperméable info infos intéresse intéressé inclus jaune jean jeudi jour jours jupe jupes laine lampe lavable lavage laver léger légère lien ligne linge livraison livraisons livre livrer livrez livré livrée livrent long
        longue longtemps lot lumière lundi madame magasin magasins maison manteau manteaux marche mardi mari marque marron matière mauvaise mauvais meilleur meilleure mercredi mère message mesure mesures modèle modèles mois moment monsieur montagne montant mettre noël noir noire noires nom nouveau nouvelle nouveaux nuit numéro numero
        occasion offre offrir offres oncle ouvert ouverte ouverts ouverture ouvre ouvrez ouvrent paire pantalon pantalons paiement paiements papa papier payer payé paquet parle parler partir père petit petite petits pièce pied pieds place plainte pluie pointure politique porte portefeuille port poids poche poches pois possible prix
        problème produit produits promo promotion promotions propose proposez prévue pull pulls qualité question questions rayon rapide rayures réclamation recherche recommandez recommande réduction réductions regarder rembourse remboursé remboursement rembourser remise remplacer rendre rendez-vous renseignement répondre réponse réserver retirer
        retour retours retourner retrait rose rouge rouges sac sacs samedi sandales saison savoir sécurité semaine semaines service serait servir sœur solde soldes stock suivi tablette taille tailles tarif tarifs tente tentes téléphone telephone téléphoner temps tissu toile transport transporteur tricot trouve utiliser vacances valable
        veste vestes vêtement vêtements vend vendez vendeur vendredi vente vert verte verts vélo virement ville visage voiture voyage vrai vue
        """;
}
