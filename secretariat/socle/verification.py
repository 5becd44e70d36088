"""Le contrôle d’une base : schéma, fichier, journal. Le menu et la ligne de commande montrent la même liste."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from secretariat.socle import schema
from secretariat.socle.erreurs import ErreurEnvironnement
from secretariat.socle.unite_de_travail import Cabinet


@dataclass(frozen=True, slots=True)
class Controle:
    """Un contrôle, réussi ou non, et ce qu’il a trouvé en une phrase."""

    nom: str
    detail: str
    reussi: bool


def verifier(cabinet: Cabinet) -> tuple[Controle, ...]:
    """Fait tous les contrôles d’une base ouverte ; un échec n’empêche pas les suivants."""
    return tuple(
        _tenter(nom, controle, cabinet)
        for nom, controle in (("Schéma", _schema), ("Fichier", _fichier), ("Journal", _journal))
    )


def _tenter(nom: str, controle: Callable[[Cabinet], Controle], cabinet: Cabinet) -> Controle:
    try:
        return controle(cabinet)
    except ErreurEnvironnement as erreur:
        return Controle(nom, f"contrôle impossible. {erreur}", reussi=False)


def _schema(cabinet: Cabinet) -> Controle:
    with cabinet.connexion_nue() as connexion:
        revision = schema.revision_de(connexion)
    if revision == schema.REVISION:
        return Controle("Schéma", f"révision {revision}, celle que le programme attend", reussi=True)
    return Controle("Schéma", f"révision {revision}, le programme attend {schema.REVISION}", reussi=False)


def _fichier(cabinet: Cabinet) -> Controle:
    with cabinet.lecture() as lecture:
        defauts = lecture.controles_de_la_base()
    if not defauts:
        return Controle("Fichier", "aucune page abîmée, aucune ligne orpheline", reussi=True)
    return Controle("Fichier", f"{len(defauts)} défaut(s), le premier : {defauts[0]}", reussi=False)


def _journal(cabinet: Cabinet) -> Controle:
    with cabinet.lecture() as lecture:
        etat = lecture.etat_du_journal()
    if etat.rupture is None:
        return Controle("Journal", f"{etat.lignes} lignes, chaîne entière", reussi=True)
    return Controle("Journal", f"la chaîne est rompue à la ligne {etat.rupture}", reussi=False)
