from dataclasses import replace
from datetime import date

import pytest

from secretariat.dossiers.lectures import candidats_carte, fiche_patient
from secretariat.dossiers.regles.carte import comparer, points_a_completer
from secretariat.dossiers.services import appliquer_carte, enregistrer_droits
from secretariat.dossiers.valeurs import Difference, DroitsPatient, IdentiteLue, SourceDroits
from tests.dossiers.fabrique import NIR, creer

DROITS = DroitsPatient(
    nir=NIR, regime="01", caisse="441", droits_jusqu_au=date(2026, 12, 31), source=SourceDroits.CARTE_SIMULEE
)
LUE = IdentiteLue("LEFEVRE", "", "ADELE", date(1984, 6, 12), "19840612", NIR, droits=DROITS, simulee=True)


def proposes(cabinet, lue):
    with cabinet.lecture() as lecture:
        return [(candidat.patient.id, candidat.score) for candidat in candidats_carte(lecture, lue)]


def differences(cabinet, numero, lue):
    with cabinet.lecture() as lecture:
        return comparer(fiche_patient(lecture, numero), lue)


def test_le_nir_et_la_date_designent_le_porteur(cabinet):
    numero = creer(cabinet, nir=NIR)
    creer(cabinet, "Lefèvre", "Louis", naissance=date(2015, 2, 3), nir=NIR)
    assert proposes(cabinet, LUE) == [(numero, 100)]


def test_sans_nir_au_dossier_la_date_et_le_nom_le_retrouvent(cabinet):
    numero = creer(cabinet)
    assert proposes(cabinet, LUE) == [(numero, 95)]


def test_une_carte_inconnue_ne_propose_personne(cabinet):
    creer(cabinet, "Bernard", "Odile", naissance=date(1951, 2, 3))
    assert proposes(cabinet, LUE) == []


def test_une_date_lunaire_se_rapproche_par_le_nir_et_le_nom(cabinet):
    numero = creer(cabinet, nir=NIR)
    creer(cabinet, "Lefèvre", "Louis", naissance=date(2015, 2, 3), nir=NIR)
    lunaire = replace(LUE, naissance=None, naissance_brute="19841912")
    assert [n for n, _score in proposes(cabinet, lunaire)][:1] == [numero]


def test_une_carte_identique_au_dossier_ne_change_que_les_droits(cabinet):
    numero = creer(cabinet, nir=NIR)
    assert [d.champ for d in differences(cabinet, numero, LUE)] == ["regime", "caisse", "droits_jusqu_au"]


def test_chaque_difference_montre_l_ancien_et_le_nouveau(cabinet):
    numero = creer(cabinet, "Lefebvre", naissance=date(1984, 12, 6))
    vues = {d.champ: (d.actuel, d.propose, d.stricte) for d in differences(cabinet, numero, LUE)}
    assert vues["nom_naissance"] == ("LEFEBVRE", "LEFEVRE", True)
    assert vues["naissance"] == ("06/12/1984", "12/06/1984", True)
    assert vues["nir"] == ("", "2 84 06 44 990 001 08", False)
    assert vues["droits_jusqu_au"] == ("", "31/12/2026", False)


@pytest.mark.parametrize(
    "lue",
    [
        replace(LUE, droits=None, prenom="ADELE JEANNE"),
        replace(LUE, droits=None, nom_utilise="LEFEVRE"),
        replace(LUE, droits=None, naissance=None),
        replace(LUE, droits=None, nom_naissance="Lefèvre"),
    ],
)
def test_ce_qui_s_ecrit_autrement_ou_manque_n_est_pas_une_difference(cabinet, lue):
    numero = creer(cabinet)
    assert differences(cabinet, numero, lue) == ()


def test_une_fois_tout_accepte_il_n_y_a_plus_de_difference(cabinet):
    numero = creer(cabinet, "Lefebvre", "Odile", naissance=date(1984, 12, 6))
    lue = replace(LUE, nom_utilise="Martin", droits=replace(DROITS, ald=True, amc_nom="Mutuelle d’essai"))
    with cabinet.unite("carte") as unite:
        appliquer_carte(unite, numero, comparer(fiche_patient(unite, numero), lue), source=SourceDroits.CARTE_SIMULEE)
        unite.valider()
    assert differences(cabinet, numero, lue) == ()
    with cabinet.lecture() as lecture:
        vue = fiche_patient(lecture, numero)
    assert vue.simule
    assert vue.droits is not None
    assert vue.droits.source is SourceDroits.CARTE_SIMULEE
    assert vue.traits.nom_utilise == "Martin"


def test_une_lecture_simple_ne_propose_que_l_identite_et_le_nir(cabinet):
    numero = creer(cabinet)
    lue = replace(
        LUE, simulee=False, lecture_simple=True, droits=replace(DROITS, ald=False, source=SourceDroits.CARTE_SIMPLE)
    )
    assert {vue.champ for vue in differences(cabinet, numero, lue) if vue.droits} == {"nir"}


def test_le_nir_d_une_lecture_simple_laisse_aux_droits_leur_source_et_leur_date(cabinet, horloge):
    numero = creer(cabinet)
    atteste = DroitsPatient(regime="01", droits_jusqu_au=date(2026, 12, 31), source=SourceDroits.CARTE)
    nir = Difference("nir", "NIR", "", NIR, NIR, droits=True)
    with cabinet.unite("attestation") as unite:
        enregistrer_droits(unite, numero, atteste)
        unite.valider()
    with cabinet.lecture() as lecture:
        avant = fiche_patient(lecture, numero)
    horloge.avancer(days=30)
    with cabinet.unite("carte") as unite:
        appliquer_carte(unite, numero, [nir], source=SourceDroits.CARTE_SIMPLE)
        unite.valider()
    with cabinet.lecture() as lecture:
        apres = fiche_patient(lecture, numero)
    assert apres.droits == replace(atteste, nir=NIR)
    assert apres.droits_maj_le == avant.droits_maj_le


def test_un_nir_seul_n_atteste_aucun_droit(cabinet):
    assert not DroitsPatient(nir=NIR, source=SourceDroits.CARTE_SIMPLE).sont_attestes
    numero = creer(cabinet, nir=NIR)
    with cabinet.lecture() as lecture:
        manque = points_a_completer(fiche_patient(lecture, numero), date(2026, 3, 12))
    assert "Droits non attestés." in [point.message for point in manque]
