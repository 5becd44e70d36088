"""Ouvrir une base comme le font la fenêtre et les ordres : jamais de mise à niveau sans une sauvegarde vérifiée.

La sauvegarde d’une base plus ancienne se relit sur une copie mise à niveau : ce qui échouerait sur la vraie base échoue
là, et la vraie n’est pas touchée.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine

from secretariat.socle import cles, emplacements, fichier_base, schema
from secretariat.socle.conservatoire.coffre import Coffre
from secretariat.socle.conservatoire.valeurs import Fiche, Raison
from secretariat.socle.copie import PROGRAMME
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurSecretariat
from secretariat.socle.horloge import Horloge
from secretariat.socle.unite_de_travail import Cabinet

MOTIF = "sauvegarde"


class MiseANiveauRefusee(ErreurEnvironnement):
    """La sauvegarde qui doit précéder la mise à niveau n’a pas pu se faire."""


def ouvrir(base: Path, cle: bytes, horloge: Horloge) -> Engine:
    """Ouvre une base, et la met à niveau s’il le faut après l’avoir sauvegardée.

    Raises:
        MiseANiveauRefusee: La sauvegarde n’a pas pu se faire ; la base n’a pas été touchée.
        ErreurEnvironnement: Comme `fichier_base.ouvrir`.
    """
    faites: list[Fiche] = []

    def sauvegarder_d_abord(revision: str) -> None:
        if cles.lire(base).base == cles.BASE_DE_DEMONSTRATION:
            return
        try:
            faites.append(Coffre(base, cle, horloge).faire(Raison.AVANT_MISE_A_NIVEAU))
        except ErreurSecretariat as erreur:
            raise _refus(revision, erreur) from erreur

    moteur = fichier_base.ouvrir(base, cle, sauvegarder_d_abord)
    emplacements.finir_un_changement(base)
    for fiche in faites:
        noter(Cabinet(moteur, PROGRAMME, horloge), fiche)
    return moteur


def noter(cabinet: Cabinet, fiche: Fiche) -> None:
    """Écrit au journal d’audit qu’une sauvegarde a été faite."""
    with cabinet.unite(MOTIF) as unite:
        unite.noter(
            "sauvegarde",
            f"sauvegardes:{fiche.nom}",
            raison=fiche.raison.value,
            taille=fiche.taille,
            lignes_du_journal=fiche.lignes_du_journal,
            derniere_empreinte=fiche.derniere_empreinte,
        )
        unite.valider()


def noter_le_refus(cabinet: Cabinet, raison: Raison, erreur: ErreurSecretariat) -> None:
    """Écrit au journal qu’une sauvegarde n’a pas pu se faire ; sur un disque plein, lui non plus ne s’écrit pas."""
    with suppress(ErreurSecretariat), cabinet.unite(MOTIF) as unite:
        unite.noter("sauvegarde refusée", "sauvegardes", raison=raison.value, cause=str(erreur))
        unite.valider()


def _refus(revision: str, erreur: ErreurSecretariat) -> MiseANiveauRefusee:
    return MiseANiveauRefusee(
        f"La base doit être mise à niveau (de {revision} à {schema.REVISION}), et la sauvegarde qui la précède "
        f"n’a pas pu se faire. {erreur}",
        conseil=f"{erreur.conseil} Un autre dossier se choisit par « secretariat sauvegardes --dossier CHEMIN ». "
        "Rien n’a été changé : la version précédente du programme ouvre encore cette base.",
    )
