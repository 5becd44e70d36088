"""Ce que l’on peut écrire sur la ligne de commande, et en français quand on s’est trompé."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import NoReturn

MAUVAIS_USAGE = 2
ATTENTE_MAX_S = 3600.0
TRADUCTIONS = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"unrecognized arguments: (.*)", r"ceci n’est pas compris : \1"),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.*)\)", r"« \2 » n’est pas un ordre ; choisir parmi : \3"),
    (r"argument (\S+): expected one argument", r"\1 attend une valeur"),
    (r"argument (\S+): invalid \S+ value: (.*)", r"\1 n’accepte pas \2"),
)


class Analyseur(argparse.ArgumentParser):
    """Un analyseur dont les refus sont en français et rendent le code 2."""

    def error(self, message: str) -> NoReturn:
        """Dit ce qui ne va pas, sur la sortie d’erreur."""
        for motif, francais in TRADUCTIONS:
            message = re.sub(motif, francais, message)
        sys.stderr.write(f"{message[:1].upper()}{message[1:]}\nConseil : « {self.prog} --help » montre l’usage.\n")
        sys.exit(MAUVAIS_USAGE)


def analyseur() -> Analyseur:
    """L’analyseur de toute la ligne de commande."""
    racine = Analyseur(
        prog="secretariat",
        description="Le poste de travail de la secrétaire d’un cabinet médical. Sans ordre : ouvre la fenêtre.",
    )
    _options(racine)
    racine.add_argument(
        "--lecture-seule", action="store_true", help="ouvrir la fenêtre sur une base que le cabinet a quittée"
    )
    ordres = racine.add_subparsers(dest="ordre", metavar="ORDRE", parser_class=Analyseur)
    _demo(ordres)
    verifier = ordres.add_parser("verifier", help="contrôler le schéma, le fichier et le journal")
    verifier.add_argument(
        "--ancre",
        metavar="EMPREINTE",
        default="",
        help="dire si cette empreinte, imprimée sur un récapitulatif ou notée avec une sauvegarde, est au journal",
    )
    sauver = ordres.add_parser("sauvegarder", help="copier la base, chiffrée, et relire la copie")
    sauver.add_argument(
        "destination",
        metavar="DEST",
        type=Path,
        nargs="?",
        help="un fichier neuf (par défaut : le dossier des sauvegardes)",
    )
    _sauvegardes(ordres)
    ordres.add_parser(
        "exercice-restauration", help="restaurer la dernière sauvegarde à côté, et dire ce que l’on y trouve"
    )
    restaurer = ordres.add_parser("restaurer", help="remplacer la base par une sauvegarde")
    restaurer.add_argument("source", metavar="SOURCE", type=Path)
    ordres.add_parser("reprendre-ici", help="travailler de nouveau dans une base que le cabinet avait quittée")
    _transferer(ordres)
    importer = ordres.add_parser("importer-patients", help="importer des patients d’un fichier CSV")
    importer.add_argument("fichier", metavar="FICHIER.csv", type=Path)
    importer.add_argument("--essai", action="store_true", help="tout contrôler sans rien écrire")
    importer.add_argument(
        "--ignorer-fautives", action="store_true", help="importer les lignes justes malgré les autres"
    )
    chercher = ordres.add_parser("rechercher", help="chercher un patient, comme dans la fenêtre")
    chercher.add_argument("texte", metavar="TEXTE", nargs="+")
    exporter = ordres.add_parser("exporter-patient", help="exporter toutes les données d’un patient")
    exporter.add_argument("numero", metavar="NUMERO", type=int)
    exporter.add_argument("destination", metavar="DOSSIER", type=Path, help="un dossier neuf, ou un fichier .zip")
    exporter.add_argument("--raison", default="portabilité, en ligne de commande", help="ce que le journal en retient")
    _cles(ordres)
    _lire_carte(ordres)
    for ordre in ordres.choices.values():
        _options(ordre, apres_l_ordre=True)
    return racine


def _sauvegardes(ordres: argparse._SubParsersAction[Analyseur]) -> None:
    liste = ordres.add_parser("sauvegardes", help="montrer les sauvegardes, et régler où et combien on en garde")
    liste.add_argument("--dossier", metavar="DOSSIER", help="où les ranger désormais ; vide, à côté de la base")
    for nom, aide in (("jours", "jours"), ("semaines", "semaines"), ("mois", "mois")):
        liste.add_argument(f"--{nom}", metavar="N", type=int, help=f"garder la dernière des N derniers {aide}")
    liste.add_argument("--alerte-heures", metavar="N", type=int, help="prévenir quand la dernière a cet âge")


def _cles(ordres: argparse._SubParsersAction[Analyseur]) -> None:
    cles = ordres.add_parser("cles", help="montrer et changer les moyens d’ouvrir la base")
    actions = cles.add_subparsers(dest="action", metavar="ACTION", parser_class=Analyseur, required=True)
    actions.add_parser("lister", help="montrer chaque moyen et son repère, jamais un secret")
    ajouter = actions.add_parser("ajouter", help="ajouter une phrase de passe, ou le trousseau de ce poste")
    ajouter.add_argument("moyen", choices=("phrase", "trousseau"))
    ajouter.add_argument("--libelle", default="", help="à qui est cette phrase")
    renouveler = actions.add_parser("renouveler", help="changer une phrase de passe, ou la fiche de récupération")
    renouveler.add_argument("repere", metavar="REPERE|fiche", help="le repère que montre « lister », ou « fiche »")
    renouveler.add_argument("--pdf", metavar="FICHIER", type=Path, help="où écrire la nouvelle fiche de récupération")
    revoquer = actions.add_parser("revoquer", help="ôter un moyen d’ouvrir la base")
    revoquer.add_argument("repere", metavar="REPERE")
    essayer = actions.add_parser("essayer-fiche", help="dire si une fiche de récupération ouvre la base")
    for analyseur in (ajouter, renouveler, essayer):
        analyseur.add_argument(
            "--nouvelle-depuis",
            metavar="FICHIER",
            type=Path,
            help="lire la nouvelle phrase, ou la fiche, dans un fichier",
        )
    for action in actions.choices.values():
        _options(action, apres_l_ordre=True)


def _lire_carte(ordres: argparse._SubParsersAction[Analyseur]) -> None:
    lire = ordres.add_parser("lire-carte", help="lire la carte en place sur ce poste, sans ouvrir de base")
    lire.add_argument("--lecteur", metavar="NOM", default="", help="le lecteur, par le nom que montre --diagnostic")
    lire.add_argument(
        "--attendre", metavar="S", type=secondes, default=0.0, help="attendre une carte S secondes au plus (0)"
    )
    lire.add_argument("--simulee", metavar="CODE", default="", help="lire une carte fictive, sans matériel")
    lire.add_argument(
        "--diagnostic", action="store_true", help="montrer l’état du poste et des échanges, sans donnée personnelle"
    )


def secondes(texte: str) -> float:
    """Une durée en secondes, de 0 à `ATTENTE_MAX_S`.

    Raises:
        ValueError: Ce n’en est pas une.
    """
    duree = float(texte.replace(",", "."))
    if not 0 <= duree <= ATTENTE_MAX_S:
        raise ValueError(texte)
    return duree


def _options(analyseur: argparse.ArgumentParser, *, apres_l_ordre: bool = False) -> None:
    """Les options communes, que l’on écrit avant l’ordre ou après lui."""
    defaut = argparse.SUPPRESS if apres_l_ordre else None
    analyseur.add_argument(
        "--base", metavar="CHEMIN|URL", default=defaut, help="la base à ouvrir (par défaut, celle de ce compte)"
    )
    analyseur.add_argument(
        "--json",
        action="store_true",
        default=defaut or False,
        help="écrire le résultat en JSON sur la sortie standard",
    )
    analyseur.add_argument(
        "--phrase-depuis",
        metavar="FICHIER",
        type=Path,
        default=defaut,
        help="lire la phrase de passe dans un fichier",
    )


def _transferer(ordres: argparse._SubParsersAction[Analyseur]) -> None:
    transferer = ordres.add_parser("transferer", help="déplacer le cabinet d’un fichier vers un serveur, ou l’inverse")
    transferer.add_argument("--depuis", metavar="BASE", required=True, help="la base où le cabinet travaille")
    transferer.add_argument("--vers", metavar="BASE", required=True, help="une base neuve, où il travaillera")
    transferer.add_argument(
        "--phrase-vers-depuis",
        metavar="FICHIER",
        type=Path,
        help="lire dans un fichier la phrase de passe, ou le mot de passe, de la base d’arrivée",
    )


def _demo(ordres: argparse._SubParsersAction[Analyseur]) -> None:
    demo = ordres.add_parser("demo", help="ouvrir le cabinet de démonstration")
    demo.add_argument("--scenario", action="store_true", help="jouer la matinée dans les vraies fenêtres")
    demo.add_argument("--sortie", metavar="DIR", type=Path, help="où écrire les images, les documents et le résumé")
    demo.add_argument("--neuve", action="store_true", help="refaire le cabinet de démonstration depuis sa graine")
    demo.add_argument("--graine", type=int, default=2026, help="la graine des données inventées (2026)")
    demo.add_argument("--theme", choices=("clair", "sombre"), help="forcer un thème")
