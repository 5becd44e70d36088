"""Sauvegarder et restaurer une base : une copie chiffrée, d’un seul tenant, vérifiée avant d’être annoncée.

`VACUUM INTO` prend un instantané pendant que l’on travaille ; la copie garde la clé de la base, et son fichier de clés
la suit. Une sauvegarde n’apparaît sous son nom qu’une fois relue : un arrêt en route ne laisse que des `.partiel`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2

from secretariat.socle import chiffrement, cles, copie, fichier_base, fichiers, schema
from secretariat.socle.copie import Continuer, CopieEmbarquee, Copiste, Temoin, toujours
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.fichier_base import VerrouDeBase
from secretariat.socle.pannes import panne


@dataclass(frozen=True, slots=True)
class Sauvegarde:
    """Une sauvegarde faite et relue ; la taille est en octets."""

    fichier: Path
    taille: int
    revision: str
    lignes_du_journal: int
    derniere_empreinte: str
    tables: Mapping[str, int]


def sauvegarder(
    base: Path,
    cle: bytes,
    destination: Path,
    *,
    copiste: Copiste | None = None,
    continuer: Continuer = toujours,
    avant_de_nommer: Callable[[Sauvegarde], None] | None = None,
) -> Sauvegarde:
    """Copie la base et ses clés vers `destination` (un fichier neuf), puis relit la copie.

    `avant_de_nommer` reçoit la sauvegarde relue, juste avant qu’elle ne prenne son nom.

    Raises:
        ErreurMetier: Un fichier porte déjà ce nom.
        ErreurEnvironnement: Disque plein, dossier absent ou protégé, copie abîmée.
        copie.TravailInterrompu: `continuer` a rendu faux.
    """
    if destination.exists():
        raise ErreurMetier(
            f"Il y a déjà un fichier à cet endroit : {destination}.",
            conseil="Choisir un autre nom : une sauvegarde n’en remplace jamais une autre.",
        )
    partiel = destination.with_name(destination.name + ".partiel")
    try:
        fichier_base.effacer(partiel)
        temoin = (copiste or CopieEmbarquee(base, cle)).copier(partiel, continuer)
        copie.relire(partiel, cle, temoin, continuer)
        cles.ecrire(partiel, cles.lire(base))  # relues : des clés abîmées ne feraient pas une bonne sauvegarde
        for fichier in (cles.fichier_de(partiel), partiel):
            _ecrire_sur_le_disque(fichier)
        faite = Sauvegarde(destination, partiel.stat().st_size, *_resume(temoin))
        if avant_de_nommer is not None:
            avant_de_nommer(faite)
        cles.fichier_de(partiel).replace(cles.fichier_de(destination))
        partiel.replace(destination)
    except (OSError, dbapi2.Error) as erreur:
        raise ErreurEnvironnement(
            f"La sauvegarde vers {destination} n’a pas pu se faire : {_cause(erreur)}.",
            conseil="Vérifier la place libre et le droit d’écrire à cet endroit ; la base elle-même est intacte.",
        ) from erreur
    finally:
        with suppress(OSError):
            fichier_base.effacer(partiel)
    return faite


def controler(fichier: Path, cle: bytes) -> tuple[str, int]:
    """Relit une base entière ; rend sa révision et le nombre de lignes de son journal.

    Raises:
        BaseIllisible: Le fichier est abîmé ou n’est pas une base du Secrétariat.
    """
    if not fichier.exists():
        raise _absente(fichier)
    try:
        with copie.connexion_surveillee(fichier, cle, toujours) as connexion:
            defaut = copie.defauts_des_pages(connexion, index=True)
            temoin = copie.relever(connexion)
    except (dbapi2.DatabaseError, ValueError, KeyError) as erreur:
        raise _panne_du_disque(erreur) or copie.abimee(fichier, str(erreur)) from erreur
    if defaut:
        raise copie.abimee(fichier, defaut)
    return temoin.revision, temoin.lignes_du_journal


def restaurer(source: Path, base: Path, cle: bytes) -> Path | None:
    """Remplace la base par une sauvegarde ; rend le chemin où l’ancienne base a été mise de côté.

    La sauvegarde est d’abord recopiée à côté de la base et relue là : un support en lecture seule convient, et rien
    n’est remplacé par un fichier qui ne s’ouvre pas. À tout moment, l’ancienne base est sous l’un de ses deux noms,
    entière ; un arrêt en route se répare en recommençant.

    Raises:
        ErreurEnvironnement: La base est ouverte, la sauvegarde est abîmée ou trop récente, le disque refuse.
    """
    if not source.exists():
        raise _absente(source)
    fichier_base.faire_le_dossier(base)
    verrou = VerrouDeBase(base)
    verrou.prendre()
    recopie = base.with_name(base.name + ".restauration")
    try:
        fichier_base.effacer(recopie)
        _recopier(source, recopie)
        cles.lire(recopie)
        revision, _lignes = controler(recopie, cle)
        schema.refuser_plus_recente(revision)
        return _remplacer(recopie, base, cle)
    except OSError as erreur:
        raise ErreurEnvironnement(
            f"La restauration n’a pas pu se faire : {_cause(erreur)}.",
            conseil="Vérifier la place libre ; l’ancienne base est restée en place.",
        ) from erreur
    finally:
        with suppress(OSError):
            fichier_base.effacer(recopie)
        verrou.rendre()


def _recopier(source: Path, recopie: Path) -> None:
    """Recopie la sauvegarde, ses clés, et les écritures qu’une base mal fermée n’aurait pas encore repliées."""
    shutil.copyfile(cles.fichier_de(source), cles.fichier_de(recopie))
    shutil.copyfile(source, recopie)
    attente, _, _ = fichier_base.annexes(source)
    if attente.exists():
        shutil.copyfile(attente, fichier_base.annexes(recopie)[0])


def _remplacer(recopie: Path, base: Path, cle: bytes) -> Path | None:
    for fichier in (cles.fichier_de(recopie), recopie):
        _ecrire_sur_le_disque(fichier)
    ancienne = _mettre_de_cote(base, cle) if base.exists() else None
    for annexe in fichier_base.annexes(base):
        annexe.unlink(missing_ok=True)  # un journal d’écriture s’appliquerait à la base nouvelle et l’abîmerait
    cles.fichier_de(recopie).replace(cles.fichier_de(base))
    recopie.replace(base)
    return ancienne


def _mettre_de_cote(base: Path, cle: bytes) -> Path:
    """Donne un second nom à la base et à ce qui l’accompagne ; le premier lui reste jusqu’au remplacement."""
    with suppress(ErreurEnvironnement):
        chiffrement.connecter(base, cle).close()  # replie le journal d’écriture, si la base s’ouvre encore
    rang = 1
    while _est_prise(ancienne := base.with_name(f"{base.stem}.avant-restauration-{rang}{base.suffix}")):
        rang += 1
    try:
        for fichier, garde in zip(
            (cles.fichier_de(base), *fichier_base.annexes(base), base),
            (cles.fichier_de(ancienne), *fichier_base.annexes(ancienne), ancienne),
            strict=True,
        ):
            if fichier.exists():
                _doubler(fichier, garde)
    except OSError:
        fichier_base.effacer(ancienne)
        raise
    return ancienne


def _est_prise(ancienne: Path) -> bool:
    """Vrai aussi si une restauration arrêtée n’y avait encore mis que les clés."""
    return ancienne.exists() or cles.fichier_de(ancienne).exists()


def _doubler(fichier: Path, garde: Path) -> None:
    """Donne un second nom au fichier ; en fait une copie là où le disque ne sait pas (clé USB, partage)."""
    try:
        garde.hardlink_to(fichier)
    except OSError:
        shutil.copyfile(fichier, garde)
        _ecrire_sur_le_disque(garde)


def _ecrire_sur_le_disque(fichier: Path) -> None:
    with fichier.open("rb+") as flux:
        os.fsync(flux.fileno())


def _absente(fichier: Path) -> ErreurMetier:
    return ErreurMetier(f"Il n’y a pas de sauvegarde à cet endroit : {fichier}.", conseil="Vérifier le chemin.")


def _resume(temoin: Temoin) -> tuple[str, int, str, Mapping[str, int]]:
    return temoin.revision, temoin.lignes_du_journal, temoin.derniere_empreinte, temoin.tables


def _panne_du_disque(erreur: Exception) -> ErreurEnvironnement | None:
    return panne(str(erreur)) if "full" in str(erreur) else None


def _cause(erreur: OSError | dbapi2.Error) -> str:
    if isinstance(erreur, OSError):
        return fichiers.cause_dite(erreur)
    texte = str(erreur)
    if "full" in texte:
        return "le disque est plein"
    return "le dossier manque ou refuse l’écriture" if "unable to open" in texte or "readonly" in texte else texte
