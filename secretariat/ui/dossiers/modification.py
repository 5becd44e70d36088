"""La modification d’un dossier : traits, coordonnées, droits, accueil ; une transaction, rien que ce qui change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from secretariat.cabinet.valeurs import FichePraticien
from secretariat.dossiers.lectures import ChangementsVus, changements_du_dossier
from secretariat.dossiers.regles.carte import perd_son_statut
from secretariat.dossiers.regles.identite import normaliser_traits
from secretariat.dossiers.regles.rubriques import assembler, dossier_de, fusionner_dossier, normaliser_dossier
from secretariat.dossiers.services import modifier_dossier
from secretariat.dossiers.valeurs import (
    DossierSaisi,
    DroitsPatient,
    FichePatient,
    SaisieRefusee,
    SourceDroits,
    StatutIdentite,
)
from secretariat.socle.conflits import ADecider, Choix, Divergence, attribuer
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.unite_de_travail import ModifieAilleurs
from secretariat.ui.composants import (
    Bandeau,
    Bouton,
    Carte,
    ChampNote,
    DialogueConflit,
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
from secretariat.ui.dossiers.rubriques import HORS_DU_CABINET, annoncer, detailler, dire_fusion, dire_rubrique
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, Ton
from secretariat.ui.typographie import espaces_fines

MARGES = (ESPACE.ample, ESPACE.grand, ESPACE.ample, ESPACE.ample)
TABLES = frozenset({"patients", "couvertures"})


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
        self._praticiens: tuple[FichePraticien, ...] = ()
        horloge = poste.taches.cabinet.horloge
        self.identite, self.coordonnees = FormulaireIdentite(horloge), FormulaireCoordonnees()
        self.droits = FormulaireDroits(horloge)
        self.medecin: ListeChoix[int | None] = ListeChoix("Médecin traitant", ((HORS_DU_CABINET, None),))
        self.a_savoir = ChampNote("À savoir à l’accueil")
        self.a_savoir.saisie.setObjectName("champ.a_savoir")
        self._titre = titre("")
        self.refus = Bandeau("", ton=Ton.DANGER)
        self.refus.setObjectName("modification.refus")
        voir = Bouton("Voir", hauteur=HAUTEUR.bouton_carte).au_clic(self._voir)
        voir.setObjectName("modification.voir")
        voir.setAccessibleName("Voir ce qu’un autre poste vient de changer")
        self.ailleurs = Bandeau("", ton=Ton.ATTENTION, action=voir)
        self.ailleurs.setObjectName("modification.ailleurs")
        self.alerte = Bandeau(
            "Un trait strict change : l’identité redeviendra provisoire.",
            "Elle se valide de nouveau en contrôlant une pièce d’identité.",
            Ton.ATTENTION,
        )
        self.alerte.setObjectName("modification.alerte")
        self.simulation = EtiquetteSimulation()
        self._ranger()
        self.identite.modifie.connect(self._prevenir)
        poste.taches.modifie.connect(self._sur_modification)

    def montrer(self, fiche: FichePatient, praticiens: tuple[FichePraticien, ...], *, champ: str = "") -> None:
        """Remplit la page, et place le focus sur `champ`, à défaut le premier."""
        self._praticiens = praticiens
        self._titre.setText(f"Modifier {fiche.nom}")
        self._partir_de(fiche)
        self._remplir(dossier_de(fiche))
        formulaires = (self.identite, self.coordonnees, self.droits)
        if not any(formulaire.commencer_par(champ) for formulaire in formulaires):
            self.identite.commencer_par("nom_naissance")

    def enregistrer(self) -> None:
        """Enregistre ce qui change, si tout est recevable ; ce qu’un autre poste a changé ailleurs est gardé."""
        self._envoyer(())

    def _envoyer(self, choix: tuple[Choix, ...]) -> None:
        """Enregistre après ces décisions, qui ne valent que pour cet envoi : la saisie peut encore changer."""
        saisi, fiche = self._saisi(), self._fiche
        if saisi is None or fiche is None:
            return
        self._poste.taches.faire(
            "modification d’un dossier",
            lambda unite: modifier_dossier(unite, fiche, saisi, choix=choix),
            self._finir,
            en_cas_de_refus=lambda refus: self._refuser(refus, choix),
        )

    def _partir_de(self, fiche: FichePatient) -> None:
        """C’est désormais à cette fiche que la saisie se compare."""
        self._fiche = fiche
        self.refus.hide()
        self.ailleurs.hide()
        self.simulation.setVisible((fiche.droits or DroitsPatient()).source is SourceDroits.CARTE_SIMULEE)

    def _remplir(self, saisi: DossierSaisi) -> None:
        self.identite.poser(saisi.traits)
        self.coordonnees.poser(saisi.coordonnees)
        self.droits.poser(saisi.droits)
        self.a_savoir.poser(saisi.a_savoir)
        choix: list[tuple[str, int | None]] = [(HORS_DU_CABINET, None)]
        self.medecin.proposer([*choix, *((p.nom_complet, p.id) for p in self._praticiens)], saisi.medecin_traitant_id)
        self._prevenir()

    def _saisi(self) -> DossierSaisi | None:
        """La saisie entière, ou rien si elle n’est pas recevable ; ses défauts sont alors montrés."""
        recevable = verifier_tout(
            self.identite,
            self.coordonnees,
            self.droits,
            verifications=(self.identite.verifier, self.coordonnees.verifier, self.droits.verifier),
        )
        traits = self.identite.traits()
        if not recevable or traits is None:
            return None
        return normaliser_dossier(
            DossierSaisi(
                traits,
                self.coordonnees.coordonnees(),
                self.droits.droits(),
                self.a_savoir.texte(),
                self.medecin.valeur(),
            )
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
        page = pile(
            ligne(self._titre, None, annuler, valider), self.ailleurs, self.refus, espace=ESPACE.moyen, marges=MARGES
        )
        page.addWidget(aire, 1)
        self.setLayout(page)
        self.refus.hide()
        self.ailleurs.hide()

    def _prevenir(self) -> None:
        traits, fiche = self.identite.traits(), self._fiche
        perd = (
            traits is not None
            and fiche is not None
            and fiche.statut is not StatutIdentite.PROVISOIRE
            and perd_son_statut(fiche.traits, normaliser_traits(traits))
        )
        self.alerte.setVisible(perd)

    def _finir(self, reprises: tuple[Divergence, ...]) -> None:
        fusion = dire_fusion(reprises)
        self._poste.demandes.message.emit(f"Dossier modifié, {fusion}" if fusion else "Dossier modifié")
        self.fini.emit()

    def _refuser(self, refus: ErreurSecretariat, choix: tuple[Choix, ...]) -> None:
        if isinstance(refus, ModifieAilleurs) and refus.a_decider is not None:
            self._faire_decider(refus.a_decider, choix)
            return
        if isinstance(refus, SaisieRefusee):
            for formulaire in (self.identite, self.coordonnees, self.droits):
                formulaire.refuser(refus.anomalies)
        self.refus.dire(espaces_fines(str(refus)), espaces_fines(refus.conseil), Ton.DANGER)
        self.refus.show()

    def _faire_decider(self, a_decider: ADecider, choix: tuple[Choix, ...]) -> None:
        """Demande quoi garder, puis enregistre ; renoncer laisse la saisie telle quelle."""
        miens = DialogueConflit.demander(self.window(), a_decider.divergences, a_decider.reprises, dire=self._dire)
        if miens is not None:
            self._envoyer((*choix, a_decider.decider(miens)))

    def _sur_modification(self, tables: frozenset[str]) -> None:
        """Un autre poste a peut-être changé ce dossier : compare, sans rien toucher de la saisie."""
        if tables & TABLES and self.isVisible() and self._fiche is not None:
            self._comparer(self._dire_ailleurs)

    def _comparer(self, ensuite: Callable[[ChangementsVus], None]) -> None:
        if (lue := self._fiche) is not None:
            self._poste.taches.lire(
                lambda lecture: changements_du_dossier(lecture, lue), ensuite, sujet="modification, autre poste"
            )

    def _dire_ailleurs(self, vus: ChangementsVus) -> None:
        if self._fiche is None or vus.fiche.id != self._fiche.id:
            return
        if vus.divergences:
            dit = espaces_fines(annoncer(vus.divergences))
            self.ailleurs.dire(dit, detailler(vus.divergences, self._praticiens), Ton.ATTENTION)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, dit))
        self.ailleurs.setVisible(bool(vus.divergences))

    def _voir(self) -> None:
        self._comparer(self._reprendre)

    def _reprendre(self, vus: ChangementsVus) -> None:
        """Montre ce qui a changé ; l’accepter le met dans la saisie, qui se compare dès lors au dossier relu."""
        saisi, fiche = self._saisi(), self._fiche
        if saisi is None or fiche is None or vus.fiche.id != fiche.id:
            return
        fusion = fusionner_dossier(fiche, saisi, vus.fiche)
        auteurs = {d.champ: d.par for d in vus.divergences if d.par}
        miens = DialogueConflit.demander(
            self.window(),
            attribuer(fusion.conflits, auteurs),
            attribuer(fusion.reprises, auteurs),
            dire=self._dire,
            valider="Reprendre dans la saisie",
        )
        if miens is not None:
            self._partir_de(vus.fiche)
            self._remplir(assembler(fusion.trancher(miens)))

    def _dire(self, champ: str, valeur: object) -> str:
        return dire_rubrique(champ, valeur, self._praticiens)
