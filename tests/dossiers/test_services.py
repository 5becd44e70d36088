import hashlib
from dataclasses import replace
from datetime import UTC, date

import pytest
from sqlalchemy import func, select, text

from secretariat.cabinet.modele import FicheCabinet
from secretariat.dossiers.lectures import contenu_document, documents_du_patient, fiche_patient, rechercher
from secretariat.dossiers.modele import Document, MotRecherche, Patient
from secretariat.dossiers.services import (
    appliquer_carte,
    creer_homonyme,
    creer_patient,
    enregistrer_droits,
    marquer_homonymes,
    mettre_a_jour_coordonnees,
    modifier_patient,
    noter_a_savoir,
    ouvrir_dossier,
    ranger_document,
)
from secretariat.dossiers.valeurs import (
    Coordonnees,
    DejaUnDossier,
    Difference,
    DroitsPatient,
    NatureDocument,
    NouveauDocument,
    NouveauPatient,
    SaisieRefusee,
    Sexe,
    SourceDroits,
    StatutIdentite,
)
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.journal import LigneJournal
from secretariat.socle.unite_de_travail import ModifieAilleurs
from tests.dossiers.fabrique import JOINDRE, NIR, creer, traits

PDF = NouveauDocument("Courrier", NatureDocument.COURRIER, "courrier.pdf", "application/pdf", b"%PDF-1.7 essai")


SIMULES = DroitsPatient(nir=NIR, source=SourceDroits.CARTE_SIMULEE)


def fiche(cabinet, numero):
    with cabinet.lecture() as lecture:
        return fiche_patient(lecture, numero)


def ecrire(cabinet, service, *arguments, **options):
    with cabinet.unite("essai") as unite:
        resultat = service(unite, *arguments, **options)
        unite.valider()
    return resultat


def qualifier(cabinet, numero):
    with cabinet.unite("essai") as unite:
        unite.un(Patient, numero).statut = StatutIdentite.QUALIFIEE
        unite.valider()


def test_un_dossier_se_cree_avec_ses_traits_mis_en_forme(cabinet):
    numero = ecrire(
        cabinet,
        creer_patient,
        traits(" d’Artagnan ", "Adèle"),
        JOINDRE,
        droits=DroitsPatient(nir=NIR),
        medecin_traitant_id=2,
    )
    vue = fiche(cabinet, numero)
    assert (vue.traits.nom_naissance, vue.traits.premier_prenom) == ("D'ARTAGNAN", "ADELE")
    assert vue.coordonnees.telephone == "+33639981247"
    assert vue.statut is StatutIdentite.PROVISOIRE
    assert vue.medecin_traitant == "Dr\u00a0Karim BENALI"
    assert vue.droits == DroitsPatient(nir=NIR)
    assert not vue.simule


def test_un_nir_se_saisit_avec_ses_espaces(cabinet):
    numero = creer(cabinet, nir="2 84 06 44 990 001 08")
    assert fiche(cabinet, numero).droits.nir == NIR


def test_tous_les_defauts_d_une_creation_sont_dits_et_rien_n_est_ecrit(cabinet):
    with cabinet.unite("essai") as unite:
        with pytest.raises(SaisieRefusee) as refus:
            creer_patient(
                unite, traits("Durand2", lieu_naissance="75"), Coordonnees("12"), droits=DroitsPatient(nir="1")
            )
        unite.valider()
    champs = ["nom_naissance", "lieu_naissance", "telephone", "nir"]
    assert [anomalie.champ for anomalie in refus.value.anomalies] == champs
    assert str(refus.value).count("\n") == 3
    with cabinet.lecture() as lecture:
        assert lecture.tous(select(func.count()).select_from(Patient)) == (0,)


def test_une_creation_non_validee_ne_laisse_rien(cabinet):
    with cabinet.unite("essai") as unite:
        creer_patient(unite, traits(), JOINDRE)
    with cabinet.lecture() as lecture:
        assert rechercher(lecture, "lefevre") == ()
        assert lecture.tous(select(func.count()).select_from(MotRecherche)) == (0,)


def test_la_meme_personne_ne_recoit_pas_deux_dossiers(cabinet):
    numero = creer(cabinet)
    with cabinet.unite("essai") as unite:
        with pytest.raises(DejaUnDossier, match="LEFEVRE ADELE, 12/06/1984") as refus:
            creer_patient(unite, traits("LEFÈVRE", "adele"), JOINDRE)
        unite.valider()
    assert refus.value.patients == (numero,)


