"""Les champs des courriers : leur liste, leur valeur pour un patient, et ce qui manque à un modèle."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from secretariat.cabinet.valeurs import Etablissement, FichePraticien
from secretariat.courriers.valeurs import BilanDesChamps, Champ, ChampsDuModele, OrigineChamp
from secretariat.dossiers.valeurs import Coordonnees, Sexe, Traits
from secretariat.socle.dates import date_courte, date_dite, heure_dite, jour_dit
from secretariat.socle.horloge import a_paris
from secretariat.socle.identifiants import formater_nir

RETIRES = frozenset({"Cc", "Cs", "Cn"})
"""Les catégories Unicode qui ne s’impriment pas : commandes, demi-codes, codes sans caractère."""
INSECABLE = "\u00a0"
A_COMPLETER = "…" * 6
"""Ce qui remplace un champ manquant quand on imprime tout de même : de quoi écrire à la main."""

_SAISI = OrigineChamp.COMPLEMENT
CHAMPS = (
    Champ("patient.civilite", "Madame ou Monsieur, selon le sexe de l’état civil", facultatif=True),
    Champ("patient.nom", "Nom utilisé, à défaut nom de naissance, en capitales"),
    Champ("patient.nom_naissance", "Nom de naissance, en capitales"),
    Champ("patient.prenom", "Prénom utilisé, à défaut premier prénom"),
    Champ("patient.nom_complet", "Civilité, prénom et nom"),
    Champ("patient.naissance", "Date de naissance : 12/06/1984"),
    Champ("patient.naissance_en_lettres", "Date de naissance : 12 juin 1984"),
    Champ("patient.age", "Âge le jour de la lettre : 41 ans, ou 7 mois avant deux ans"),
    Champ("patient.ne", "né, née ou né(e), selon le sexe"),
    Champ("patient.e", "e, rien ou (e) : la marque d’accord, selon le sexe", facultatif=True),
    Champ("patient.telephone", "Téléphone, par groupes de deux chiffres"),
    Champ("patient.courriel", "Adresse électronique"),
    Champ("patient.adresse", "Numéro et voie"),
    Champ("patient.code_postal", "Code postal"),
    Champ("patient.commune", "Commune"),
    Champ("patient.nir", "Numéro de sécurité sociale, par groupes"),
    Champ("cabinet.nom", "Nom du cabinet"),
    Champ("cabinet.adresse", "Numéro et voie du cabinet"),
    Champ("cabinet.code_postal", "Code postal du cabinet"),
    Champ("cabinet.ville", "Ville du cabinet"),
    Champ("cabinet.telephone", "Téléphone du cabinet"),
    Champ("cabinet.mention", "Avertissement des documents de démonstration", facultatif=True),
    Champ("praticien.nom", "Nom du praticien, en capitales"),
    Champ("praticien.prenom", "Prénom du praticien"),
    Champ("praticien.nom_complet", "Titre, prénom et nom du praticien"),
    Champ("praticien.dans_la_phrase", "Le même, après « par » : le Dr Hélène MARCHAND"),
    Champ("praticien.specialite", "Spécialité"),
    Champ("praticien.rpps", "Numéro RPPS"),
    Champ("praticien.numero_am", "Numéro d’assurance maladie"),
    Champ("date.jour", "Date de la lettre : 12 mars 2026"),
    Champ("date.courte", "Date de la lettre : 12/03/2026"),
    Champ("date.en_lettres", "Date de la lettre : jeudi 12 mars 2026"),
    Champ("date.heure", "Heure de la lettre : 10 h 20"),
    Champ("auteur.nom", "Qui a préparé la lettre"),
    Champ("courrier.objet", "Objet de la lettre", _SAISI),
    Champ("courrier.texte", "Texte libre de la lettre", _SAISI),
    Champ("destinataire.nom", "À qui l’on écrit", _SAISI),
    Champ("destinataire.adresse", "Adresse du destinataire, sur plusieurs lignes", _SAISI),
    Champ("rendez_vous.date", "Jour du rendez-vous : mardi 17 mars 2026", _SAISI),
    Champ("rendez_vous.heure", "Heure du rendez-vous : 9 h 15", _SAISI),
    Champ("rendez_vous.motif", "Motif du rendez-vous", _SAISI),
    Champ("rendez_vous.praticien", "Praticien du rendez-vous", _SAISI),
    Champ("presence.date", "Jour de la venue : jeudi 12 mars 2026", _SAISI),
    Champ("presence.arrivee", "Heure d’arrivée au cabinet", _SAISI),
    Champ("presence.depart", "Heure de départ du cabinet", _SAISI),
    Champ("demande.recue_le", "Jour où la demande d’accès a été reçue : 2 mars 2026", _SAISI),
    Champ("demande.qualite", "À quel titre le demandeur écrit", _SAISI),
    Champ("demande.mode", "Comment le dossier se communique", _SAISI),
    Champ("demande.au_plus_tot", "Premier jour où le dossier peut se communiquer", _SAISI),
    Champ("demande.au_plus_tard", "Dernier jour où il doit l’être", _SAISI),
    Champ("demande.pieces", "Pièces que le demandeur doit encore", _SAISI),
    Champ("demande.inventaire", "Ce que l’on communique, une ligne par élément", _SAISI),
    Champ("demande.exclusions", "Ce que l’on ne communique pas, et pourquoi", _SAISI, facultatif=True),
    Champ("demande.refus", "Raison du refus", _SAISI),
)
PAR_NOM = {champ.nom: champ for champ in CHAMPS}

CIVILITES = {Sexe.FEMININ: "Madame", Sexe.MASCULIN: "Monsieur", Sexe.INDETERMINE: ""}
ACCORDS = {Sexe.FEMININ: "e", Sexe.MASCULIN: "", Sexe.INDETERMINE: "(e)"}
MENTION_DEMONSTRATION = "DÉMONSTRATION — personne et cabinet fictifs, document sans valeur."
MOIS_PAR_AN = 12
AGE_EN_MOIS = 24


@dataclass(frozen=True, slots=True)
class Sujet:
    """De qui parle la lettre : ce que la base sait du patient."""

    traits: Traits
    coordonnees: Coordonnees
    nir: str


def valeurs_du_patient(sujet: Sujet, jour: date) -> dict[str, str]:
    """Les champs `patient.*` ; vide là où le dossier ne dit rien."""
    traits, coordonnees = sujet.traits, sujet.coordonnees
    civilite, accord = CIVILITES[traits.sexe], ACCORDS[traits.sexe]
    nom = (traits.nom_utilise or traits.nom_naissance).upper()
    prenom = traits.prenom_utilise or traits.premier_prenom
    return {
        "patient.civilite": civilite,
        "patient.nom": nom,
        "patient.nom_naissance": traits.nom_naissance.upper(),
        "patient.prenom": prenom,
        "patient.nom_complet": " ".join(mot for mot in (civilite, prenom, nom) if mot),
        "patient.naissance": date_courte(traits.naissance),
        "patient.naissance_en_lettres": date_dite(traits.naissance),
        "patient.age": age_dit(traits.naissance, jour),
        "patient.ne": f"né{accord}",
        "patient.e": accord,
        "patient.telephone": telephone_dit(coordonnees.telephone),
        "patient.courriel": coordonnees.courriel,
        "patient.adresse": coordonnees.adresse,
        "patient.code_postal": coordonnees.code_postal,
        "patient.commune": coordonnees.commune,
        "patient.nir": formater_nir(sujet.nir).replace(" ", INSECABLE),
    }


def valeurs_du_cabinet(etablissement: Etablissement) -> dict[str, str]:
    """Les champs `cabinet.*`."""
    return {
        "cabinet.nom": etablissement.nom,
        "cabinet.adresse": etablissement.adresse,
        "cabinet.code_postal": etablissement.code_postal,
        "cabinet.ville": etablissement.ville,
        "cabinet.telephone": telephone_dit(etablissement.telephone),
        "cabinet.mention": MENTION_DEMONSTRATION if etablissement.demonstration else "",
    }


def valeurs_du_praticien(praticien: FichePraticien | None) -> dict[str, str]:
    """Les champs `praticien.*`, tous vides pour une lettre du secrétariat."""
    if praticien is None:
        return {nom: "" for nom in PAR_NOM if nom.startswith("praticien.")}
    return {
        "praticien.nom": praticien.nom.upper(),
        "praticien.prenom": praticien.prenom,
        "praticien.nom_complet": praticien.nom_complet,
        "praticien.dans_la_phrase": f"{'le ' if praticien.civilite == 'Dr' else ''}{praticien.nom_complet}",
        "praticien.specialite": praticien.specialite,
        "praticien.rpps": praticien.rpps,
        "praticien.numero_am": praticien.numero_am,
    }


def valeurs_du_moment(maintenant: datetime, auteur: str) -> dict[str, str]:
    """Les champs `date.*` et `auteur.*`."""
    jour = a_paris(maintenant).date()
    return {
        "date.jour": date_dite(jour),
        "date.courte": date_courte(jour),
        "date.en_lettres": jour_dit(jour),
        "date.heure": heure_dite(maintenant),
        "auteur.nom": auteur,
    }


def bilan(modele: ChampsDuModele, valeurs: Mapping[str, str]) -> BilanDesChamps:
    """Les champs que ce modèle emploie et qui n’ont pas de valeur, ou que personne ne connaît."""
    inconnus = tuple(sorted(modele.employes - PAR_NOM.keys()))
    manquants = tuple(
        champ
        for champ in CHAMPS
        if champ.nom in modele.employes
        and champ.nom not in modele.conditionnels
        and not champ.facultatif
        and not valeurs.get(champ.nom, "").strip()
    )
    return BilanDesChamps(manquants, inconnus)


def contexte(valeurs: Mapping[str, str], manquants: tuple[Champ, ...]) -> dict[str, dict[str, str]]:
    """Les valeurs rangées par domaine, comme les modèles les nomment ; des points à la place de ce qui manque."""
    points = {champ.nom for champ in manquants}
    domaines: dict[str, dict[str, str]] = {}
    for champ in CHAMPS:
        domaine, nom = champ.nom.split(".")
        valeur = A_COMPLETER if champ.nom in points else valeurs.get(champ.nom, "")
        domaines.setdefault(domaine, {})[nom] = imprimable(valeur)
    return domaines


def imprimable(valeur: str) -> str:
    r"""La valeur sans caractères de commande, qu’un .docx n’admet pas ; les retours à la ligne restent.

    >>> imprimable(" un\r\ndeux\x00 ")
    'un\ndeux'
    """
    return "".join(
        c for c in valeur.replace("\r\n", "\n") if c == "\n" or unicodedata.category(c) not in RETIRES
    ).strip()


def complements_inconnus(complements: Mapping[str, str]) -> tuple[str, ...]:
    """Les compléments qui ne sont le nom d’aucun champ."""
    return tuple(sorted(complements.keys() - PAR_NOM.keys()))


def age_dit(naissance: date, jour: date) -> str:
    r"""L’âge en années, en mois avant deux ans.

    >>> age_dit(date(1984, 6, 12), date(2026, 3, 12)), age_dit(date(2025, 8, 1), date(2026, 3, 12))
    ('41\xa0ans', '7\xa0mois')
    """
    mois = (jour.year - naissance.year) * MOIS_PAR_AN + jour.month - naissance.month - (jour.day < naissance.day)
    if mois < AGE_EN_MOIS:
        return f"{max(mois, 0)}{INSECABLE}mois"
    return f"{mois // MOIS_PAR_AN}{INSECABLE}ans"


def telephone_dit(e164: str) -> str:
    r"""Un numéro français par groupes de deux chiffres ; un numéro étranger tel quel.

    >>> telephone_dit("+33639981247"), telephone_dit("+41791234567")
    ('06\xa039\xa098\xa012\xa047', '+41791234567')
    """
    national = "0" + e164.removeprefix("+33")
    if not e164.startswith("+33") or len(national) != len("0639981247"):
        return e164
    return INSECABLE.join(national[i : i + 2] for i in range(0, len(national), 2))
