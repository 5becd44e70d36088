"""L’ordre qui lit une carte sans ouvrir de base, et le diagnostic qui ne dit rien des personnes."""

import json
import threading

import pytest

from secretariat.cartes.lecteur_absent import LecteurAbsent
from secretariat.cartes.lecteur_simule import LecteurSimule
from secretariat.cartes.reglages import NOM, ReglagesDuPoste, ecrire_reglages
from secretariat.cartes.simulateur.poste import LECTEURS
from secretariat.cartes.valeurs import TypeCarte
from secretariat.commandes import bases, cartes
from tests.commandes.conftest import lancer

FAMILLE = "famille-trois-enfants"
NIR_DE_LA_MERE = "284064499000108"


@pytest.fixture(autouse=True)
def donnees(tmp_path, monkeypatch):
    """Le dossier de données d’un compte d’essai."""
    monkeypatch.setattr(bases, "dossier_des_donnees", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def lire(capsys):
    """Lance l’ordre ; rend son code et ses deux sorties."""
    return lambda *arguments: lancer(capsys, "lire-carte", *arguments)


@pytest.fixture
def branche(monkeypatch):
    """Un poste dont le vrai lecteur est remplacé par un autre, que l’essai tient."""

    def brancher(lecteur):
        monkeypatch.setattr(cartes, "_reel", lambda _demande, _reglages: lecteur)
        return lecteur

    return brancher


def test_une_carte_fictive_montre_l_identite_et_masque_le_nir(lire):
    code, sortie, _ = lire("--simulee", FAMILLE)
    assert code == 0
    assert "MOREAU Camille, 19/06/1984, NIR 2 84 06 44 ••• ••• ••" in sortie
    assert NIR_DE_LA_MERE not in sortie.replace(" ", "")
    assert "ne vaut pas attestation de droits" in sortie
    assert sortie.startswith("SIMULATION")


def test_le_json_ne_porte_aucun_nir_entier(lire):
    code, sortie, _ = lire("--simulee", FAMILLE, "--json")
    lue = json.loads(sortie)
    assert (code, lue["reussi"], lue["simulee"], lue["source"]) == (0, True, True, "lecture_simple")
    assert [personne["prenom"] for personne in lue["personnes"]] == ["Camille", "Lucas", "Zoé", "Noé"]
    assert NIR_DE_LA_MERE not in sortie.replace(" ", "")


def test_une_anomalie_se_dit_avec_son_conseil(lire):
    assert "Attention : La clé du NIR de Thomas BLANCHET est fausse" in lire("--simulee", "cle-nir-fausse")[1]


def test_une_carte_professionnelle_se_lit_aussi(lire):
    code, sortie, _ = lire("--simulee", "cps-marchand")
    assert (code, "MARCHAND Hélène, Médecin (CPS)" in sortie) == (0, True)


def test_une_carte_que_l_on_ne_lit_pas_rend_1_et_un_conseil(lire):
    code, sortie, erreur = lire("--simulee", "vitale-1")
    assert (code, sortie) == (1, "")
    assert "non prise en charge" in erreur
    assert "Conseil :" in erreur


def test_un_code_inconnu_propose_ceux_qui_existent(lire):
    code, _, erreur = lire("--simulee", "n-existe-pas")
    assert (code, "« n-existe-pas »" in erreur, FAMILLE in erreur) == (1, True, True)


@pytest.mark.parametrize("attente", ["beaucoup", "-1", "99999"])
def test_une_attente_impossible_est_un_mauvais_usage(lire, attente):
    with pytest.raises(SystemExit) as fin:
        lire("--attendre", attente)
    assert fin.value.code == 2


def test_le_diagnostic_remplace_les_donnees(lire):
    code, sortie, _ = lire("--simulee", FAMILLE, "--diagnostic")
    assert code == 0
    assert "Épreuve de la carte du patient" in sortie
    assert "4 porteurs, 4 NIR" in sortie
    assert not {"MOREAU", "Camille", "1984"} & set(sortie.replace(",", " ").split())


def test_le_diagnostic_lit_les_reglages_du_poste(lire, donnees):
    ecrire_reglages(donnees, ReglagesDuPoste(api_fichier=str(donnees / "carte.xml")))
    assert "carte.xml, introuvable" in lire("--simulee", FAMILLE, "--diagnostic")[1]


def test_des_reglages_abimes_n_empechent_pas_de_lire(lire, donnees):
    (donnees / NOM).write_text("{", encoding="utf-8")
    assert lire("--simulee", FAMILLE)[0] == 0


def test_un_poste_sans_service_le_dit_et_rend_1(lire, branche):
    branche(LecteurAbsent())
    code, _, erreur = lire()
    assert (code, "pcsc-lite" in erreur) == (1, True)
    code, sortie, erreur = lire("--diagnostic")
    assert (code, "Lecteurs\u00a0: aucun" in sortie, "n’est pas démarré" in erreur) == (1, True, True)


def test_un_lecteur_vide_est_dit_apres_l_attente(lire, branche, monkeypatch):
    monkeypatch.setattr(cartes, "DECOUVERTE_S", 0.05)
    branche(LecteurSimule())
    code, _, erreur = lire()
    assert (code, "Aucune carte Vitale dans le lecteur." in erreur) == (1, True)


def test_une_carte_posee_pendant_l_attente_se_lit(lire, branche):
    lecteur = branche(LecteurSimule(avec_droits=False))
    main = threading.Timer(0.1, lambda: lecteur.inserer(FAMILLE))
    main.start()
    code, sortie, _ = lire("--attendre", "20")
    main.join()
    assert (code, "MOREAU Camille" in sortie) == (0, True)


def test_une_seconde_carte_annoncee_juste_apres_n_est_pas_manquee(lire, branche):
    lecteur = branche(LecteurSimule(avec_droits=False))
    lecteur.inserer("cps-marchand")
    main = threading.Timer(0.05, lambda: lecteur.inserer(FAMILLE))
    main.start()
    code, sortie, _ = lire()
    main.join()
    assert (code, "MOREAU Camille" in sortie) == (0, True)


def test_la_carte_du_lecteur_nomme_passe_avant_les_autres(lire, branche):
    lecteur = branche(LecteurSimule())
    lecteur.inserer(FAMILLE)
    lecteur.inserer("cps-marchand")
    assert "MARCHAND Hélène" in lire("--lecteur", LECTEURS[TypeCarte.CPS])[1]


def test_un_lecteur_inconnu_propose_ceux_qui_sont_branches(lire, branche, monkeypatch):
    monkeypatch.setattr(cartes, "DECOUVERTE_S", 0.05)
    branche(LecteurSimule())
    code, _, erreur = lire("--lecteur", "Autre")
    assert (code, "« Autre »" in erreur, LECTEURS[TypeCarte.VITALE] in erreur) == (1, True, True)


def test_un_lecteur_nomme_et_vide_le_dit(lire, branche, monkeypatch):
    monkeypatch.setattr(cartes, "DECOUVERTE_S", 0.05)
    branche(LecteurSimule()).inserer(FAMILLE)
    code, _, erreur = lire("--lecteur", LECTEURS[TypeCarte.CPS])
    assert (code, "Aucune carte dans le lecteur" in erreur) == (1, True)
