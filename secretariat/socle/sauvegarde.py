"""Sauvegarder et restaurer une base : une copie chiffrée, d’un seul tenant, vérifiée avant d’être annoncée.

`VACUUM INTO` prend un instantané pendant que l’on travaille ; la copie garde la clé de la base, et son fichier de clés
la suit. Une sauvegarde n’apparaît sous son nom qu’une fois relue : un arrêt en route ne laisse que des `.partiel`.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from secretariat.socle import chiffrement, cles, schema
from secretariat.socle.chiffrement import BaseIllisible
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.fichier_base import VerrouDeBase


@dataclass(frozen=True, slots=True)
class Sauvegarde:
    """Une sauvegarde faite et relue ; la taille est en octets."""

    fichier: Path
    taille: int
    revision: str
    lignes_du_journal: int


def sauvegarder(base: Path, cle: bytes, destination: Path) -> Sauvegarde:
    """Copie la base et ses clés vers `destination` (un fichier neuf), puis relit la copie.

    Raises:
        ErreurMetier: Un fichier porte déjà ce nom.
        ErreurEnvironnement: Disque plein, dossier absent ou protégé.
    """
    if destination.exists():
        raise ErreurMetier(
            f"Il y a déjà un fichier à cet endroit : {destination}.",
            conseil="Choisir un autre nom : une sauvegarde n’en remplace jamais une autre.",
        )
    partiel = destination.with_name(destination.name + ".partiel")
    partiel.unlink(missing_ok=True)
    try:
        _copier(base, cle, partiel)
        resume = controler(partiel, cle)
        shutil.copyfile(cles.fichier_de(base), cles.fichier_de(destination))
        _ecrire_sur_le_disque(partiel)
        partiel.replace(destination)
    except (OSError, dbapi2.Error) as erreur:
        partiel.unlink(missing_ok=True)
        raise ErreurEnvironnement(
            f"La sauvegarde vers {destination} n’a pas pu se faire : {_cause(erreur)}.",
            conseil="Vérifier la place libre et le droit d’écrire à cet endroit ; la base elle-même est intacte.",
        ) from erreur
    return Sauvegarde(destination, destination.stat().st_size, *resume)


def controler(fichier: Path, cle: bytes) -> tuple[str, int]:
    """Relit une base entière ; rend sa révision et le nombre de lignes de son journal.

    Raises:
        BaseIllisible: Le fichier est abîmé ou n’est pas une base du Secrétariat.
    """
    if not fichier.exists():
        raise ErreurMetier(f"Il n’y a pas de sauvegarde à cet endroit : {fichier}.", conseil="Vérifier le chemin.")
    connexion = chiffrement.connecter(fichier, cle)
    try:
        defauts = [ligne[0] for ligne in connexion.execute("PRAGMA integrity_check")]
        (revision,) = connexion.execute("SELECT version_num FROM alembic_version").fetchone()
        (lignes,) = connexion.execute("SELECT count(*) FROM journal").fetchone()
    except dbapi2.DatabaseError as erreur:
        raise _abimee(fichier, str(erreur)) from erreur
    finally:
        connexion.close()
    if defauts != ["ok"]:
        raise _abimee(fichier, str(defauts[0]))
    return str(revision), int(lignes)


def restaurer(source: Path, base: Path, cle: bytes) -> Path | None:
    """Remplace la base par une sauvegarde ; rend le chemin où l’ancienne base a été mise de côté.

    La sauvegarde est d’abord recopiée à côté de la base et relue là : un support en lecture seule convient, et rien
    n’est remplacé par un fichier qui ne s’ouvre pas.

    Raises:
        ErreurEnvironnement: La base est ouverte, la sauvegarde est abîmée ou trop récente, le disque refuse.
    """
    if not source.exists():
        raise ErreurMetier(f"Il n’y a pas de sauvegarde à cet endroit : {source}.", conseil="Vérifier le chemin.")
    base.parent.mkdir(parents=True, exist_ok=True)
    verrou = VerrouDeBase(base)
    verrou.prendre()
    copie = base.with_name(base.name + ".restauration")
    try:
        shutil.copyfile(source, copie)
        revision, _lignes = controler(copie, cle)
        schema.refuser_plus_recente(revision)
        return _remplacer(source, copie, base)
    except OSError as erreur:
        raise ErreurEnvironnement(
            f"La restauration n’a pas pu se faire : {_cause(erreur)}.",
            conseil="Vérifier la place libre ; l’ancienne base est restée en place.",
        ) from erreur
    finally:
        copie.unlink(missing_ok=True)
        verrou.rendre()


def _copier(base: Path, cle: bytes, partiel: Path) -> None:
    connexion = chiffrement.connecter(base, cle)
    try:
        connexion.execute("VACUUM INTO ?", (str(partiel),))
    finally:
        connexion.close()


def _remplacer(source: Path, copie: Path, base: Path) -> Path | None:
    _ecrire_sur_le_disque(copie)
    cles_neuves = copie.with_name(copie.name + ".cles")
    shutil.copyfile(cles.fichier_de(source), cles_neuves)
    ancienne = _mettre_de_cote(base) if base.exists() else None
    cles_neuves.replace(cles.fichier_de(base))
    copie.replace(base)
    return ancienne


def _mettre_de_cote(base: Path) -> Path:
    """Renomme la base, ses clés et son journal d’écriture anticipée, qui ne doit pas s’appliquer à une autre base."""
    rang = 1
    while (ancienne := base.with_name(f"{base.stem}.avant-restauration-{rang}{base.suffix}")).exists():
        rang += 1
    for suffixe in ("", "-wal", "-shm"):
        fichier = base.with_name(base.name + suffixe)
        if fichier.exists():
            fichier.replace(ancienne.with_name(ancienne.name + suffixe))
    if cles.fichier_de(base).exists():
        shutil.copyfile(cles.fichier_de(base), cles.fichier_de(ancienne))
    return ancienne


def _ecrire_sur_le_disque(fichier: Path) -> None:
    with fichier.open("rb+") as flux:
        os.fsync(flux.fileno())


def _abimee(fichier: Path, detail: str) -> BaseIllisible:
    return BaseIllisible(
        f"La sauvegarde {fichier.name} est abîmée : {detail}.",
        conseil="Essayer une sauvegarde plus ancienne ; la base en place n’a pas été touchée.",
    )


def _cause(erreur: Any) -> str:  # noqa: ANN401
    texte = getattr(erreur, "strerror", None) or str(erreur)
    if "full" in texte or "No space" in texte:
        return "le disque est plein"
    return "le dossier refuse l’écriture" if "denied" in texte or "readonly" in texte else texte
