"""Qui ouvre un document médical, et l’accès exceptionnel : motivé, limité, au journal, et dit au praticien."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from secretariat.cabinet import mots_de_passe
from secretariat.cabinet.reglages import changer, registre
from secretariat.cabinet.services import changer_droit, creer_utilisateur
from secretariat.cabinet.valeurs import NouveauCompte, Role
from secretariat.dossiers.lectures import acces_a_signaler, contenu_document, documents_du_patient
from secretariat.dossiers.modele import AccesExceptionnel, AvisAcces, Patient
from secretariat.dossiers.regles.documents import CONFIDENTIALITE_PAR_NATURE
from secretariat.dossiers.services import (
    changer_confidentialite,
    changer_confidentialite_par_defaut,
    marquer_vu,
    ouvrir_acces_exceptionnel,
    ouvrir_document,
    ranger_document,
)
from secretariat.dossiers.valeurs import Confidentialite, DocumentReserve, NatureDocument, NouveauDocument
from secretariat.socle.droits import Droit, DroitManquant
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import Identite
from tests.conftest import ADMIN, CLAIRE, HELENE, JULIEN
from tests.dossiers.fabrique import creer

LETTRE = NouveauDocument("Adressage", NatureDocument.COURRIER, "a.pdf", "application/pdf", b"%PDF-1.7")
FEUILLE = replace(LETTRE, nature=NatureDocument.FEUILLE_DE_SOINS, titre="Feuille de soins")
PAULE = Identite("paule", "Paule", "secretaire", "accueil")
KARIM = Identite("benali", "Karim", "praticien", "cabinet 2")
RAISON = "le pharmacien attend la posologie"


@pytest.fixture
def bureau(cabinet, monkeypatch):
    """Deux patients (le 1 est suivi par la praticienne 1), les comptes de deux praticiens, et une lettre d’Hélène."""
    monkeypatch.setattr(mots_de_passe, "MEMOIRE_KIO", 64)
    for prenom in ("Adèle", "Jeanne"):
        creer(cabinet, prenom=prenom)
    with cabinet.en_tant_que(ADMIN).unite("comptes") as unite:
        for qui, numero in ((HELENE, 1), (KARIM, 2)):
            creer_utilisateur(unite, NouveauCompte(qui.acteur, "X", qui.nom, Role.PRATICIEN, numero), "Tilleul-2026")
        creer_utilisateur(unite, NouveauCompte("admin", "X", "A", Role.ADMINISTRATEUR), "Tilleul-2026")
        unite.un(Patient, 1).medecin_traitant_id = 1
        unite.valider()
    faire(cabinet, HELENE, ranger_document, 1, LETTRE)
    return cabinet


def faire(cabinet, qui, geste, *arguments, **options):
    with cabinet.en_tant_que(qui).unite("essai") as unite:
        resultat = geste(unite, *arguments, **options)
        unite.valider()
    return resultat


def lire(cabinet, qui, lecture_de, *arguments):
    with cabinet.en_tant_que(qui).lecture() as lecture:
        return lecture_de(lecture, *arguments)


def ouvre(cabinet, qui, document=1):
    try:
        lire(cabinet, qui, contenu_document, document)
    except DocumentReserve:
        return False
    return True


def test_la_confidentialite_suit_la_nature_du_document(bureau):
    faire(bureau, CLAIRE, ranger_document, 1, FEUILLE)
    vues = {d.titre: d.confidentialite for d in lire(bureau, CLAIRE, documents_du_patient, 1)}
    assert vues == {"Adressage": Confidentialite.MEDICAL, "Feuille de soins": Confidentialite.ADMINISTRATIF}
    assert set(CONFIDENTIALITE_PAR_NATURE) == set(NatureDocument)


@pytest.mark.parametrize(("qui", "attendu"), [(HELENE, True), (JULIEN, True), (CLAIRE, False)])
def test_un_document_medical_s_ouvre_selon_le_role(bureau, qui, attendu):
    assert ouvre(bureau, qui) is attendu


def test_la_secretaire_sait_qu_il_existe_et_le_refus_dit_quoi_faire(bureau):
    (document,) = lire(bureau, CLAIRE, documents_du_patient, 1)
    assert (document.titre, document.ouvrable) == ("Adressage", False)
    with pytest.raises(DocumentReserve, match="document médical") as refus:
        lire(bureau, CLAIRE, contenu_document, 1)
    assert refus.value.peut_briser
    assert "accès exceptionnel" in refus.value.conseil


def test_l_administrateur_n_ouvre_aucun_document_et_ne_brise_rien(bureau):
    with pytest.raises(DroitManquant):
        lire(bureau, ADMIN, contenu_document, 1)
    with pytest.raises(DroitManquant):
        faire(bureau, ADMIN, ouvrir_acces_exceptionnel, 1, RAISON)


def test_qui_a_tape_une_lettre_la_rouvre_et_pas_sa_collegue(bureau):
    numero = faire(bureau, CLAIRE, ranger_document, 1, LETTRE)
    assert ouvre(bureau, CLAIRE, numero)
    assert not ouvre(bureau, PAULE, numero)


def test_ranger_un_document_recu_n_en_rend_pas_lecteur(bureau):
    recu = replace(FEUILLE, confidentialite=Confidentialite.MEDICAL)
    assert not ouvre(bureau, CLAIRE, faire(bureau, CLAIRE, ranger_document, 1, recu))


def test_une_feuille_de_soins_s_ouvre_a_l_accueil(bureau):
    assert ouvre(bureau, CLAIRE, faire(bureau, CLAIRE, ranger_document, 1, FEUILLE))


def test_le_praticien_declasse_un_document_et_la_secretaire_l_ouvre(bureau):
    with pytest.raises(DroitManquant):
        faire(bureau, CLAIRE, changer_confidentialite, 1, Confidentialite.ADMINISTRATIF)
    faire(bureau, HELENE, changer_confidentialite, 1, Confidentialite.ADMINISTRATIF)
    assert ouvre(bureau, CLAIRE)


def test_la_regle_par_nature_est_un_reglage_que_le_medecin_donne(bureau):
    with pytest.raises(DroitManquant):
        faire(bureau, ADMIN, changer_confidentialite_par_defaut, NatureDocument.COURRIER, Confidentialite.ADMINISTRATIF)
    faire(bureau, HELENE, changer_confidentialite_par_defaut, NatureDocument.COURRIER, Confidentialite.ADMINISTRATIF)
    assert ouvre(bureau, PAULE, faire(bureau, HELENE, ranger_document, 1, LETTRE))
    assert not ouvre(bureau, PAULE, 1)


@pytest.mark.parametrize("valeur", ["medical", {"courrier": "secret"}, {"courrier": 3}, []])
def test_un_reglage_abime_garde_le_courrier_medical(bureau, valeur):
    with pytest.raises(DroitManquant):
        faire(bureau, ADMIN, changer, registre.CONFIDENTIALITE, valeur)
    faire(bureau, HELENE, changer, registre.CONFIDENTIALITE, valeur)
    assert not ouvre(bureau, PAULE, faire(bureau, HELENE, ranger_document, 1, LETTRE))


def test_le_droit_donne_par_le_medecin_ouvre_les_documents(bureau):
    faire(bureau, HELENE, changer_droit, Role.SECRETAIRE, Droit.LIRE_MEDICAL, permis=True)
    assert ouvre(bureau, CLAIRE)


def test_un_document_ouvert_est_au_journal(bureau):
    faire(bureau, HELENE, ouvrir_document, 1, vers="écran")
    derniere = lire(bureau, HELENE, lambda lecture: lecture.lignes_du_journal(limite=1))[0]
    assert (derniere.operation, derniere.objet, derniere.acteur) == ("consultation", "documents:1", "marchand")


def test_l_acces_exceptionnel_ouvre_ce_patient_a_cette_personne_et_pour_un_temps(bureau, horloge):
    autre = faire(bureau, HELENE, ranger_document, 2, LETTRE)
    faire(bureau, CLAIRE, ouvrir_acces_exceptionnel, 1, RAISON)
    assert ouvre(bureau, CLAIRE)
    assert not ouvre(bureau, CLAIRE, autre)
    assert not ouvre(bureau, PAULE)
    horloge.avancer(minutes=14, seconds=59)
    assert ouvre(bureau, CLAIRE)
    horloge.avancer(seconds=1)
    assert not ouvre(bureau, CLAIRE)


def test_reculer_l_horloge_ne_rouvre_pas_un_acces(bureau, horloge):
    faire(bureau, CLAIRE, ouvrir_acces_exceptionnel, 1, RAISON)
    horloge.avancer(hours=-1)
    assert not ouvre(bureau, CLAIRE)


def test_la_duree_est_un_reglage(bureau, horloge):
    faire(bureau, ADMIN, changer, registre.BRIS_DE_GLACE, timedelta(minutes=60))
    acces = faire(bureau, CLAIRE, ouvrir_acces_exceptionnel, 1, RAISON)
    assert (acces.jusqu_a - horloge()).total_seconds() == 3600


@pytest.mark.parametrize("raison", ["", "   ", "urgent", "u   r   g   t"])
def test_sans_vraie_raison_rien_ne_s_ouvre(bureau, raison):
    with pytest.raises(ErreurMetier, match="10 caractères"):
        faire(bureau, CLAIRE, ouvrir_acces_exceptionnel, 1, raison)
    assert not ouvre(bureau, CLAIRE)


def test_qui_lit_deja_n_a_pas_a_briser_la_glace(bureau):
    with pytest.raises(ErreurMetier, match="lit déjà"):
        faire(bureau, JULIEN, ouvrir_acces_exceptionnel, 1, RAISON)


def test_un_patient_qui_n_existe_pas_ne_s_ouvre_pas(bureau):
    with pytest.raises(LookupError):
        faire(bureau, CLAIRE, ouvrir_acces_exceptionnel, 99, RAISON)


def test_l_acces_est_au_journal_avec_sa_raison(bureau):
    faire(bureau, CLAIRE, ouvrir_acces_exceptionnel, 1, RAISON)
    lignes = lire(bureau, HELENE, lambda lecture: lecture.lignes_du_journal(limite=5))
    (ligne,) = [x for x in lignes if x.operation == "accès exceptionnel"]
    assert (ligne.objet, ligne.acteur) == ("patients:1", "claire")
    assert RAISON in ligne.details


def test_le_medecin_traitant_est_prevenu_et_lui_seul(bureau):
    faire(bureau, CLAIRE, ouvrir_acces_exceptionnel, 1, RAISON)
    (vu,) = lire(bureau, HELENE, acces_a_signaler)
    assert (vu.qui, vu.role, vu.poste, vu.patient, vu.raison) == (
        "Claire",
        "secretaire",
        "accueil",
        "LEFEVRE ADELE",
        RAISON,
    )
    assert lire(bureau, KARIM, acces_a_signaler) == ()


def test_sans_medecin_traitant_tous_sont_prevenus_et_chacun_dit_vu(bureau):
    acces = faire(bureau, CLAIRE, ouvrir_acces_exceptionnel, 2, RAISON)
    faire(bureau, HELENE, marquer_vu, acces.id)
    assert lire(bureau, HELENE, acces_a_signaler) == ()
    assert len(lire(bureau, KARIM, acces_a_signaler)) == 1


def test_un_medecin_traitant_sans_compte_ne_laisse_pas_l_acces_dans_l_ombre(bureau):
    with bureau.unite("x") as unite:
        unite.un(Patient, 2).medecin_traitant_id = 3
        unite.valider()
    faire(bureau, CLAIRE, ouvrir_acces_exceptionnel, 2, RAISON)
    assert [len(lire(bureau, qui, acces_a_signaler)) for qui in (HELENE, KARIM)] == [1, 1]


def test_dire_vu_est_au_journal_et_ne_change_plus(bureau, horloge):
    acces = faire(bureau, CLAIRE, ouvrir_acces_exceptionnel, 1, RAISON)
    faire(bureau, HELENE, marquer_vu, acces.id)
    premier = lire(bureau, HELENE, lambda lecture: lecture.un(AvisAcces, (acces.id, 1)).vu_le)
    horloge.avancer(hours=1)
    faire(bureau, HELENE, marquer_vu, acces.id)
    assert lire(bureau, HELENE, lambda lecture: lecture.un(AvisAcces, (acces.id, 1)).vu_le) == premier
    lignes = lire(bureau, HELENE, lambda lecture: lecture.lignes_du_journal(limite=5))
    assert [x.acteur for x in lignes if x.objet == f"avis_acces:{acces.id}/1" and x.operation == "modification"] == [
        "marchand"
    ]


def test_on_ne_dit_pas_vu_a_la_place_d_un_autre(bureau):
    acces = faire(bureau, CLAIRE, ouvrir_acces_exceptionnel, 1, RAISON)
    with pytest.raises(ErreurMetier, match="pas été signalé"):
        faire(bureau, KARIM, marquer_vu, acces.id)
    for qui in (CLAIRE, ADMIN, JULIEN):
        with pytest.raises(DroitManquant):
            faire(bureau, qui, marquer_vu, acces.id)


def test_un_acces_garde_qui_d_ou_et_jusqu_a_quand(bureau, horloge):
    acces = faire(bureau, CLAIRE, ouvrir_acces_exceptionnel, 1, f"  {RAISON}\n ")
    garde = lire(bureau, CLAIRE, lambda lecture: lecture.un(AccesExceptionnel, acces.id))
    assert (garde.acteur, garde.poste, garde.raison) == ("claire", "accueil", RAISON)
    assert (garde.jusqu_a - garde.ouvert_le).total_seconds() == 15 * 60
