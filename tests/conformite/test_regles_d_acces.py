"""Les dates, l’alerte et les états d’une demande d’accès."""

from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
import yaml

from secretariat.conformite import parametres
from secretariat.conformite.regles import violations
from secretariat.conformite.regles.acces import OUVERTS, TRANSITIONS, alerte, bornes, defauts, delais, passer
from secretariat.conformite.valeurs.acces import (
    AYANTS_DROIT,
    Alerte,
    Bornes,
    EtatDemande,
    MotifDeces,
    NouvelleDemande,
    Qualite,
)
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.horloge import PARIS

EXEMPLES = yaml.safe_load(Path("tests/exemples/conformite.yaml").read_text(encoding="utf-8"))
DELAIS = delais(parametres.delais_d_acces())
JOUR = date(2026, 3, 12)


@pytest.mark.parametrize("exemple", EXEMPLES["acces_dossier"], ids=lambda e: f"{e['au_plus_tard']}")
def test_les_exemples_des_faits(exemple):
    attendues = Bornes(exemple["au_plus_tot"], exemple["au_plus_tard"])
    assert bornes(exemple["recue"], DELAIS, ancienne=exemple["ancienne"]) == attendues


@pytest.mark.parametrize(
    ("jours", "attendue"),
    [(-3, Alerte.AUCUNE), (-2, Alerte.PROCHE), (0, Alerte.PROCHE), (1, Alerte.DEPASSEE)],
)
def test_l_alerte_vient_deux_jours_avant_puis_dit_le_retard(jours, attendue):
    echeance = Bornes(JOUR - timedelta(days=6), JOUR)
    assert alerte(EtatDemande.COMPLETE, echeance, DELAIS, JOUR + timedelta(days=jours)) is attendue


@pytest.mark.parametrize("etat", sorted(set(EtatDemande) - OUVERTS))
def test_une_demande_repondue_n_alerte_plus(etat):
    assert alerte(etat, Bornes(JOUR, JOUR), DELAIS, JOUR + timedelta(days=90)) is Alerte.AUCUNE


def test_sans_demande_complete_il_n_y_a_pas_d_echeance():
    assert alerte(EtatDemande.INCOMPLETE, None, DELAIS, JOUR) is Alerte.AUCUNE


@pytest.mark.parametrize(("etat", "vers"), list(product(EtatDemande, EtatDemande)))
def test_les_etats_ne_passent_que_par_la_table(etat, vers):
    if (etat, vers) in TRANSITIONS:
        assert passer(etat, vers) is vers
    else:
        with pytest.raises(ErreurMetier):
            passer(etat, vers)


def test_rien_ne_sort_d_une_demande_close():
    assert not any(depart is EtatDemande.CLOSE for depart, _ in TRANSITIONS)


@pytest.mark.parametrize("qualite", Qualite)
def test_chaque_qualite_a_ses_pieces_et_chaque_piece_son_nom(qualite):
    attendues = parametres.qualites()[qualite].pieces
    assert attendues
    assert set(attendues) <= parametres.pieces().keys()


@pytest.mark.parametrize("qualite", sorted(AYANTS_DROIT))
def test_un_ayant_droit_dit_son_motif_et_le_patient_est_decede(qualite):
    muette = NouvelleDemande("Paul", qualite, JOUR)
    assert len(defauts(muette, JOUR, decede=False)) == 2
    assert defauts(NouvelleDemande("Paul", qualite, JOUR, motif_deces=MotifDeces.CAUSES), JOUR, decede=True) == ()


@pytest.mark.parametrize(
    ("demande", "attendu"),
    [
        (NouvelleDemande(" ", Qualite.PATIENT, JOUR), "nom"),
        (NouvelleDemande("Paul", Qualite.PATIENT, JOUR + timedelta(days=1)), "pas encore venu"),
        (NouvelleDemande("Paul", Qualite.PATIENT, JOUR, motif_deces=MotifDeces.DROITS), "ne vaut pas"),
    ],
)
def test_une_demande_mal_faite_est_dite(demande, attendu):
    (faute,) = defauts(demande, JOUR, decede=False)
    assert attendu in faute


def test_une_violation_se_notifie_dans_les_soixante_douze_heures():
    constat = datetime(2026, 3, 28, 10, tzinfo=PARIS)
    assert not violations.en_retard(constat, constat + timedelta(hours=72), repondue=False)
    assert violations.en_retard(constat, constat + timedelta(hours=72, seconds=1), repondue=False)
    assert not violations.en_retard(constat, constat + timedelta(days=30), repondue=True)
