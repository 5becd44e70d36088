"""L’ordre « transferer » : déplacer le cabinet dans une base neuve, et « reprendre-ici » : revenir à l’ancienne."""

from __future__ import annotations

import getpass
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from secretariat.cabinet import demenagement, deplacement
from secretariat.cabinet.demenagement import Extremite
from secretariat.commandes import bases
from secretariat.commandes.compte_rendu import CompteRendu
from secretariat.socle import chiffrement, cles, fichier_base, moteurs, recuperation, serveur
from secretariat.socle.adresse import Serveur
from secretariat.socle.cles import LONGUEUR_PHRASE, CleRefusee
from secretariat.socle.depot import DepotServeur, depot_de
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.fichier_base import VerrouDeBase
from secretariat.socle.horloge import horloge_du_poste
from secretariat.socle.pannes import MotDePasseRefuse
from secretariat.socle.transfert import Copie
from secretariat.socle.unite_de_travail import Cabinet

Base = Path | Serveur
LARGEUR_DE_BARRE = 30


def transferer(depuis: Base, vers: Base, *, phrase_depuis: Path | None, phrase_vers: Path | None) -> CompteRendu:
    """Déplace le cabinet, le relit à l’arrivée, et marque la base qu’il quitte."""
    debut = time.monotonic()
    with _depart(depuis, phrase_depuis) as cabinet:
        ancien = Extremite(str(depuis), cabinet)
        demenagement.refuser_un_mauvais_depart(ancien, str(vers))  # avant de créer un fichier pour rien
        with _arrivee(vers, phrase_vers) as moteur:
            nouveau = Extremite(str(vers), bases.ouvreur().cabinet(moteur))
            copie = demenagement.demenager(ancien, nouveau, _Barre())
    return _compte_rendu(depuis, vers, copie, time.monotonic() - debut)


def reprendre_ici(base: Base, phrase_depuis: Path | None) -> CompteRendu:
    """Fait de nouveau de cette base celle où le cabinet travaille."""
    with _depart(base, phrase_depuis) as cabinet, cabinet.unite("reprise de l’ancienne base") as unite:
        deplacement.reprendre_ici(unite)
        unite.valider()
    return CompteRendu(
        (
            f"Le cabinet travaille de nouveau dans {base}.",
            "Ce qui a été saisi dans l’autre base n’y est pas : ne plus y travailler.",
        ),
        {"base": str(base)},
    )


@contextmanager
def _depart(base: Base, phrase: Path | None) -> Iterator[Cabinet]:
    """Le cabinet à déplacer ; aucune fenêtre ne tient son fichier."""
    depot = depot_de(base, bases.ouvreur(), seul=True)
    cabinet = bases.par_secret(depot, phrase, depot.ouvrir_sans_question, depot.ouvrir_avec)
    try:
        _refuser_si_d_autres_y_travaillent(cabinet)
        yield cabinet
    finally:
        cabinet.fermer()
        depot.fermer()


def _refuser_si_d_autres_y_travaillent(cabinet: Cabinet) -> None:
    with cabinet.connexion_nue() as connexion:
        autres = moteurs.autres_postes(connexion)
    if autres:
        raise ErreurMetier(
            f"D’autres postes sont ouverts sur cette base ({autres} liaison(s)).",
            conseil="Fermer le programme sur tous les postes, puis recommencer.",
        )


@contextmanager
def _arrivee(base: Base, phrase: Path | None) -> Iterator[Engine]:
    verrou = VerrouDeBase(base) if isinstance(base, Path) else None
    if isinstance(base, Path):
        fichier_base.faire_le_dossier(base)
    if verrou is not None:
        verrou.prendre()
    try:
        moteur = du_serveur(base, phrase) if isinstance(base, Serveur) else _du_fichier(base, phrase)
        try:
            yield moteur
        finally:
            moteur.dispose()
    finally:
        if verrou is not None:
            verrou.rendre()


def du_serveur(adresse: Serveur, phrase: Path | None) -> Engine:
    """Un moteur sur la base du serveur, telle qu’elle est : ni mise à niveau, ni refusée si elle est vide."""
    depot = DepotServeur(adresse, bases.ouvreur())

    def sans_question() -> Engine | None:
        try:
            return serveur.joindre(adresse, depot.mot_de_passe_garde())
        except MotDePasseRefuse:
            return None

    return bases.par_secret(depot, phrase, sans_question, lambda secret: serveur.joindre(adresse, secret))


