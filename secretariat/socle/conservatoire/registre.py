"""Écrire et relire les fiches, les réglages du poste et l’état des sauvegardes : du JSON que l’on peut lire à l’œil."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from secretariat.socle import poste
from secretariat.socle.conservatoire.valeurs import (
    Bilan,
    BilanExercice,
    Echec,
    Fiche,
    Politique,
    Preferences,
    Raison,
)
from secretariat.socle.erreurs import ErreurMetier

T = TypeVar("T")
FORMAT = 1
RUBRIQUE = "sauvegardes"
BORNES = {"jours": (1, 90), "semaines": (0, 104), "mois": (0, 120), "alerte_heures": (1, 24 * 60)}
LIBELLES = {"jours": "jours", "semaines": "semaines", "mois": "mois", "alerte_heures": "heures avant de prévenir"}


def fichier_de_fiche(sauvegarde: Path) -> Path:
    """La fiche qui accompagne une sauvegarde."""
    return sauvegarde.with_name(sauvegarde.name + ".fiche.json")


def ecrire_fiche(dossier: Path, fiche: Fiche) -> None:
    """Écrit la fiche à côté de la sauvegarde.

    Raises:
        ErreurEnvironnement: Le disque ou le dossier refuse.
    """
    poste.ecrire(fichier_de_fiche(dossier / fiche.nom), _objet(fiche))


def lire_fiches(dossier: Path, base: str) -> tuple[Fiche, ...]:
    """Les fiches de cette base, la plus récente d’abord ; celles des autres bases ne se voient pas.

    Une sauvegarde dont le fichier a changé de taille est dite abîmée ; sans fichier, une bonne sauvegarde n’est plus.
    """
    constatees = [_constatee(dossier, fiche) for fiche in _siennes(dossier, base)]
    return tuple(sorted((f for f in constatees if f is not None), key=lambda f: (f.faite_le, f.nom), reverse=True))


def sans_fichier(dossier: Path, base: str) -> tuple[str, ...]:
    """Les noms des bonnes sauvegardes de cette base dont il ne reste que la fiche."""
    return tuple(fiche.nom for fiche in _siennes(dossier, base) if _constatee(dossier, fiche) is None)


def lire_preferences(base: Path) -> Preferences:
    """Les réglages de ce poste ; un réglage absurde vaut son défaut."""
    lus = poste.lire(poste.reglages_du_poste(base)).get(RUBRIQUE, {})
    lus = lus if isinstance(lus, dict) else {}
    politique = {nom: _borne(lus, nom, getattr(Politique(), nom)) for nom in ("jours", "semaines", "mois")}
    dossier = lus.get("dossier", "")
    return Preferences(
        dossier if isinstance(dossier, str) else "",
        Politique(**politique),
        _borne(lus, "alerte_heures", Preferences().alerte_heures),
    )


def ecrire_preferences(base: Path, preferences: Preferences) -> None:
    """Garde les réglages de ce poste.

    Raises:
        ErreurMetier: Un nombre est hors de ses bornes.
    """
    valeurs = {**dataclasses.asdict(preferences.politique), "alerte_heures": preferences.alerte_heures}
    for nom, valeur in valeurs.items():
        mini, maxi = BORNES[nom]
        if not mini <= valeur <= maxi:
            raise ErreurMetier(
                f"Le réglage « {LIBELLES[nom]} » ne peut pas valoir {valeur}.",
                conseil=f"Choisir un nombre de {mini} à {maxi}.",
            )
    fichier = poste.reglages_du_poste(base)
    poste.ecrire(fichier, {**poste.lire(fichier), RUBRIQUE: {**valeurs, "dossier": preferences.dossier}})


def lire_bilan(base: Path) -> Bilan:
    """Où en sont les sauvegardes de cette base, d’après le fichier tenu à côté d’elle."""
    lu = poste.lire(poste.etat_des_sauvegardes(base))
    return Bilan(
        _ou_rien(_fiche, lu.get("derniere")),
        _ou_rien(_echec, lu.get("echec")),
        _ou_rien(_exercice, lu.get("exercice")),
    )


def ecrire_bilan(base: Path, bilan: Bilan) -> None:
    """Garde où en sont les sauvegardes.

    Raises:
        ErreurEnvironnement: Le disque ou le dossier refuse.
    """
    parties = {"derniere": bilan.derniere, "echec": bilan.echec, "exercice": bilan.exercice}
    poste.ecrire(
        poste.etat_des_sauvegardes(base), {nom: _objet(partie) for nom, partie in parties.items() if partie is not None}
    )


def _objet(valeur: Fiche | Echec | BilanExercice) -> dict[str, Any]:
    champs = dataclasses.asdict(valeur)
    for nom, contenu in champs.items():
        if isinstance(contenu, datetime):
            champs[nom] = contenu.astimezone(UTC).isoformat()
    return {"format": FORMAT, **champs}


def _fiche(objet: Mapping[str, Any]) -> Fiche:
    champs = {champ.name: objet[champ.name] for champ in dataclasses.fields(Fiche) if champ.name in objet}
    return Fiche(**champs | {"faite_le": _instant(objet["faite_le"]), "raison": Raison(objet["raison"])})


def _echec(objet: Mapping[str, Any]) -> Echec:
    return Echec(_instant(objet["instant"]), Raison(objet["raison"]), str(objet["cause"]), str(objet["conseil"]))


def _exercice(objet: Mapping[str, Any]) -> BilanExercice:
    constats = tuple(str(constat) for constat in objet["constats"])
    return BilanExercice(_instant(objet["instant"]), str(objet["sauvegarde"]), bool(objet["reussi"]), constats)


def _instant(texte: str) -> datetime:
    instant = datetime.fromisoformat(texte)
    if instant.tzinfo is None:
        raise ValueError(f"{texte} n’a pas de fuseau")
    return instant


def _ou_rien(lire: Callable[[Mapping[str, Any]], T], objet: object) -> T | None:
    if not isinstance(objet, dict):
        return None
    try:
        return lire(objet)
    except (KeyError, TypeError, ValueError):
        return None


def _siennes(dossier: Path, base: str) -> tuple[Fiche, ...]:
    lues = (_ou_rien(_fiche, poste.lire(fichier)) for fichier in dossier.glob("*.fiche.json"))
    return tuple(fiche for fiche in lues if fiche is not None and fiche.base == base)


def _constatee(dossier: Path, fiche: Fiche) -> Fiche | None:
    if not fiche.verifiee:
        return fiche
    try:
        taille = (dossier / fiche.nom).stat().st_size
    except OSError:
        return None
    if taille == fiche.taille:
        return fiche
    defaut = f"le fichier fait {taille} octets au lieu de {fiche.taille}"
    return dataclasses.replace(fiche, verifiee=False, defaut=defaut)


def _borne(lus: Mapping[str, Any], nom: str, defaut: int) -> int:
    valeur = lus.get(nom, defaut)
    mini, maxi = BORNES[nom]
    return valeur if isinstance(valeur, int) and mini <= valeur <= maxi else defaut
