"""La modification d’un dossier : traits, coordonnées, droits, accueil ; une transaction, rien que ce qui change."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from secretariat.cabinet.valeurs import FichePraticien
from secretariat.dossiers.regles.carte import perd_son_statut
from secretariat.dossiers.regles.identite import normaliser_traits
from secretariat.dossiers.services import (
    enregistrer_droits,
    mettre_a_jour_coordonnees,
    modifier_patient,
    noter_a_savoir,
    refuser_si_change,
)
from secretariat.dossiers.valeurs import (
    Coordonnees,
    DroitsPatient,
    FichePatient,
    SaisieRefusee,
    SourceDroits,
    StatutIdentite,
    Traits,
)
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.unite_de_travail import UniteDeTravail
from secretariat.ui.composants import (
    Bandeau,
    Bouton,
    Carte,
    ChampNote,
    EtiquetteSimulation,
    ListeChoix,
    StyleBouton,
    contenir,
    ligne,
    pile,
    titre,
)
from secretariat.ui.dossiers.droits import FormulaireDroits
from secretariat.ui.dossiers.formulaire import FormulaireCoordonnees, FormulaireIdentite, verifier_tout
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, Ton
from secretariat.ui.typographie import espaces_fines

MARGES = (ESPACE.ample, ESPACE.grand, ESPACE.ample, ESPACE.ample)
HORS_DU_CABINET = "Inconnu ou hors du cabinet"


@dataclass(frozen=True, slots=True)
class Saisie:
    """Ce que la page enregistre."""

    traits: Traits
    coordonnees: Coordonnees
    droits: DroitsPatient
    a_savoir: str
    medecin_traitant_id: int | None


class PageModification(QWidget):
    """Le dossier, à corriger.

    Signals:
        fini: La modification est enregistrée, ou l’on y renonce.
    """

    fini = Signal()

    def __init__(self, poste: Poste) -> None:
        super().__init__()
        self._poste = poste
        self._fiche: FichePatient | None = None
        horloge = poste.taches.cabinet.horloge
        self.identite, self.coordonnees = FormulaireIdentite(horloge), FormulaireCoordonnees()
        self.droits = FormulaireDroits(horloge)
        self.medecin: ListeChoix[int | None] = ListeChoix("Médecin traitant", ((HORS_DU_CABINET, None),))
        self.a_savoir = ChampNote("À savoir à l’accueil")
        self.a_savoir.saisie.setObjectName("champ.a_savoir")
        self._titre = titre("")
        self.refus = Bandeau("", ton=Ton.DANGER)
        self.refus.setObjectName("modification.refus")
        self.alerte = Bandeau(
            "Un trait strict change : l’identité redeviendra provisoire.",
            "Elle se valide de nouveau en contrôlant une pièce d’identité.",
            Ton.ATTENTION,
        )
        self.alerte.setObjectName("modification.alerte")
        self.simulation = EtiquetteSimulation()
        self._ranger()
        self.identite.modifie.connect(self._prevenir)

    def montrer(self, fiche: FichePatient, praticiens: tuple[FichePraticien, ...], *, champ: str = "") -> None:
        """Remplit la page, et place le focus sur `champ`, à défaut le premier."""
        self._fiche = fiche
        self._titre.setText(f"Modifier {fiche.nom}")
        self.refus.hide()
        droits = fiche.droits or DroitsPatient()
        self.simulation.setVisible(droits.source is SourceDroits.CARTE_SIMULEE)
        self.identite.poser(fiche.traits)
        self.coordonnees.poser(fiche.coordonnees)
        self.droits.poser(droits)
        self.a_savoir.poser(fiche.a_savoir)
        choix: list[tuple[str, int | None]] = [(HORS_DU_CABINET, None)]
        self.medecin.proposer([*choix, *((p.nom_complet, p.id) for p in praticiens)], fiche.medecin_traitant_id)
        self._prevenir()
        formulaires = (self.identite, self.coordonnees, self.droits)
        if not any(formulaire.commencer_par(champ) for formulaire in formulaires):
            self.identite.commencer_par("nom_naissance")

    def enregistrer(self) -> None:
        """Enregistre ce qui change, si tout est recevable."""
        recevable = verifier_tout(
            self.identite,
            self.coordonnees,
            self.droits,
            verifications=(self.identite.verifier, self.coordonnees.verifier, self.droits.verifier),
        )
        traits = self.identite.traits()
        if not recevable or traits is None or self._fiche is None:
            return
        fiche = self._fiche
        saisie = Saisie(
            normaliser_traits(traits),
            self.coordonnees.coordonnees(),
            self.droits.droits(),
            self.a_savoir.texte(),
            self.medecin.valeur(),
        )
        self._poste.taches.faire(
            "modification d’un dossier",
            lambda unite: _enregistrer(unite, fiche, saisie),
            lambda _: self._finir(),
            en_cas_de_refus=self._refuser,
        )

    def _ranger(self) -> None:
        annuler = Bouton("Annuler", raccourci="Esc").au_clic(self.fini.emit)
        annuler.setObjectName("modification.annuler")
        valider = Bouton("Enregistrer", StyleBouton.PRINCIPAL, icone="coche", raccourci="Ctrl+Return")
        valider.au_clic(self.enregistrer).setObjectName("modification.enregistrer")
        gauche = pile(
            Carte("Traits d’identité").ajouter(self.alerte, self.identite),
            Carte("À l’accueil").ajouter(self.medecin, self.a_savoir),
            None,
            espace=ESPACE.grand,
        )
        droite = pile(
            Carte("Coordonnées").ajouter(self.coordonnees),
            Carte("Couverture", droite=self.simulation).ajouter(self.droits),
            None,
            espace=ESPACE.grand,
        )
        corps = ligne(espace=ESPACE.grand)
        for colonne in (gauche, droite):
            corps.addLayout(colonne, 1)
        aire = QScrollArea(widgetResizable=True)
        aire.setFrameShape(QFrame.Shape.NoFrame)
        aire.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        aire.setWidget(contenir(corps))
        page = pile(ligne(self._titre, None, annuler, valider), self.refus, espace=ESPACE.moyen, marges=MARGES)
        page.addWidget(aire, 1)
        self.setLayout(page)
        self.refus.hide()

    def _prevenir(self) -> None:
        traits, fiche = self.identite.traits(), self._fiche
        perd = (
            traits is not None
            and fiche is not None
            and fiche.statut is not StatutIdentite.PROVISOIRE
            and perd_son_statut(fiche.traits, normaliser_traits(traits))
        )
        self.alerte.setVisible(perd)

    def _finir(self) -> None:
        self._poste.demandes.message.emit("Dossier modifié")
        self.fini.emit()

    def _refuser(self, refus: ErreurSecretariat) -> None:
        if isinstance(refus, SaisieRefusee):
            for formulaire in (self.identite, self.coordonnees, self.droits):
                formulaire.refuser(refus.anomalies)
        self.refus.dire(espaces_fines(str(refus)), espaces_fines(refus.conseil), Ton.DANGER)
        self.refus.show()


def _enregistrer(unite: UniteDeTravail, fiche: FichePatient, saisie: Saisie) -> None:
    refuser_si_change(unite, fiche)
    if saisie.traits != fiche.traits:
        modifier_patient(unite, fiche.id, saisie.traits)
    if saisie.coordonnees != fiche.coordonnees:
        mettre_a_jour_coordonnees(unite, fiche.id, saisie.coordonnees)
    if (saisie.a_savoir, saisie.medecin_traitant_id) != (fiche.a_savoir, fiche.medecin_traitant_id):
        noter_a_savoir(unite, fiche.id, saisie.a_savoir, medecin_traitant_id=saisie.medecin_traitant_id)
    avant = fiche.droits or DroitsPatient()
    if saisie.droits != replace(avant, source=SourceDroits.SAISIE):
        enregistrer_droits(unite, fiche.id, saisie.droits)