def test_un_homonyme_confirme_recoit_son_dossier_et_les_deux_sont_signales(cabinet):
    premier = creer(cabinet)
    second = ecrire(cabinet, creer_homonyme, NouveauPatient(traits(), JOINDRE), premier)
    assert second != premier
    assert fiche(cabinet, premier).homonyme
    assert fiche(cabinet, second).homonyme


@pytest.mark.parametrize(
    "changement",
    [
        {"nom": "Lefebvre"},
        {"prenom": "Jeanne", "prenoms": "Adèle Jeanne"},
        {"prenoms": "Adèle"},
        {"naissance": date(1984, 6, 13)},
        {"lieu_naissance": "75115"},
        {"sexe": Sexe.MASCULIN},
    ],
)
def test_un_trait_strict_change_a_la_main_rend_l_identite_provisoire(cabinet, changement):
    numero = creer(cabinet)
    qualifier(cabinet, numero)
    ecrire(cabinet, modifier_patient, numero, traits(**changement))
    assert fiche(cabinet, numero).statut is StatutIdentite.PROVISOIRE


@pytest.mark.parametrize(
    "changement", [{}, {"nom_utilise": "Martin"}, {"prenom": "Adèle-Jeanne", "prenoms": "Adèle Jeanne"}]
)
def test_le_nom_utilise_et_le_prenom_coherent_se_corrigent_sans_perdre_le_statut(cabinet, changement):
    numero = creer(cabinet)
    qualifier(cabinet, numero)
    ecrire(cabinet, modifier_patient, numero, traits(**changement))
    assert fiche(cabinet, numero).statut is StatutIdentite.QUALIFIEE


def test_une_correction_refusee_laisse_le_dossier_tel_quel(cabinet):
    numero = creer(cabinet)
    avant = fiche(cabinet, numero)
    with cabinet.unite("essai") as unite:
        with pytest.raises(SaisieRefusee):
            modifier_patient(unite, numero, traits("L3fèvre"))
        with pytest.raises(SaisieRefusee):
            mettre_a_jour_coordonnees(unite, numero, Coordonnees(courriel="adele"))
        with pytest.raises(SaisieRefusee):
            enregistrer_droits(unite, numero, DroitsPatient(nir="284064499000109"))
        unite.valider()
    assert fiche(cabinet, numero) == avant


def test_une_fiche_perimee_n_ecrase_pas_le_travail_d_un_autre_poste(cabinet):
    numero = creer(cabinet)
    perimee = fiche(cabinet, numero).version
    ecrire(cabinet, mettre_a_jour_coordonnees, numero, JOINDRE, version=perimee)
    with cabinet.unite("essai") as unite:
        with pytest.raises(ModifieAilleurs, match="LEFEVRE ADELE"):
            mettre_a_jour_coordonnees(unite, numero, Coordonnees(), version=perimee)
        with pytest.raises(ModifieAilleurs):
            modifier_patient(unite, numero, traits("Lefebvre"), version=perimee)


def test_les_droits_se_creent_puis_se_remplacent(cabinet, horloge):
    numero = creer(cabinet)
    ecrire(cabinet, enregistrer_droits, numero, DroitsPatient(nir=NIR, ald=True))
    horloge.avancer(days=1)
    ecrire(cabinet, enregistrer_droits, numero, DroitsPatient(nir=NIR, droits_jusqu_au=date(2026, 12, 31)))
    vue = fiche(cabinet, numero)
    assert vue.droits == DroitsPatient(nir=NIR, droits_jusqu_au=date(2026, 12, 31))
    assert vue.droits_maj_le == horloge().astimezone(UTC)


def test_des_droits_de_carte_simulee_le_restent_pour_toujours(cabinet):
    numero = creer(cabinet)
    ecrire(cabinet, enregistrer_droits, numero, DroitsPatient(nir=NIR, source=SourceDroits.CARTE_SIMULEE))
    ecrire(cabinet, enregistrer_droits, numero, DroitsPatient(nir=NIR, ald=True, source=SourceDroits.SAISIE))
    assert fiche(cabinet, numero).droits.source is SourceDroits.CARTE_SIMULEE


