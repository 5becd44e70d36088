"""Celui qui se présente : on tape son nom, il est arrivé ; sans rendez-vous, on choisit qui le recevra."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout

from secretariat.accueil import services as accueil
from secretariat.cabinet.valeurs import FichePraticien
from secretariat.dossiers.valeurs import PatientTrouve
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.unite_de_travail import UniteDeTravail
from secretariat.ui.accueil.choix_patient import ChoixPatient
from secretariat.ui.accueil.gestes import Gestes
from secretariat.ui.accueil.presents import chercher_qui_se_presente
from secretariat.ui.composants import (
    Bandeau,
    Bouton,
    BoutonIcone,
    Carte,
    ChampTexte,
    ListeChoix,
    StyleBouton,
    contenir,
    gras,
    ligne,
    petit,
    pile,
)
from secretariat.ui.composants.rangement import SANS_MARGE
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, Ton
from secretariat.ui.typographie import espaces_fines

PAR_RANGEE = 4


class PanneauArrivee(Carte):
    """La recherche de l’accueil : le patient choisi est noté arrivé à son rendez-vous du jour."""

    def __init__(self, poste: Poste) -> None:
        super().__init__()
        self._poste, self._gestes = poste, Gestes(poste)
        self._patient: PatientTrouve | None = None
        invite = "Qui se présente\u202f? Nom, prénom, date de naissance, téléphone…"
        self.choix = ChoixPatient(poste, invite, recherche=chercher_qui_se_presente)
        self.choix.saisie.setObjectName("accueil.arrivee")
        self.choix.choisi.connect(self.recevoir)
        self.refus = Bandeau("", ton=Ton.ATTENTION)
        self._praticiens = QGridLayout()
        self._praticiens.setContentsMargins(*SANS_MARGE)
        self._praticiens.setSpacing(ESPACE.petit)
        self.sans_rendez_vous = contenir(
            pile(petit("Le recevoir sans rendez-vous\u00a0:", encre="texte2"), self._praticiens, espace=ESPACE.petit)
        )
        self.ajouter(self.choix, self.refus, self.sans_rendez_vous)
        self._oublier()

    def proposer(self, praticiens: tuple[FichePraticien, ...]) -> None:
        """Donne les praticiens qui peuvent recevoir sans rendez-vous."""
        if self._praticiens.count():
            return
        boutons = [self._bouton_du_praticien(praticien) for praticien in praticiens]
        donner = Bouton("Donner un rendez-vous", StyleBouton.DISCRET, icone="agenda", hauteur=HAUTEUR.bouton_carte)
        boutons.append(donner.au_clic(self._donner_un_rendez_vous))
        for rang, bouton in enumerate(boutons):
            self._praticiens.addWidget(bouton, rang // PAR_RANGEE, rang % PAR_RANGEE)
        self._praticiens.setColumnStretch(PAR_RANGEE, 1)

    def recevoir(self, patient: PatientTrouve) -> None:
        """Note l’arrivée ; un refus se dit ici, avec ce que l’on peut faire."""
        self._patient = patient
        self._noter(None)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Échap oublie qui se présentait."""
        if evenement.key() == Qt.Key.Key_Escape and self.refus.isVisible():
            self._oublier()
            self.choix.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(evenement)

    def _bouton_du_praticien(self, praticien: FichePraticien) -> Bouton:
        bouton = Bouton(praticien.titre, icone="stetho", hauteur=HAUTEUR.bouton_carte)
        return bouton.au_clic(lambda: self._recevoir_chez(praticien.id))

    def _recevoir_chez(self, praticien_id: int) -> None:
        self._noter(praticien_id)

    def _noter(self, praticien_id: int | None) -> None:
        patient = self._patient
        if patient is None:
            return
        self._gestes.faire(
            "noter une arrivée",
            lambda u: accueil.constater_arrivee(u, patient_id=patient.id, praticien_id=praticien_id),
            f"Arrivée de {patient.nom} notée",
            accueil.annuler_arrivee,
            ensuite=lambda _visite: self._oublier(),
            en_cas_de_refus=self._refuser,
        )

    def _refuser(self, erreur: ErreurSecretariat) -> None:
        nom = self._patient.nom if self._patient is not None else ""
        self.refus.dire(f"{nom} — {espaces_fines(str(erreur))}", espaces_fines(erreur.conseil), Ton.ATTENTION)
        self.refus.show()
        self.sans_rendez_vous.show()

    def _donner_un_rendez_vous(self) -> None:
        if self._patient is not None:
            self._poste.demandes.rendez_vous.emit(self._patient.id)
            self._oublier()

    def _oublier(self) -> None:
        self._patient = None
        self.refus.hide()
        self.sans_rendez_vous.hide()


