"""Le suivi d’une demande : ses dates, ses pièces, son inventaire, et les gestes que son état permet."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from secretariat.conformite.valeurs.acces import (
    LIBELLES_ETATS,
    LIBELLES_EXCLUSIONS,
    LIBELLES_MODES,
    LIBELLES_MOTIFS_DECES,
    Alerte,
    DemandeListee,
    ElementDuDossier,
    EtatDemande,
    Piece,
)
from secretariat.ui.composants import (
    Bouton,
    Carte,
    Filet,
    LigneInfo,
    Puce,
    StyleBouton,
    contenir,
    corps,
    gras,
    ligne,
    petit,
    pile,
    vider,
)
from secretariat.ui.composants.fluide import Fluide
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, Ton
from secretariat.ui.typographie import date_courte

E = EtatDemande
MODIFIABLES = frozenset({E.RECUE, E.INCOMPLETE, E.COMPLETE})
TONS_DES_ALERTES = {Alerte.AUCUNE: Ton.NEUTRE, Alerte.PROCHE: Ton.ATTENTION, Alerte.DEPASSEE: Ton.DANGER}
GESTES: dict[str, tuple[str, str, StyleBouton, frozenset[EtatDemande]]] = {
    "preparer": ("Dossier prêt", "coche", StyleBouton.PRINCIPAL, frozenset({E.COMPLETE})),
    "transmettre": ("Transmettre", "envoi", StyleBouton.PRINCIPAL, frozenset({E.PRETE})),
    "clore": ("Clore", "coche", StyleBouton.PRINCIPAL, frozenset({E.TRANSMISE, E.REFUSEE})),
    "accuser": ("Accusé de réception", "courriers", StyleBouton.A_BORD, MODIFIABLES),
    "reclamer": ("Réclamer les pièces", "courriers", StyleBouton.A_BORD, frozenset({E.RECUE, E.INCOMPLETE})),
    "exporter": (
        "Exporter le dossier…",
        "telecharger",
        StyleBouton.A_BORD,
        frozenset({E.COMPLETE, E.PRETE, E.TRANSMISE}),
    ),
    "rouvrir": ("Rouvrir l’inventaire", "annuler", StyleBouton.A_BORD, frozenset({E.PRETE})),
    "refuser": ("Refuser…", "croix", StyleBouton.DANGER, frozenset({E.RECUE, E.INCOMPLETE, E.COMPLETE, E.PRETE})),
}


class DetailDemande(QScrollArea):
    """Le panneau de droite.

    Signals:
        geste: Un geste est demandé ; porte son nom et la demande.
        piece_recue: Une pièce est arrivée aujourd’hui ; porte son numéro.
        piece_dispensee: On se passe d’une pièce ; porte son numéro.
        element: Écarter ou remettre un élément ; porte la demande et l’élément.
    """

    geste = Signal(str, object)
    piece_recue = Signal(int)
    piece_dispensee = Signal(int)
    element = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAccessibleName("Suivi de la demande")
        self._contenu = pile(espace=ESPACE.grand)
        self.setWidget(contenir(pile(contenir(self._contenu), None)))
        self._montree: tuple[DemandeListee | None, tuple[ElementDuDossier, ...]] = (None, ())

    def montrer(self, demande: DemandeListee | None, elements: tuple[ElementDuDossier, ...]) -> None:
        """Montre cette demande et son inventaire."""
        if (demande, elements) == self._montree and demande is not None:
            return
        self._montree = (demande, elements)
        vider(self._contenu)
        self.setVisible(demande is not None)
        if demande is not None:
            for carte in (self._fiche(demande), self._pieces(demande), self._inventaire(demande, elements)):
                self._contenu.addWidget(carte)
                carte.show()

    def _fiche(self, demande: DemandeListee) -> Carte:
        carte = Carte(demande.demandeur, droite=Puce(LIBELLES_ETATS[demande.etat], ton=Ton.INFO))
        carte.ajouter(LigneInfo("Dossier", f"{demande.patient} · n°\u00a0{demande.patient_id}"))
        carte.ajouter(LigneInfo("Communication", LIBELLES_MODES[demande.mode]))
        if demande.motif_deces is not None:
            carte.ajouter(LigneInfo("Motif", LIBELLES_MOTIFS_DECES[demande.motif_deces]))
        if demande.bornes is not None:
            tot, tard = date_courte(demande.bornes.au_plus_tot), date_courte(demande.bornes.au_plus_tard)
            carte.ajouter(LigneInfo("À communiquer", f"du {tot} au {tard}", ton=TONS_DES_ALERTES[demande.alerte]))
        else:
            carte.ajouter(LigneInfo("À communiquer", "dès que la demande sera complète"))
        if demande.transmise_le is not None:
            carte.ajouter(LigneInfo("Transmise le", date_courte(demande.transmise_le)))
        for texte in filter(None, (demande.perimetre, demande.refus)):
            carte.ajouter(corps(texte, encre="texte2").replier())
        return carte.ajouter(Fluide(*self._gestes(demande), espace=ESPACE.petit))

    def _gestes(self, demande: DemandeListee) -> list[QWidget]:
        boutons: list[QWidget] = []
        for nom, (libelle, icone, style, etats) in GESTES.items():
            if demande.etat in etats:
                bouton = Bouton(libelle, style, icone=icone, hauteur=HAUTEUR.bouton_carte)
                bouton.setObjectName(f"conformite.{nom}")
                boutons.append(bouton.au_clic(partial(self.geste.emit, nom, demande)))
        return boutons

    def _pieces(self, demande: DemandeListee) -> Carte:
        attendues = sum(piece.recue_le is None for piece in demande.pieces)
        ton = Ton.ATTENTION if attendues else Ton.SUCCES
        carte = Carte("Pièces", droite=Puce(_attente(attendues), ton=ton))
        for piece in demande.pieces:
            carte.ajouter(self._piece(piece, modifiable=demande.etat in {E.RECUE, E.INCOMPLETE}))
        return carte

    def _piece(self, piece: Piece, *, modifiable: bool) -> QWidget:
        libelle = corps(piece.libelle).replier()
        if piece.recue_le is not None:
            return contenir(pile(libelle, petit(f"reçue le {date_courte(piece.recue_le)}", encre="succes"), espace=0))
        boutons: list[QWidget | None] = []
        if modifiable:
            recue = Bouton("Reçue", icone="coche", hauteur=HAUTEUR.bouton_titre)
            recue.setObjectName(f"conformite.piece.{piece.id}")
            sans = Bouton("S’en passer…", StyleBouton.DISCRET, hauteur=HAUTEUR.bouton_titre)
            boutons = [
                recue.au_clic(partial(self.piece_recue.emit, piece.id)),
                sans.au_clic(partial(self.piece_dispensee.emit, piece.id)),
            ]
        return contenir(pile(libelle, ligne(*boutons, None)))

    def _inventaire(self, demande: DemandeListee, elements: tuple[ElementDuDossier, ...]) -> Carte:
        exclus = sum(element.exclusion is not None for element in elements)
        carte = Carte(
            "Inventaire", droite=petit(f"{len(elements)} éléments, {exclus} écarté{'s' if exclus > 1 else ''}")
        )
        for rang, element in enumerate(elements):
            if rang:
                carte.ajouter(Filet())
            carte.ajouter(self._element(demande, element))
        return carte

    def _element(self, demande: DemandeListee, element: ElementDuDossier) -> QWidget:
        detail, encre = element.detail, "texte3"
        if element.exclusion is not None:
            detail, encre = f"Écarté\u00a0: {LIBELLES_EXCLUSIONS[element.exclusion]}", Ton.ATTENTION.encre
        texte = pile(gras(element.libelle).abreger(), petit(detail, encre=encre).replier(), espace=0)
        rangee = ligne(espace=ESPACE.moyen)
        rangee.addLayout(texte, 1)
        if demande.etat in MODIFIABLES:
            mot = "Écarter…" if element.exclusion is None else "Remettre"
            bouton = Bouton(mot, StyleBouton.DISCRET, hauteur=HAUTEUR.bouton_titre)
            bouton.setAccessibleName(f"{mot} {element.libelle}")
            rangee.addWidget(bouton.au_clic(partial(self.element.emit, demande, element)))
        return contenir(rangee)


def _attente(pieces: int) -> str:
    if not pieces:
        return "Toutes reçues"
    return f"{pieces} attendue{'s' if pieces > 1 else ''}"
