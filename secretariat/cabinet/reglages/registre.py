"""Tous les réglages du cabinet, dans l’ordre où l’écran les montre."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from secretariat.cabinet.reglages.definition import Reglage, Section, Source
from secretariat.cabinet.reglages.sortes import Brut, Choix, Duree, Entier, Instant, OuiNon
from secretariat.cabinet.valeurs import CasMotDePasse

RELU = date(2026, 11, 22)
A_CONFIRMER = "numéro et durées repris de sources secondaires, à confirmer sur le texte"
MOTS_DE_PASSE = Source("CNIL, recommandation de 2022 sur les mots de passe (délibération 2022-100)", RELU, A_CONFIRMER)


VERROUILLAGE = Reglage(
    "securite.verrouillage_minutes",
    Section.SECURITE,
    "Verrouiller le poste après",
    Duree.minutes(1, 120),
    timedelta(minutes=10),
    "Sans geste pendant ce temps, l’écran se cache et demande le mot de passe ; rien de ce qui est saisi n’est perdu.",
    Source("MSSanté, exigence SC.SSI/IE.58 : deux heures au plus", RELU, "10 à 15 minutes est l’usage, pas un texte"),
)
CAS_MOT_DE_PASSE = Reglage(
    "securite.cas_mot_de_passe",
    Section.SECURITE,
    "Force demandée aux mots de passe",
    Choix(
        CasMotDePasse,
        {
            CasMotDePasse.SEUL: "mot de passe seul (80 bits)",
            CasMotDePasse.AVEC_BLOCAGE: "mot de passe, et essais limités (50 bits)",
        },
    ),
    CasMotDePasse.AVEC_BLOCAGE,
    "Vaut pour les mots de passe choisis à partir de maintenant. Le code court (13 bits) attend l’ouverture de session "
    "par carte.",
    MOTS_DE_PASSE,
)
ECHECS_AVANT_BLOCAGE = Reglage(
    "securite.echecs_avant_blocage",
    Section.SECURITE,
    "Mots de passe faux avant d’attendre",
    Entier(1, 10, "essais"),
    4,
    "Au-delà, le compte attend de plus en plus longtemps entre deux essais.",
    MOTS_DE_PASSE,
)
ECHECS_AVANT_VERROU = Reglage(
    "securite.echecs_avant_verrou",
    Section.SECURITE,
    "Mots de passe faux avant de verrouiller le compte",
    Entier(5, 50, "essais"),
    10,
    "Un compte verrouillé se rouvre par qui gère les comptes.",
    MOTS_DE_PASSE,
)
RENOUVELLEMENT_ADMINISTRATEUR = Reglage(
    "securite.renouvellement_administrateur_jours",
    Section.SECURITE,
    "Renouveler le mot de passe d’un administrateur tous les",
    Duree.jours(0, 1095),
    timedelta(days=365),
    "0\u00a0: jamais. Les autres personnes ne renouvellent pas le leur.",
    Source(MOTS_DE_PASSE.texte, RELU, "la recommandation n’en fixe pas la durée"),
)
BRIS_DE_GLACE = Reglage(
    "acces.bris_de_glace_minutes",
    Section.SECURITE,
    "Durée d’un accès exceptionnel",
    Duree.minutes(1, 240),
    timedelta(minutes=15),
    "Passé ce temps, il faut redonner une raison ; chaque accès est noté et dit au praticien.",
)
JOURNAL_CONSERVATION = Reglage(
    "securite.journal_conservation_mois",
    Section.JOURNAL,
    "Garder les lignes du journal",
    Entier(6, 36, "mois"),
    12,
    "Les lignes plus anciennes sont proposées à l’archivage ; aucune ne part d’elle-même.",
    Source(
        "CNIL, recommandation de 2021 sur la journalisation (délibération 2021-122) : six mois à un an, trois ans au "
        "plus pour un contrôle interne",
        RELU,
        A_CONFIRMER,
    ),
)
ATTENTE_LONGUE = Reglage(
    "accueil.attente_longue_minutes",
    Section.ACCUEIL,
    "Une attente mérite l’attention après",
    Duree.minutes(1, 240),
    timedelta(minutes=15),
)
ATTENTE_TROP_LONGUE = Reglage(
    "accueil.attente_trop_longue_minutes",
    Section.ACCUEIL,
    "Une attente est trop longue après",
    Duree.minutes(1, 240),
    timedelta(minutes=20),
)
RETARD = Reglage(
    "accueil.retard_minutes",
    Section.ACCUEIL,
    "Un patient attendu est en retard après",
    Duree.minutes(1, 240),
    timedelta(minutes=10),
)
RAPPEL_A_ENCAISSER = Reglage(
    "accueil.rappel_a_encaisser_jours",
    Section.ACCUEIL,
    "Rappeler une consultation non encaissée pendant",
    Duree.jours(1, 366),
    timedelta(days=31),
    "Elle revient chaque jour en tête de « À encaisser ».",
)
CONFIDENTIALITE = Reglage(
    "securite.confidentialite", Section.CACHEE, "Confidentialité de chaque nature de document", Brut(), None
)
CARTE_RETIREE_VERROUILLE = Reglage(
    "securite.carte_retiree_verrouille",
    Section.SECURITE,
    "Verrouiller le poste quand la carte qui l’a ouvert est retirée",
    OuiNon(),
    True,  # noqa: FBT003  (la valeur du réglage)
    "Ne vaut que pour une session ouverte par une carte de professionnel ; rien de ce qui est saisi n’est perdu.",
    Source("ANS, guide « Détection de l’arrachage de la carte CPS » (1.0.3)", RELU, "le guide est cité, non lu"),
)
AUTORITES_DES_CARTES = Reglage(
    "cartes.autorites", Section.CACHEE, "Autorités de certification des cartes de professionnel", Brut(), None
)
MODELES_ADMINISTRATIFS = Reglage(
    "securite.modeles_administratifs", Section.CACHEE, "Modèles de lettres qui ne disent rien de médical", Brut(), None
)
MEDICAUX = frozenset({CONFIDENTIALITE.cle, MODELES_ADMINISTRATIFS.cle})
"""Qui les change ouvre des documents à tout le secrétariat : le médecin seul en décide."""
DEMONSTRATION_DEPART = Reglage("demonstration.depart", Section.CACHEE, "Départ de la démonstration", Instant(), None)

REGISTRE: tuple[Reglage[Any], ...] = (
    VERROUILLAGE,
    CAS_MOT_DE_PASSE,
    ECHECS_AVANT_BLOCAGE,
    ECHECS_AVANT_VERROU,
    RENOUVELLEMENT_ADMINISTRATEUR,
    BRIS_DE_GLACE,
    CARTE_RETIREE_VERROUILLE,
    JOURNAL_CONSERVATION,
    ATTENTE_LONGUE,
    ATTENTE_TROP_LONGUE,
    RETARD,
    RAPPEL_A_ENCAISSER,
    CONFIDENTIALITE,
    MODELES_ADMINISTRATIFS,
    DEMONSTRATION_DEPART,
    AUTORITES_DES_CARTES,
)


def par_cle(cle: str) -> Reglage[Any] | None:
    """Le réglage de cette clé, ou None si ce programme n’en a pas."""
    return next((reglage for reglage in REGISTRE if reglage.cle == cle), None)
