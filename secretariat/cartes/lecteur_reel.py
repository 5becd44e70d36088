"""Assembler le lecteur d’un poste réel : PC/SC, la bibliothèque de signature et l’API sous licence qu’il a.

Rien ne se charge avant qu’on en ait besoin, et rien n’est exigé : sans lecteur, sans service ou sans bibliothèque, le
programme le dit au moment où l’on s’en sert.
"""

from __future__ import annotations

from pathlib import Path

from secretariat.cartes.api_vitale.bibliotheque import ApiBibliotheque
from secretariat.cartes.api_vitale.source import ApiAbsente, ApiFichier, ApiVitale
from secretariat.cartes.cpx.jeton import Jeton
from secretariat.cartes.cpx.jeton_pkcs11 import JetonPkcs11
from secretariat.cartes.erreurs import JetonAbsent
from secretariat.cartes.lecteur_de_cartes import LecteurDeCartes, Materiel
from secretariat.cartes.pcsc import CanalPcsc, MoniteurPcsc
from secretariat.cartes.reglages import ReglagesDuPoste
from secretariat.cartes.valeurs import TypeCarte
from secretariat.socle.horloge import horloge_du_poste

NOM = "Lecteurs de ce poste"


def lecteur_reel(reglages: ReglagesDuPoste) -> LecteurDeCartes:
    """Le lecteur de ce poste, qui guette aussitôt."""
    materiel = Materiel(
        nom=NOM,
        simule=False,
        moniteur=MoniteurPcsc(),
        connecter=CanalPcsc,
        jeton=lambda lecteur: _jeton(reglages, lecteur),
        api=_api(reglages),
    )
    preferes = {TypeCarte.VITALE: reglages.lecteur_vitale, TypeCarte.CPS: reglages.lecteur_cps}
    return LecteurDeCartes(materiel, patience_s=reglages.patience_s, preferes=preferes)


def _jeton(reglages: ReglagesDuPoste, lecteur: str) -> Jeton:
    if not reglages.bibliotheque_pkcs11:
        raise JetonAbsent(
            "Aucune bibliothèque de signature n’est désignée sur ce poste.",
            conseil="Dans Cabinet, vue Cartes, désigner la Cryptolib CPS de l’ANS, ou OpenSC.",
        )
    return JetonPkcs11(Path(reglages.bibliotheque_pkcs11), lecteur)


def _api(reglages: ReglagesDuPoste) -> ApiVitale:
    if reglages.api_bibliotheque:
        return ApiBibliotheque(Path(reglages.api_bibliotheque), reglages.api_fonction)
    if reglages.api_fichier:
        return ApiFichier(Path(reglages.api_fichier), horloge=horloge_du_poste)
    return ApiAbsente()
