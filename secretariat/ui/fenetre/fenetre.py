"""La fenêtre de travail : la barre haute, la navigation, l’écran en cours, et les messages qui passent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QAction, QActionGroup, QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from secretariat.cabinet import lectures as lectures_cabinet
from secretariat.ui.cartes.suivi import SuiviDesCartes
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton, BoutonIcone, StyleBouton
from secretariat.ui.composants.rangement import contenir, ligne
from secretariat.ui.composants.toast import Toast
from secretariat.ui.fenetre.barre_haute import BarreHaute
from secretariat.ui.fenetre.metiers import METIERS
from secretariat.ui.fenetre.navigation import Navigation
from secretariat.ui.fenetre.recherche import RechercheGlobale
from secretariat.ui.fenetre.voyant_salle import VoyantSalle
from secretariat.ui.fenetre.voyant_sauvegarde import VoyantSauvegarde
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme import preference
from secretariat.ui.theme.jetons import ESPACE, GROSSISSEMENTS, Apparence, Ton
from secretariat.ui.theme.theme import theme

V = TypeVar("V")
REPOS_AVANT_PRECHARGEMENT_MS = 400


class Espace(QWidget):
    """Tout l’espace de travail d’une session.

    Signals:
        verrouiller: La personne s’absente : cacher l’écran.
        fermer_session: La personne a fini.
    """

    verrouiller = Signal()
    fermer_session = Signal()

    def __init__(self, poste: Poste) -> None:
        super().__init__()
        self.poste = poste
        self._ecrans: dict[str, Ecran] = {}
        with poste.taches.cabinet.lecture() as lecture:
            praticiens = len(lectures_cabinet.praticiens(lecture))
        self.barre = BarreHaute(poste.etablissement, poste.session, praticiens)
        self.navigation = Navigation()
        self.pile = QStackedWidget()
        self.alerte = Bandeau("", ton=Ton.DANGER)
        self._porteur_alerte = self._fabriquer_alerte()
        self._ranger()
        self.recherche = RechercheGlobale(poste, self.barre.recherche, self)
        self.toast = Toast(self)
        self.suivi = SuiviDesCartes(poste, self)
        self._voyants()
        self._brancher()
        self._raccourcis()
        self._menu_de_session()
        self._repos = QTimer(self, singleShot=True, interval=REPOS_AVANT_PRECHARGEMENT_MS)
        self._repos.timeout.connect(self._precharger)
        poste.demandes.destroyed.connect(self._repos.stop)  # le programme se ferme : plus rien à charger
        self._repos.start()

    def aller(self, nom: str) -> Ecran:
        """Montre l’écran d’un métier et lui donne le clavier."""
        ecran = self._ecran(nom)
        self.pile.setCurrentWidget(ecran)
        self.navigation.montrer(nom)
        ecran.activer()
        return ecran

    def alerter(self, message: str, conseil: str = "") -> None:
        """Montre, sous la barre, un refus ou un défaut que l’écran n’a pas pris en charge."""
        self.alerte.dire(message, conseil, Ton.DANGER)
        self.rapports.hide()
        self._porteur_alerte.show()

    def _ranger(self) -> None:
        travail = QVBoxLayout()
        travail.setContentsMargins(0, 0, 0, 0)
        travail.setSpacing(0)
        travail.addWidget(self._porteur_alerte)
        travail.addWidget(self.pile, 1)
        bas = QHBoxLayout()
        bas.setContentsMargins(0, 0, 0, 0)
        bas.setSpacing(0)
        bas.addWidget(self.navigation)
        bas.addLayout(travail, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.barre)
        page.addLayout(bas, 1)

    def _fabriquer_alerte(self) -> QWidget:
        self.alerte.setObjectName("espace.alerte")
        fermer = BoutonIcone("croix", "Fermer ce message", StyleBouton.DISCRET)
        self.rapports = Bouton("Ouvrir le dossier des rapports", icone="dossier_ouvert")
        self.rapports.au_clic(self._ouvrir_les_rapports)
        rangee = ligne(self.alerte, self.rapports, fermer, marges=(ESPACE.ample, ESPACE.moyen, ESPACE.grand, 0))
        rangee.setStretch(0, 1)
        porteur = contenir(rangee, self)
        porteur.hide()
        fermer.clicked.connect(porteur.hide)
        return porteur

    def _voyants(self) -> None:
        if (sauvegardes := self.poste.sauvegardes) is not None:
            voyant = VoyantSauvegarde(self.poste.demandes, sauvegardes)
            self.barre.ajouter_voyant(voyant)
            voyant.montrer(sauvegardes.derniere_alerte)
        self.barre.ajouter_voyant(self.suivi.voyant)
        self.barre.ajouter_voyant(VoyantSalle(self.poste))

    def _brancher(self) -> None:
        poste, demandes = self.poste, self.poste.demandes
        self.navigation.demande.connect(self.aller)
        demandes.aller.connect(self.aller)
        demandes.patient.connect(lambda patient: self._sur("dossiers", "ouvrir", patient))
        demandes.nouveau_patient.connect(lambda texte: self._sur("dossiers", "creer", texte))
        demandes.rendez_vous.connect(lambda patient: self._sur("agenda", "reserver_pour", patient))
        demandes.encaisser.connect(lambda patient, visite: self._sur("facturation", "encaisser", patient, visite))
        demandes.courrier.connect(lambda patient: self._sur("courriers", "ecrire_a", patient))
        demandes.sauvegardes.connect(lambda: self._sur("cabinet", "montrer", "base"))
        demandes.journal_du_patient.connect(lambda patient, nom: self._sur("cabinet", "qui_a_ouvert", patient, nom))
        demandes.message.connect(lambda texte: self.toast.montrer(texte, annulable=False))
        poste.taches.refus.connect(self.alerter)
        poste.taches.defaut.connect(self._sur_defaut)
        poste.taches.modifie.connect(self._oublier_l_alerte)
        poste.defaire.fait.connect(lambda libelle: self.toast.montrer(libelle, annulable=True))
        poste.defaire.defait.connect(lambda libelle: self.toast.montrer(f"Annulé\u00a0: {libelle}", annulable=False))
        self.toast.annuler.connect(poste.defaire.defaire)
        self.suivi.carte_lue.connect(lambda _carte: self._porteur_alerte.hide())

    def _raccourcis(self) -> None:
        for touche, geste in (
            ("Ctrl+Z", self.poste.defaire.defaire),
            ("Ctrl+L", self.verrouiller.emit),
        ):
            QShortcut(QKeySequence(touche), self).activated.connect(geste)

    def _menu_de_session(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("menu.session")
        self.barre.session.clicked.connect(
            lambda: menu.exec(self.barre.session.mapToGlobal(self.barre.session.rect().bottomLeft()))
        )
        apparences = {"Suivre le bureau": Apparence.SYSTEME, "Clair": Apparence.CLAIR, "Sombre": Apparence.SOMBRE}
        proposer(menu.addMenu("Thème"), apparences, theme().apparence, preference.garder_l_apparence)
        tailles = {f"{round(facteur * 100)}\u00a0%": facteur for facteur in GROSSISSEMENTS}
        proposer(menu.addMenu("Taille du texte"), tailles, theme().grossissement, preference.garder_la_taille)
        menu.addSeparator()
        menu.addAction("Verrouiller le poste\tCtrl+L", self.verrouiller.emit)
        menu.addAction("Fermer la session", self.fermer_session.emit)

    def _ecran(self, nom: str) -> Ecran:
        if nom not in self._ecrans:
            metier = next(m for m in METIERS if m.nom == nom)
            self._ecrans[nom] = metier.fabriquer(self.poste)
            self.pile.addWidget(self._ecrans[nom])
        return self._ecrans[nom]

    def _sur(self, nom: str, geste: str, *arguments: object) -> None:
        getattr(self.aller(nom), geste)(*arguments)

    def _oublier_l_alerte(self, _tables: frozenset[str]) -> None:
        self._porteur_alerte.hide()

    def _sur_defaut(self, _detail: str) -> None:
        self.alerter(
            "Le programme a rencontré un défaut\u00a0: ce geste n’a pas été enregistré.",
            "Recommencer\u202f; si cela se reproduit, joindre au signalement le dernier rapport, qui ne contient "
            "aucune donnée du cabinet. Les autres données sont intactes.",
        )
        self.rapports.setVisible(self.poste.rapports is not None)

    def _ouvrir_les_rapports(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.poste.rapports)))

    def _precharger(self) -> None:
        """Charge les écrans qui restent quand rien ne presse, un à la fois, pour que F3 réponde tout de suite."""
        restants = [m.nom for m in METIERS if m.nom not in self._ecrans]
        if restants:
            self._ecran(restants[0])
            self._repos.start()


def proposer(menu: QMenu, choix: Mapping[str, V], actuel: V, choisir: Callable[[V], None]) -> None:
    """Remplit un menu de choix exclusifs, le choix actuel coché."""
    groupe = QActionGroup(menu)
    for libelle, valeur in choix.items():
        action = QAction(libelle, menu, checkable=True, checked=valeur == actuel)
        action.triggered.connect(lambda _=False, v=valeur: choisir(v))
        groupe.addAction(action)
        menu.addAction(action)
