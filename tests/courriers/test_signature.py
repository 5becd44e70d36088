"""Signer un document du dossier par la carte d’un praticien : qui le peut, ce qui se refuse, ce qui se garde."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from secretariat.cabinet.audit.libelles import champ_dit, objet_dit
from secretariat.cabinet.modele import FicheCabinet, Praticien
from secretariat.cabinet.services import changer_droit
from secretariat.cabinet.valeurs import Role
from secretariat.cartes import signature_simulee
from secretariat.cartes.autorites import enregistrer_autorites
from secretariat.cartes.cpx.algorithmes import ECDSA_SHA256
from secretariat.cartes.session import lancer_un_defi
from secretariat.cartes.valeurs import Signature
from secretariat.courriers.lectures import document_a_signer, signatures_du_document
from secretariat.courriers.modele import Courrier, SignatureDocument
from secretariat.courriers.regles import octets_a_signer
from secretariat.courriers.regles.signature import OBJET
from secretariat.courriers.services import signer_document
from secretariat.dossiers.modele import Document
from secretariat.dossiers.valeurs import DocumentReserve
from secretariat.socle.droits import Droit, DroitManquant
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.journal import LigneJournal
from tests.cartes.cpx.autorite import autorite, carte
from tests.conftest import ADMIN, CLAIRE, HELENE, oter_les_declencheurs
from tests.courriers.test_services import ecrire
from tests.facturation.conftest import RPPS_BENALI, cps

TITRE = "Courrier à un confrère\u00a0: avis cardiologique"


@pytest.fixture
def dr(courriers):
    """Le cabinet, vu par un praticien."""
    return courriers.en_tant_que(HELENE)


@pytest.fixture
def lettre(courriers):
    """Le PDF d’une lettre médicale rangée."""
    numero = ecrire(courriers, "adressage")
    with courriers.lecture() as lecture:
        return lecture.un(Courrier, numero).pdf_id


def faire(cabinet, geste, *arguments, **options):
    with cabinet.unite("signature d’un document") as unite:
        rendu = geste(unite, *arguments, **options)
        unite.valider()
    return rendu


def octets(cabinet, lettre):
    with cabinet.lecture() as lecture:
        return document_a_signer(lecture, lettre).octets


def signer(cabinet, lettre, carte_cps=None):
    return faire(
        cabinet, signer_document, lettre, signature_simulee.signer(carte_cps or cps(), octets(cabinet, lettre))
    )


def posees(cabinet, lettre):
    with cabinet.lecture() as lecture:
        return signatures_du_document(lecture, lettre)


def falsifier(cabinet, lettre, **valeurs):
    with cabinet.connexion_nue() as connexion:
        connexion.execute(update(Document).where(Document.id == lettre).values(**valeurs))
        connexion.commit()


def test_la_signature_se_garde_avec_ce_qui_la_prouve(dr, lettre, horloge):
    numero = signer(dr, lettre)
    with dr.lecture() as lecture:
        posee, document = lecture.un(SignatureDocument, numero), lecture.un(Document, lettre)
        assert posee.empreinte == sha256(document.contenu).hexdigest()
        assert (posee.document_id, posee.signataire, posee.algorithme) == (lettre, "810000000009", "SIMULATION-Ed25519")
    (montree,) = posees(dr, lettre)
    assert (montree.nom, montree.signee_le) == ("Dr\u00a0Hélène MARCHAND", horloge())
    assert (montree.simulee, montree.tient) == (True, True)


def test_un_document_sans_signature_n_en_montre_pas(dr, lettre):
    assert posees(dr, lettre) == ()


def test_les_octets_nomment_le_document_et_rien_d_autre(horloge):
    signes = octets_a_signer(7, TITRE, "ab" * 32)
    assert not signes.startswith(b"{")  # une feuille de soins est du JSON
    assert not lancer_un_defi("accueil", horloge()).octets.startswith(OBJET)
    assert signes.startswith(OBJET)
    assert len({signes, octets_a_signer(8, TITRE, "ab" * 32), octets_a_signer(7, "", "ab" * 32)}) == 3


def test_signer_demande_le_droit_de_valider_un_courrier(courriers, dr, lettre):
    signature = signature_simulee.signer(cps(), octets(dr, lettre))
    for qui in (CLAIRE, ADMIN):
        with pytest.raises(DroitManquant):
            faire(courriers.en_tant_que(qui), signer_document, lettre, signature)
    assert posees(dr, lettre) == ()


def test_qui_ne_lit_pas_le_medical_ne_signe_pas_une_lettre_medicale(courriers, dr, lettre):
    paule = courriers.en_tant_que(replace(CLAIRE, acteur="paule"))
    signature = signature_simulee.signer(cps(), octets(dr, lettre))
    faire(dr.en_tant_que(ADMIN), changer_droit, Role.SECRETAIRE, Droit.VALIDER_COURRIER, permis=True)
    with pytest.raises(DocumentReserve):
        faire(paule, signer_document, lettre, signature)


def test_la_carte_d_une_personne_etrangere_au_cabinet_ne_signe_pas(dr, lettre):
    with pytest.raises(ErreurMetier, match="n’est celle d’aucun praticien") as refus:
        signer(dr, lettre, cps("10000000033"))
    assert refus.value.conseil == "Insérer la carte d’un praticien du cabinet."


def test_un_praticien_qui_n_exerce_plus_ici_ne_signe_plus(dr, lettre):
    faire(dr, lambda unite: setattr(unite.un(Praticien, 1), "actif", False))
    with pytest.raises(ErreurMetier, match="aucun praticien en activité"):
        signer(dr, lettre)


def test_on_ne_signe_qu_une_fois_mais_un_autre_praticien_signe_aussi(dr, lettre):
    signer(dr, lettre)
    with pytest.raises(ErreurMetier, match="Dr\u00a0Hélène MARCHAND a déjà signé"):
        signer(dr, lettre)
    signer(dr, lettre, cps(RPPS_BENALI))
    assert [p.nom for p in posees(dr, lettre)] == ["Dr\u00a0Hélène MARCHAND", "Dr\u00a0Karim BENALI"]


def test_la_base_elle_meme_refuse_deux_signatures_de_la_meme_carte(dr, lettre):
    signer(dr, lettre)
    champs = [c for c in SignatureDocument.__table__.columns if c.name != "id"]
    copie = insert(SignatureDocument).from_select([c.name for c in champs], select(*champs))
    with dr.connexion_nue() as connexion, pytest.raises(IntegrityError):
        connexion.execute(copie)


@pytest.mark.parametrize("autres", ["un defi de session", "un autre document", "un autre titre"])
def test_la_signature_d_autre_chose_est_refusee(dr, lettre, horloge, autres):
    with dr.lecture() as lecture:
        document = document_a_signer(lecture, lettre)
    signes = {
        "un defi de session": lancer_un_defi("accueil", horloge()).octets,
        "un autre document": octets_a_signer(lettre - 1, document.titre, document.empreinte),
        "un autre titre": octets_a_signer(lettre, "Certificat", document.empreinte),
    }[autres]
    with pytest.raises(ErreurMetier, match=r"n’est pas signé\. La signature de la carte ne se vérifie pas"):
        faire(dr, signer_document, lettre, signature_simulee.signer(cps(), signes))
    assert posees(dr, lettre) == ()


def test_un_document_qui_a_change_pendant_que_la_carte_signait_est_refuse(dr, lettre):
    signature = signature_simulee.signer(cps(), octets(dr, lettre))
    autre = b"%PDF- autre"
    falsifier(dr, lettre, contenu=autre, empreinte=sha256(autre).hexdigest())
    with pytest.raises(ErreurMetier, match="n’est pas celle de ces données"):
        faire(dr, signer_document, lettre, signature)


def test_un_document_abime_ne_se_signe_pas(dr, lettre):
    signature = signature_simulee.signer(cps(), octets(dr, lettre))
    falsifier(dr, lettre, contenu=b"%PDF- autre")
    with pytest.raises(ErreurEnvironnement, match="son empreinte a changé"):
        faire(dr, signer_document, lettre, signature)


def test_hors_demonstration_une_signature_simulee_est_refusee(dr, lettre):
    faire(dr, lambda unite: setattr(unite.un(FicheCabinet, 1), "demonstration", False))
    with pytest.raises(ErreurMetier, match="simulée, et ce cabinet n’est pas une démonstration"):
        signer(dr, lettre)
    maquillee = replace(signature_simulee.signer(cps(), octets(dr, lettre)), simulee=False)
    with pytest.raises(ErreurMetier, match="n’a désigné aucune autorité"):
        faire(dr, signer_document, lettre, maquillee)


def test_une_vraie_carte_signe_si_le_cabinet_reconnait_son_autorite(dr, lettre):
    emettrice, cle = autorite("AC d’essai"), generate_private_key(SECP256R1())
    valeur = cle.sign(octets(dr, lettre), ECDSA(SHA256()))
    signature = Signature(ECDSA_SHA256, valeur, carte(emettrice, cle), "810000000009", simulee=False)
    with pytest.raises(ErreurMetier, match="n’a désigné aucune autorité"):
        faire(dr, signer_document, lettre, signature)
    faire(dr, enregistrer_autorites, emettrice.pem)
    faire(dr, signer_document, lettre, signature)
    (montree,) = posees(dr, lettre)
    assert (montree.simulee, montree.tient) == (False, True)


@pytest.mark.parametrize("valeurs", [{"contenu": b"%PDF- autre"}, {"titre": "Autre titre"}])
def test_une_signature_ne_tient_plus_quand_le_document_change(dr, lettre, valeurs):
    signer(dr, lettre)
    falsifier(dr, lettre, **valeurs)
    assert [p.tient for p in posees(dr, lettre)] == [False]


def test_changer_aussi_l_empreinte_gardee_ne_trompe_personne(dr, lettre):
    signer(dr, lettre)
    autre = b"%PDF- autre"
    falsifier(dr, lettre, contenu=autre, empreinte=sha256(autre).hexdigest())
    with dr.connexion_nue() as connexion:
        oter_les_declencheurs(connexion, "signatures_documents")
        connexion.execute(update(SignatureDocument).values(empreinte=sha256(autre).hexdigest()))
        connexion.commit()
    assert [p.tient for p in posees(dr, lettre)] == [False]


@pytest.mark.parametrize("ordre", [update(SignatureDocument).values(simulee=False), delete(SignatureDocument)])
def test_une_signature_ne_se_corrige_ni_ne_s_ote(dr, lettre, ordre):
    signer(dr, lettre)
    with dr.connexion_nue() as connexion, pytest.raises(IntegrityError, match="ne se corrige pas"):
        connexion.execute(ordre)
    assert [p.simulee for p in posees(dr, lettre)] == [True]


def test_le_journal_dit_en_francais_qui_a_signe_quoi_sans_les_octets(dr, lettre):
    numero = signer(dr, lettre)
    with dr.lecture() as lecture:
        ligne = lecture.premier(select(LigneJournal).where(LigneJournal.objet == f"signatures_documents:{numero}"))
    details = json.loads(ligne.details)
    assert (ligne.acteur, ligne.patient_id, objet_dit(ligne.objet)) == ("marchand", 1, "signature de document 1")
    assert (details["nom"], details["valeur"], details["certificat"]) == ("Dr\u00a0Hélène MARCHAND", "•••", "•••")
    assert (champ_dit("document_id"), champ_dit("signee_le")) == ("document", "signée le")
