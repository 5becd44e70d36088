"""Le panneau du lecteur : les deux fentes, les cartes fictives à y mettre, et les pannes à provoquer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from secretariat.cartes.catalogue import CarteFictive
from secretariat.cartes.lecteur_simule import LecteurSimule, Pannes
from secretariat.cartes.valeurs import TypeCarte
from secretariat.ui.cartes.ecoute import EcouteDuLecteur, EtapeFente, EtatFente
from secretariat.ui.cartes.lecteurs_reels import LecteursReels
from secretariat.ui.composants import (
    Bandeau,
    BoutonIcone,
    EtiquetteSimulation,
    Filet,
    Fond,
    ListeChoix,
    Panneau,
    Puce,
    StyleBouton,
    Tableau,
    gras,
    ligne,
    petit,
)
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, LARGEUR, RAYON, Ton
from secretariat.ui.theme.theme import theme

MARGES = (ESPACE.grand,) * 4
LENTEUR_S = 1.0
TITRES = {TypeCarte.VITALE: "Carte du patient", TypeCarte.CPS: "Carte professionnelle"}
PUCES = {
    EtapeFente.VIDE: ("Fente vide", "cercle", Ton.NEUTRE),
    EtapeFente.LECTURE: ("Lecture…", "horloge", Ton.INFO),
    EtapeFente.LUE: ("Carte lue", "coche_cercle", Ton.SUCCES),
    EtapeFente.REFUS: ("Lecture refusée", "alerte", Ton.DANGER),
}
ECHANGES_D_UNE_LECTURE = 9
ARRACHEMENTS: tuple[tuple[str, int | None], ...] = (
    ("Jamais", None),
    ("Avant le premier échange", 0),
    *((f"Après {rang} échange{'s' if rang > 1 else ''}", rang) for rang in range(1, ECHANGES_D_UNE_LECTURE)),
)


class FenteSimulee(Panneau):
    """Une fente : son état, les cartes que l’on peut y mettre ; Entrée insère ou retire la carte choisie."""

    def __init__(self, type_carte: TypeCarte, lecteur: LecteurSimule) -> None:
        super().__init__()
        self._type, self._lecteur = type_carte, lecteur
        self._puce = Puce("")
        self._modele: ModeleTable[CarteFictive] = ModeleTable(
            (Colonne("Carte", lambda c: c.libelle, icone=self._icone, encre=self._encre, etiree=True),),
            cle=lambda carte: carte.code,
        )
        self.tableau = Tableau(TITRES[type_carte], self._modele)
        self.tableau.horizontalHeader().hide()
        self.tableau.setObjectName(f"lecteur.{type_carte.value}")
        self.tableau.active.connect(self._basculer)
        self.inserer = BoutonIcone("inserer", "Insérer la carte choisie", hauteur=HAUTEUR.bouton_titre)
        self.inserer.au_clic(self._inserer)
        self.inserer.setObjectName(f"lecteur.{type_carte.value}.inserer")
        self.retirer = BoutonIcone("retirer", "Retirer la carte", hauteur=HAUTEUR.bouton_titre)
        self.retirer.au_clic(self._retirer)
        self.retirer.setObjectName(f"lecteur.{type_carte.value}.retirer")
        self.tableau.choisie.connect(lambda _carte: self._armer())
        self.ajouter(ligne(gras(TITRES[type_carte]), None, self._puce, self.inserer, self.retirer))
        self.rangee.addWidget(self.tableau, 1)

    def proposer(self, cartes: tuple[CarteFictive, ...]) -> None:
        """Montre les cartes de cette fente."""
        self._modele.remplacer(tuple(carte for carte in cartes if carte.type_carte is self._type))
        self._choisir_l_inseree()
        self._armer()

    def montrer(self, etat: EtatFente) -> None:
        """Montre où en est la fente."""
        self._puce.montrer(*PUCES[etat.etape])
        self._choisir_l_inseree()
        self.tableau.viewport().update()
        self._armer()

    def _choisir_l_inseree(self) -> None:
        if (inseree := self._lecteur.carte_inseree(self._type)) is not None:
            self.tableau.choisir(inseree.code)

    def _armer(self) -> None:
        self.inserer.setEnabled(self.tableau.ligne_courante() is not None)
        self.retirer.setEnabled(self._lecteur.carte_inseree(self._type) is not None)

    def _basculer(self, carte: CarteFictive) -> None:
        if self._est_inseree(carte):
            self._retirer()
        else:
            self._inserer()

    def _inserer(self) -> None:
        if (carte := self.tableau.ligne_courante()) is not None:
            self._lecteur.inserer(carte.code)

    def _retirer(self) -> None:
        self._lecteur.retirer(self._type)

    def _est_inseree(self, carte: CarteFictive) -> bool:
        inseree = self._lecteur.carte_inseree(self._type)
        return inseree is not None and inseree.code == carte.code

    def _icone(self, carte: CarteFictive) -> str:
        return "coche_cercle" if self._est_inseree(carte) else "carte"

    def _encre(self, carte: CarteFictive) -> str:
        return Ton.SUCCES.encre if self._est_inseree(carte) else ""


class PannesSimulees(Panneau):
    """Ce qui doit mal se passer à la prochaine lecture."""

    def __init__(self, lecteur: LecteurSimule) -> None:
        super().__init__()
        self._lecteur = lecteur
        self.lente = QCheckBox("Carte lente (1 s par échange)")
        self.muette = QCheckBox("Carte muette")
        self.illisible = QCheckBox("Carte illisible")
        self.sans_api = QCheckBox("Sans l’API des droits (lecture simple)")
        self.sans_api.setAccessibleName(self.sans_api.text())
        self.sans_api.toggled.connect(self._priver_de_l_api)
        self.arrachee = ListeChoix("Carte arrachée", ARRACHEMENTS)
        for case in (self.lente, self.muette, self.illisible):
            case.setAccessibleName(case.text())
            case.toggled.connect(self._regler)
        self.arrachee.choisi.connect(self._regler)
        self.ajouter(
            gras("Pannes"),
            self.lente,
            ligne(self.muette, self.illisible, None, espace=ESPACE.grand),
            self.sans_api,
            self.arrachee,
        )

    def oublier_l_arrachement(self) -> None:
        """La carte a été arrachée : cela n’arrive qu’une fois."""
        self.arrachee.choisir(None)

    def _priver_de_l_api(self, privee: bool) -> None:  # noqa: FBT001  (le signal de la case)
        self._lecteur.avec_droits = not privee

    def _regler(self, _valeur: object) -> None:
        self._lecteur.regler_pannes(
            Pannes(
                lenteur_s=LENTEUR_S if self.lente.isChecked() else 0.0,
                muette=self.muette.isChecked(),
                illisible=self.illisible.isChecked(),
                retirer_apres=self.arrachee.valeur(),
            )
        )


class PanneauLecteur(Panneau):
    """Le panneau, posé par-dessus l’écran à droite ; Échap le ferme.

    Signals:
        ferme: La personne a fermé le panneau.
    """

    ferme = Signal()

    def __init__(self, poste: Poste, ecoute: EcouteDuLecteur, parent: QWidget | None = None) -> None:
        super().__init__(Fond("surface", "bord_fort", RAYON.carte), marges=MARGES, espace=ESPACE.moyen, parent=parent)
        self._poste, self._ecoute = poste, ecoute
        self.setObjectName("lecteur.panneau")
        self.setAccessibleName("Lecteur de cartes")
        self.setFixedWidth(theme().px(LARGEUR.actions))
        fermer = BoutonIcone("croix", "Fermer le panneau", StyleBouton.DISCRET, hauteur=HAUTEUR.bouton_titre)
        fermer.au_clic(self.ferme.emit)
        self.fentes: dict[TypeCarte, FenteSimulee] = {}
        self.pannes: PannesSimulees | None = None
        self.reels: LecteursReels | None = None
        self.refus = Bandeau("", ton=Ton.DANGER)
        self.refus.setObjectName("lecteur.refus")
        tete = ligne(gras(poste.lecteur.nom), None)
        if poste.lecteur.simule:
            tete.addWidget(EtiquetteSimulation())
        tete.addWidget(fermer)
        self.ajouter(tete)
        self._garnir(poste)
        ecoute.change.connect(self.actualiser)
        ecoute.lecture_refusee.connect(self._sur_refus)
        self.actualiser()

    def actualiser(self) -> None:
        """Montre l’état des fentes et le dernier refus."""
        for type_carte, fente in self.fentes.items():
            fente.montrer(self._ecoute.etat(type_carte))
        if self.reels is not None:
            self.reels.montrer(self._ecoute.poste)
        refus = [etat for etat in map(self._ecoute.etat, TypeCarte) if etat.etape is EtapeFente.REFUS]
        self.refus.setVisible(bool(refus))
        if refus:
            self.refus.dire(refus[0].message, refus[0].conseil, Ton.DANGER)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Échap ferme."""
        if evenement.key() == Qt.Key.Key_Escape:
            self.ferme.emit()
            return
        super().keyPressEvent(evenement)

    def prendre_le_clavier(self) -> None:
        """Place le focus sur la liste des cartes du patient."""
        if self.fentes:
            self.fentes[TypeCarte.VITALE].tableau.setFocus(Qt.FocusReason.OtherFocusReason)

    def _garnir(self, poste: Poste) -> None:
        lecteur = poste.lecteur
        if not isinstance(lecteur, LecteurSimule):
            self.reels = LecteursReels()
            self.ajouter(self.reels, self.refus, None)
            return
        self.fentes = {type_carte: FenteSimulee(type_carte, lecteur) for type_carte in TypeCarte}
        self.pannes = PannesSimulees(lecteur)
        legende = petit("Entrée insère ou retire la carte choisie.", encre="texte2")
        self.ajouter(legende, self.refus)
        self.rangee.addWidget(self.fentes[TypeCarte.VITALE], 3)
        self.ajouter(Filet())
        self.rangee.addWidget(self.fentes[TypeCarte.CPS], 2)
        self.ajouter(Filet(), self.pannes)
        poste.taches.lire_la_carte(lecteur.cartes, self._proposer)

    def _proposer(self, cartes: tuple[CarteFictive, ...]) -> None:
        for fente in self.fentes.values():
            fente.proposer(cartes)

    def _sur_refus(self, _message: str, _conseil: str, _fente: TypeCarte) -> None:
        if self.pannes is not None:
            self.pannes.oublier_l_arrachement()
