"""Les rubriques d’un dossier dites comme les écrans les montrent, et reprises dans le formulaire une à une."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from secretariat.cabinet.valeurs import FichePraticien
from secretariat.dossiers.valeurs import LIBELLES_SEXES, Sexe
from secretariat.socle.conflits import Divergence, enumerer, nommer
from secretariat.socle.identifiants import formater_nir
from secretariat.ui.typographie import date_courte, de, telephone

HORS_DU_CABINET = "Inconnu ou hors du cabinet"


def dire_rubrique(champ: str, valeur: object, praticiens: Sequence[FichePraticien] = ()) -> str:
    """La valeur d’une rubrique, vide si elle l’est."""
    match champ, valeur:
        case "telephone", str() if valeur:
            dite = telephone(valeur)
        case "nir", str():
            dite = formater_nir(valeur)
        case "medecin_traitant_id", _:
            dite = next((p.nom_complet for p in praticiens if p.id == valeur), HORS_DU_CABINET)
        case "naissance", (date() as jour, bool() as incertaine):
            dite = f"{date_courte(jour)}, incertaine" if incertaine else date_courte(jour)
        case "adresse", (rue, code_postal, commune):
            dite = ", ".join(filter(None, (str(rue), f"{code_postal} {commune}".strip())))
        case "prenoms", (premier, prenoms):
            dite = f"{premier} ({prenoms})" if prenoms else str(premier)
        case _, tuple():
            dite = ", ".join(filter(None, map(_dire, valeur)))
        case _:
            dite = _dire(valeur)
    return dite


def dire_fusion(reprises: Sequence[Divergence]) -> str:
    """« fusionné avec le changement de Karim (téléphone) », vide si rien n’a été fusionné."""
    noms = list(dict.fromkeys(d.par.nom for d in reprises if d.par))
    if not reprises:
        return ""
    auteur = " et ".join(map(de, noms)) if noms else "d’un autre poste"
    return f"fusionné avec le changement {auteur} ({enumerer(reprises)})"


def annoncer(divergences: Sequence[Divergence]) -> str:
    """« Karim (poste 2) vient de modifier ce dossier : téléphone. »."""
    plusieurs = len({d.par.qui for d in divergences if d.par}) > 1
    verbe = "viennent" if plusieurs else "vient"
    return f"{nommer(divergences)} {verbe} de modifier ce dossier\u00a0: {enumerer(divergences)}."


def detailler(divergences: Sequence[Divergence], praticiens: Sequence[FichePraticien]) -> str:
    """« 06 39 98 12 47 → 06 39 98 55 55 » ; chaque rubrique est nommée quand il y en a plusieurs."""
    nommees = len(divergences) > 1
    return "\u202f; ".join(
        f"{divergence.libelle}\u00a0: {_passage(divergence, praticiens)}"
        if nommees
        else _passage(divergence, praticiens)
        for divergence in divergences
    )


def _passage(divergence: Divergence, praticiens: Sequence[FichePraticien]) -> str:
    valeurs = (divergence.lu, divergence.actuel)
    return " → ".join(dire_rubrique(divergence.champ, valeur, praticiens) or "vide" for valeur in valeurs)


def _dire(valeur: object) -> str:
    match valeur:
        case bool():
            return "oui" if valeur else "non"
        case date():
            return date_courte(valeur)
        case Sexe():
            return LIBELLES_SEXES[valeur]
        case _:
            return str(valeur or "")
