"""La facturation (F6) : la liste du jour, la venue que l’on encaisse, la facture établie."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from secretariat.accueil.valeurs import VisiteDuJour
from secretariat.facturation.valeurs import FactureListee, FicheFacture
from secretariat.socle.unite_de_travail import Lecture
from secretariat.ui.composants import pile
from secretariat.ui.facturation.donnees import Venue, demande_de, lire_journee, lire_venue
from secretariat.ui.facturation.encaissement import PageEncaissement
from secretariat.ui.facturation.facture import PageFacture
from secretariat.ui.facturation.liste import PageListe
from secretariat.ui.facturation.signature import Bilan, signer_et_mettre_en_lot
from secretariat.ui.poste import Ecran, Poste

VENUE = "venue à facturer"


class EcranFacturation(Ecran):
    """Trois pages, une à la fois."""

    TABLES = frozenset({"factures", "reglements", "lots", "visites", "patients", "couvertures"})

    def __init__(self, poste: Poste, parent: QWidget | None = None) -> None:
        super().__init__(poste, parent)
        self.liste = PageListe()
        self.encaissement = PageEncaissement(poste)
        self.facture = PageFacture(poste)
        self.pages = QStackedWidget()
        for page in (self.liste, self.encaissement, self.facture):
            self.pages.addWidget(page)
        self.setLayout(pile(self.pages, espace=0))
        self._brancher()

    def relire(self) -> None:
        """Relit la page montrée ; les autres se reliront en revenant."""
        match self.pages.currentWidget():
            case self.facture:
                self.facture.relire()
            case self.encaissement:
                self._relire_la_venue()
            case _:
                self.liste.chargement.commencer()
                self.poste.taches.lire(lire_journee, self.liste.montrer, sujet="journée de facturation")

    def activer(self) -> None:
        """Le clavier est sur la page montrée."""
        super().activer()
        page = self.pages.currentWidget()
        if isinstance(page, PageListe | PageEncaissement | PageFacture):
            page.activer()

    def encaisser(self, patient_id: int, visite_id: int = 0) -> None:
        """Facture la venue d’un patient (visite 0 s’il n’en a pas) ; si c’est déjà fait, montre sa facture."""
        self.poste.taches.consulter(
            f"patients:{patient_id}", self._venue(patient_id, visite_id or None), self._commencer, sujet=VENUE
        )

    def ouvrir(self, facture_id: int) -> None:
        """Montre une facture."""
        self._montrer_la_facture(facture_id)

    def revenir(self) -> None:
        """Revient à la liste du jour."""
        self._aller(self.liste)
        self.relire()

    def _brancher(self) -> None:
        self.liste.encaisser.connect(self._encaisser_la_visite)
        self.liste.ouvrir.connect(self._ouvrir_la_ligne)
        self.liste.signer.connect(self._signer)
        self.encaissement.fil.retour.connect(self.revenir)
        self.encaissement.validee.connect(lambda numero: self._montrer_la_facture(numero, signer=True))
        self.facture.fil.retour.connect(self.revenir)
        self.facture.refaire.connect(self._refaire)

    def _venue(self, patient_id: int, visite_id: int | None) -> Callable[[Lecture], Venue]:
        return lambda lecture: lire_venue(lecture, self.poste.bareme, patient_id=patient_id, visite_id=visite_id)

    def _commencer(self, venue: Venue) -> None:
        if venue.etablie_id is not None:
            self._montrer_la_facture(venue.etablie_id)
            return
        self.encaissement.ouvrir(venue)
        self._aller(self.encaissement)

    def _relire_la_venue(self) -> None:
        venue = self.encaissement.venue
        if venue is not None:
            lire = self._venue(venue.patient.id, venue.visite_id)
            self.poste.taches.lire(lire, self.encaissement.actualiser, sujet=VENUE)

    def _encaisser_la_visite(self, visite: VisiteDuJour) -> None:
        self.encaisser(visite.patient_id, visite.id)

    def _ouvrir_la_ligne(self, ligne: FactureListee) -> None:
        if ligne.numero:
            self._montrer_la_facture(ligne.id)
        else:
            self.encaisser(ligne.patient_id, ligne.visite_id or 0)

    def _montrer_la_facture(self, facture_id: int, *, signer: bool = False) -> None:
        self.facture.ouvrir(facture_id, signer=signer)
        self._aller(self.facture)

    def _refaire(self, fiche: FicheFacture) -> None:
        def reprendre(venue: Venue) -> None:
            self.encaissement.ouvrir(venue, demande_de(fiche))
            self._aller(self.encaissement)

        self.poste.taches.lire(self._venue(fiche.patient_id, fiche.visite_id), reprendre, sujet=VENUE)

    def _signer(self, factures: tuple[int, ...]) -> None:
        def fini(bilan: Bilan) -> None:
            if bilan.en_lot:
                self.poste.demandes.message.emit(bilan.dit)
            self.liste.signees(bilan)

        signer_et_mettre_en_lot(self.poste, factures, devant=self, fini=fini, refus=self.liste.non_signees)

    def _aller(self, page: PageListe | PageEncaissement | PageFacture) -> None:
        self.pages.setCurrentWidget(page)
        page.activer()
