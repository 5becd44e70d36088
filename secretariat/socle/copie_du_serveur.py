"""La base d’un serveur copiée dans un fichier chiffré, et un tel fichier remis dans une base vide du serveur.

C’est ainsi que se sauvegarde et se restaure un cabinet sur serveur : le même transfert, vérifié de la même façon.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from secretariat.socle import chiffrement, fichier_base, transfert
from secretariat.socle.copie import Continuer, Temoin, TravailInterrompu, connexion_surveillee, relever, toujours
from secretariat.socle.transfert import Avancer, Copie, TransfertInterrompu, sans_suivi


class CopieDuServeur:
    """Le copiste d’une base sur serveur ; `cle` fermera chacune de ses sauvegardes."""

    def __init__(self, moteur: Engine, cle: bytes) -> None:
        self._moteur = moteur
        self._cle = cle

    def copier(self, vers: Path, continuer: Continuer = toujours) -> Temoin:
        """Voir `Copiste` ; chaque table a déjà été comparée à sa source quand le témoin se lit.

        Raises:
            TravailInterrompu: On a demandé l’arrêt.
            ErreurEnvironnement: Panne du serveur ou du disque.
        """
        try:
            copier_en_fichier(self._moteur, vers, self._cle, avancer=lambda _fait, _total: continuer())
        except TransfertInterrompu as arret:
            raise TravailInterrompu(
                "La copie du serveur a été arrêtée : il n’en reste rien.", conseil="La relancer quand on le voudra."
            ) from arret
        with connexion_surveillee(vers, self._cle, continuer) as copie:
            return relever(copie)


def copier_en_fichier(moteur_serveur: Engine, destination: Path, cle: bytes, *, avancer: Avancer = sans_suivi) -> Copie:
    """Copie la base telle qu’elle est à cet instant, pendant que l’on travaille, dans un fichier neuf fermé par `cle`.

    Le fichier est complet et relu, ou n’est pas là ; ses enveloppes de clé restent à écrire.

    Raises:
        ErreurMetier: Il y a déjà un fichier à cet endroit, ou `avancer` a rendu faux.
        ErreurEnvironnement: Panne du serveur ou du disque.
    """
    fichier_base.refuser_existante(destination)
    moteur = chiffrement.moteur(lambda: _fichier_en_cours(destination, cle))
    try:
        copie = transfert.copier(moteur_serveur, moteur, avancer)
        transfert.conclure(moteur)
        moteur.dispose()
        with destination.open("rb+") as flux:
            os.fsync(flux.fileno())
    except BaseException:
        moteur.dispose()
        fichier_base.effacer(destination)
        raise
    return copie


def _fichier_en_cours(destination: Path, cle: bytes) -> Any:  # noqa: ANN401  (sqlcipher3 n’est pas typé)
    """Une connexion qui n’attend pas le disque à chaque lot : un arrêt efface le fichier, la fin l’écrit d’un coup."""
    connexion = chiffrement.connecter(destination, cle)
    connexion.execute("PRAGMA journal_mode=MEMORY")
    connexion.execute("PRAGMA synchronous=OFF")
    return connexion


def copier_vers_le_serveur(source: Path, cle: bytes, moteur_serveur: Engine, *, avancer: Avancer = sans_suivi) -> Copie:
    """Remet le contenu d’un fichier dans une base vide du serveur ; le fichier peut être ancien, ou en lecture seule.

    Il est d’abord recopié, chiffré, dans un dossier de passage, et mis à niveau là.

    Raises:
        DestinationRefusee: La base du serveur n’est pas vide.
        ErreurEnvironnement: Fichier abîmé, trop récent, ou mauvaise clé ; panne du serveur ou du disque.
    """
    with tempfile.TemporaryDirectory(prefix="secretariat-") as dossier:
        passage = Path(dossier) / source.name
        shutil.copyfile(source, passage)
        attente, _, _ = fichier_base.annexes(source)
        if attente.exists():
            shutil.copyfile(attente, fichier_base.annexes(passage)[0])
        moteur = fichier_base.ouvrir(passage, cle)
        try:
            copie = transfert.copier(moteur, moteur_serveur, avancer)
            transfert.conclure(moteur_serveur)
        finally:
            moteur.dispose()
    return copie
