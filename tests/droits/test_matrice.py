"""La matrice : son fichier se lit strictement, chaque changement est au journal, et des gardes la tiennent."""

import copy

import pytest
import yaml
from sqlalchemy import func, select

from secretariat.cabinet.lectures import matrice_des_droits, mes_droits
from secretariat.cabinet.modele import Utilisateur
from secretariat.cabinet.services import changer_droit, revenir_au_defaut
from secretariat.cabinet.services.droits import INTANGIBLES, MEDICAUX
from secretariat.cabinet.valeurs import LIBELLES_ROLES, Role
from secretariat.socle import matrice
from secretariat.socle.droits import PROGRAMME, Droit, DroitManquant, geste
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.ressources import dossier
from secretariat.socle.unite_de_travail import Identite, ModifieAilleurs

FICHIER = dossier() / "droits" / "defaut.yaml"


def changer(bureau, qui, role, droit, *, permis):
    with bureau.en_tant_que(qui).unite("droits du cabinet") as unite:
        changer_droit(unite, role, droit, permis=permis)
        unite.valider()


def droits(bureau, role):
    with bureau.en_tant_que(role).lecture() as lecture:
        return mes_droits(lecture)


def test_les_roles_du_fichier_sont_ceux_du_cabinet():
    assert matrice.defaut().roles == {role.value: libelle for role, libelle in LIBELLES_ROLES.items()}


def test_le_fichier_dit_sa_source_et_le_jour_de_sa_relecture():
    livre = matrice.defaut()
    assert "L1110-4" in livre.source
    assert "Aucun texte ne fixe" in livre.notes
    assert livre.verifie_le.year >= 2026


@pytest.mark.parametrize(
    ("role", "jamais"),
    [
        (Role.SECRETAIRE, {"lire_medical", "gerer_comptes", "gerer_droits", "lire_journal", "valider_courrier"}),
        (Role.ADMINISTRATEUR, {"lire_medical", "lire_motif", "rediger_courrier", "bris_de_glace", "lire_factures"}),
        (Role.REMPLACANT, {"gerer_comptes", "gerer_droits", "lire_journal", "decider_conservation"}),
    ],
)
def test_le_defaut_suit_les_faits(role, jamais):
    assert matrice.droits_par_defaut(role).isdisjoint({Droit(nom) for nom in jamais})


def abimer_cle(d):
    d["surnom"] = 1


def abimer_date(d):
    d["verifie_le"] = "hier"


def abimer_source(d):
    d["source"] = {}


def abimer_droit_inconnu(d):
    d["groupes"][0]["droits"][0]["cle"] = "voler"


def abimer_droit_absent(d):
    d["groupes"][0]["droits"].pop()


def abimer_droit_double(d):
    d["groupes"][0]["droits"].append(copy.deepcopy(d["groupes"][0]["droits"][0]))


def abimer_role(d):
    d["groupes"][0]["droits"][0]["permis"] = ["concierge"]


def abimer_cle_du_droit(d):
    d["groupes"][0]["droits"][0]["couleur"] = "bleu"


def abimer_libelle(d):
    del d["groupes"][0]["droits"][0]["libelle"]


@pytest.mark.parametrize(
    "abimer",
    [
        abimer_cle,
        abimer_date,
        abimer_source,
        abimer_droit_inconnu,
        abimer_droit_absent,
        abimer_droit_double,
        abimer_role,
        abimer_cle_du_droit,
        abimer_libelle,
    ],
)
def test_un_fichier_abime_est_refuse(abimer):
    donnees = yaml.safe_load(FICHIER.read_text(encoding="utf-8"))
    matrice.lire(donnees)
    abimer(donnees)
    with pytest.raises(matrice.MatriceInvalide):
        matrice.lire(donnees)


def test_un_refus_dit_l_action_le_role_et_a_qui_demander(bureau):
    with bureau.en_tant_que(Role.SECRETAIRE).lecture() as lecture, pytest.raises(DroitManquant) as refus:
        lecture.exiger(Droit.LIRE_JOURNAL)
    assert "Lire le journal d’audit" in str(refus.value)
    assert "secrétaire" in str(refus.value)
    assert "praticien ou un administrateur" in refus.value.conseil


def test_un_role_inconnu_n_a_aucun_droit(bureau):
    inconnu = bureau.cabinet.en_tant_que(Identite("x", "X", "stagiaire", "accueil"))
    with inconnu.lecture() as lecture:
        assert mes_droits(lecture) == frozenset()
    assert PROGRAMME not in list(Role)


def test_une_case_changee_vaut_des_la_transaction_suivante_et_revient(bureau):
    changer(bureau, Role.PRATICIEN, Role.SECRETAIRE, Droit.LIRE_MEDICAL, permis=True)
    assert Droit.LIRE_MEDICAL in droits(bureau, Role.SECRETAIRE)
    changer(bureau, Role.PRATICIEN, Role.SECRETAIRE, Droit.LIRE_MEDICAL, permis=False)
    assert Droit.LIRE_MEDICAL not in droits(bureau, Role.SECRETAIRE)
    with bureau.cabinet.lecture() as lecture:
        assert lecture.premier(select(func.count()).select_from(matrice.EcartDeDroit)) == 0


def test_redire_ce_qui_est_deja_n_ecrit_rien(bureau):
    with bureau.en_tant_que(Role.ADMINISTRATEUR).unite("droits du cabinet") as unite:
        changer_droit(unite, Role.SECRETAIRE, Droit.EXPORTER, permis=True)
        assert unite.touches == set()


