"""Encaisser une venue : choisir les actes, voir aussitôt qui paie quoi et pourquoi, valider et encaisser d’un geste.

Le prix se refait à chaque choix. Rien n’est écrit avant la validation ; alors la facture et le règlement partent
ensemble, dans la même transaction.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from secretariat.facturation import lectures, services
from secretariat.facturation.valeurs import ActeDemande, Cotation
from secretariat.socle.dates import date_dite
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.montant import ZERO
from secretariat.socle.unite_de_travail import Lecture, ModifieAilleurs, UniteDeTravail
from secretariat.ui.composants import Bandeau, pile
from secretariat.ui.facturation.actes import CarteActes
from secretariat.ui.facturation.aire import DeuxColonnes
from secretariat.ui.facturation.cartes_presentes import CartesPresentes
from secretariat.ui.facturation.choix import CarteChoix
from secretariat.ui.facturation.controles import CarteControles, Controle, controler_les_cartes
from secretariat.ui.facturation.donnees import Demande, Venue, propositions
from secretariat.ui.facturation.entete import EntetePatient, payeurs_de
from secretariat.ui.facturation.fil import Fil
from secretariat.ui.facturation.presentation import presenter_cotation
from secretariat.ui.facturation.reglement import CarteReglement, Paiement
from secretariat.ui.facturation.repartition import CarteRepartition
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, Ton

MARGES = (ESPACE.ample, ESPACE.moyen, ESPACE.moyen, ESPACE.grand)
SUITE = "La feuille est ensuite signée par la carte CPS, puis mise en lot."


class PageEncaissement(QWidget):
    """La facturation d’une venue, tant qu’elle n’est pas validée.

    Signals:
        validee: La facture est validée, et réglée si le patient a payé ; porte son identifiant.
    """

    validee = Signal(int)

    def __init__(self, poste: Poste) -> None:
        super().__init__()
        self._poste = poste
        self.venue: Venue | None = None
        self.demande: Demande | None = None
        self.cotation: Cotation | None = None
        self.cartes = CartesPresentes(poste.lecteur, poste.taches, self)
        self.fil = Fil("Encaisser")
        self.entete = EntetePatient()
        self.actes = CarteActes(modifiable=True)
        self.anomalies = Bandeau("", ton=Ton.DANGER)
        self.choix = CarteChoix()
        self.repartition = CarteRepartition()
        self.reglement = CarteReglement(avant=True)
        self.controles = CarteControles(simule=poste.lecteur.simule)
        self._ranger()
        self._brancher()

    def ouvrir(self, venue: Venue, demande: Demande | None = None) -> None:
        """Commence la facturation d’une venue ; `demande` reprend les choix d’une facture à refaire."""
        self.venue, self.demande, self.cotation = venue, demande or venue.proposition, None
        droits = venue.patient.droits
        fixe = venue.visite_id is not None or demande is not None
        self.choix.montrer(self.demande, venue.praticiens, fixe=fixe, ald=bool(droits and droits.ald))
        self.actes.choix.hide()
        self.reglement.debloquer()
        self._recoter()

    def actualiser(self, venue: Venue) -> None:
        """Le dossier a changé pendant la facturation : refait le prix, garde les choix."""
        if self.venue is not None and self.demande is not None and venue.patient.id == self.venue.patient.id:
            self.venue = replace(self.venue, patient=venue.patient, age=venue.age)
            self._recoter()

    def activer(self) -> None:
        """Le clavier est sur les actes : C, E, H ou L choisit le moyen, Ctrl+Entrée encaisse."""
        self.actes.tableau.setFocus()

    def showEvent(self, evenement: QShowEvent) -> None:
        """Suit les cartes tant que la page est à l’avant."""
        super().showEvent(evenement)
        self.cartes.suivre(actif=True)

    def hideEvent(self, evenement: QHideEvent) -> None:
        """Cesse de suivre les cartes."""
        super().hideEvent(evenement)
        self.cartes.suivre(actif=False)

    def _ranger(self) -> None:
        self.anomalies.hide()
        self.anomalies.setObjectName("facturation.anomalies")
        corps = DeuxColonnes(
            (self.actes, self.anomalies, self.choix, self.repartition), (self.reglement, self.controles)
        )
        tete = pile(self.fil, self.entete, espace=ESPACE.moyen, marges=(0, 0, ESPACE.moyen, 0))
        page = pile(tete, espace=ESPACE.moyen, marges=MARGES)
        page.addWidget(corps, 1)
        self.setLayout(page)

    def _brancher(self) -> None:
        self.actes.ajoute.connect(self._ajouter)
        self.actes.retire.connect(self._retirer)
        self.choix.change.connect(self._recoter)
        self.reglement.demande.connect(self._valider)
        self.cartes.change.connect(lambda _etat: self._controler())

    def _ajouter(self, code: str) -> None:
        if self.demande is None:
            return
        actes = self.demande.actes
        if any(acte.code == code for acte in actes):
            actes = tuple(replace(a, quantite=a.quantite + 1) if a.code == code else a for a in actes)
        else:
            actes = (*actes, ActeDemande(code))
        self.demande = replace(self.demande, actes=actes)
        self._recoter()

    def _retirer(self, code: str) -> None:
        if self.demande is None:
            return
        self.demande = replace(self.demande, actes=tuple(a for a in self.demande.actes if a.code != code))
        self._recoter()

    def _recoter(self, refus: ErreurSecretariat | None = None) -> None:
        """Refait le prix ; `refus` reste montré à côté de celui qui l’explique."""
        if self.venue is None or self.demande is None:
            return
        demande = self.demande = self.choix.appliquer(self.demande)
        praticien = self.venue.praticien(demande.praticien_id)
        self.entete.montrer(self.venue.patient, praticien, demande.jour)
        self.actes.titre.setText(f"Actes du {date_dite(demande.jour)}")
        self.actes.proposer(propositions(self._poste.bareme, praticien, jour=demande.jour, age=self.venue.age))
        self.reglement.bloquer()
        patient_id = self.venue.patient.id

        def coter(lecture: Lecture) -> Cotation:
            return lectures.apercu(
                lecture,
                self._poste.bareme,
                patient_id=patient_id,
                praticien_id=demande.praticien_id,
                jour=demande.jour,
                actes=demande.actes,
                tiers_payant=demande.tiers_payant,
                parcours=demande.parcours,
            )

        self._poste.taches.lire(
            coter,
            lambda cotation: self._montrer(cotation, refus),
            sujet="cotation",
            en_cas_de_refus=self._refuser,
        )

    def _montrer(self, cotation: Cotation, refus: ErreurSecretariat | None) -> None:
        if self.venue is None:
            return
        self.cotation = cotation
        presentation = presenter_cotation(cotation)
        self.actes.montrer(presentation)
        self.repartition.montrer(presentation, payeurs_de(self.venue.patient))
        self.anomalies.dire(
            " ".join(a.message for a in cotation.anomalies),
            " ".join(dict.fromkeys(a.conseil for a in cotation.anomalies)),
            Ton.DANGER,
        )
        self.anomalies.setVisible(bool(cotation.anomalies))
        self.reglement.attendre(
            cotation.part_patient, nature=_nature(cotation), suite=SUITE, permis=not cotation.anomalies
        )
        if refus is not None:
            self.reglement.debloquer(refus)
        self._controler()

    def _refuser(self, refus: ErreurSecretariat) -> None:
        self.anomalies.dire(str(refus), refus.conseil, Ton.DANGER)
        self.anomalies.show()

    def _controler(self) -> None:
        if self.venue is None or self.demande is None:
            return
        praticien = self.venue.praticien(self.demande.praticien_id)
        droits = self.venue.patient.droits
        cartes = controler_les_cartes(
            self.cartes.etat, praticien, nir=droits.nir if droits else "", simule=self._poste.lecteur.simule
        )
        self.controles.montrer((*cartes, *self._controles_de_cotation()))

    def _controles_de_cotation(self) -> tuple[Controle, ...]:
        if self.cotation is None:
            return ()
        codes = " + ".join(ligne.code for ligne in self.cotation.lignes)
        if self.cotation.anomalies:
            return (Controle("Cotation à corriger", Ton.DANGER, "validation impossible"),)
        return (Controle(f"Cotation {codes}", Ton.SUCCES, "NGAP"),)

    def _valider(self, paiement: Paiement) -> None:
        venue, demande, cotation = self.venue, self.demande, self.cotation
        if venue is None or demande is None or cotation is None:
            return

        def service(unite: UniteDeTravail) -> int:
            return _facturer(unite, self._poste, venue=venue, demande=demande, paiement=paiement, vue=cotation)

        self._poste.taches.faire(
            f"facturation de la venue du patient {venue.patient.id}",
            service,
            lambda facture_id: self._fait(facture_id, paiement),
            en_cas_de_refus=self._refuser_la_validation,
        )

    def _refuser_la_validation(self, refus: ErreurSecretariat) -> None:
        """Dit le refus ; si les droits ont changé ailleurs, refait le prix à côté."""
        self.reglement.debloquer(refus)
        if isinstance(refus, ModifieAilleurs):
            self._recoter(refus)

    def _fait(self, facture_id: int, paiement: Paiement) -> None:
        self.venue = self.demande = None
        self.reglement.debloquer()
        if paiement.moyen is not None:
            self._poste.demandes.message.emit(f"Facture validée, {paiement.montant} encaissés")
        else:
            self._poste.demandes.message.emit("Facture validée")
        self.validee.emit(facture_id)


def _facturer(
    unite: UniteDeTravail, poste: Poste, *, venue: Venue, demande: Demande, paiement: Paiement, vue: Cotation
) -> int:
    if venue.brouillon_id is not None:
        services.abandonner(unite, venue.brouillon_id)
    facture_id = services.preparer(
        unite,
        poste.bareme,
        patient_id=venue.patient.id,
        praticien_id=demande.praticien_id,
        jour=demande.jour,
        actes=demande.actes,
        tiers_payant=demande.tiers_payant,
        parcours=demande.parcours,
        visite_id=venue.visite_id,
    )
    services.valider(unite, facture_id, vue=vue)
    if paiement.moyen is not None:
        services.encaisser(unite, facture_id, montant=paiement.montant, moyen=paiement.moyen)
    return facture_id


def _nature(cotation: Cotation) -> str:
    if cotation.part_patient == ZERO:
        return "Rien à régler"
    if cotation.part_patient == cotation.total:
        return "Sans tiers payant"
    return "Ticket modérateur" if cotation.part_patient < cotation.total else ""
