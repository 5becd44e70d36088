"""L’écran « Courriers » : passe de la liste à la rédaction, et confie le travail aux services."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from secretariat.accueil.lectures import journee_du_patient
from secretariat.accueil.valeurs import JourneeDuPatient
from secretariat.cabinet import lectures as lectures_cabinet
from secretariat.cabinet.valeurs import FichePraticien
from secretariat.courriers import lectures, services
from secretariat.courriers.valeurs import Apercu, CourrierRange, ModeleDeCourrier
from secretariat.dossiers.lectures import contenu_document, fiche_patient
from secretariat.dossiers.valeurs import DocumentReserve, FichePatient
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurSecretariat
from secretariat.socle.fichiers import enregistrer
from secretariat.socle.unite_de_travail import Lecture
from secretariat.ui import enregistrer_sous
from secretariat.ui.acces_exceptionnel import demander_un_acces
from secretariat.ui.composants.apercu_pdf import PageRendue, rendre_les_pages
from secretariat.ui.courriers.bloc_signatures import BlocSignatures
from secretariat.ui.courriers.choix_patient import ChoixPatient
from secretariat.ui.courriers.liste import PageListe
from secretariat.ui.courriers.redaction import Demande, Destinataire, PageRedaction
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.typographie import date_courte


@dataclass(frozen=True, slots=True)
class Depart:
    """Ce qu’il faut avoir lu pour commencer une lettre."""

    fiche: FichePatient
    journee: JourneeDuPatient
    modeles: tuple[ModeleDeCourrier, ...]
    praticiens: tuple[FichePraticien, ...]


class EcranCourriers(Ecran):
    """Les lettres du cabinet."""

    TABLES = frozenset({"courriers", "signatures_documents", "acces_exceptionnels", "droits"})

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        self.signatures = BlocSignatures(poste)
        self.liste, self.redaction, self.choix = PageListe(self.signatures), PageRedaction(), ChoixPatient(poste)
        self._pages = QStackedWidget()
        for page in (self.liste, self.choix, self.redaction):
            self._pages.addWidget(page)
        rangee = QVBoxLayout(self)
        rangee.setContentsMargins(0, 0, 0, 0)
        rangee.addWidget(self._pages)
        self.liste.nouveau.connect(self._choisir_le_patient)
        self.liste.choisi.connect(self._montrer_la_lettre)
        self.liste.enregistrer.connect(self._enregistrer)
        self.liste.acces.connect(lambda patient: demander_un_acces(poste, self, patient, self.relire))
        self.liste.dossier.connect(poste.demandes.patient)
        self.choix.choisi.connect(self.ecrire_a)
        self.choix.renonce.connect(self._revenir)
        self.redaction.a_composer.connect(self._composer)
        self.redaction.a_ranger.connect(self._ranger)
        self.redaction.renoncee.connect(self._revenir)

    def relire(self) -> None:
        """Redemande les dernières lettres, et les signatures de celle que l’on regarde."""
        self.signatures.relire()
        self.poste.taches.lire(lectures.courriers_recents, self.liste.montrer, sujet="derniers courriers")

    def activer(self) -> None:
        """Revient là où l’on en était."""
        super().activer()
        if self._pages.currentWidget() is self.liste:
            self.liste.tableau.setFocus()

    def ecrire_a(self, patient_id: int) -> None:
        """Commence une lettre pour ce patient."""

        def lire(lecture: Lecture) -> Depart:
            if not (modeles := lectures.modeles()):
                raise ErreurEnvironnement(
                    "Il n’y a aucun modèle de lettre sur ce poste.",
                    conseil="Réinstaller le programme\u202f: ses modèles manquent, ou leur dossier ne se lit pas.",
                )
            return Depart(
                fiche=fiche_patient(lecture, patient_id),
                journee=journee_du_patient(lecture, patient_id),
                modeles=modeles,
                praticiens=lectures_cabinet.praticiens(lecture),
            )

        self.poste.taches.consulter(f"patients:{patient_id}", lire, self._commencer, sujet="nouveau courrier")

    def _commencer(self, depart: Depart) -> None:
        venu_voir = next((p for p in depart.praticiens if p.id == depart.journee.praticien_id), None)
        self.redaction.proposer(depart.modeles, depart.praticiens, venu_voir)
        fiche, traits = depart.fiche, depart.fiche.traits
        detail = f"{traits.sexe.value} · {date_courte(traits.naissance)} · {fiche.coordonnees.commune}"
        self._pages.setCurrentWidget(self.redaction)
        self.redaction.commencer(Destinataire(fiche.id, fiche.nom, detail, depart.journee.champs))

    def _choisir_le_patient(self) -> None:
        self._pages.setCurrentWidget(self.choix)
        self.choix.commencer()

    def _revenir(self) -> None:
        self._pages.setCurrentWidget(self.liste)
        self.liste.tableau.setFocus()

    def _composer(self, demande: Demande) -> None:
        def lire(lecture: Lecture) -> tuple[Apercu, tuple[PageRendue, ...]]:
            apercu = services.previsualiser(
                lecture,
                patient_id=demande.patient_id,
                praticien_id=demande.praticien_id,
                modele=demande.modele,
                complements=dict(demande.complements),
            )
            return apercu, rendre_les_pages(apercu.pdf)

        self.poste.taches.lire(
            lire,
            lambda lu: self.redaction.montrer(*lu),
            sujet="aperçu du courrier",
            en_cas_de_refus=self._refuser,
        )

    def _ranger(self, demande: Demande, accepter_manquants: bool) -> None:  # noqa: FBT001  (argument du signal)
        self.redaction.ranger.setEnabled(False)
        self.poste.taches.faire(
            "écriture d’un courrier",
            lambda unite: services.ecrire(
                unite,
                patient_id=demande.patient_id,
                praticien_id=demande.praticien_id,
                modele=demande.modele,
                complements=dict(demande.complements),
                accepter_manquants=accepter_manquants,
            ),
            self._sur_courrier,
            en_cas_de_refus=self._refuser,
        )

    def _sur_courrier(self, courrier_id: int) -> None:
        self.redaction.ranger.setEnabled(True)
        self.redaction.oublier()
        self.poste.demandes.message.emit("Courrier rangé au dossier, en .docx et en PDF")
        self._revenir()

        def montrer(courriers: tuple[CourrierRange, ...]) -> None:
            self.liste.montrer(courriers)
            self.liste.tableau.choisir(courrier_id)

        self.poste.taches.lire(lectures.courriers_recents, montrer, sujet="derniers courriers")

    def _refuser(self, erreur: ErreurSecretariat) -> None:
        self.redaction.ranger.setEnabled(True)
        self.redaction.refuser(str(erreur), erreur.conseil)

    def _montrer_la_lettre(self, courrier: CourrierRange) -> None:
        self.signatures.montrer(courrier.pdf_id)
        self.poste.taches.consulter(
            f"documents:{courrier.pdf_id}",
            lambda lecture: rendre_les_pages(contenu_document(lecture, courrier.pdf_id).contenu),
            self.liste.apercu.montrer,
            sujet="lettre choisie",
            en_cas_de_refus=self._refuser_la_lettre,
        )

    def _enregistrer(self, document_id: int, nom: str) -> None:
        suffixe = Path(nom).suffix
        destination = enregistrer_sous.demander(self, nom.replace("/", "-"), f"Document (*{suffixe})")
        if destination is None:
            return
        self.poste.taches.consulter(
            f"documents:{document_id}",
            lambda lecture: enregistrer(destination, contenu_document(lecture, document_id).contenu),
            lambda _rien: self.poste.demandes.message.emit(f"Enregistré\u00a0: {destination}"),
            en_cas_de_refus=self._refuser_l_ouverture,
        )

    def _refuser_la_lettre(self, erreur: ErreurSecretariat) -> None:
        self.liste.apercu.montrer(())  # celle d’avant n’est pas celle-ci
        self._refuser_l_ouverture(erreur)

    def _refuser_l_ouverture(self, erreur: ErreurSecretariat) -> None:
        """L’accès exceptionnel a pu finir depuis que la liste a été lue."""
        if isinstance(erreur, DocumentReserve):
            self.relire()
        self.poste.taches.refus.emit(str(erreur), erreur.conseil)