class PanneauUrgence(Carte):
    """Un patient urgent sans rendez-vous : qui, chez qui, pourquoi ; il passera devant.

    Signals:
        ferme: On renonce, ou c’est fait.
    """

    ferme = Signal()

    def __init__(self, poste: Poste) -> None:
        fermer = BoutonIcone("croix", "Fermer", StyleBouton.DISCRET, hauteur=HAUTEUR.bouton_titre)
        super().__init__("Urgence sans rendez-vous", droite=fermer.au_clic(self._fermer))
        self._gestes = Gestes(poste)
        self._patient_id, self._nom = 0, ""
        self.choix = ChoixPatient(poste)
        self.choix.saisie.setObjectName("accueil.urgence.patient")
        self.choix.choisi.connect(lambda p: self.prendre(p.id, p.nom))
        self._choisi = gras()
        self.praticien: ListeChoix[int] = ListeChoix("Praticien")
        self.remarque = ChampTexte("Motif de l’urgence", invite="Douleur thoracique, fièvre du nourrisson…")
        self._manque = petit(encre="danger", graisse=500)
        self.bouton = Bouton(
            "Recevoir en urgence", StyleBouton.PRINCIPAL, icone="urgent", raccourci="Ctrl+Return", lie=False
        ).au_clic(self.recevoir)
        self.bouton.setObjectName("accueil.urgence.recevoir")
        saisies = ligne(espace=ESPACE.grand)
        saisies.addWidget(self.praticien, 1)
        saisies.addWidget(self.remarque, 2)
        pied = ligne(self._manque, None, self.bouton)
        self.ajouter(self.choix, self._choisi, saisies, pile(pied))
        for sequence in ("Ctrl+Return", "Ctrl+Enter"):
            touche = QShortcut(QKeySequence(sequence), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            touche.activated.connect(self.bouton.click)

    def proposer(self, praticiens: tuple[FichePraticien, ...]) -> None:
        """Donne les praticiens, sans changer un choix déjà fait."""
        actif = self.praticien.valeur() if self.praticien.saisie.count() else None
        self.praticien.proposer([(p.nom_complet, p.id) for p in praticiens], actif)

    def ouvrir(self) -> None:
        """Un panneau vierge, le curseur dans la recherche."""
        self._patient_id, self._nom = 0, ""
        self.choix.vider()
        self.choix.show()
        self._choisi.hide()
        self._manque.hide()
        self.remarque.poser("")
        self.show()
        self.prendre_le_clavier()

    def prendre_le_clavier(self) -> None:
        """Place le focus sur ce qui reste à dire."""
        (self.praticien if self._patient_id else self.choix).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def prendre(self, patient_id: int, nom: str) -> None:
        """Retient le patient et passe au praticien."""
        self._patient_id, self._nom = patient_id, nom
        self._choisi.setText(nom)
        self._choisi.show()
        self.choix.hide()
        self._manque.hide()
        self.praticien.setFocus(Qt.FocusReason.TabFocusReason)

    def recevoir(self) -> None:
        """Note l’arrivée en urgence."""
        if not self._patient_id:
            self._dire("Choisir d’abord le patient.")
            self.choix.setFocus(Qt.FocusReason.TabFocusReason)
            return
        patient_id, praticien_id, remarque = self._patient_id, self.praticien.valeur(), self.remarque.texte()

        def service(unite: UniteDeTravail) -> int:
            return accueil.recevoir_en_urgence(
                unite, patient_id=patient_id, praticien_id=praticien_id, remarque=remarque
            )

        self._gestes.faire(
            "recevoir une urgence",
            service,
            f"{self._nom} est en salle, en urgence",
            accueil.annuler_arrivee,
            ensuite=lambda _visite: self._fermer(),
            en_cas_de_refus=lambda erreur: self._dire(f"{erreur} {erreur.conseil}"),
        )

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Échap renonce."""
        if evenement.key() == Qt.Key.Key_Escape:
            self._fermer()
            return
        super().keyPressEvent(evenement)

    def _dire(self, manque: str) -> None:
        self._manque.setText(espaces_fines(manque))
        self._manque.show()

    def _fermer(self) -> None:
        self.hide()
        self.ferme.emit()
