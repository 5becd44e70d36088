"""Ce qu’une carte changerait au dossier : des différences, que la secrétaire accepte une par une."""

from __future__ import annotations

from datetime import date

from secretariat.dossiers.regles.identite import LIEU_INCONNU, premier_prenom_coherent, translitterer
from secretariat.dossiers.valeurs import (
    Anomalie,
    Coordonnees,
    Difference,
    DroitsPatient,
    FichePatient,
    IdentiteLue,
    Sexe,
    StatutIdentite,
    Traits,
)
from secretariat.socle.identifiants import formater_nir, sexe_du_nir

LIBELLES_DROITS = {
    "nir": "Numéro de sécurité sociale",
    "regime": "Régime",
    "caisse": "Caisse",
    "centre": "Centre",
    "droits_jusqu_au": "Droits ouverts jusqu’au",
    "ald": "Affection de longue durée",
    "c2s": "Complémentaire santé solidaire",
    "amc_nom": "Complémentaire",
    "amc_numero": "Numéro de la complémentaire",
    "amc_adherent": "Numéro d’adhérent",
    "amc_jusqu_au": "Complémentaire jusqu’au",
}
TRAITS_STRICTS = ("nom_naissance", "premier_prenom", "prenoms", "naissance", "sexe", "lieu_naissance")


def traits_de_carte(lue: IdentiteLue, naissance: date) -> Traits:
    """Les traits que porte une carte, pour comparer ou préremplir ; elle ignore le lieu, et le sexe sauf par le NIR."""
    sexe = sexe_du_nir(lue.nir) if lue.nir_est_le_sien else None
    return Traits(
        nom_naissance=translitterer(lue.nom_naissance),
        premier_prenom=translitterer(lue.prenom),
        naissance=naissance,
        sexe=Sexe(sexe) if sexe else Sexe.INDETERMINE,
        lieu_naissance=LIEU_INCONNU,
        nom_utilise=lue.nom_utilise or (lue.nom_naissance if lue.lecture_simple else ""),
    )


def comparer(fiche: FichePatient, lue: IdentiteLue) -> tuple[Difference, ...]:
    """Ce que la carte changerait au dossier ; une valeur que la carte ne porte pas ne change rien."""
    champs = ("nir",) if lue.lecture_simple else tuple(LIBELLES_DROITS)
    return (*_differences_de_traits(fiche.traits, lue), *_differences_de_droits(fiche.droits, lue.droits, champs))


def perd_son_statut(avant: Traits, apres: Traits) -> bool:
    """Vrai si ce changement de traits, fait à la main, rend l’identité provisoire, selon le RNIV.

    Le premier prénom se corrige sans perte tant qu’il reste le début de la liste des prénoms (EXI ID 10).
    """
    changes = {champ for champ in TRAITS_STRICTS if getattr(avant, champ) != getattr(apres, champ)}
    if apres.prenoms and premier_prenom_coherent(apres.premier_prenom, apres.prenoms):
        changes.discard("premier_prenom")
    return bool(changes)


def points_a_completer(fiche: FichePatient, aujourd_hui: date) -> tuple[Anomalie, ...]:
    """Ce qui manque au dossier ou n’est plus à jour, dans l’ordre où on le demande au guichet."""
    return (
        *_points_d_identite(fiche.traits, fiche.statut),
        *_points_de_contact(fiche.coordonnees),
        *_points_de_droits(fiche.droits, aujourd_hui),
    )


def _differences_de_traits(traits: Traits, lue: IdentiteLue) -> tuple[Difference, ...]:
    textes = (
        ("nom_naissance", "Nom de naissance", traits.nom_naissance, lue.nom_naissance),
        ("nom_utilise", "Nom utilisé", traits.nom_utilise, lue.nom_utilise),
        ("premier_prenom", "Premier prénom", traits.premier_prenom, lue.prenom),
    )
    differences = [
        Difference(champ, libelle, actuel, _propose(champ, lu), _propose(champ, lu), stricte=champ in TRAITS_STRICTS)
        for champ, libelle, actuel, lu in textes
        if lu and not _meme_nom(champ, actuel, lu, traits) and not _est_le_nom_utilise(champ, lue, traits)
    ]
    if lue.naissance and lue.naissance != traits.naissance:
        montre = f"{lue.naissance:%d/%m/%Y}"
        actuel = f"{traits.naissance:%d/%m/%Y}"
        differences.append(Difference("naissance", "Date de naissance", actuel, montre, lue.naissance, stricte=True))
    return tuple(differences)


