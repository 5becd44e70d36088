"""La vue des clés : lister sans secret, ajouter, changer, révoquer, tester et refaire la fiche."""

import pytest

from secretariat.socle import cles, recuperation
from secretariat.socle.cles import CleRefusee, Enveloppes, Moyen
from secretariat.ui.cabinet import cles as module
from secretariat.ui.cabinet.cles import VueCles
from secretariat.ui.cabinet.dialogues_cles import (
    DialogueEssai,
    DialogueFiche,
    DialoguePhrase,
    DialoguePreuve,
    NouvellePhrase,
)
from tests.conftest import CLAIRE_PRATICIENNE, CLE
from tests.saisie import taper
from tests.trousseau import TrousseauDeMemoire

PHRASE, AUTRE = "quatre mots au hasard", "une toute autre phrase"
CODE = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"


@pytest.fixture(scope="module")
def enveloppes():
    return Enveloppes(
        "essai",
        (
            cles.envelopper(CLE, PHRASE, moyen=Moyen.PHRASE, le="2026-03-12", libelle="Hélène"),
            cles.envelopper(CLE, CODE, moyen=Moyen.RECUPERATION, le="2026-03-12"),
        ),
    )


@pytest.fixture
def vue(poste, qtbot, repos, chemin_base, enveloppes):
    cles.ecrire(chemin_base, enveloppes)
    vue = VueCles(poste)
    qtbot.addWidget(vue)
    vue.resize(1392, 900)
    vue.show()
    vue.activer()
    repos()
    return vue


def choisir(vue, moyen):
    vue.tableau.choisir(next(e.repere for e in vue.modele.lignes if e.moyen is moyen))


def derniere_ligne(cabinet):
    with cabinet.en_tant_que(CLAIRE_PRATICIENNE).lecture() as lecture:
        return lecture.lignes_du_journal(limite=1)[0]


def test_les_moyens_se_listent_et_la_fiche_jamais_verifiee_se_dit(vue):
    assert [e.moyen for e in vue.modele.lignes] == [Moyen.PHRASE, Moyen.RECUPERATION]
    assert "jamais été vérifiée" in vue.essai.titre.text()
    assert not vue.revoquer.isEnabled()


def test_une_phrase_s_ajoute_et_se_note_au_journal_sans_elle(vue, repos, monkeypatch, chemin_base, cabinet):
    monkeypatch.setattr(DialoguePhrase, "demander", lambda *_, **__: NouvellePhrase(PHRASE, AUTRE, "Karim"))
    vue.ajouter.click()
    repos()
    assert cles.ouvrir(cles.lire(chemin_base), AUTRE, Moyen.PHRASE) == CLE
    assert len(vue.modele.lignes) == 3
    ligne = derniere_ligne(cabinet)
    assert (ligne.operation, ligne.acteur) == ("clé ajoutée", "marchand")
    assert AUTRE not in ligne.details


def test_sans_la_preuve_rien_ne_change(vue, repos, monkeypatch, chemin_base, enveloppes):
    monkeypatch.setattr(DialoguePhrase, "demander", lambda *_, **__: NouvellePhrase("pas la bonne", AUTRE, ""))
    vue.ajouter.click()
    repos()
    assert cles.lire(chemin_base) == enveloppes
    assert "Ni comme phrase" in vue.message.titre.text()


def test_une_phrase_se_change(vue, repos, monkeypatch, chemin_base):
    choisir(vue, Moyen.PHRASE)
    monkeypatch.setattr(DialoguePhrase, "demander", lambda *_, **__: NouvellePhrase(CODE, AUTRE, ""))
    vue.renouveler.click()
    repos()
    with pytest.raises(CleRefusee):
        cles.ouvrir(cles.lire(chemin_base), PHRASE, Moyen.PHRASE)
    assert "Les sauvegardes déjà faites" in vue.message.detail.text()


def test_revoquer_puis_le_dernier_moyen_se_refuse(vue, repos, monkeypatch, chemin_base):
    monkeypatch.setattr(DialoguePreuve, "demander", lambda *_, **__: PHRASE)
    choisir(vue, Moyen.RECUPERATION)
    assert not vue.renouveler.isEnabled()
    vue.revoquer.click()
    repos()
    assert [e.moyen for e in vue.modele.lignes] == [Moyen.PHRASE]
    assert "n’a pas de fiche" in vue.essai.titre.text()
    choisir(vue, Moyen.PHRASE)
    vue.revoquer.click()
    repos()
    assert "dernier moyen" in vue.message.titre.text()
    assert len(cles.lire(chemin_base).emplacements) == 1


