"""Qui se présente : ceux que l’on attend aujourd’hui répondent les premiers. Sans Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from secretariat.accueil import lectures as accueil
from secretariat.agenda import lectures as agenda
from secretariat.agenda.valeurs import EtatRendezVous
from secretariat.dossiers import lectures as dossiers
from secretariat.dossiers.valeurs import PatientTrouve
from secretariat.socle.unite_de_travail import Lecture
from secretariat.ui.typographie import heure

MONTRES_AU_PLUS = 6
LUS_AU_PLUS = 60
ATTENDU, CONNU_DU_JOUR, AUTRE = range(3)
Rang = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Reponses:
    """Ce qu’une recherche a trouvé.

    Attributes:
        certain: Celui qu’Entrée choisit sans qu’on le désigne ; rien s’il faut regarder la liste.
    """

    patients: tuple[PatientTrouve, ...] = ()
    certain: PatientTrouve | None = None


def chercher(lecture: Lecture, texte: str) -> Reponses:
    """Les patients que désigne le texte ; Entrée ne choisit ni un homonyme parmi d’autres, ni un nom voisin."""
    trouves = dossiers.rechercher(lecture, texte, limite=MONTRES_AU_PLUS)
    premier = trouves[0] if trouves else None
    sur = premier is not None and not premier.proche and (len(trouves) == 1 or not premier.homonyme)
    return Reponses(trouves, premier if sur else None)


def chercher_qui_se_presente(lecture: Lecture, texte: str) -> Reponses:
    """Les attendus d’abord, puis ceux du jour déjà venus ou absents ; Entrée choisit le seul attendu qui réponde."""
    rangs = _rangs_du_jour(lecture)
    trouves = dossiers.rechercher(lecture, texte, limite=LUS_AU_PLUS)
    classes = sorted(trouves, key=lambda p: rangs.get(p.id, (AUTRE, ""))[0])
    dits = tuple(replace(p, raison=rangs[p.id][1]) if p.id in rangs else p for p in classes[:MONTRES_AU_PLUS])
    attendus = [p for p in dits if rangs.get(p.id, (AUTRE, ""))[0] == ATTENDU]
    if len(attendus) == 1:
        return Reponses(dits, attendus[0])
    seul = dits[0] if len(dits) == 1 and not dits[0].proche else None
    return Reponses(dits, seul)


def _rangs_du_jour(lecture: Lecture) -> dict[int, Rang]:
    """Par patient ayant un rendez-vous aujourd’hui : s’il est encore attendu, et ce qu’on en dit."""
    jour = lecture.aujourd_hui
    venues = accueil.etapes_du_jour(lecture, jour)
    rangs: dict[int, Rang] = {}
    for colonne in agenda.jour(lecture, jour).colonnes:
        for rdv in colonne.rendez_vous:
            quand = f"{heure(rdv.debut)}, {colonne.praticien.titre}"
            match rdv.etat:
                case EtatRendezVous.ANNULE:
                    continue
                case EtatRendezVous.ABSENT:
                    rang = CONNU_DU_JOUR, f"noté absent à {quand}"
                case _ if rdv.id in venues:
                    rang = CONNU_DU_JOUR, f"déjà arrivé(e) pour {quand}"
                case _:
                    rang = ATTENDU, f"attendu(e) à {quand}"
            rangs[rdv.patient_id] = min(rangs.get(rdv.patient_id, rang), rang, key=lambda r: r[0])
    return rangs
