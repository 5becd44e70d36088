"""Écrire un courrier : le patient, le modèle, ce qu’il demande, et la lettre telle qu’elle sera."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from secretariat.cabinet.valeurs import FichePraticien
from secretariat.courriers.valeurs import Apercu, BilanDesChamps, ModeleDeCourrier
from secretariat.ui.composants import (
    Bandeau,
    Bouton,
    Carte,
    ChampNote,
    ChampTexte,
    ListeChoix,
    StyleBouton,
    contenir,
    gras,
    ligne,
    petit,
    pile,
    titre,
    vider,
)
from secretariat.ui.composants.apercu_pdf import ApercuPdf, PageRendue
from secretariat.ui.composants.fluide import Fluide
from secretariat.ui.theme.jetons import ESPACE, LARGEUR, Ton

LONGS = frozenset({"courrier.texte", "destinataire.adresse"})
DELAI_APERCU_MS = 400


@dataclass(frozen=True, slots=True)
class Destinataire:
    """Le patient de qui parle la lettre ; `connus` sont les champs que sa journée donne déjà (`presence.arrivee`)."""

    id: int
    nom: str
    detail: str
    connus: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Demande:
    """Ce que la page demande de composer."""

    patient_id: int
    praticien_id: int | None
    modele: str
    complements: tuple[tuple[str, str], ...]


class PageRedaction(QWidget):
    """La rédaction.

    Signals:
        a_composer: Quelque chose a changé : recomposer l’aperçu ; porte la demande.
        a_ranger: Écrire la lettre pour de bon ; porte la demande et dit si l’on accepte les champs manquants.
        renoncee: Revenir à la liste.
    """

    a_composer = Signal(object)
    a_ranger = Signal(object, bool)
    renoncee = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._patient: Destinataire | None = None
        self._manquants = False
        self._nom, self._detail = gras(), petit(encre="texte2")
        self.modele: ListeChoix[ModeleDeCourrier] = ListeChoix("Modèle")
        self.modele.saisie.setObjectName("courriers.modele")
        self.praticien: ListeChoix[FichePraticien] = ListeChoix("Au nom de")
        self._champs: dict[str, ChampTexte | ChampNote] = {}
        self._complements = pile(espace=ESPACE.moyen)
        self.bilan = Bandeau("", ton=Ton.ATTENTION)
        self.bilan.setObjectName("courriers.bilan")
        self.ranger = Bouton("Ranger au dossier", StyleBouton.PRINCIPAL, icone="coche", raccourci="Ctrl+Return")
        self.ranger.setObjectName("courriers.ranger")
        self.ranger.au_clic(self._ranger_la_lettre)
        self.renoncer = Bouton("Revenir à la liste", raccourci="Esc").au_clic(self.renoncee.emit)
        self.apercu = ApercuPdf("Aperçu de la lettre")
        self._minuterie = QTimer(self, singleShot=True, interval=DELAI_APERCU_MS)
        self._minuterie.timeout.connect(self._composer)
        self._disposer()
        self.modele.choisi.connect(self._sur_modele)
        self.praticien.choisi.connect(lambda _praticien: self._minuterie.start())

    def proposer(
        self,
        modeles: tuple[ModeleDeCourrier, ...],
        praticiens: tuple[FichePraticien, ...],
        venu_voir: FichePraticien | None = None,
    ) -> None:
        """Donne les modèles et les praticiens entre lesquels choisir ; la lettre part du praticien que l’on voit."""
        self.modele.proposer([(m.titre, m) for m in modeles])
        self.praticien.proposer([(p.nom_complet, p) for p in praticiens], venu_voir)

    def commencer(self, patient: Destinataire) -> None:
        """Commence une lettre pour ce patient, ou reprend la sienne ; rien de ce qui parle d’un autre n’y passe."""
        if self._patient is None or self._patient.id != patient.id:
            self.oublier()
        self._patient = patient
        self._nom.setText(patient.nom)
        self._detail.setText(patient.detail)
        self._sur_modele(self.modele.valeur())
        self.modele.saisie.setFocus()

    def oublier(self) -> None:
        """La lettre est rangée, ou abandonnée pour un autre patient : ce qui était saisi ne ressert pas."""
        self._patient, self._champs = None, {}

    def demande(self) -> Demande | None:
        """Ce qui est saisi, ou rien si aucun patient n’est choisi."""
        if self._patient is None:
            return None
        saisis = tuple((nom, champ.texte()) for nom, champ in self._champs.items() if champ.texte())
        return Demande(self._patient.id, self.praticien.valeur().id, self.modele.valeur().nom, saisis)

    def montrer(self, apercu: Apercu, pages: tuple[PageRendue, ...]) -> None:
        """Montre la lettre et ce qui lui manque."""
        self.apercu.montrer(pages)
        self._annoncer(apercu.bilan)

    def refuser(self, message: str, conseil: str) -> None:
        """Montre pourquoi la lettre ne se fait pas."""
        self.bilan.dire(message, conseil, Ton.DANGER)
        self.bilan.show()

    def _disposer(self) -> None:
        self.bilan.hide()
        saisie = Carte()
        saisie.ajouter(
            pile(self._nom, self._detail, espace=0), self.modele, self.praticien, contenir(self._complements), None
        )
        defilement = QScrollArea()
        defilement.setWidgetResizable(True)
        defilement.setFrameShape(QScrollArea.Shape.NoFrame)
        defilement.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        defilement.setWidget(saisie)
        gestes = contenir(Fluide(self.ranger, self.renoncer))
        gauche = contenir(pile(defilement, self.bilan, gestes, espace=ESPACE.moyen))
        gauche.setFixedWidth(LARGEUR.liste)
        lettre = Carte("Aperçu")
        lettre.corps.addWidget(self.apercu)
        page = QVBoxLayout(self)
        page.setContentsMargins(ESPACE.ample, ESPACE.moyen, ESPACE.ample, ESPACE.grand)
        page.setSpacing(ESPACE.moyen)
        page.addWidget(titre("Écrire un courrier"))
        corps = ligne(gauche, lettre, espace=ESPACE.grand)
        corps.setStretch(1, 1)
        page.addLayout(corps, 1)

    def _sur_modele(self, modele: ModeleDeCourrier) -> None:
        connus = self._patient.connus if self._patient else {}
        gardes = {**connus, **{nom: champ.texte() for nom, champ in self._champs.items()}}
        vider(self._complements)
        self._champs = {}
        for champ in modele.a_saisir:
            sorte = ChampNote if champ.nom in LONGS else ChampTexte
            piece = sorte(champ.description.split("\u00a0:")[0].split(" :")[0], gardes.get(champ.nom, ""))
            piece.saisie.setObjectName(f"courriers.{champ.nom}")
            piece.modifie.connect(self._minuterie.start)
            self._champs[champ.nom] = piece
            self._complements.addWidget(piece)
        self._ordonner()
        self._composer()

    def _ordonner(self) -> None:
        """Tab va du praticien aux champs du modèle, puis aux boutons."""
        saisies = (self.praticien.saisie, *(champ.saisie for champ in self._champs.values()), self.ranger)
        for avant, apres in pairwise(saisies):
            QWidget.setTabOrder(avant, apres)

    def _composer(self) -> None:
        if (demande := self.demande()) is not None:
            self.a_composer.emit(demande)

    def _annoncer(self, bilan: BilanDesChamps) -> None:
        self._manquants = bool(bilan.manquants)
        if not bilan.manquants:
            self.bilan.hide()
            self.ranger.nommer("Ranger au dossier")
            return
        noms = ", ".join(champ.description.split(" :")[0].split("\u00a0:")[0].lower() for champ in bilan.manquants)
        nombre = len(bilan.manquants)
        self.bilan.dire(
            f"Il manque {nombre} champ{'s' if nombre > 1 else ''} à cette lettre",
            f"{noms[:1].upper()}{noms[1:]}. Rangée ainsi, la lettre porte des points à remplir à la main.",
            Ton.ATTENTION,
        )
        self.bilan.show()
        self.ranger.nommer("Ranger tel quel")

    def _ranger_la_lettre(self) -> None:
        if (demande := self.demande()) is not None:
            self.a_ranger.emit(demande, self._manquants)