def _du_fichier(base: Path, phrase: Path | None) -> Engine:
    """Un fichier neuf, ou celui qu’un transfert interrompu a laissé ; l’un et l’autre sans être mis à niveau."""
    if base.exists():
        cle = bases.cle_de(base, phrase)
    else:
        cle = cles.nouvelle_cle()
        _creer(base, cle, _nouvelle_phrase(base, phrase))
    return chiffrement.moteur(lambda: chiffrement.connecter(base, cle))


def _creer(base: Path, cle: bytes, phrase: str) -> None:
    code = recuperation.nouveau_code()
    jour = f"{horloge_du_poste().date()}"
    enveloppes = fichier_base.nouvelles_enveloppes(cle, phrase=phrase, le=jour, code_de_recuperation=code)
    fichier_base.creer(base, cle, enveloppes).dispose()
    sys.stderr.write(
        f"Code de récupération de {base.name}, à noter et à garder hors du cabinet : {code}\n"
        "Il n’est montré qu’une fois. Sans la phrase de passe ni ce code, personne ne rouvre cette base.\n"
    )


def _nouvelle_phrase(base: Path, fichier: Path | None) -> str:
    if fichier is not None:
        phrase = bases.premiere_ligne(fichier)
    elif sys.stdin.isatty():
        phrase = _taper_deux_fois(base)
    else:
        raise CleRefusee(
            f"Il faut une phrase de passe pour fermer {base.name}.",
            conseil="La donner dans un fichier avec --phrase-vers-depuis, ou lancer l’ordre depuis un terminal.",
        )
    if len(phrase) < LONGUEUR_PHRASE:
        raise ErreurMetier(
            f"Cette phrase de passe est trop courte : il en faut au moins {LONGUEUR_PHRASE} caractères.",
            conseil="Quatre mots au hasard conviennent.",
        )
    return phrase


def _taper_deux_fois(base: Path) -> str:
    phrase = getpass.getpass(f"Phrase de passe à donner à {base.name} : ", sys.stderr)
    if getpass.getpass("La même, une seconde fois : ", sys.stderr) != phrase:
        raise ErreurMetier("Les deux phrases de passe diffèrent.", conseil="Recommencer.")
    return phrase


class _Barre:
    """Une barre de progression sur la sortie d’erreur, si c’est un terminal."""

    def __init__(self) -> None:
        self._montree = -1

    def __call__(self, fait: int, total: int) -> bool:
        """Va toujours au bout : Ctrl+C arrête, et le transfert reprendra."""
        part = 100 * fait // total if total else 100
        if part != self._montree and sys.stderr.isatty():
            self._montree = part
            plein = "█" * (part * LARGEUR_DE_BARRE // 100)
            quoi = "copie" if 2 * fait < total else "relecture"
            sys.stderr.write(f"\r\x1b[K{plein:░<{LARGEUR_DE_BARRE}} {part:3} % {quoi}")
            sys.stderr.write("\r\x1b[K" if fait >= total else "")
            sys.stderr.flush()
        return True


def _compte_rendu(depuis: Base, vers: Base, copie: Copie, duree_s: float) -> CompteRendu:
    return CompteRendu(
        (
            f"{copie.lignes} lignes de {len(copie.tables)} tables copiées et relues en {duree_s:.0f} s ; "
            f"journal entier, {copie.lignes_du_journal} lignes.",
            f"Le cabinet travaille désormais dans {vers}.",
            f"L’ancienne base est gardée, et le dit à qui l’ouvre : {depuis}.",
        ),
        {
            "depuis": str(depuis),
            "vers": str(vers),
            "duree_s": round(duree_s, 3),
            "reprise": copie.reprise,
            "lignes": copie.lignes,
            "journal": {"lignes": copie.lignes_du_journal, "derniere_empreinte": copie.derniere},
            "tables": [
                {"nom": t.nom, "lignes": t.lignes, "empreinte": t.empreinte, "duree_s": round(t.duree_s, 3)}
                for t in copie.tables
            ],
        },
    )