def _propose(champ: str, lu: str) -> str:
    return translitterer(lu) if champ in TRAITS_STRICTS else lu.strip()


def _meme_nom(champ: str, actuel: str, lu: str, traits: Traits) -> bool:
    if translitterer(actuel) == translitterer(lu):
        return True
    if champ == "nom_utilise":
        return not actuel and translitterer(lu) == traits.nom_naissance
    return champ == "premier_prenom" and bool(traits.prenoms) and premier_prenom_coherent(lu, traits.prenoms)


def _est_le_nom_utilise(champ: str, lue: IdentiteLue, traits: Traits) -> bool:
    """Vrai si ce que la carte nomme sans dire de quel nom il s’agit est le nom que le patient utilise."""
    ambigu = champ == "nom_naissance" and lue.lecture_simple and bool(traits.nom_utilise)
    return ambigu and translitterer(lue.nom_naissance) == translitterer(traits.nom_utilise)


def _differences_de_droits(
    actuels: DroitsPatient | None, lus: DroitsPatient | None, champs: tuple[str, ...]
) -> tuple[Difference, ...]:
    if lus is None:
        return ()
    avant = actuels or DroitsPatient()
    return tuple(
        Difference(
            champ,
            LIBELLES_DROITS[champ],
            _montrer(getattr(avant, champ), champ),
            _montrer(valeur, champ),
            valeur,
            droits=True,
        )
        for champ in champs
        if (valeur := getattr(lus, champ)) != getattr(avant, champ) and _porte(valeur)
    )


def _porte(valeur: object) -> bool:
    """Une carte qui dit « non » dit quelque chose ; un texte vide ou une date absente ne disent rien."""
    return isinstance(valeur, bool) or bool(valeur)


def _montrer(valeur: str | date | bool | None, champ: str) -> str:  # noqa: FBT001  (une valeur de colonne)
    match valeur:
        case bool():
            return "oui" if valeur else "non"
        case date():
            return f"{valeur:%d/%m/%Y}"
        case None:
            return ""
        case str():
            return formater_nir(valeur) if champ == "nir" else valeur


def _points_d_identite(traits: Traits, statut: StatutIdentite) -> tuple[Anomalie, ...]:
    points = []
    if statut in {StatutIdentite.PROVISOIRE, StatutIdentite.RECUPEREE}:
        points.append(
            Anomalie("statut", "Identité non contrôlée.", "Demander une pièce d’identité et comparer les traits.")
        )
    if traits.lieu_naissance == LIEU_INCONNU:
        points.append(Anomalie("lieu_naissance", "Lieu de naissance inconnu.", "Le relever sur la pièce d’identité."))
    if traits.naissance_incertaine:
        points.append(
            Anomalie("naissance", "Date de naissance incertaine.", "La préciser si une pièce la donne entière.")
        )
    return tuple(points)


def _points_de_contact(coordonnees: Coordonnees) -> tuple[Anomalie, ...]:
    points = []
    if not coordonnees.telephone:
        points.append(Anomalie("telephone", "Pas de téléphone.", "Le demander au patient."))
    if not (coordonnees.adresse and coordonnees.commune):
        points.append(Anomalie("adresse", "Adresse incomplète.", "La demander au patient."))
    return tuple(points)


def _points_de_droits(droits: DroitsPatient | None, aujourd_hui: date) -> tuple[Anomalie, ...]:
    if droits is None or not droits.nir:
        return (Anomalie("nir", "Droits inconnus.", "Lire la carte Vitale, ou demander l’attestation de droits."),)
    points = []
    if not droits.sont_attestes:
        message, conseil = (
            "Droits non attestés.",
            "Demander l’attestation de droits, ou lire la carte avec l’API sous licence.",
        )
        points.append(Anomalie("droits_jusqu_au", message, conseil))
    elif droits.droits_jusqu_au and droits.droits_jusqu_au < aujourd_hui:
        message = f"Droits échus depuis le {droits.droits_jusqu_au:%d/%m/%Y}."
        points.append(Anomalie("droits_jusqu_au", message, "Relire la carte Vitale mise à jour."))
    if droits.amc_jusqu_au and droits.amc_jusqu_au < aujourd_hui:
        message = f"Complémentaire échue depuis le {droits.amc_jusqu_au:%d/%m/%Y}."
        points.append(Anomalie("amc_jusqu_au", message, "Demander la nouvelle carte de la complémentaire."))
    return tuple(points)
