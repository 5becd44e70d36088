"""Le contrôle d’une base : schéma, fichier, journal. Le menu et la ligne de commande montrent la même liste."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from secretariat.socle import schema
from secretariat.socle.audit import EtatJournal
from secretariat.socle.erreurs import ErreurEnvironnement
from secretariat.socle.unite_de_travail import Cabinet


@dataclass(frozen=True, slots=True)
class Controle:
    """Un contrôle, réussi ou non, et ce qu’il a trouvé en une phrase."""

    nom: str
    detail: str
    reussi: bool


def verifier(
    cabinet: Cabinet, *, empreinte: str = "", avancer: Callable[[int, int], bool] | None = None
) -> tuple[Controle, ...]:
    """Fait tous les contrôles d’une base ouverte ; un échec n’empêche pas les suivants.

    Une `empreinte` gardée hors de la base (imprimée, ou rangée avec une sauvegarde) est cherchée au journal ; `avancer`
    reçoit (lignes du journal relues, lignes en tout) et rend faux pour arrêter.

    Raises:
        RelectureInterrompue: `avancer` a rendu faux.
    """
    controles: list[tuple[str, Callable[[Cabinet], tuple[Controle, ...]]]] = [
        ("Schéma", _schema),
        ("Fichier", _fichier),
        ("Journal", lambda ouvert: _journal(ouvert, empreinte, avancer)),
    ]
    return tuple(trouve for nom, controle in controles for trouve in _tenter(nom, controle, cabinet))


def _tenter(nom: str, controle: Callable[[Cabinet], tuple[Controle, ...]], cabinet: Cabinet) -> tuple[Controle, ...]:
    try:
        return controle(cabinet)
    except ErreurEnvironnement as erreur:
        return (Controle(nom, f"contrôle impossible. {erreur}", reussi=False),)


def _schema(cabinet: Cabinet) -> tuple[Controle, ...]:
    with cabinet.connexion_nue() as connexion:
        revision = schema.revision_de(connexion)
    if revision == schema.REVISION:
        return (Controle("Schéma", f"révision {revision}, celle que le programme attend", reussi=True),)
    return (Controle("Schéma", f"révision {revision}, le programme attend {schema.REVISION}", reussi=False),)


def _fichier(cabinet: Cabinet) -> tuple[Controle, ...]:
    with cabinet.lecture() as lecture:
        defauts = lecture.controles_de_la_base()
    if not defauts:
        return (Controle("Fichier", "aucune page abîmée, aucune ligne orpheline", reussi=True),)
    return (Controle("Fichier", f"{len(defauts)} défaut(s), le premier : {defauts[0]}", reussi=False),)


def _journal(cabinet: Cabinet, empreinte: str, avancer: Callable[[int, int], bool] | None) -> tuple[Controle, ...]:
    with cabinet.lecture() as lecture:
        etat = lecture.etat_du_journal(cherchee=empreinte, avancer=avancer)
    chaine = Controle("Journal", _dire(etat), reussi=etat.entier)
    return (chaine, _ancre(etat)) if empreinte else (chaine,)


def _dire(etat: EtatJournal) -> str:
    if etat.rupture is not None:
        return f"la chaîne est rompue à la ligne {etat.rupture}"
    if etat.anomalies:
        return "\u202f; ".join(etat.anomalies)
    ancres = f", {etat.ancres} ancres retrouvées" if etat.ancres else ""
    return f"{etat.lignes} lignes, chaîne entière{ancres}"


def _ancre(etat: EtatJournal) -> Controle:
    if etat.trouvee is not None:
        detail = f"l’empreinte donnée est celle de la ligne {etat.trouvee} : le journal est le même jusque-là"
        return Controle("Empreinte", detail, reussi=True)
    detail = "l’empreinte donnée n’est plus au journal : il a été coupé ou récrit, ou elle vient d’une autre base"
    return Controle("Empreinte", detail, reussi=False)
