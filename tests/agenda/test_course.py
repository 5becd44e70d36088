"""Deux postes, ou cinquante, veulent le même créneau au même instant : un seul l’obtient, quel que soit l’ordre."""

import multiprocessing
from pathlib import Path
from typing import Any

from sqlalchemy import text

from secretariat.agenda import services
from secretariat.agenda.valeurs import CreneauOccupe
from secretariat.socle import chiffrement
from secretariat.socle.unite_de_travail import Cabinet
from tests.agenda.conftest import le
from tests.conftest import CLAIRE, CLE, SERVEUR, HorlogeArretee
from tests.ecrivains import processus, reserver

CRENEAUX = [(9, minute) for minute in range(0, 60, 15)]
POSTES = 2
FOULE = 50


def reserver_tout(base: Path, patient_id: int, depart: Any, resultats: Any) -> None:
    moteur = chiffrement.moteur(lambda: chiffrement.connecter(base, CLE))
    cabinet, gagnes = Cabinet(moteur, CLAIRE, HorlogeArretee()), []
    for heure, minute in CRENEAUX:
        depart.wait()
        try:
            with cabinet.unite("prise de rendez-vous") as unite:
                services.reserver(unite, patient_id=patient_id, praticien_id=1, motif_id=1, debut=le(heure, minute))
                unite.valider()
        except CreneauOccupe as refus:
            assert len(refus.conflits) == 1  # noqa: PT017  (dans un autre processus)
        else:
            gagnes.append((heure, minute))
    resultats.put(gagnes)
    cabinet.fermer()


def test_deux_postes_qui_reservent_ensemble_n_ont_jamais_le_meme_creneau(agenda, chemin_base):
    contexte = multiprocessing.get_context("spawn")
    depart, resultats = contexte.Barrier(POSTES), contexte.Queue()
    postes = [
        contexte.Process(target=reserver_tout, args=(chemin_base, patient, depart, resultats)) for patient in (1, 2)
    ]
    for poste in postes:
        poste.start()
    gagnes = [resultats.get(timeout=60) for _ in postes]
    for poste in postes:
        poste.join(timeout=60)
    assert [poste.exitcode for poste in postes] == [0, 0]
    assert sorted(gagnes[0] + gagnes[1]) == CRENEAUX
    with agenda.connexion_nue() as connexion:
        assert connexion.execute(text("SELECT count(*), sum(surbooking) FROM rendez_vous")).one() == (4, 0)
    with agenda.lecture() as lecture:
        assert lecture.etat_du_journal().rupture is None


def test_cinquante_postes_veulent_le_meme_creneau_un_seul_l_obtient(agenda, sorte_de_base, request):
    base = request.getfixturevalue("adresse" if sorte_de_base == SERVEUR else "chemin_base")
    contexte = processus()
    depart, resultats = contexte.Barrier(FOULE), contexte.Queue()
    postes = [contexte.Process(target=reserver, args=(base, le(9), depart, resultats)) for _ in range(FOULE)]
    for poste in postes:
        poste.start()
    issues = [resultats.get(timeout=60) for _ in postes]
    for poste in postes:
        poste.join(timeout=60)
    assert sorted(issues) == ["gagné", *["occupé"] * (FOULE - 1)]
    with agenda.connexion_nue() as connexion:
        assert connexion.execute(text("SELECT count(*) FROM rendez_vous")).scalar() == 1
    with agenda.lecture() as lecture:
        assert lecture.etat_du_journal().rupture is None
