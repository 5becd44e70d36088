"""Trouver la base que l’on demande, et l’ouvrir pour un ordre de la ligne de commande."""

from __future__ import annotations

import getpass
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from secretariat.socle import cles, fichier_base
from secretariat.socle.cles import CleRefusee, Moyen
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.horloge import horloge_du_poste
from secretariat.socle.trousseau import trousseau_du_bureau
from secretariat.socle.unite_de_travail import Cabinet, Identite

ESSAIS_DE_PHRASE = 3


def dossier_des_donnees() -> Path:
    """Le dossier des bases de ce compte."""
    return Path(platformdirs.user_data_dir("secretariat"))


def chemin_demande(base: str | None) -> Path:
    """Le fichier que désigne l’option `--base`, ou celui de ce compte ; un lien y est suivi, car il n’a qu’un verrou.

    Raises:
        ErreurMetier: L’adresse désigne un serveur, que cette version n’ouvre pas encore, ou un dossier.
    """
    if base is None:
        return dossier_des_donnees() / "cabinet.sqlite"
    if "://" in base.removeprefix("sqlite:///"):
        raise ErreurMetier(
            f"Cette version n’ouvre pas encore les bases de {base.split('://', maxsplit=1)[0]}.",
            conseil="Donner le chemin d’un fichier ; les bases sur serveur sont annoncées dans le LISEZ-MOI.",
        )
    chemin = Path(base.removeprefix("sqlite:///")).resolve()
    if chemin.is_dir():
        raise ErreurMetier(
            f"Le chemin {chemin} est un dossier, pas une base.",
            conseil="Donner le fichier, par exemple cabinet.sqlite dans ce dossier.",
        )
    return chemin


def identite_du_programme() -> Identite:
    """Qui agit quand c’est la ligne de commande : le compte du système, au nom du programme."""
    try:
        compte = getpass.getuser()
    except (OSError, KeyError):
        compte = "inconnu"
    return Identite(f"commande:{compte}", "Ligne de commande", "programme", platform.node())


def cle_de(base: Path, phrase_depuis: Path | None) -> bytes:
    """La clé de la base : sans question si possible, sinon par la phrase de passe ou le code de récupération.

    Raises:
        CleRefusee: Aucun secret donné n’ouvre la base.
    """
    if not base.exists():
        raise fichier_base.BaseAbsente(
            f"Il n’y a pas de base à cet endroit : {base}.",
            conseil="Vérifier le chemin, ou ouvrir la fenêtre pour créer le cabinet.",
        )
    if phrase_depuis is not None:
        return _par_secret(base, _premiere_ligne(phrase_depuis))
    if (cle := cles.cle_sans_question(base, trousseau_du_bureau)) is not None:
        return cle
    if not sys.stdin.isatty():
        raise CleRefusee(
            "Cette base demande une phrase de passe.",
            conseil="La donner dans un fichier avec --phrase-depuis, ou lancer l’ordre depuis un terminal.",
        )
    return _demander(base)


@contextmanager
def cabinet_ouvert(base: Path, cle: bytes) -> Iterator[Cabinet]:
    """Le cabinet, ouvert au nom du programme et refermé à la fin."""
    cabinet = Cabinet(fichier_base.ouvrir(base, cle), identite_du_programme(), horloge_du_poste)
    try:
        yield cabinet
    finally:
        cabinet.fermer()


def _demander(base: Path) -> bytes:
    for _ in range(ESSAIS_DE_PHRASE - 1):
        try:
            return _par_secret(base, getpass.getpass("Phrase de passe ou code de récupération : ", sys.stderr))
        except CleRefusee as refus:
            sys.stderr.write(f"{refus}\n")
    return _par_secret(base, getpass.getpass("Phrase de passe ou code de récupération : ", sys.stderr))


def _par_secret(base: Path, secret: str) -> bytes:
    enveloppes = cles.lire(base)
    try:
        return cles.ouvrir(enveloppes, secret, Moyen.PHRASE)
    except CleRefusee:
        if Moyen.RECUPERATION not in enveloppes.moyens:
            raise
        return cles.ouvrir(enveloppes, secret, Moyen.RECUPERATION)


def _premiere_ligne(fichier: Path) -> str:
    try:
        return fichier.read_text(encoding="utf-8").splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError) as erreur:
        raise ErreurEnvironnement(
            f"Le fichier {fichier} ne donne pas de phrase de passe.",
            conseil="Y écrire la phrase, seule, sur la première ligne.",
        ) from erreur