def test_chaque_changement_est_au_journal_avec_l_avant_et_l_apres(bureau):
    changer(bureau, Role.PRATICIEN, Role.SECRETAIRE, Droit.EXPORTER, permis=False)
    changer(bureau, Role.PRATICIEN, Role.SECRETAIRE, Droit.EXPORTER, permis=True)
    with bureau.en_tant_que(Role.PRATICIEN).lecture() as lecture:
        lignes = [x for x in lecture.lignes_du_journal(limite=10) if x.objet == "droits:secretaire/exporter"]
    assert [x.operation for x in lignes] == ["suppression", "droit remis au défaut", "creation"]
    assert "[false, true]" in lignes[1].details


def test_la_matrice_montre_les_cases_changees(bureau):
    changer(bureau, Role.PRATICIEN, Role.REMPLACANT, Droit.LIRE_TOTAUX, permis=True)
    with bureau.en_tant_que(Role.SECRETAIRE).lecture() as lecture:
        vue = matrice_des_droits(lecture)
    assert len(vue.lignes) == len(Droit)
    assert vue.changees == 1
    ligne = next(x for x in vue.lignes if x.droit is Droit.LIRE_TOTAUX)
    assert [case.role for case in ligne.cases if case.changee] == [Role.REMPLACANT]


def test_revenir_au_defaut_efface_tous_les_ecarts(bureau):
    changer(bureau, Role.PRATICIEN, Role.SECRETAIRE, Droit.EXPORTER, permis=False)
    changer(bureau, Role.PRATICIEN, Role.REMPLACANT, Droit.LIRE_TOTAUX, permis=True)
    with bureau.en_tant_que(Role.ADMINISTRATEUR).unite("droits du cabinet") as unite:
        assert revenir_au_defaut(unite) == 2
        unite.valider()
    assert droits(bureau, Role.SECRETAIRE) == matrice.droits_par_defaut(Role.SECRETAIRE)


@pytest.mark.parametrize("droit", sorted(INTANGIBLES))
def test_on_n_ote_pas_au_praticien_ce_qui_lui_revient(bureau, droit):
    with pytest.raises(ErreurMetier, match="ne s’ôte pas au praticien"):
        changer(bureau, Role.ADMINISTRATEUR, Role.PRATICIEN, droit, permis=False)


@pytest.mark.parametrize("droit", sorted(MEDICAUX))
def test_un_administrateur_ne_donne_pas_un_droit_medical_qu_il_n_a_pas(bureau, droit):
    with pytest.raises(ErreurMetier, match="secret médical"):
        changer(bureau, Role.ADMINISTRATEUR, Role.ADMINISTRATEUR, droit, permis=True)


def test_un_administrateur_ne_rend_pas_non_plus_un_droit_medical_par_le_defaut(bureau):
    changer(bureau, Role.PRATICIEN, Role.REMPLACANT, Droit.LIRE_MEDICAL, permis=False)
    with (
        bureau.en_tant_que(Role.ADMINISTRATEUR).unite("droits") as unite,
        pytest.raises(ErreurMetier, match="secret médical"),
    ):
        revenir_au_defaut(unite)


def test_le_dernier_role_qui_change_les_droits_les_garde(bureau):
    changer(bureau, Role.ADMINISTRATEUR, Role.ADMINISTRATEUR, Droit.GERER_DROITS, permis=False)
    with pytest.raises(ErreurMetier, match="Plus aucun compte ouvert ne pourrait changer les droits"):
        changer(bureau, Role.PRATICIEN, Role.PRATICIEN, Droit.GERER_DROITS, permis=False)


def test_un_role_sans_compte_ouvert_ne_compte_pas_parmi_ceux_qui_changent_les_droits(bureau):
    with bureau.cabinet.unite("fermeture") as unite:
        unite.un(Utilisateur, bureau.comptes[Role.PRATICIEN]).actif = False
        unite.valider()
    with pytest.raises(ErreurMetier, match="changer les droits"):
        changer(bureau, Role.ADMINISTRATEUR, Role.ADMINISTRATEUR, Droit.GERER_DROITS, permis=False)


def test_deux_postes_qui_changent_la_meme_case_ne_s_ecrasent_pas(bureau):
    changer(bureau, Role.PRATICIEN, Role.SECRETAIRE, Droit.EXPORTER, permis=False)
    with bureau.cabinet.lecture() as lecture:
        vue = lecture.un(matrice.EcartDeDroit, ("secretaire", "exporter"))
    with bureau.cabinet.unite("un droit changé ailleurs") as unite:
        ici = unite.un(matrice.EcartDeDroit, ("secretaire", "exporter"))
        ici.permis = True
        unite.valider()
    with bureau.cabinet.unite("un droit changé ici") as unite:
        unite._session.add(vue)
        vue.permis = True
        with pytest.raises(ModifieAilleurs):
            unite.valider()


def test_un_geste_compose_ne_demande_que_son_propre_droit(bureau):
    """Encaisser inscrit une recette : qui encaisse n’a pas pour autant à tenir la comptabilité."""

    @geste(Droit.ECRIRE_COMPTABILITE)
    def inscrire(unite):
        return "inscrit"

    @geste(Droit.LIRE_IDENTITE)
    def encaisser(unite):
        return inscrire(unite)

    with bureau.en_tant_que(Role.REMPLACANT).unite("essai") as unite:
        assert encaisser(unite) == "inscrit"
        with pytest.raises(DroitManquant):
            inscrire(unite)


def test_un_geste_refuse_en_chemin_ne_laisse_pas_la_porte_ouverte(bureau):
    @geste(Droit.LIRE_IDENTITE)
    def tomber(unite):
        raise ErreurMetier("non")

    with bureau.en_tant_que(Role.SECRETAIRE).unite("essai") as unite:
        with pytest.raises(ErreurMetier):
            tomber(unite)
        with pytest.raises(DroitManquant):
            revenir_au_defaut(unite)
