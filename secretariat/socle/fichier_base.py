"""Créer, déverrouiller et ouvrir le fichier d’une base, un seul programme à la fois pour la fenêtre.

Une base est deux fichiers côte à côte : `cabinet.sqlite` (chiffré) et `cabinet.sqlite.cles.json` (les enveloppes de sa
clé). Le verrou `cabinet.sqlite.verrou` tombe avec le programme, même tué.
"""

from __future__ import annotations

import os
import platform
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from secretariat.socle import chiffrement, cles, fichiers, schema
from secretariat.socle.cles import Emplacement, Enveloppes, Moyen
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.pannes import panne
from secretariat.socle.schema import AvantMiseANiveau

UNE_PAGE = 4096
"""La plus petite base que SQLCipher écrive."""


class BaseAbsente(ErreurMetier):
    """Il n’y a pas de base à cet endroit."""


class DejaOuverte(ErreurEnvironnement):
    """Une autre copie du programme tient cette base."""


class VerrouDeBase:
    """Le droit d’être le seul programme à ouvrir cette base avec une fenêtre, ou à la remplacer."""

    def __init__(self, base: Path) -> None:
        self._base = base
        self._liberer: Callable[[], object] | None = None
        self._tenant = base.with_name(base.name + ".verrou.tenant")

    def prendre(self) -> None:
        """Prend le verrou.

        Raises:
            DejaOuverte: Une autre copie l’a déjà.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415  (il charge asyncio : pas avant la page de connexion)

        # Pris dans un fil de travail, il se rend dans un autre : il n’appartient donc pas à son fil.
        verrou = FileLock(self._base.with_name(self._base.name + ".verrou"), timeout=0, thread_local=False)
        try:
            verrou.acquire()
        except Timeout as erreur:
            raise DejaOuverte(
                f"Le cabinet {self._base.name} est déjà ouvert par {self._nom_du_tenant()}.",
                conseil="Revenir à la fenêtre déjà ouverte, ou la fermer avant de recommencer.",
            ) from erreur
        except OSError as erreur:
            raise ErreurEnvironnement(
                f"Le dossier {self._base.parent} ne se laisse pas écrire : {fichiers.cause_dite(erreur)}.",
                conseil="Vérifier les droits du dossier et la place libre.",
            ) from erreur
        self._liberer = verrou.release
        with suppress(OSError):
            self._tenant.write_text(f"le programme {os.getpid()} du poste {platform.node()}", encoding="utf-8")

    def rendre(self) -> None:
        """Rend le verrou, s’il est pris."""
        if self._liberer is not None:
            self._liberer()
            self._liberer = None

    def _nom_du_tenant(self) -> str:
        try:
            return self._tenant.read_text(encoding="utf-8") or "un autre programme"
        except OSError:
            return "un autre programme"


def nouvelles_enveloppes(cle: bytes, *, phrase: str, le: str, code_de_recuperation: str = "") -> Enveloppes:
    """Les enveloppes d’une base neuve : une phrase de passe et, s’il est donné, un code de récupération."""
    emplacements: list[Emplacement] = [cles.envelopper(cle, phrase, moyen=Moyen.PHRASE, le=le)]
    if code_de_recuperation:
        emplacements.append(cles.envelopper(cle, code_de_recuperation, moyen=Moyen.RECUPERATION, le=le))
    return Enveloppes(str(uuid.uuid4()), tuple(emplacements))


def creer(base: Path, cle: bytes, enveloppes: Enveloppes) -> Engine:
    """Crée une base vide à son dernier schéma, et l’ouvre.

    Raises:
        ErreurMetier: Il y a déjà un fichier à cet endroit.
        ErreurEnvironnement: Le disque ou le dossier refuse.
    """
    refuser_existante(base)
    faire_le_dossier(base)
    garder_les_cles_seules(base)
    cles.ecrire(base, enveloppes)
    return _moteur_a_niveau(base, cle)


def refuser_existante(base: Path) -> None:
    """Refuse de créer une base là où il y en a une.

    Raises:
        ErreurMetier: Il y a déjà un fichier à cet endroit.
    """
    if base.exists():
        raise ErreurMetier(
            f"Il y a déjà une base à cet endroit : {base}.",
            conseil="L’ouvrir, ou choisir un autre emplacement.",
        )


def faire_le_dossier(base: Path) -> None:
    """Crée le dossier d’une base, s’il manque.

    Raises:
        ErreurEnvironnement: Le disque ou le dossier refuse.
    """
    try:
        base.parent.mkdir(parents=True, exist_ok=True)
    except OSError as erreur:
        raise ErreurEnvironnement(
            f"Le dossier {base.parent} ne peut pas être créé : {fichiers.cause_dite(erreur)}.",
            conseil="Vérifier le chemin, les droits et la place libre.",
        ) from erreur


def garder_les_cles_seules(base: Path) -> None:
    """Met de côté un fichier de clés dont la base n’est plus là : sans lui, elle ne se rouvrirait jamais."""
    seul = cles.fichier_de(base)
    if base.exists() or not seul.exists():
        return
    rang = 1
    while (garde := seul.with_name(f"{base.name}.ancienne-{rang}.cles.json")).exists():
        rang += 1
    seul.replace(garde)


def brouillon_de(base: Path) -> Path:
    """Le fichier où une base se prépare avant de recevoir son nom ; ce qu’un arrêt y aurait laissé est effacé."""
    brouillon = base.with_name(base.name + ".brouillon")
    effacer(brouillon)
    return brouillon


def publier(brouillon: Path, base: Path) -> None:
    """Donne son nom à une base préparée et refermée.

    Ses clés d’abord : c’est le fichier de base qui dit qu’il y en a une.

    Raises:
        ErreurMetier: Une base est apparue là entre-temps.
    """
    refuser_existante(base)
    garder_les_cles_seules(base)
    cles.fichier_de(brouillon).replace(cles.fichier_de(base))
    brouillon.replace(base)


def effacer(base: Path) -> None:
    """Efface une base et tout ce qui l’accompagne."""
    for fichier in (base, *annexes(base), cles.fichier_de(base)):
        fichier.unlink(missing_ok=True)


def annexes(base: Path) -> tuple[Path, ...]:
    """Les fichiers que SQLite tient à côté d’une base ouverte, ou laissée là par un arrêt."""
    return tuple(base.with_name(base.name + suffixe) for suffixe in ("-wal", "-shm", "-journal"))


def ouvrir(base: Path, cle: bytes, avant: AvantMiseANiveau | None = None) -> Engine:
    """Ouvre une base existante et la met à niveau, après ce que demande `avant`.

    Raises:
        BaseAbsente: Le fichier n’existe pas.
        chiffrement.BaseIllisible: La clé n’est pas la bonne, ou le fichier est abîmé.
        schema.BasePlusRecente: La base vient d’un programme plus récent.
        schema.TransfertInacheve: Un transfert n’a pas fini de la remplir.
    """
    if not base.exists():
        raise BaseAbsente(
            f"Il n’y a pas de base à cet endroit : {base}.",
            conseil="Vérifier le chemin, ou créer le cabinet depuis la fenêtre de premier démarrage.",
        )
    refuser_vide(base)
    return _moteur_a_niveau(base, cle, avant)


def refuser_vide(base: Path) -> None:
    """Refuse un fichier plus court qu’une page : SQLite le prendrait pour une base neuve, et l’on croirait tout perdu.

    Raises:
        chiffrement.BaseIllisible: Le fichier est vide, ou coupé dans son en-tête.
    """
    if base.stat().st_size < UNE_PAGE:
        raise chiffrement.BaseIllisible(
            f"Le fichier {base.name} est vide ou coupé\u00a0: ce n’est plus une base.",
            conseil="Ne rien créer à sa place\u202f; restaurer la dernière sauvegarde.",
        )


def _moteur_a_niveau(base: Path, cle: bytes, avant: AvantMiseANiveau | None = None) -> Engine:
    chiffrement.connecter(base, cle).close()
    moteur = chiffrement.moteur(lambda: chiffrement.connecter(base, cle))
    try:
        with moteur.connect() as connexion:
            schema.refuser_inachevee(connexion)
            schema.mettre_a_niveau(connexion, avant)
    except DatabaseError as erreur:
        moteur.dispose()
        if (dite := panne(str(erreur.orig))) is not None:
            raise dite from erreur
        raise
    except BaseException:
        moteur.dispose()
        raise
    return moteur
