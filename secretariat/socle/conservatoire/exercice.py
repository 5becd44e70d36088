"""L’exercice de restauration : restaurer pour de vrai la dernière sauvegarde, à côté, et dire ce que l’on y trouve.

Le lieu de l’exercice est un dossier à soi, sur le disque de la base ; il ne reçoit que des fichiers chiffrés, et
disparaît à la fin, même en cas d’échec.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from secretariat.socle import cles, fichier_base, sauvegarde, verification
from secretariat.socle.cles import Emplacement, Enveloppes, Moyen, Trousseau
from secretariat.socle.conservatoire.coffre import Coffre
from secretariat.socle.conservatoire.valeurs import BilanExercice, Fiche
from secretariat.socle.copie import PROGRAMME
from secretariat.socle.dates import date_courte, heure_dite
from secretariat.socle.erreurs import ErreurMetier, ErreurSecretariat
from secretariat.socle.horloge import a_paris
from secretariat.socle.unite_de_travail import Cabinet

DOSSIER = ".exercice-"
CHIFFRES = (("patients", "patients"), ("rendez_vous", "rendez-vous"), ("factures", "factures"))
LIBELLES = {Moyen.TROUSSEAU: "trousseau", Moyen.PHRASE: "phrase de passe", Moyen.RECUPERATION: "code de récupération"}


@dataclass(frozen=True, slots=True)
class Constat:
    """Une chose constatée ; `reussi` est None pour ce que l’on n’a pas pu essayer sans rien demander."""

    texte: str
    reussi: bool | None = True


def exercer(coffre: Coffre, trousseau: Callable[[], Trousseau | None]) -> BilanExercice:
    """Restaure la dernière bonne sauvegarde dans un lieu à part, l’essaie, et garde ce qu’il en est.

    Raises:
        ErreurMetier: Il n’y a aucune bonne sauvegarde à essayer.
        ErreurEnvironnement: Le résultat ne peut pas se garder.
    """
    fiche = next((fiche for fiche in coffre.fiches() if fiche.verifiee), None)
    if fiche is None:
        raise ErreurMetier(
            f"Il n’y a pas de sauvegarde à essayer dans {coffre.dossier}.",
            conseil="En faire une, ou brancher le disque des sauvegardes.",
        )
    constats = tuple(_constats(coffre, fiche, trousseau))
    bilan = BilanExercice(
        coffre.horloge(),
        fiche.nom,
        reussi=all(constat.reussi is not False for constat in constats),
        constats=tuple(_dit(constat) for constat in constats),
    )
    coffre.noter_l_exercice(bilan)
    return bilan


def _constats(coffre: Coffre, fiche: Fiche, trousseau: Callable[[], Trousseau | None]) -> Iterator[Constat]:
    try:
        with _lieu(coffre.base.parent) as lieu:
            essai = lieu / coffre.base.name
            sauvegarde.restaurer(coffre.dossier / fiche.nom, essai, coffre.cle)
            yield Constat(f"Restaurée\u00a0: {fiche.nom}")
            yield from _essais_des_cles(essai, coffre.cle, trousseau)
            yield from _ouverture(essai, coffre, fiche)
    except (ErreurSecretariat, OSError) as erreur:
        yield Constat(str(erreur), reussi=False)


@contextmanager
def _lieu(parent: Path) -> Iterator[Path]:
    for reste in parent.glob(f"{DOSSIER}*"):  # un exercice tué en route
        shutil.rmtree(reste, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=DOSSIER, dir=parent) as lieu:
        yield Path(lieu)


def _essais_des_cles(essai: Path, cle: bytes, trousseau: Callable[[], Trousseau | None]) -> Iterator[Constat]:
    enveloppes = cles.lire(essai)
    bureau = trousseau() if Moyen.TROUSSEAU in enveloppes.moyens else None
    for emplacement in enveloppes.emplacements:
        secret = _secret_connu(emplacement, enveloppes, bureau)
        nom = " ".join(filter(None, (LIBELLES[emplacement.moyen], emplacement.libelle)))
        if secret is None:
            yield Constat(f"Clé par {nom}\u00a0: à essayer à la main", reussi=None)
            continue
        seul = Enveloppes(enveloppes.base, (emplacement,))
        ouvre = cles.ouvre(seul, secret, emplacement.moyen) == cle
        if ouvre or emplacement.moyen is not Moyen.TROUSSEAU:
            yield Constat(f"Clé par {nom}\u00a0: {'ouvre' if ouvre else 'n’ouvre pas'}", reussi=ouvre)
        else:
            yield Constat(f"Clé par {nom}\u00a0: celui d’un autre poste", reussi=None)


def _secret_connu(emplacement: Emplacement, enveloppes: Enveloppes, bureau: Trousseau | None) -> str | None:
    match emplacement.moyen:
        case Moyen.TROUSSEAU:
            return None if bureau is None else bureau.get_password(cles.SERVICE, enveloppes.base)
        case Moyen.PHRASE if enveloppes.base == cles.BASE_DE_DEMONSTRATION:
            return cles.PHRASE_DE_DEMONSTRATION
        case _:
            return None


def _ouverture(essai: Path, coffre: Coffre, fiche: Fiche) -> Iterator[Constat]:
    cabinet = Cabinet(fichier_base.ouvrir(essai, coffre.cle), PROGRAMME, coffre.horloge)
    try:
        for controle in verification.verifier(cabinet):
            yield Constat(f"{controle.nom}\u00a0: {controle.detail}", reussi=controle.reussi)
        yield from _chiffres(cabinet, fiche)
    finally:
        cabinet.fermer()


def _chiffres(cabinet: Cabinet, fiche: Fiche) -> Iterator[Constat]:
    with cabinet.connexion_nue() as connexion:
        for table, libelle in CHIFFRES:
            nombre = int(connexion.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())  # noqa: S608  (constante)
            attendu = fiche.tables.get(table, nombre)
            ecart = "" if nombre == attendu else f" au lieu de {attendu}"
            yield Constat(f"{nombre} {libelle}{ecart}", reussi=not ecart)
    with cabinet.lecture() as lecture:
        derniere = next(iter(lecture.lignes_du_journal(limite=1)), None)
    if derniere is not None:
        texte = f"Dernière ligne du journal\u00a0: n°\u00a0{derniere.numero}, {_moment(derniere.instant)}"
        yield Constat(texte, reussi=derniere.numero == fiche.lignes_du_journal)


def _moment(instant: datetime) -> str:
    return f"le {date_courte(a_paris(instant).date())} à {heure_dite(instant)}"


def _dit(constat: Constat) -> str:
    signe = {True: "✓", False: "✗", None: "–"}[constat.reussi]
    return f"{signe} {constat.texte}"
