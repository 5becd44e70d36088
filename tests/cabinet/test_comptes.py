"""Les comptes : créer, changer, fermer, verrouiller, rendre un mot de passe ; et les réglages qui les gouvernent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from secretariat.cabinet import mots_de_passe
from secretariat.cabinet.lectures import securite, tous_les_praticiens, utilisateurs
from secretariat.cabinet.modele import Utilisateur
from secretariat.cabinet.reglages import changer, registre
from secretariat.cabinet.services import (
    ConnexionRefusee,
    ajouter_praticien,
    changer_droit,
    changer_mon_mot_de_passe,
    creer_utilisateur,
    entrer,
    fermer_compte,
    fermer_praticien,
    lever_verrou,
    modifier_compte,
    modifier_praticien,
    ouvrir_session,
    reinitialiser_mot_de_passe,
    rouvrir_compte,
    rouvrir_praticien,
)
from secretariat.cabinet.valeurs import (
    CasMotDePasse,
    FichePraticien,
    NouveauCompte,
    Role,
    Secteur,
    Securite,
)
from secretariat.socle.droits import Droit
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import Cabinet, Identite
from tests.conftest import ADMIN

BON, AUTRE = "Tilleul-2026", "quatre petits cailloux"
NADIA = NouveauCompte("nadia", "Ferrand", "Nadia", Role.SECRETAIRE)
PATRON = NouveauCompte("admin", "Cabinet", "Administration", Role.ADMINISTRATEUR)
HELENE = NouveauCompte("marchand", "Marchand", "Hélène", Role.PRATICIEN, 1)


@pytest.fixture
def bureau(cabinet: Cabinet, monkeypatch) -> Cabinet:
    """Le cabinet vu par son administrateur, avec trois comptes : 1 nadia, 2 admin, 3 marchand."""
    monkeypatch.setattr(mots_de_passe, "MEMOIRE_KIO", 64)
    bureau = cabinet.en_tant_que(ADMIN)
    with bureau.unite("comptes") as unite:
        for compte in (NADIA, PATRON, HELENE):
            creer_utilisateur(unite, compte, BON)
        unite.valider()
    return bureau


def faire(cabinet, geste, *arguments, **options):
    with cabinet.unite("essai") as unite:
        resultat = geste(unite, *arguments, **options)
        unite.valider()
    return resultat


def essayer(cabinet, mot_de_passe, identifiant="nadia"):
    return faire(cabinet, ouvrir_session, identifiant, mot_de_passe, "accueil")


def compte(cabinet, identifiant):
    with cabinet.lecture() as lecture:
        return next(u for u in utilisateurs(lecture) if u.identifiant == identifiant)


def echouer(cabinet, horloge, fois, identifiant="nadia"):
    for _ in range(fois):
        assert essayer(cabinet, "faux", identifiant) is None
        horloge.avancer(minutes=16)


def test_trop_d_echecs_verrouillent_le_compte_jusqu_a_ce_qu_on_le_leve(bureau, horloge):
    echouer(bureau, horloge, 10)
    assert compte(bureau, "nadia").verrouille
    horloge.avancer(days=30)
    with pytest.raises(ConnexionRefusee, match=r"verrouillé depuis .* après 10 essais manqués"):
        essayer(bureau, BON)
    faire(bureau, lever_verrou, 1)
    assert essayer(bureau, BON) is not None


def test_le_nombre_d_echecs_est_un_reglage(bureau, horloge):
    faire(bureau, changer, registre.ECHECS_AVANT_VERROU, 5)
    echouer(bureau, horloge, 5)
    assert compte(bureau, "nadia").verrouille


def test_le_verrou_est_au_journal(bureau, horloge):
    echouer(bureau, horloge, 10)
    with bureau.lecture() as lecture:
        assert "compte verrouillé" in [x.operation for x in lecture.lignes_du_journal(limite=10)]


def test_des_echecs_ne_ferment_pas_la_porte_au_dernier_qui_pourrait_la_rouvrir(bureau, horloge):
    echouer(bureau, horloge, 10, "marchand")
    echouer(bureau, horloge, 12, "admin")
    assert compte(bureau, "marchand").verrouille
    assert not compte(bureau, "admin").verrouille
    assert essayer(bureau, BON, "admin") is not None


def test_un_mot_de_passe_provisoire_se_change_a_la_premiere_connexion(bureau):
    faire(bureau, reinitialiser_mot_de_passe, 1, AUTRE)
    assert essayer(bureau, BON) is None
    session = essayer(bureau, AUTRE)
    assert "donné par une autre personne" in session.a_changer
    nadia = bureau.en_tant_que(session.identite)
    assert faire(nadia, changer_mon_mot_de_passe, AUTRE, BON)
    assert essayer(bureau, BON).a_changer == ""


def test_reinitialiser_leve_aussi_le_verrou(bureau, horloge):
    echouer(bureau, horloge, 10)
    faire(bureau, reinitialiser_mot_de_passe, 1, AUTRE)
    assert essayer(bureau, AUTRE) is not None


def test_changer_le_sien_demande_l_ancien_et_l_echec_se_compte(bureau, horloge):
    nadia = bureau.en_tant_que(Identite("nadia", "Nadia", "secretaire", "accueil"))
    assert not faire(nadia, changer_mon_mot_de_passe, "faux", AUTRE)
    assert essayer(bureau, BON) is not None
    for _ in range(5):
        faire(nadia, changer_mon_mot_de_passe, "faux", AUTRE)
    with pytest.raises(ConnexionRefusee, match="attend jusqu’à"):
        faire(nadia, changer_mon_mot_de_passe, BON, AUTRE)


@pytest.mark.parametrize(("nouveau", "message"), [(BON, "est l’ancien"), ("court", "trop faible"), ("", "trop faible")])
def test_un_mauvais_nouveau_mot_de_passe_est_refuse(bureau, nouveau, message):
    nadia = bureau.en_tant_que(Identite("nadia", "Nadia", "secretaire", "accueil"))
    with pytest.raises(ErreurMetier, match=message):
        faire(nadia, changer_mon_mot_de_passe, BON, nouveau)


def test_on_ne_change_pas_le_mot_de_passe_d_un_compte_qui_n_existe_pas(bureau):
    with pytest.raises(ErreurMetier, match="pas de compte ouvert"):
        faire(bureau.en_tant_que(Identite("x", "X", "secretaire", "y")), changer_mon_mot_de_passe, BON, AUTRE)


def test_le_cas_en_vigueur_est_un_reglage_du_cabinet(bureau):
    faire(bureau, changer, registre.CAS_MOT_DE_PASSE, CasMotDePasse.SEUL)
    with pytest.raises(ErreurMetier, match="il en faut 80"):
        faire(bureau, reinitialiser_mot_de_passe, 1, "abcdef-1")


def test_le_code_court_attend_la_connexion_par_carte(bureau):
    with pytest.raises(ErreurMetier, match="n’accepte pas cette valeur"):
        faire(bureau, changer, registre.CAS_MOT_DE_PASSE, CasMotDePasse.AVEC_OBJET)


def test_les_reglages_de_securite_se_relisent(bureau):
    for reglage, valeur in (
        (registre.CAS_MOT_DE_PASSE, CasMotDePasse.SEUL),
        (registre.ECHECS_AVANT_VERROU, 7),
        (registre.VERROUILLAGE, timedelta(minutes=25)),
        (registre.BRIS_DE_GLACE, timedelta(minutes=30)),
        (registre.RENOUVELLEMENT_ADMINISTRATEUR, timedelta(0)),
        (registre.ECHECS_AVANT_BLOCAGE, 2),
    ):
        faire(bureau, changer, reglage, valeur)
    with bureau.lecture() as lecture:
        assert securite(lecture) == Securite(CasMotDePasse.SEUL, 7, 25, 30, 0, 2)


def test_les_essais_libres_sont_un_reglage(bureau, horloge):
    faire(bureau, changer, registre.ECHECS_AVANT_BLOCAGE, 1)
    echouer(bureau, horloge, 1)
    assert essayer(bureau, "faux") is None
    with pytest.raises(ConnexionRefusee, match="attend"):
        essayer(bureau, BON)


def test_seul_un_administrateur_renouvelle_son_mot_de_passe(bureau, horloge):
    horloge.avancer(days=366)
    assert "tous les 365 jours" in essayer(bureau, BON, "admin").a_changer
    assert essayer(bureau, BON).a_changer == ""
    faire(bureau, changer, registre.RENOUVELLEMENT_ADMINISTRATEUR, timedelta(0))
    assert essayer(bureau, BON, "admin").a_changer == ""


def test_un_compte_ferme_n_entre_plus_et_rouvert_entre_de_nouveau(bureau):
    faire(bureau, fermer_compte, 1)
    assert essayer(bureau, BON) is None
    faire(bureau, rouvrir_compte, 1)
    assert essayer(bureau, BON) is not None


def test_on_ne_ferme_pas_son_propre_compte(bureau):
    with pytest.raises(ErreurMetier, match="sa propre session"):
        faire(bureau, fermer_compte, 2)


def test_le_dernier_compte_qui_gere_les_comptes_ne_se_ferme_pas_et_ne_change_pas_de_role(bureau):
    faire(bureau, fermer_compte, 3)
    helene = bureau.en_tant_que(Identite("marchand", "Hélène", "praticien", "cabinet"))
    with pytest.raises(ErreurMetier, match="gérer les comptes"):
        faire(helene, fermer_compte, 2)
    with pytest.raises(ErreurMetier, match="gérer les comptes"):
        faire(bureau, modifier_compte, 2, NouveauCompte("admin", "Cabinet", "Administration", Role.SECRETAIRE))


def test_le_droit_donne_a_un_autre_role_compte_aussi(bureau):
    for droit in (Droit.GERER_COMPTES, Droit.GERER_DROITS):
        faire(bureau, changer_droit, Role.SECRETAIRE, droit, permis=True)
    faire(bureau, fermer_compte, 3)
    faire(bureau, modifier_compte, 2, NouveauCompte("admin", "Cabinet", "Administration", Role.REMPLACANT))
    assert compte(bureau.en_tant_que(Identite("nadia", "Nadia", "secretaire", "x")), "admin").role is Role.REMPLACANT


def test_le_compte_d_un_praticien_dit_lequel_il_est(bureau):
    with pytest.raises(ErreurMetier, match="lequel il est"):
        faire(bureau, creer_utilisateur, NouveauCompte("benali", "Benali", "Karim", Role.PRATICIEN), BON)
    with pytest.raises(ErreurMetier, match="lequel il est"):
        faire(bureau, modifier_compte, 1, NouveauCompte("nadia", "Ferrand", "Nadia", Role.PRATICIEN))


def test_un_compte_se_modifie_et_garde_son_identifiant(bureau):
    faire(bureau, modifier_compte, 1, NouveauCompte("autre", " Durand ", " Nadège ", Role.REMPLACANT, 2))
    vu = compte(bureau, "nadia")
    assert (vu.nom, vu.prenom, vu.role, vu.praticien_id) == ("Durand", "Nadège", Role.REMPLACANT, 2)


def test_entrer_par_une_autre_preuve_suit_les_memes_refus(bureau, horloge):
    session = faire(bureau, entrer, 3, poste="cabinet 1", preuve="carte CPS")
    assert (session.role, session.praticien_id) == (Role.PRATICIEN, 1)
    with bureau.lecture() as lecture:
        assert "carte CPS" in next(x for x in lecture.lignes_du_journal(limite=5) if x.operation == "connexion").details
    echouer(bureau, horloge, 10)
    with pytest.raises(ConnexionRefusee, match="verrouillé"):
        faire(bureau, entrer, 1, poste="accueil", preuve="carte CPE")
    faire(bureau, fermer_compte, 3)
    with pytest.raises(ConnexionRefusee):
        faire(bureau, entrer, 3, poste="cabinet 1", preuve="carte CPS")


def test_le_mot_de_passe_ne_parait_ni_au_journal_ni_dans_la_base(bureau):
    faire(bureau, reinitialiser_mot_de_passe, 1, AUTRE)
    with bureau.lecture() as lecture:
        assert AUTRE not in str(lecture.lignes_du_journal(limite=50))
        assert AUTRE not in lecture.un(Utilisateur, 1).mot_de_passe


FICHE = FichePraticien(0, "Dr", "Roy", "Paul", "Médecine générale", "", "", Secteur.SECTEUR_1)


def praticiens(cabinet):
    with cabinet.lecture() as lecture:
        return {p.fiche.nom: p for p in tous_les_praticiens(lecture)}


def test_un_praticien_s_ajoute_se_modifie_se_ferme_et_se_rouvre(bureau):
    numero = faire(bureau, ajouter_praticien, FICHE)
    fiche = FichePraticien(numero, "Dr", "Royer", "Paul", "Pédiatrie", "10000000033", "", Secteur.SECTEUR_2)
    faire(bureau, modifier_praticien, fiche)
    assert praticiens(bureau)["Royer"].fiche == fiche
    faire(bureau, fermer_praticien, numero)
    assert not praticiens(bureau)["Royer"].actif
    faire(bureau, rouvrir_praticien, numero)
    assert praticiens(bureau)["Royer"].actif


@pytest.mark.parametrize(("champ", "valeur"), [("nom", " "), ("prenom", ""), ("rpps", "10000000008"), ("rpps", "abc")])
def test_une_fiche_de_praticien_fausse_est_refusee(bureau, champ, valeur):
    donnees = {nom: getattr(FICHE, nom) for nom in FICHE.__dataclass_fields__} | {champ: valeur}
    with pytest.raises(ErreurMetier):
        faire(bureau, ajouter_praticien, FichePraticien(**donnees))


def test_le_dernier_praticien_en_activite_ne_se_ferme_pas(bureau):
    faire(bureau, fermer_praticien, 1)
    faire(bureau, fermer_praticien, 2)
    with pytest.raises(ErreurMetier, match="dernier praticien"):
        faire(bureau, fermer_praticien, 3)
