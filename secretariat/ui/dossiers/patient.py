"""La page d’un patient à l’accueil : tout ce qu’il faut au guichet, et les gestes à une touche."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from secretariat.accueil.services import annuler_arrivee, constater_arrivee
from secretariat.dossiers.valeurs import DocumentRange
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.ui.composants import (
    Bandeau,
    Bouton,
    Carte,
    StyleBouton,
    contenir,
    corps,
    gras,
    ligne,
    petit,
    pile,
    vider,
)
from secretariat.ui.dossiers.actions import Gestes, actions, reste_du
from secretariat.ui.dossiers.chronologie import chronologie
from secretariat.ui.dossiers.couverture import ce_qui_manque, couverture
from secretariat.ui.dossiers.documents import enregistrer_document
from secretariat.ui.dossiers.donnees import DossierLu
from secretariat.ui.dossiers.entete import entete
from secretariat.ui.dossiers.reception import ChoixDuPraticien
from secretariat.ui.dossiers.rendez_vous import rendez_vous
from secretariat.ui.poste import Poste
from secretariat.ui.sortie_dossier import BarreDeSortie
from secretariat.ui.theme.focus import PROPRIETE_SANS_ANNEAU
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, LARGEUR, Ton
from secretariat.ui.theme.theme import theme
from secretariat.ui.typographie import espaces_fines

MARGES = (ESPACE.ample, ESPACE.moyen, ESPACE.ample, ESPACE.ample)
TROIS_COLONNES = 2 * LARGEUR.recherche
"""En deçà de cette largeur, au grossissement choisi, les gestes passent au-dessus des rendez-vous."""


class PagePatient(QWidget):
    """Le dossier ouvert.

    Signals:
        fermer: Revenir à la liste.
        modifier: Modifier le dossier ; porte le champ par lequel commencer, vide pour le premier.
    """

    fermer = Signal()
    modifier = Signal(str)

    def __init__(self, poste: Poste) -> None:
        super().__init__()
        self._poste = poste
        self._page: DossierLu | None = None
        self.refus = Bandeau("", ton=Ton.DANGER)
        self.refus.setObjectName("patient.refus")
        self.refus.hide()
        self._nom = gras()
        self._etat = petit("", encre="texte2")
        retour = Bouton("Dossiers", StyleBouton.DISCRET, icone="gauche", raccourci="Esc", hauteur=HAUTEUR.bouton_carte)
        retour.au_clic(self.fermer.emit).setObjectName("patient.retour")
        self._etroite = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty(PROPRIETE_SANS_ANNEAU, True)  # noqa: FBT003 — signature de Qt
        self._contenu = QVBoxLayout()
        self._contenu.setSpacing(ESPACE.grand)
        fil = ligne(retour, self._nom, None, self._etat)
        self.reception = ChoixDuPraticien()
        self.reception.choisi.connect(self._noter_arrivee)
        self.sortie = BarreDeSortie(poste)
        page = pile(fil, self.refus, self.sortie, self.reception, espace=ESPACE.petit, marges=MARGES)
        page.addLayout(self._contenu)
        page.addStretch(1)
        aire = QScrollArea(widgetResizable=True)
        aire.setFrameShape(QFrame.Shape.NoFrame)
        aire.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        aire.setWidget(contenir(page))
        self.setLayout(pile(aire, espace=0))

    @property
    def page(self) -> DossierLu | None:
        """La page montrée."""
        return self._page

    def montrer(self, page: DossierLu) -> None:
        """Montre cette page ; la même, relue, ne bouge pas à l’écran."""
        if page == self._page:
            return
        if self._page is None or page.fiche.id != self._page.fiche.id:
            self.refus.hide()
            self.reception.hide()
        self._page = page
        self._nom.setText(page.fiche.nom)
        self.setAccessibleName(f"Dossier de {page.fiche.nom}")
        avait_le_clavier = self._contient_le_focus()
        vider(self._contenu)
        for piece in (self._entete(page), self._colonnes(page)):
            self._contenu.addWidget(piece)
            piece.show()
        if avait_le_clavier:
            self.prendre_le_clavier()

    def prendre_le_clavier(self) -> None:
        """Place le focus hors de toute saisie : les lettres sont des gestes."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Passe de trois colonnes à deux, ou l’inverse, selon la place."""
        super().resizeEvent(evenement)
        etroite = self.width() < theme().px(TROIS_COLONNES)
        if etroite != self._etroite:
            self._etroite = etroite
            page, self._page = self._page, None
            if page is not None:
                self.montrer(page)

    def _contient_le_focus(self) -> bool:
        foyer = QApplication.focusWidget()
        return foyer is not None and self.isAncestorOf(foyer)

    def _entete(self, page: DossierLu) -> Carte:
        bouton = Bouton("Modifier", icone="crayon", raccourci="M", lie=False).au_clic(lambda: self.modifier.emit(""))
        bouton.setObjectName("patient.modifier")
        return entete(page, bouton)

    def _colonnes(self, page: DossierLu) -> QWidget:
        droits = Bouton("Mettre à jour", raccourci="U", hauteur=HAUTEUR.bouton_titre)
        droits.au_clic(lambda: self.modifier.emit("nir")).setObjectName("patient.droits")
        gauche: list[QWidget | None] = [
            ce_qui_manque(page.fiche.a_completer, self.modifier.emit),
            couverture(page, droits),
        ]
        if page.fiche.a_savoir:
            gauche.append(Carte("À savoir à l’accueil").ajouter(corps(page.fiche.a_savoir).replier()))
        gestes: list[QWidget | None] = [actions(page, self._gestes())]
        if (du := reste_du(page, self._encaisser)) is not None:
            gestes.append(du)
        suivi = [rendez_vous(page), chronologie(page, self._enregistrer)]
        if self._etroite:
            return _ranger(((gauche, 1), ([*gestes, *suivi], 1)))
        return _ranger(((gauche, 5), (suivi, 6), (gestes, 4)))

    def _gestes(self) -> Gestes:
        demandes = self._poste.demandes
        return Gestes(
            arrivee=self._constater_arrivee,
            encaisser=self._encaisser,
            rendez_vous=lambda: demandes.rendez_vous.emit(self._numero()),
            courrier=lambda: demandes.courrier.emit(self._numero()),
            modifier=lambda: self.modifier.emit(""),
            journal=lambda: demandes.journal_du_patient.emit(self._numero(), self._nom.text()),
            exporter=lambda: self.sortie.exporter_le_patient(self._numero()),
        )

    def _numero(self) -> int:
        if self._page is None:
            raise RuntimeError("aucun dossier n’est ouvert")
        return self._page.fiche.id

    def _encaisser(self) -> None:
        if self._page is not None:
            visite = self._page.visite
            self._poste.demandes.encaisser.emit(self._page.fiche.id, visite.id if visite else 0)

    def _constater_arrivee(self) -> None:
        """Note l’arrivée ; sans rendez-vous aujourd’hui, demande d’abord quel praticien le recevra."""
        if self._page is None:
            return
        if self._page.attendu is not None:
            self._noter_arrivee(None)
            return
        self.reception.demander(self._page.praticiens)

    def _noter_arrivee(self, praticien_id: int | None) -> None:
        numero = self._numero()
        self._poste.taches.faire(
            "arrivée d’un patient",
            lambda unite: constater_arrivee(unite, patient_id=numero, praticien_id=praticien_id),
            self._sur_arrivee,
            en_cas_de_refus=self._refuser,
        )

    def _sur_arrivee(self, visite_id: int) -> None:
        self.refus.hide()
        taches, nom = self._poste.taches, self._nom.text()

        def defaire(fini: Callable[[], None]) -> None:
            taches.faire("annulation d’une arrivée", lambda unite: annuler_arrivee(unite, visite_id), lambda _: fini())

        self._poste.defaire.empiler(f"Arrivée de {nom} notée", defaire)

    def _enregistrer(self, document: DocumentRange) -> None:
        enregistrer_document(self._poste, document, self)

    def _refuser(self, refus: ErreurSecretariat) -> None:
        self.refus.dire(espaces_fines(str(refus)), espaces_fines(refus.conseil), Ton.DANGER)
        self.refus.show()


def _ranger(colonnes: tuple[tuple[Sequence[QWidget | None], int], ...]) -> QWidget:
    """Les colonnes côte à côte, chacune avec sa part de la largeur."""
    rangee = ligne(espace=ESPACE.grand)
    for pieces, part in colonnes:
        rangee.addLayout(pile(*pieces, None, espace=ESPACE.grand), part)
    return contenir(rangee)
