"""Les ordres sur les sauvegardes : en faire une, les montrer, régler où elles vont, essayer d’en restaurer une."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import Any

from secretariat.commandes.bases import fichier_ouvert
from secretariat.commandes.compte_rendu import CompteRendu
from secretariat.socle import schema
from secretariat.socle.conservatoire import exercice, ouverture
from secretariat.socle.conservatoire.coffre import Coffre
from secretariat.socle.conservatoire.valeurs import LIBELLES_RAISONS, Fiche, Preferences, Raison
from secretariat.socle.horloge import a_paris, horloge_du_poste
from secretariat.socle.trousseau import trousseau_du_bureau

MEME_DISQUE = (
    "Attention : les sauvegardes sont sur le même disque que la base. S’il casse ou disparaît, elles se perdent avec "
    "elle : choisir un autre disque (--dossier)."
)


def faire(base: Path, cle: bytes) -> CompteRendu:
    """Fait une sauvegarde dans le dossier réglé, et range ce dossier."""
    coffre = Coffre(base, cle, horloge_du_poste)
    fiche = coffre.faire(Raison.DEMANDEE)
    if fiche.revision == schema.REVISION:  # une base plus ancienne se met à niveau en s’ouvrant : pas pour une copie
        with fichier_ouvert(base, cle) as cabinet:
            ouverture.noter(cabinet, fiche)
    return CompteRendu(
        (
            f"Sauvegarde faite et relue : {coffre.dossier / fiche.nom} "
            f"({fiche.taille / 1e6:.1f} Mo, {fiche.duree_s:.1f} s).",
            *([MEME_DISQUE] if coffre.sur_le_meme_disque() else []),
        ),
        {"dossier": str(coffre.dossier), **_donnees(fiche)},
    )


def montrer(base: Path, demande: argparse.Namespace) -> CompteRendu:
    """Montre les sauvegardes de la base, après avoir changé les réglages demandés."""
    coffre = Coffre(base, b"", horloge_du_poste)
    voulues = _preferences_voulues(coffre.preferences, demande)
    if voulues != coffre.preferences:
        coffre.regler(voulues)
    fiches = coffre.fiches()
    alerte = coffre.alerte()
    return CompteRendu(
        (
            f"Dossier : {coffre.dossier}",
            *([MEME_DISQUE] if coffre.sur_le_meme_disque() else []),
            *(_ligne(fiche) for fiche in fiches),
            *([f"Attention : {alerte.titre}. {alerte.detail}"] if alerte else []),
        ),
        {
            "dossier": str(coffre.dossier),
            "meme_disque": coffre.sur_le_meme_disque(),
            "reglages": dataclasses.asdict(voulues),
            "alerte": alerte and dataclasses.asdict(alerte),
            "sauvegardes": [_donnees(fiche) for fiche in fiches],
        },
    )


def exercer(base: Path, cle: bytes) -> CompteRendu:
    """Restaure la dernière sauvegarde à côté, l’essaie, l’efface, et dit ce qu’il en est."""
    bilan = exercice.exercer(Coffre(base, cle, horloge_du_poste), trousseau_du_bureau)
    return CompteRendu(
        bilan.constats,
        {"sauvegarde": bilan.sauvegarde, "constats": list(bilan.constats)},
        refus="" if bilan.reussi else f"L’exercice de restauration de {bilan.sauvegarde} est manqué.",
        conseil="" if bilan.reussi else "Faire une nouvelle sauvegarde, et recommencer l’exercice.",
    )


def _preferences_voulues(actuelles: Preferences, demande: argparse.Namespace) -> Preferences:
    nombres = {nom: n for nom in ("jours", "semaines", "mois") if (n := getattr(demande, nom)) is not None}
    dossier = actuelles.dossier if demande.dossier is None else demande.dossier
    alerte = actuelles.alerte_heures if demande.alerte_heures is None else demande.alerte_heures
    choisi = str(Path(dossier).resolve()) if dossier else ""
    return Preferences(choisi, dataclasses.replace(actuelles.politique, **nombres), alerte)


def _ligne(fiche: Fiche) -> str:
    etat = f"✓ {fiche.taille / 1e6:.1f} Mo" if fiche.verifiee else f"✗ {fiche.defaut}"
    return f"{a_paris(fiche.faite_le):%d/%m/%Y %H:%M}  {LIBELLES_RAISONS[fiche.raison]:<20}  {etat}  {fiche.nom}"


def _donnees(fiche: Fiche) -> dict[str, Any]:
    champs = dataclasses.asdict(fiche)
    return {**champs, "faite_le": fiche.faite_le.isoformat(), "raison": fiche.raison.value}