@pytest.mark.parametrize(
    "geste",
    [
        lambda unite: creer_patient(unite, traits("Martin"), JOINDRE, simule=True),
        lambda unite: creer_patient(unite, traits("Martin"), JOINDRE, droits=SIMULES),
        lambda unite: creer_homonyme(unite, NouveauPatient(traits(), JOINDRE, simule=True), 1),
        lambda unite: enregistrer_droits(unite, 1, SIMULES),
        lambda unite: appliquer_carte(
            unite, 1, [Difference("ald", "ALD", "", "oui", True, droits=True)], source=SourceDroits.CARTE_SIMULEE
        ),
    ],
)
def test_rien_de_simule_n_entre_dans_un_vrai_cabinet(cabinet, geste):
    numero = creer(cabinet, nir=NIR)
    avant = fiche(cabinet, numero)
    with cabinet.unite("essai") as unite:
        unite.un(FicheCabinet, 1).demonstration = False
        with pytest.raises(ErreurMetier, match="ce cabinet n’est pas une démonstration"):
            geste(unite)
        unite.valider()
    assert fiche(cabinet, numero) == avant


def test_une_correction_ne_fait_pas_d_un_dossier_le_jumeau_d_un_autre(cabinet):
    numero, autre = creer(cabinet), creer(cabinet, "Lefebvre")
    nom = Difference("nom_naissance", "Nom", "LEFEBVRE", "LEFEVRE", "LEFEVRE", stricte=True)
    with cabinet.unite("essai") as unite:
        with pytest.raises(DejaUnDossier) as refus:
            modifier_patient(unite, autre, traits("LEFEVRE"))
        with pytest.raises(DejaUnDossier):
            appliquer_carte(unite, autre, [nom], source=SourceDroits.CARTE_SIMULEE)
        unite.valider()
    assert refus.value.patients == (numero,)
    assert fiche(cabinet, autre).traits.nom_naissance == "LEFEBVRE"


def test_un_homonyme_signale_garde_le_droit_de_porter_les_memes_traits(cabinet):
    numero, autre = creer(cabinet), creer(cabinet, "Lefebvre")
    ecrire(cabinet, marquer_homonymes, numero, autre)
    ecrire(cabinet, modifier_patient, autre, traits())
    ecrire(cabinet, modifier_patient, numero, traits(nom_utilise="Martin"))
    assert fiche(cabinet, autre).traits.nom_naissance == "LEFEVRE"


@pytest.mark.parametrize("changement", [{"sexe": Sexe.MASCULIN}, {"lieu_naissance": "75115"}])
def test_deux_personnes_que_separe_un_seul_trait_strict_ont_chacune_leur_dossier(cabinet, changement):
    assert creer(cabinet) != creer(cabinet, **changement)


def test_un_mot_que_le_patient_n_a_plus_ne_le_retrouve_plus(cabinet):
    numero = creer(cabinet, telephone="0639981247")
    ecrire(cabinet, mettre_a_jour_coordonnees, numero, Coordonnees("0639981248"))
    with cabinet.lecture() as lecture:
        assert rechercher(lecture, "0639981247") == ()
        assert [trouve.id for trouve in rechercher(lecture, "0639981248")] == [numero]


def test_un_dossier_simule_le_reste_apres_une_vraie_carte(cabinet):
    numero = ecrire(cabinet, creer_patient, traits(), JOINDRE, simule=True)
    nom = Difference("nom_naissance", "Nom", "LEFEVRE", "LEFEBVRE", "LEFEBVRE", stricte=True)
    ecrire(cabinet, appliquer_carte, numero, [nom], source=SourceDroits.CARTE)
    assert fiche(cabinet, numero).simule


def test_ouvrir_un_dossier_se_note_au_journal(cabinet):
    numero = creer(cabinet)
    ecrire(cabinet, ouvrir_dossier, numero)
    with cabinet.lecture() as lecture:
        derniere = lecture.premier(select(LigneJournal).order_by(LigneJournal.id.desc()))
    assert (derniere.operation, derniere.objet, derniere.acteur) == ("consultation", f"patients:{numero}", "claire")


def test_un_dossier_inconnu_ne_s_ouvre_pas(cabinet):
    with cabinet.unite("essai") as unite, pytest.raises(LookupError):
        ouvrir_dossier(unite, 99)


def test_ce_qu_il_faut_savoir_et_le_medecin_traitant_se_notent(cabinet):
    numero = creer(cabinet)
    ecrire(cabinet, noter_a_savoir, numero, " Malentendante ", medecin_traitant_id=1)
    vue = fiche(cabinet, numero)
    assert (vue.a_savoir, vue.medecin_traitant) == ("Malentendante", "Dr\u00a0Hélène MARCHAND")


def test_seules_les_differences_acceptees_sont_reportees(cabinet):
    numero = creer(cabinet, nir=NIR)
    qualifier(cabinet, numero)
    caisse = Difference("caisse", "Caisse", "", "441", "441", droits=True)
    ecrire(cabinet, appliquer_carte, numero, [caisse], source=SourceDroits.CARTE)
    vue = fiche(cabinet, numero)
    assert (vue.droits.caisse, vue.droits.nir, vue.droits.source) == ("441", NIR, SourceDroits.CARTE)
    assert vue.statut is StatutIdentite.QUALIFIEE
    assert vue.traits.nom_naissance == "LEFEVRE"


