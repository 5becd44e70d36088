"""L’administrateur relit le journal sans rien y apprendre de médical ; le praticien y lit tout."""

import pytest

from secretariat.accueil.services import changer_remarque
from secretariat.agenda.services import changer_note
from secretariat.cabinet.valeurs import Role
from secretariat.dossiers.services import ouvrir_acces_exceptionnel

SECRETS = ("toux depuis lundi", "Compte rendu de biologie", "bio.pdf", "le pharmacien attend la dose", "pâle, en sueur")


@pytest.fixture
def journal(bureau):
    with bureau.en_tant_que(Role.SECRETAIRE).unite("essai") as unite:
        ouvrir_acces_exceptionnel(unite, 1, "le pharmacien attend la dose")
        changer_remarque(unite, bureau.visite, "pâle, en sueur")
        changer_note(unite, bureau.rdv, "va mieux")
        unite.valider()

    def lire(role):
        with bureau.en_tant_que(role).lecture() as lecture:
            return lecture.lignes_du_journal(limite=200)

    return lire


def test_l_administrateur_voit_les_gestes_sans_ce_qu_ils_disent_de_medical(journal):
    lignes = journal(Role.ADMINISTRATEUR)
    texte = " ".join(ligne.details for ligne in lignes)
    assert [secret for secret in (*SECRETS, "va mieux") if secret in texte] == []
    assert "documents:1" in [ligne.objet for ligne in lignes]
    assert "•••" in texte


def test_le_praticien_lit_tout(journal):
    texte = " ".join(ligne.details for ligne in journal(Role.PRATICIEN))
    assert [secret for secret in SECRETS if secret not in texte] == []


def test_le_reste_d_une_ligne_voilee_se_lit(journal):
    (ligne,) = [x for x in journal(Role.ADMINISTRATEUR) if x.objet == "documents:1" and x.operation == "creation"]
    assert '"nature": "courrier"' in ligne.details
