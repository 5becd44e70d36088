"""L’écran des dossiers : la liste, le dossier ouvert, la création, la modification."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from secretariat.dossiers.valeurs import IdentiteLue
from secretariat.socle.horloge import a_paris
from secretariat.ui.composants import pile
from secretariat.ui.dossiers.creation import PageCreation
from secretariat.ui.dossiers.depart import Depart, depart_de_carte, depart_de_recherche
from secretariat.ui.dossiers.donnees import DossierLu, ouvrir_page, relire_page
from secretariat.ui.dossiers.liste import PageListe
from secretariat.ui.dossiers.modification import PageModification
from secretariat.ui.dossiers.patient import PagePatient
from secretariat.ui.poste import Ecran, Poste


class EcranDossiers(Ecran):
    """Les dossiers des patients."""

    TABLES = frozenset({
        "patients",
        "couvertures",
        "documents",
        "rendez_vous",
        "visites",
        "factures",
        "reglements",
        "praticiens",
        "acces_exceptionnels",
    })

    def __init__(self, poste: Poste, parent: QWidget | None = None) -> None:
        super().__init__(poste, parent)
        self.liste, self.patient = PageListe(poste), PagePatient(poste)
        self.creation, self.modification = PageCreation(poste), PageModification(poste)
        self.pages = QStackedWidget()
        for page in (self.liste, self.patient, self.creation, self.modification):
            self.pages.addWidget(page)
        self.setLayout(pile(self.pages, espace=0))
        self._ouvert: int | None = None
        self._brancher()

    def relire(self) -> None:
        """Relit la liste, ou le dossier ouvert."""
        self.liste.chercher()
        if self._ouvert is not None:
            numero = self._ouvert
            self.poste.taches.lire(
                lambda lecture: relire_page(lecture, numero), self._rafraichir, sujet="dossiers, patient"
            )

    def activer(self) -> None:
        """Donne le clavier à la page montrée."""
        super().activer()
        self._donner_le_clavier()

    def ouvrir(self, patient_id: int) -> None:
        """Ouvre un dossier ; le journal retient cette ouverture."""
        self._ouvert = patient_id
        self.poste.taches.faire(
            "ouverture d’un dossier", lambda unite: ouvrir_page(unite, patient_id), self._montrer_le_patient
        )

    def creer(self, texte: str) -> None:
        """Crée un dossier après cette recherche."""
        aujourd_hui = a_paris(self.poste.taches.cabinet.horloge()).date()
        self._creer(depart_de_recherche(texte, aujourd_hui))

    def creer_depuis_carte(self, lue: IdentiteLue, sexe: str | None) -> None:
        """Crée le dossier du porteur d’une carte, que l’on vient de chercher."""
        self._creer(depart_de_carte(lue, sexe))

    def fermer(self) -> None:
        """Ferme le dossier et revient à la liste."""
        self._ouvert = None
        self._aller(self.liste)

    def _brancher(self) -> None:
        self.liste.ouvrir.connect(self.ouvrir)
        self.liste.creer.connect(self.creer)
        self.liste.reprendre.connect(lambda: self._aller(self.creation))
        self.patient.fermer.connect(self.fermer)
        self.patient.modifier.connect(self._modifier)
        self.creation.cree.connect(self._apres_creation)
        self.creation.ouvrir.connect(self.ouvrir)
        self.creation.quitter.connect(self._laisser_le_brouillon)
        self.modification.fini.connect(lambda: self._aller(self.patient))
        self.poste.demandes.patient_de_carte.connect(self.creer_depuis_carte)

    def _creer(self, depart: Depart) -> None:
        self.creation.commencer(depart)
        self.liste.annoncer_brouillon("")
        self._aller(self.creation)

    def _laisser_le_brouillon(self) -> None:
        self.liste.annoncer_brouillon(self.creation.nom)
        self._aller(self.liste)

    def _apres_creation(self, patient_id: int) -> None:
        self.liste.annoncer_brouillon("")
        self.ouvrir(patient_id)

    def _modifier(self, champ: str) -> None:
        if (page := self.patient.page) is not None:
            self.pages.setCurrentWidget(self.modification)
            self.modification.montrer(page.fiche, page.praticiens, champ=champ)

    def _montrer_le_patient(self, page: DossierLu) -> None:
        """Montre le dossier, si c’est encore celui que l’on attend."""
        if page.fiche.id == self._ouvert:
            self.liste.retenir(page.fiche)
            self.patient.montrer(page)
            self._aller(self.patient)

    def _rafraichir(self, page: DossierLu) -> None:
        if page.fiche.id == self._ouvert:
            self.patient.montrer(page)

    def _aller(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self._donner_le_clavier()

    def _donner_le_clavier(self) -> None:
        page = self.pages.currentWidget()
        if self.isVisible() and isinstance(page, PageListe | PagePatient | PageCreation):
            page.prendre_le_clavier()