def test_un_trait_accepte_d_une_carte_simulee_marque_le_dossier(cabinet):
    numero = creer(cabinet)
    qualifier(cabinet, numero)
    nom = Difference("nom_naissance", "Nom de naissance", "LEFEVRE", "LEFEBVRE", "LEFEBVRE", stricte=True)
    ecrire(cabinet, appliquer_carte, numero, [nom], source=SourceDroits.CARTE_SIMULEE)
    vue = fiche(cabinet, numero)
    assert (vue.traits.nom_naissance, vue.simule, vue.statut) == ("LEFEBVRE", True, StatutIdentite.PROVISOIRE)
    with cabinet.lecture() as lecture:
        assert [t.proche for t in rechercher(lecture, "lefebvre")] == [False]


def test_un_document_se_range_entier_avec_son_empreinte(cabinet):
    numero = creer(cabinet)
    document = ecrire(cabinet, ranger_document, numero, PDF)
    with cabinet.lecture() as lecture:
        (vu,) = documents_du_patient(lecture, numero)
        assert (vu.id, vu.titre, vu.taille, vu.auteur) == (document, "Courrier", len(PDF.contenu), "claire")
        assert contenu_document(lecture, document).contenu == PDF.contenu
        assert lecture.un(Document, document).empreinte == hashlib.sha256(PDF.contenu).hexdigest()


def test_un_document_altere_en_base_ne_s_ouvre_plus(cabinet):
    document = ecrire(cabinet, ranger_document, creer(cabinet), PDF)
    with cabinet.connexion_nue() as connexion:
        connexion.execute(text("UPDATE documents SET contenu = :autre"), {"autre": b"%PDF"})
        connexion.commit()
    with cabinet.lecture() as lecture, pytest.raises(ErreurEnvironnement, match="empreinte"):
        contenu_document(lecture, document)


@pytest.mark.parametrize(
    ("changement", "champ"),
    [
        ({"contenu": b""}, "contenu"),
        ({"contenu": b"%PDF-" + b"0" * 20_000_000}, "contenu"),
        ({"contenu": b"MZ\x90"}, "contenu"),
        ({"type_mime": "application/x-msdownload"}, "type_mime"),
        ({"titre": "  "}, "titre"),
    ],
)
def test_un_document_vide_trop_lourd_ou_deguise_est_refuse(cabinet, changement, champ):
    numero = creer(cabinet)
    with cabinet.unite("essai") as unite, pytest.raises(SaisieRefusee) as refus:
        ranger_document(unite, numero, replace(PDF, **changement))
    assert [anomalie.champ for anomalie in refus.value.anomalies] == [champ]


def test_le_dernier_document_range_vient_en_premier(cabinet, horloge):
    numero = creer(cabinet)
    ancien = ecrire(cabinet, ranger_document, numero, PDF)
    horloge.avancer(hours=1)
    recent = ecrire(cabinet, ranger_document, numero, PDF)
    assert [document.id for document in fiche(cabinet, numero).documents] == [recent, ancien]


def test_la_fiche_dit_ce_qui_manque(cabinet):
    vue = fiche(cabinet, creer(cabinet, lieu_naissance="99999", naissance_incertaine=True))
    champs = ["statut", "lieu_naissance", "naissance", "telephone", "adresse", "nir"]
    assert [point.champ for point in vue.a_completer] == champs


def test_la_fiche_dit_les_droits_echus(cabinet):
    echus = DroitsPatient(nir=NIR, droits_jusqu_au=date(2026, 3, 11), amc_jusqu_au=date(2025, 12, 31))
    numero = ecrire(cabinet, creer_patient, traits(), JOINDRE, droits=echus)
    qualifier(cabinet, numero)
    messages = [point.message for point in fiche(cabinet, numero).a_completer]
    assert messages == ["Droits échus depuis le 11/03/2026.", "Complémentaire échue depuis le 31/12/2025."]


def test_la_chaine_du_journal_tient_apres_tous_ces_gestes(cabinet):
    numero = creer(cabinet, nir=NIR)
    ecrire(cabinet, modifier_patient, numero, traits("Lefebvre"))
    ecrire(cabinet, ranger_document, numero, PDF)
    ecrire(cabinet, ouvrir_dossier, numero)
    with cabinet.lecture() as lecture:
        assert lecture.etat_du_journal().rupture is None
