"""Un vieux dossier plein : une ligne dans chaque table qu’une clé relie à un patient."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from secretariat.accueil.modele import Visite
from secretariat.agenda.modele import MotifRdv, RendezVous
from secretariat.agenda.valeurs import EtatRendezVous
from secretariat.cabinet.modele import Utilisateur
from secretariat.cabinet.valeurs import Role
from secretariat.cartes import signature_simulee
from secretariat.comptabilite.modele import Ecriture
from secretariat.comptabilite.valeurs import MoyenPaiement, Origine, Sens
from secretariat.conformite.modele import ConservationPatient, DemandeAcces, ExclusionAcces, PieceAcces
from secretariat.conformite.valeurs.acces import EtatDemande, ModeCommunication, Qualite, RaisonExclusion
from secretariat.courriers.modele import Courrier
from secretariat.courriers.regles import octets_a_signer
from secretariat.courriers.services import signer_document
from secretariat.dossiers.modele import AccesExceptionnel, AvisAcces, Document, Patient
from secretariat.dossiers.services import ranger_document
from secretariat.dossiers.valeurs import NatureDocument, NouveauDocument
from secretariat.facturation.modele import Facture, LigneFacture, Reglement
from secretariat.facturation.valeurs import EtatFacture, Parcours, TiersPayant
from secretariat.socle.horloge import PARIS
from secretariat.socle.montant import Montant
from secretariat.socle.unite_de_travail import Cabinet, Identite, UniteDeTravail
from tests.conftest import CLAIRE_PRATICIENNE
from tests.dossiers.fabrique import NIR, creer
from tests.facturation.conftest import cps

HELENE = Identite("helene", "Hélène", "praticien", "cabinet 1")
PDF = b"%PDF-1.4 un compte rendu"
EMOJI = "Zoé-👩\u200d⚕️"


@pytest.fixture
def cabinet(cabinet: Cabinet) -> Cabinet:
    """Vu par une personne qui a les droits d’un praticien."""
    return cabinet.en_tant_que(CLAIRE_PRATICIENNE)


@pytest.fixture
def praticienne(cabinet: Cabinet) -> Cabinet:
    """Le cabinet, vu par un médecin."""
    with cabinet.unite("mise en place de l’essai") as unite:
        unite.ajouter(
            Utilisateur(
                identifiant="helene",
                nom="Marchand",
                prenom="Hélène",
                role=Role.PRATICIEN,
                mot_de_passe="•",
                praticien_id=1,
            )
        )
        unite.valider()
    return cabinet.en_tant_que(HELENE)


@pytest.fixture
def vieux(cabinet: Cabinet) -> int:
    """Un dossier plein, venu pour la dernière fois le 2 février 2005 ; un autre, plus récent, le suit."""
    numero = creer(cabinet, "D’Œillères", "Zoé", naissance=date(1950, 1, 1), nir=NIR)
    creer(cabinet, "Récent", "Paul")
    remplir(cabinet, numero, datetime(2005, 2, 2, 10, tzinfo=PARIS))
    return numero


def remplir(cabinet: Cabinet, numero: int, passage: datetime, *, demande: EtatDemande = EtatDemande.CLOSE) -> None:
    """Met une ligne dans chaque table du dossier."""
    with cabinet.en_tant_que(CLAIRE_PRATICIENNE).unite("mise en place de l’essai") as unite:
        patient = unite.un(Patient, numero)
        patient.prenom_utilise, patient.a_savoir, patient.cree_le = EMOJI, "parler fort", passage
        docx, pdf = _deux_documents(unite, numero)
        motif = MotifRdv(nom="Consultation", duree_minutes=15, couleur="m_consultation")
        unite.ajouter(motif)
        rdv = RendezVous(
            praticien_id=1, patient_id=numero, motif_id=motif.id, debut=passage, fin=passage,
            etat=EtatRendezVous.CONFIRME, note="vient avec sa fille", cree_le=passage,
        )  # fmt: skip
        unite.ajouter(rdv)
        visite = Visite(
            patient_id=numero, praticien_id=1, rendez_vous_id=rdv.id, arrivee=passage, remarque="en fauteuil"
        )
        unite.ajouter(
            visite,
            Courrier(
                patient_id=numero, modele="adressage", titre="Courrier", docx_id=docx, pdf_id=pdf,
                auteur="claire", cree_le=passage,
            ),
            ConservationPatient(patient_id=numero),
        )  # fmt: skip
        acces = AccesExceptionnel(
            patient_id=numero, acteur="claire", nom="Claire", role="secretaire", poste="accueil",
            raison="appel du laboratoire", ouvert_le=passage, jusqu_a=passage,
        )  # fmt: skip
        unite.ajouter(acces)
        unite.ajouter(AvisAcces(acces_id=acces.id, praticien_id=1))
        signature = signature_simulee.signer(
            cps(), octets_a_signer(pdf, "Compte rendu", unite.un(Document, pdf).empreinte)
        )
        signer_document(unite, pdf, signature)
        _demande(unite, numero, passage, demande)
        facturer(unite, numero, passage)
        unite.valider()


def facturer(unite: UniteDeTravail, numero: int, passage: datetime) -> None:
    """Une facture réglée, puis celle qui l’annule."""
    annulee = None
    for rang, signe in ((1, 1), (2, -1)):
        facture = Facture(
            numero=f"F-{passage.year}-{numero:03d}{rang}", patient_id=numero, praticien_id=1, jour=passage.date(),
            etat=EtatFacture.VALIDEE, parcours=Parcours.MEDECIN_TRAITANT, tiers_payant=TiersPayant.AUCUN,
            total=Montant(2650 * signe), part_amo=Montant(1755 * signe), part_amc=Montant(0),
            part_patient=Montant(2650 * signe), motifs="[]", annule_id=annulee, auteur="claire", cree_le=passage,
        )  # fmt: skip
        unite.ajouter(facture)
        annulee = facture.id
        ecriture = Ecriture(
            numero=facture.id, jour=passage.date(), sens=Sens.RECETTE, libelle=f"Honoraires, facture {facture.numero}",
            tiers=f"Patient n° {numero}", piece=facture.numero or "", origine=Origine.PATIENT,
            moyen=MoyenPaiement.CHEQUE, montant=Montant(2650 * signe), auteur="claire", saisie_le=passage,
        )  # fmt: skip
        unite.ajouter(ecriture)
        unite.ajouter(
            LigneFacture(
                facture_id=facture.id, rang=1, code="G", libelle="Consultation", honoraire=Montant(2650 * signe),
                base=Montant(2650 * signe), taux=Decimal("0.7000"), part_amo=Montant(1755 * signe),
                part_amc=Montant(0), part_patient=Montant(895 * signe),
            ),
            Reglement(
                facture_id=facture.id, ecriture_id=ecriture.id, moyen=MoyenPaiement.CHEQUE,
                montant=Montant(2650 * signe), recu_le=passage,
            ),
        )  # fmt: skip


def _deux_documents(unite: UniteDeTravail, numero: int) -> tuple[int, int]:
    """Deux documents de même nom, et qui voudrait sortir de son dossier."""
    noms = ["../../etc/passwd.pdf", "../../etc/passwd.pdf"]
    rangs = [
        ranger_document(
            unite, numero, NouveauDocument("Compte rendu", NatureDocument.COURRIER, nom, "application/pdf", PDF)
        )
        for nom in noms
    ]
    assert unite.un(Document, rangs[0]).nom_fichier == noms[0]
    return rangs[0], rangs[1]


def _demande(unite: UniteDeTravail, numero: int, passage: datetime, etat: EtatDemande) -> None:
    demande = DemandeAcces(
        patient_id=numero, demandeur="Zoé D’Œillères", qualite=Qualite.PATIENT, mode=ModeCommunication.COPIE,
        recue_le=passage.date(), etat=etat, auteur="claire", cree_le=passage,
    )  # fmt: skip
    unite.ajouter(demande)
    unite.ajouter(
        PieceAcces(demande_id=demande.id, cle="identite", libelle="Pièce d’identité"),
        ExclusionAcces(demande_id=demande.id, element="documents:1", raison=RaisonExclusion.TIERS, auteur="claire"),
    )