def test_le_trousseau_de_ce_poste_recoit_la_cle_ou_dit_qu_il_n_y_en_a_pas(vue, repos, monkeypatch, chemin_base):
    monkeypatch.setattr(DialoguePreuve, "demander", lambda *_, **__: PHRASE)
    monkeypatch.setattr(module, "trousseau_du_bureau", lambda: None)
    vue.trousseau.click()
    repos()
    assert "pas de trousseau" in vue.message.titre.text()
    trousseau = TrousseauDeMemoire()
    monkeypatch.setattr(module, "trousseau_du_bureau", lambda: trousseau)
    vue.trousseau.click()
    repos()
    assert cles.ouvrir_par_trousseau(cles.lire(chemin_base), trousseau) == CLE


def test_la_fiche_se_teste_sans_rien_changer(vue, repos, monkeypatch, chemin_base, enveloppes):
    monkeypatch.setattr(DialogueEssai, "demander", lambda *_: " ".join(recuperation.en_mots(CODE)))
    vue.essayer.click()
    repos()
    assert "ouvre la base" in vue.message.titre.text()
    assert "Fiche vérifiée le 12/03/2026" in vue.essai.titre.text()
    assert cles.lire(chemin_base) == enveloppes


def test_la_fiche_d_une_autre_base_se_reconnait(vue, repos, monkeypatch):
    monkeypatch.setattr(DialogueEssai, "demander", lambda *_: recuperation.nouveau_code())
    vue.essayer.click()
    repos()
    assert "ce n’est pas celle de cette base" in vue.message.titre.text()


def test_la_fiche_se_refait_une_fois_la_nouvelle_eprouvee(vue, repos, monkeypatch, chemin_base, enveloppes):
    montrees = []
    monkeypatch.setattr(DialoguePreuve, "demander", lambda *_, **__: PHRASE)
    eprouvee = False

    def demander(_parent, fiche, _taches):
        montrees.append(fiche)
        return eprouvee

    monkeypatch.setattr(DialogueFiche, "demander", demander)
    vue.refaire.click()
    repos()
    assert cles.lire(chemin_base) == enveloppes
    eprouvee = True
    vue.refaire.click()
    repos()
    assert cles.ouvrir(cles.lire(chemin_base), montrees[1].code, Moyen.RECUPERATION) == CLE
    with pytest.raises(CleRefusee):
        cles.ouvrir(cles.lire(chemin_base), CODE, Moyen.RECUPERATION)


def test_refaire_la_fiche_demande_une_preuve_juste(vue, repos, monkeypatch, chemin_base, enveloppes):
    monkeypatch.setattr(DialoguePreuve, "demander", lambda *_, **__: "pas la bonne")
    monkeypatch.setattr(DialogueFiche, "demander", lambda *_: True)
    vue.refaire.click()
    repos()
    assert cles.lire(chemin_base) == enveloppes


@pytest.mark.parametrize(
    ("preuve", "phrase", "encore", "champ"),
    [("", AUTRE, AUTRE, "preuve"), (PHRASE, "courte", "courte", "phrase"), (PHRASE, AUTRE, AUTRE + "s", "encore")],
)
def test_une_phrase_mal_tapee_reste_a_corriger(qtbot, preuve, phrase, encore, champ):
    dialogue = DialoguePhrase(None, "Ajouter", avec_libelle=True)
    qtbot.addWidget(dialogue)
    for nom, saisie in (("preuve", preuve), ("phrase", phrase), ("encore", encore)):
        taper(getattr(dialogue, nom).saisie, saisie)
    dialogue.accept()
    assert not dialogue.result()
    assert getattr(dialogue, champ).erreur


def test_les_secrets_tapes_ne_se_montrent_pas_dans_une_trace():
    assert "hasard" not in repr(NouvellePhrase(PHRASE, AUTRE, "Karim"))
    assert AUTRE not in repr(NouvellePhrase(PHRASE, AUTRE, "Karim"))
