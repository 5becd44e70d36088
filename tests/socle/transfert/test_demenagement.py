"""Le cabinet quitte une base pour une autre : il ne travaille plus que dans la nouvelle, et l’ancienne le dit."""

import pytest

from secretariat.cabinet import lectures
from secretariat.cabinet.demenagement import DepartChange, Extremite, demenager
from secretariat.cabinet.deplacement import declarer_deplace, reprendre_ici
from secretariat.cabinet.reglages.acces import anomalies
from secretariat.dossiers.modele import Patient
from secretariat.socle import schema
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import Cabinet, LectureSeule
from tests.conftest import CLAIRE, CLAIRE_PRATICIENNE, FICHIER, SERVEUR


@pytest.fixture
def extremites(depart, base_neuve, horloge):
    """Un cabinet dans un fichier, et une base vide sur le serveur."""
    return tuple(
        Extremite(nom, Cabinet(moteur, CLAIRE, horloge))
        for nom, moteur in (("ancienne", depart(FICHIER)), ("nouvelle", base_neuve(SERVEUR)))
    )


def deplace(extremite):
    with extremite.cabinet.lecture() as lecture:
        return lectures.etablissement(lecture).deplace


def journal(extremite):
    with extremite.cabinet.en_tant_que(CLAIRE_PRATICIENNE).lecture() as lecture:
        assert lecture.etat_du_journal().rupture is None
        return [ligne.operation for ligne in lecture.lignes_du_journal(limite=2)]


def test_l_ancienne_dit_ou_le_cabinet_est_parti_et_la_nouvelle_s_ouvre(extremites, horloge):
    ancienne, nouvelle = extremites
    copie = demenager(ancienne, nouvelle)
    assert deplace(nouvelle) is None
    parti = deplace(ancienne)
    assert (parti.vers, parti.le) == ("nouvelle", horloge())
    assert parti.message == "Ce cabinet a été déplacé le 12 mars 2026 vers nouvelle."
    assert "--lecture-seule" in parti.conseil
    assert journal(ancienne)[0] == journal(nouvelle)[0] == "transfert"
    assert copie.derniere
    with ancienne.cabinet.lecture() as lecture:
        assert "cabinet.deplace" not in {a.cle for a in anomalies(lecture)}, "un fait, non un réglage inconnu"
    with nouvelle.cabinet.connexion_nue() as connexion:
        schema.refuser_inachevee(connexion)


def test_ce_qui_se_saisit_au_depart_pendant_la_copie_arrete_tout(extremites):
    ancienne, nouvelle = extremites

    def saisir(fait, total):
        if fait == total:
            with ancienne.cabinet.unite("pendant la copie") as unite:
                unite.un(Patient, 1).telephone = "+33612345678"
                unite.valider()
        return True

    with pytest.raises(DepartChange, match=r"1 ligne\(s\)"):
        demenager(ancienne, nouvelle, saisir)
    assert deplace(ancienne) is None
    with nouvelle.cabinet.connexion_nue() as connexion, pytest.raises(schema.TransfertInacheve):
        schema.refuser_inachevee(connexion)
    demenager(ancienne, nouvelle)
    with nouvelle.cabinet.lecture() as lecture:
        assert lecture.un(Patient, 1).telephone == "+33612345678"


def test_arrete_entre_la_marque_et_la_fin_le_meme_transfert_se_refait(extremites):
    ancienne, nouvelle = extremites
    with ancienne.cabinet.unite("comme si le programme avait été tué ensuite") as unite:
        declarer_deplace(unite, "nouvelle")
        unite.valider()
    demenager(ancienne, nouvelle)
    assert deplace(nouvelle) is None
    assert deplace(ancienne).vers == "nouvelle"


def test_on_ne_part_pas_d_une_base_deja_quittee_ni_vers_elle_meme(extremites):
    ancienne, nouvelle = extremites
    with pytest.raises(ErreurMetier, match="la même"):
        demenager(ancienne, Extremite("ancienne", nouvelle.cabinet))
    demenager(ancienne, nouvelle)
    with pytest.raises(ErreurMetier, match="déplacé le 12 mars 2026 vers nouvelle") as refus:
        demenager(ancienne, Extremite("troisième", nouvelle.cabinet))
    assert "reprendre-ici" in refus.value.conseil


def test_on_peut_revenir_a_l_ancienne(extremites):
    ancienne, nouvelle = extremites
    demenager(ancienne, nouvelle)
    with ancienne.cabinet.unite("retour") as unite:
        reprendre_ici(unite)
        unite.valider()
    assert deplace(ancienne) is None
    with ancienne.cabinet.unite("encore") as unite, pytest.raises(ErreurMetier, match="travaille déjà"):
        reprendre_ici(unite)


def test_en_lecture_seule_on_lit_et_le_journal_le_retient_mais_rien_ne_change(extremites):
    cabinet = extremites[0].cabinet.fige_par("Ce cabinet a été déplacé.").en_tant_que(CLAIRE)
    with cabinet.unite("consultation") as unite:
        assert unite.un(Patient, 1).premier_prenom == "Zoé"
        unite.consulter("patients:1")
        unite.valider()
    assert journal(extremites[0])[0] == "consultation"
    with cabinet.unite("correction") as unite:
        unite.un(Patient, 1).telephone = "+33612345678"
        with pytest.raises(LectureSeule, match="a été déplacé"):
            unite.valider()
    with cabinet.lecture() as lecture:
        assert lecture.un(Patient, 1).telephone == ""
