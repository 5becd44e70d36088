"""Recalculer toute la chaîne du journal, et la comparer à ses ancres.

Ce que l’on y voit : une ligne changée, ôtée, ajoutée ou déplacée ; une ancre changée ou ôtée ; une fin coupée ou une
chaîne refaite depuis un point, dès qu’une ancre l’a scellée. Couper la fin du journal avec ses dernières ancres ne se
voit que par une empreinte gardée ailleurs : imprimée, ou rangée avec une sauvegarde (`cherchee`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from secretariat.socle.audit import EtatJournal, RelectureInterrompue
from secretariat.socle.dates import date_courte
from secretariat.socle.journal.ancres import Ancre, toutes_les_ancres
from secretariat.socle.journal.lignes import CHAMPS, LigneJournal, empreinte_de

LUES_ENSEMBLE = 2_000
Avancer = Callable[[int, int], bool]


@dataclass(slots=True)
class _Releve:
    """Ce que l’on retient en lisant les lignes une à une."""

    scelles: set[int]
    cherchee: str
    empreintes: dict[int, str] = field(default_factory=dict)
    annoncees: dict[int, str] = field(default_factory=dict)
    trouvee: int | None = None

    def noter(self, numero: int, empreinte: str, objet: str, details: str) -> None:
        if numero in self.scelles:
            self.empreintes[numero] = empreinte
        if objet.startswith("ancres:"):
            self.annoncees[int(objet.removeprefix("ancres:"))] = json.loads(details).get("empreinte", "")
        if self.cherchee and empreinte.startswith(self.cherchee):
            self.trouvee = numero


def relire(session: Session, *, cherchee: str = "", avancer: Avancer | None = None) -> EtatJournal:
    """Recalcule toute la chaîne ; `avancer` reçoit (lignes lues, lignes en tout) et rend faux pour arrêter.

    Raises:
        RelectureInterrompue: `avancer` a rendu faux.
    """
    ancres = toutes_les_ancres(session)
    releve = _Releve({ancre.derniere_ligne for ancre in ancres}, cherchee)
    total = session.scalar(select(func.max(LigneJournal.id))) or 0
    lignes, rupture, derniere = _suivre(session, releve, lambda lues: avancer is None or avancer(lues, total))
    anomalies = tuple(_anomalies(ancres, releve, lignes)) if rupture is None else ()
    return EtatJournal(lignes, rupture, derniere, len(ancres), anomalies, releve.trouvee)


def _suivre(session: Session, releve: _Releve, continuer: Callable[[int], bool]) -> tuple[int, int | None, str]:
    colonnes = [LigneJournal.id, LigneJournal.patient_id, *(getattr(LigneJournal, nom) for nom in CHAMPS)]
    requete = select(*colonnes, LigneJournal.empreinte).order_by(LigneJournal.id)
    precedente, lignes = "", 0
    with session.execute(requete.execution_options(yield_per=LUES_ENSEMBLE)) as toutes:
        for numero, patient_id, *valeurs, empreinte in toutes:
            if lignes % LUES_ENSEMBLE == 0 and not continuer(lignes):
                raise RelectureInterrompue("La relecture du journal a été arrêtée avant la fin : rien n’en est conclu.")
            lignes += 1
            champs = dict(zip(CHAMPS, valeurs, strict=True))
            suivante = empreinte_de(precedente, champs, patient_id)
            if empreinte != suivante or numero != lignes:
                return lignes, numero, precedente
            precedente = suivante
            releve.noter(numero, empreinte, champs["objet"], champs["details"])
    return lignes, None, precedente


def _anomalies(ancres: tuple[Ancre, ...], releve: _Releve, lignes: int) -> Iterator[str]:
    precedente = ""
    presentes = {ancre.numero for ancre in ancres}
    yield from (
        f"l’ancre {numero}, que le journal annonce, n’est plus là" for numero in releve.annoncees.keys() - presentes
    )
    for ancre in ancres:
        yield from _anomalies_d_une(ancre, precedente, releve, lignes)
        precedente = ancre.empreinte


def _anomalies_d_une(ancre: Ancre, precedente: str, releve: _Releve, lignes: int) -> Iterator[str]:
    nom = f"l’ancre {ancre.numero} du {date_courte(ancre.jour)}"
    if ancre.empreinte != ancre.calculer() or releve.annoncees.get(ancre.numero, ancre.empreinte) != ancre.empreinte:
        yield f"{nom} a été changée"
    elif ancre.precedente != precedente:
        yield f"{nom} ne suit pas celle d’avant"
    if ancre.derniere_ligne > lignes:
        yield f"{nom} scelle {ancre.derniere_ligne} lignes et le journal n’en a plus que {lignes} : sa fin a été coupée"
    elif releve.empreintes.get(ancre.derniere_ligne) != ancre.empreinte_journal:
        yield f"{nom} scelle une autre ligne {ancre.derniere_ligne} que celle du journal : il a été récrit"
    elif ancre.numero not in releve.annoncees:
        yield f"{nom} n’a pas sa ligne au journal"
