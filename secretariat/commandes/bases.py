"""Trouver la base que l’on demande, et l’ouvrir pour un ordre de la ligne de commande."""

from __future__ import annotations

import getpass
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import platformdirs

from secretariat.cabinet.deplacement import deplacement
from secretariat.socle import fichier_base
from secretariat.socle.adresse import Serveur, est_une_adresse_de_serveur, lire_serveur
from secretariat.socle.base_du_poste import base_du_poste
from secretariat.socle.cles import CleRefusee
from secretariat.socle.depot import Depot, DepotFichier, Ouvreur, depot_de
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.horloge import horloge_du_poste
from secretariat.socle.pannes import MotDePasseRefuse
from secretariat.socle.trousseau import trousseau_du_bureau
from secretariat.socle.unite_de_travail import Cabinet, Identite

T = TypeVar("T")
ESSAIS_DE_PHRASE = 3


def dossier_des_donnees() -> Path:
    """Le dossier des bases de ce compte."""
    return Path(platformdirs.user_data_dir("secretariat"))


def dossier_des_rapports() -> Path:
    """Le dossier des rapports de défaut de ce compte."""
    return dossier_des_donnees() / "rapports"


def base_demandee(texte: str | None) -> Path | Serveur:
    """Ce que désigne l’option `--base`, ou la base de ce poste.

    Raises:
        ErreurMetier: L’adresse n’est pas comprise, contient un mot de passe, ou désigne un dossier.
    """
    if texte is None:
        return base_du_poste(dossier_des_donnees())
    if est_une_adresse_de_serveur(texte):
        return lire_serveur(texte)
    return _fichier(texte)


def chemin_demande(texte: str | None) -> Path:
    """Le fichier que désigne l’option `--base` ; un lien y est suivi, car une base n’a qu’un verrou.

    Raises:
        ErreurMetier: L’adresse désigne un serveur, ou un dossier.
    """
    base = base_demandee(texte)
    if isinstance(base, Serveur):
        raise ErreurMetier(
            f"Cet ordre travaille sur un fichier, pas sur le serveur {base.hote}.",
            conseil="Donner le chemin d’un fichier à --base.",
        )
    return base


def depot_demande(texte: str | None) -> Depot:
    """La base que désigne l’option `--base`, prête à s’ouvrir."""
    return depot_de(base_demandee(texte), ouvreur())


def _fichier(texte: str) -> Path:
    chemin = Path(texte.removeprefix("sqlite:///")).resolve()
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
    """La clé d’un fichier, sans l’ouvrir : sans question si possible, sinon par un secret.

    Raises:
        CleRefusee: Aucun secret donné n’ouvre la base.
    """
    depot = DepotFichier(base, ouvreur(), seul=False)
    return par_secret(depot, phrase_depuis, depot.cle_sans_question, depot.cle_du_secret)


def preuve(base: Path, phrase_depuis: Path | None) -> bytes:
    """La clé, par une phrase ou une fiche que l’on donne : le trousseau ne suffit pas pour changer les clés.

    Raises:
        CleRefusee: Aucun secret donné n’ouvre la base.
    """
    depot = DepotFichier(base, ouvreur(), seul=False)
    return par_secret(depot, phrase_depuis, lambda: None, depot.cle_du_secret)


def secret_donne(fichier: Path | None, question: str) -> str:
    """Un secret, lu dans un fichier ou demandé au terminal : jamais sur la ligne de commande, que tous peuvent lire.

    Raises:
        ErreurMetier: Il n’y a ni fichier ni terminal.
    """
    if fichier is not None:
        return premiere_ligne(fichier)
    if not sys.stdin.isatty():
        raise ErreurMetier(
            "Il faut un secret, et personne n’est là pour le taper.",
            conseil="Le donner avec --nouvelle-depuis FICHIER.",
        )
    return getpass.getpass(f"{question} : ", sys.stderr)


@contextmanager
def fichier_ouvert(base: Path, cle: bytes) -> Iterator[Cabinet]:
    """Le cabinet d’un fichier, ouvert par sa clé et refermé à la fin."""
    cabinet = DepotFichier(base, ouvreur(), seul=False).ouvrir_par_cle(cle)
    try:
        yield cabinet
    finally:
        cabinet.fermer()


@contextmanager
def cabinet_ouvert(depot: Depot, phrase_depuis: Path | None) -> Iterator[Cabinet]:
    """Le cabinet, ouvert au nom du programme et refermé à la fin ; s’il a été déplacé, on ne fait que le lire.

    Raises:
        CleRefusee, MotDePasseRefuse: Aucun secret donné n’ouvre la base.
    """
    cabinet = par_secret(depot, phrase_depuis, depot.ouvrir_sans_question, depot.ouvrir_avec)
    try:
        with cabinet.lecture() as lecture:
            parti = deplacement(lecture)
        if parti is not None:
            sys.stderr.write(f"{parti.message} On ne fait que la lire.\n")
            cabinet.fige_par(parti.message)
        yield cabinet
    finally:
        cabinet.fermer()
        depot.fermer()


def ouvreur() -> Ouvreur:
    """De quoi ouvrir une base au nom du programme."""
    return Ouvreur(identite_du_programme(), horloge_du_poste, trousseau_du_bureau, dossier_des_donnees())


def par_secret(
    depot: Depot, phrase_depuis: Path | None, sans_question: Callable[[], T | None], avec: Callable[[str], T]
) -> T:
    """Ce que l’on obtient sans rien demander, sinon par le secret d’un fichier, sinon par celui que l’on tape.

    Raises:
        CleRefusee, MotDePasseRefuse: Aucun secret donné ne convient.
    """
    if not depot.est_cree:
        raise fichier_base.BaseAbsente(
            f"Il n’y a pas de base à cet endroit : {depot}.",
            conseil="Vérifier le chemin, ou ouvrir la fenêtre pour créer le cabinet.",
        )
    if phrase_depuis is not None:
        return avec(premiere_ligne(phrase_depuis))
    if (trouve := sans_question()) is not None:
        return trouve
    if not sys.stdin.isatty():
        raise CleRefusee(
            f"Cette base demande un secret ({depot.question[:1].lower()}{depot.question[1:]}).",
            conseil="Le donner dans un fichier avec --phrase-depuis, ou lancer l’ordre depuis un terminal.",
        )
    for _ in range(ESSAIS_DE_PHRASE - 1):
        try:
            return avec(_demander(depot))
        except (CleRefusee, MotDePasseRefuse) as refus:
            sys.stderr.write(f"{refus}\n")
    return avec(_demander(depot))


def _demander(depot: Depot) -> str:
    return getpass.getpass(f"{depot.question} : ", sys.stderr)


def premiere_ligne(fichier: Path) -> str:
    """Le secret qu’un fichier porte sur sa première ligne.

    Raises:
        ErreurEnvironnement: Il n’y en a pas.
    """
    try:
        return fichier.read_text(encoding="utf-8").splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError) as erreur:
        raise ErreurEnvironnement(
            f"Le fichier {fichier} ne donne pas de phrase de passe.",
            conseil="Y écrire la phrase, seule, sur la première ligne.",
        ) from erreur
