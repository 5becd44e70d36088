"""Une facture validée : ce qu’elle a retenu, ce qui reste à régler, la feuille de soins, et la contre-passation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secretariat.accueil import lectures as accueil
from secretariat.accueil import services as gestes_accueil
from secretariat.accueil.valeurs import EtapeVisite
from secretariat.cabinet import lectures as cabinet
from secretariat.cabinet.valeurs import FichePraticien
from secretariat.dossiers.lectures import fiche_patient
from secretariat.dossiers.valeurs import FichePatient
from secretariat.facturation import feuille_de_soins, lectures, services
from secretariat.facturation.valeurs import LIBELLES_PARCOURS, LIBELLES_TIERS_PAYANT, EtatFacture, FicheFacture
from secretariat.socle.dates import date_dite
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.montant import ZERO
from secretariat.socle.unite_de_travail import Lecture, UniteDeTravail
from secretariat.ui import enregistrer_sous
from secretariat.ui.composants import Bouton, Carte, StyleBouton, pile
from secretariat.ui.composants.demande_raison import DemandeRaison
from secretariat.ui.enregistrer_sous import Demande
from secretariat.ui.facturation.actes import CarteActes
from secretariat.ui.facturation.aire import DeuxColonnes
from secretariat.ui.facturation.entete import EntetePatient, payeurs_de
from secretariat.ui.facturation.etats import est_contraire
from secretariat.ui.facturation.fil import Fil
from secretariat.ui.facturation.presentation import presenter_facture
from secretariat.ui.facturation.reglement import CarteReglement, Paiement
from secretariat.ui.facturation.repartition import CarteRepartition
from secretariat.ui.facturation.signature import A_SIGNER_PLUS_TARD, Bilan, signer_et_mettre_en_lot
from secretariat.ui.facturation.suites import CarteHistoire, CarteReglee, CarteSuites
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, Ton
from secretariat.ui.typographie import de

MARGES = (ESPACE.ample, ESPACE.moyen, ESPACE.moyen, ESPACE.grand)


@dataclass(frozen=True, slots=True)
class Etablie:
    """Une facture validée, son patient, son praticien ; `a_partir` : la visite attend encore qu’on note le départ."""

    fiche: FicheFacture
    patient: FichePatient
    praticien: FichePraticien
    a_partir: bool


def lire_etablie(lecture: Lecture, facture_id: int) -> Etablie:
    """Tout ce que la page montre."""
    fiche = lectures.facture(lecture, facture_id)
    praticien = next(p for p in cabinet.praticiens(lecture) if p.id == fiche.praticien_id)
    visites = {v.id: v.etape for v in accueil.visites_du_jour(lecture)}
    a_partir = fiche.visite_id is not None and visites.get(fiche.visite_id) is EtapeVisite.A_ENCAISSER
    return Etablie(fiche, fiche_patient(lecture, fiche.patient_id), praticien, a_partir)


class PageFacture(QWidget):
    """Une facture établie ; `demander` choisit où écrire la feuille de soins.

    Signals:
        refaire: La facture contre-passée est à refaire ; la porte.
    """

    refaire = Signal(object)

    def __init__(self, poste: Poste) -> None:
        super().__init__()
        self._poste = poste
        self.demander: Demande = enregistrer_sous.demander
        self.facture_id = 0
        self.etablie: Etablie | None = None
        self._signe_a_l_ouverture = False
        self.fil = Fil("Facture")
        self.entete = EntetePatient()
        self.actes = CarteActes(modifiable=False)
        self.repartition = CarteRepartition()
        self.histoire = CarteHistoire()
        self.reglement = CarteReglement(avant=False)
        self.regles = CarteReglee()
        self.suites = CarteSuites()
        self.raison = DemandeRaison("Contre-passer la facture", "Contre-passer")
        self.depart = Bouton("Noter le départ du patient", icone="deconnexion", raccourci="D").large()
        self.contrepasser = Bouton("Contre-passer…", icone="annuler", raccourci="X").large()
        self.refaite = Bouton("Refaire la facture", StyleBouton.PRINCIPAL, icone="crayon", raccourci="R").large()
        self.gestes = Carte(espace=ESPACE.petit).ajouter(self.depart, self.contrepasser, self.refaite)
        self._ranger()
        self._brancher()

    def ouvrir(self, facture_id: int, *, signer: bool = False) -> None:
        """Montre cette facture ; `signer` la fait signer aussitôt si la carte CPS est là."""
        self.facture_id, self._signe_a_l_ouverture = facture_id, signer
        self.raison.hide()
        self._poste.taches.consulter(
            f"factures:{facture_id}",
            lambda lecture: lire_etablie(lecture, facture_id),
            self._montrer,
            sujet="facture",
        )

    def relire(self) -> None:
        """Relit la facture."""
        facture_id = self.facture_id
        if facture_id:
            self._poste.taches.lire(lambda lecture: lire_etablie(lecture, facture_id), self._montrer, sujet="facture")

    def activer(self) -> None:
        """Le clavier est sur la facture."""
        self.actes.tableau.setFocus()

    def _ranger(self) -> None:
        corps = DeuxColonnes(
            (self.raison, self.actes, self.repartition, self.histoire),
            (self.reglement, self.regles, self.suites, self.gestes),
        )
        tete = pile(self.fil, self.entete, espace=ESPACE.moyen, marges=(0, 0, ESPACE.moyen, 0))
        page = pile(tete, espace=ESPACE.moyen, marges=MARGES)
        page.addWidget(corps, 1)
        self.setLayout(page)

    def _brancher(self) -> None:
        for piece, nom in (
            (self.contrepasser, "contrepasser"),
            (self.refaite, "refaire"),
            (self.depart, "depart"),
            (self.raison, "raison"),
        ):
            piece.setObjectName(f"facturation.{nom}")
        self.suites.signer.au_clic(self.signer)
        self.suites.papier.au_clic(self.imprimer)
        self.reglement.demande.connect(self._encaisser)
        self.contrepasser.au_clic(self._demander_la_raison)
        self.raison.donnee.connect(self._contrepasser)
        self.raison.renoncee.connect(self._renoncer)
        self.refaite.au_clic(self._refaire)
        self.depart.au_clic(self._noter_le_depart)

    def _montrer(self, etablie: Etablie) -> None:
        if etablie.fiche.id != self.facture_id:
            return
        self.etablie, fiche = etablie, etablie.fiche
        vivante = fiche.etat is not EtatFacture.ANNULEE and not est_contraire(fiche)
        presentation = presenter_facture(fiche)
        self.fil.lieu.setText(f"Facture {fiche.designation}")
        self.fil.mention.setText(f"{LIBELLES_PARCOURS[fiche.parcours]} · {LIBELLES_TIERS_PAYANT[fiche.tiers_payant]}")
        self.entete.montrer(etablie.patient, etablie.praticien, fiche.jour)
        self.actes.titre.setText(f"Actes du {date_dite(fiche.jour)}")
        self.actes.montrer(presentation)
        self.repartition.montrer(presentation, payeurs_de(etablie.patient))
        self.histoire.montrer(fiche.historique)
        self.reglement.setVisible(vivante and fiche.reste > ZERO)
        self.reglement.attendre(fiche.reste if vivante else ZERO, nature="Reste dû")
        self.reglement.debloquer()
        self.regles.montrer(fiche)
        self.suites.montrer(fiche)
        self.depart.setVisible(vivante and etablie.a_partir)
        self.contrepasser.setVisible(vivante)
        self.refaite.setVisible(fiche.etat is EtatFacture.ANNULEE)
        self.gestes.setVisible(not est_contraire(fiche))
        self._signer_a_l_ouverture(fiche)

    def _signer_a_l_ouverture(self, fiche: FicheFacture) -> None:
        if not self._signe_a_l_ouverture:
            return
        self._signe_a_l_ouverture = False
        if self._poste.lecteur.cps_presente():
            self.signer()
        else:
            self.suites.dire(A_SIGNER_PLUS_TARD, f"Insérer la carte CPS {de(fiche.praticien)}, puis S.")

    def signer(self) -> None:
        """Fait signer la feuille par la carte en place, puis la met en lot."""
        if self.etablie is None or not self.suites.signer.isEnabled():
            return
        self.suites.signer.setEnabled(False)
        signer_et_mettre_en_lot(self._poste, (self.facture_id,), devant=self, fini=self._signee, refus=self._non_signee)

    def _signee(self, bilan: Bilan) -> None:
        self._poste.demandes.message.emit(bilan.dit)

    def _non_signee(self, refus: ErreurSecretariat) -> None:
        self.suites.signer.setEnabled(True)
        self.suites.dire(f"{A_SIGNER_PLUS_TARD} {refus}", refus.conseil)

    def imprimer(self) -> None:
        """Range la feuille de soins papier au dossier, et l’écrit où la personne le dit."""
        if self.etablie is None:
            return
        nom = f"feuille-de-soins-{self.etablie.fiche.numero}.pdf"
        chemin = self.demander(self, nom, "Document PDF (*.pdf)")
        facture_id = self.facture_id

        def service(unite: UniteDeTravail) -> bytes:
            feuille_de_soins.ranger_feuille(unite, facture_id)
            return feuille_de_soins.pdf_de(unite, facture_id)

        self._poste.taches.faire(
            "feuille de soins papier",
            service,
            lambda pdf: self._ecrire(pdf, chemin),
            en_cas_de_refus=lambda refus: self.suites.dire(str(refus), refus.conseil, Ton.DANGER),
        )

    def _ecrire(self, pdf: bytes, chemin: Path | None) -> None:
        if chemin is None:
            self._poste.demandes.message.emit("Feuille de soins rangée au dossier")
            return
        self._poste.taches.travailler(
            lambda _suivi: enregistrer_sous.ecrire(chemin, pdf),
            lambda ecrit: self._poste.demandes.message.emit(
                f"Feuille de soins rangée au dossier et écrite dans {ecrit}"
            ),
            en_cas_de_refus=lambda refus: self.suites.dire(str(refus), refus.conseil, Ton.DANGER),
        )

    def _encaisser(self, paiement: Paiement) -> None:
        facture_id, moyen = self.facture_id, paiement.moyen
        if moyen is None:
            self.reglement.debloquer()
            return
        self._poste.taches.faire(
            "règlement d’une facture",
            lambda unite: services.encaisser(unite, facture_id, montant=paiement.montant, moyen=moyen),
            lambda _id: self._poste.demandes.message.emit(f"{paiement.montant} encaissés"),
            en_cas_de_refus=self.reglement.debloquer,
        )

    def _demander_la_raison(self) -> None:
        if self.etablie is None:
            return
        fiche = self.etablie.fiche
        paye = f", et le règlement de {fiche.regle} avec elle" if fiche.regle > ZERO else ""
        self.raison.ouvrir(
            f"La facture {fiche.numero} reste au dossier\u202f; une facture contraire l’annule{paye}. "
            "On pourra ensuite la refaire."
        )

    def _contrepasser(self, raison: str) -> None:
        facture_id = self.facture_id

        def fait(_id: int) -> None:
            self.raison.hide()
            self.refaite.setFocus()
            self._poste.demandes.message.emit("Facture contre-passée")

        self._poste.taches.faire(
            "contre-passation d’une facture",
            lambda unite: services.annuler(unite, facture_id, raison),
            fait,
            en_cas_de_refus=self.raison.refuser,
        )

    def _renoncer(self) -> None:
        self.raison.hide()
        self.activer()

    def _refaire(self) -> None:
        if self.etablie is not None:
            self.refaire.emit(self.etablie.fiche)

    def _noter_le_depart(self) -> None:
        if self.etablie is None or self.etablie.fiche.visite_id is None:
            return
        visite_id, taches = self.etablie.fiche.visite_id, self._poste.taches
        nom = self.etablie.patient.nom

        def defaire(fini: Callable[[], None]) -> None:
            taches.faire(
                "départ annulé", lambda unite: gestes_accueil.annuler_depart(unite, visite_id), lambda _: fini()
            )

        self.depart.hide()
        taches.faire(
            "départ d’un patient",
            lambda unite: gestes_accueil.noter_depart(unite, visite_id),
            lambda _rien: self._poste.defaire.empiler(f"Départ de {nom} noté", defaire),
        )
