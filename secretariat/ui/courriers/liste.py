"""Les derniers courriers du cabinet, à relire ou à enregistrer ailleurs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from secretariat.courriers.valeurs import CourrierRange
from secretariat.socle.horloge import a_paris
from secretariat.ui.composants import (
    Bouton,
    Carte,
    EtatVide,
    StyleBouton,
    Tableau,
    ligne,
    titre,
)
from secretariat.ui.composants.apercu_pdf import ApercuPdf
from secretariat.ui.courriers.bloc_signatures import BlocSignatures
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.theme.jetons import ESPACE, LARGEUR
from secretariat.ui.typographie import date_courte, heure

COLONNES = (
    Colonne[CourrierRange]("Date", lambda c: date_courte(a_paris(c.cree_le).date()), detail=lambda c: heure(c.cree_le)),
    Colonne[CourrierRange]("Patient", lambda c: c.patient, graisse=600, etiree=True),
    Colonne[CourrierRange](
        "Courrier",
        lambda c: c.titre,
        detail=lambda c: c.praticien,
        icone=lambda c: "" if c.ouvrable else "verrou",
        largeur=2 * LARGEUR.champ_court,
    ),
    Colonne[CourrierRange]("Par", lambda c: c.auteur, accessoire=True),
)


class PageListe(QWidget):
    """La liste et, à droite, la lettre choisie telle qu’elle s’imprime, avec ses signatures.

    Signals:
        nouveau: Écrire un courrier.
        choisi: Une lettre est choisie, que la personne peut ouvrir ; la porte.
        acces: Demander un accès exceptionnel au patient de cette lettre ; porte son numéro.
        enregistrer: Copier la lettre hors du dossier ; porte le numéro et le nom du document.
        dossier: Ouvrir le dossier du patient ; porte son numéro.
    """

    nouveau = Signal()
    choisi = Signal(object)
    acces = Signal(int)
    enregistrer = Signal(int, str)
    dossier = Signal(int)

    def __init__(self, signatures: BlocSignatures) -> None:
        super().__init__()
        self.signatures = signatures
        self.modele = ModeleTable(COLONNES, lambda c: c.id, self)
        vide = EtatVide("courriers", "Aucun courrier pour l’instant.", "Le premier s’écrit avec la touche N.")
        self.tableau = Tableau("Derniers courriers", self.modele, vide)
        self.tableau.setObjectName("courriers.liste")
        self.ecrire = Bouton("Écrire un courrier", StyleBouton.PRINCIPAL, icone="plus", raccourci="N")
        self.ecrire.setObjectName("courriers.nouveau")
        self.ecrire.clicked.connect(self.nouveau)
        self.apercu = ApercuPdf("Lettre choisie")
        self._pdf = Bouton("PDF…", icone="telecharger").au_clic(self._enregistrer_pdf)
        self._docx = Bouton("Word…", icone="telecharger").au_clic(self._enregistrer_docx)
        self._pdf.setObjectName("courriers.pdf")
        self._docx.setObjectName("courriers.docx")
        self._pdf.setToolTip("Enregistrer une copie du PDF hors du dossier")
        self._docx.setToolTip("Enregistrer une copie modifiable (.docx) hors du dossier")
        self._ouvrir = Bouton("Ouvrir le dossier", icone="dossiers", raccourci="D").au_clic(self._ouvrir_dossier)
        self.demander = Bouton("Accès exceptionnel…", icone="verrou").au_clic(self._demander_un_acces)
        self.demander.setObjectName("courriers.acces")
        self.reservee = EtatVide(
            "verrou",
            "Lettre médicale",
            "Votre rôle sait qu’elle existe, mais ne l’ouvre pas.",
            action=self.demander,
        )
        self._ranger()
        self.tableau.choisie.connect(self._sur_choix)
        self._sur_choix(None)

    def montrer(self, courriers: tuple[CourrierRange, ...]) -> None:
        """Montre ces lettres ; la première est choisie s’il n’y a pas de choix."""
        avant = self.tableau.ligne_courante()
        self.modele.remplacer(courriers)
        apres = self.tableau.ligne_courante()
        if avant is not None and apres is not None and avant.id == apres.id and avant.ouvrable != apres.ouvrable:
            self._sur_choix(apres)
        if courriers and self.tableau.ligne_courante() is None:
            self.tableau.choisir(courriers[0].id)

    def _ranger(self) -> None:
        self._lettre = Carte("Lettre")
        self._lettre.corps.addWidget(self.apercu, 1)
        self._lettre.corps.addWidget(self.reservee, 1)
        self._lettre.ajouter(self.signatures, ligne(self._pdf, self._docx, None, self._ouvrir))
        self._lettre.setFixedWidth(LARGEUR.dialogue)
        liste = Carte()
        liste.corps.addWidget(self.tableau)
        page = QVBoxLayout(self)
        page.setContentsMargins(ESPACE.ample, ESPACE.moyen, ESPACE.ample, ESPACE.grand)
        page.setSpacing(ESPACE.moyen)
        page.addLayout(ligne(titre("Courriers"), None, self.ecrire))
        corps = ligne(liste, self._lettre, espace=ESPACE.grand)
        corps.setStretch(0, 1)
        page.addLayout(corps, 1)

    def _sur_choix(self, courrier: CourrierRange | None) -> None:
        self._lettre.setVisible(courrier is not None)
        if courrier is None:
            return
        for piece in (self.apercu, self.signatures, self._pdf, self._docx):
            piece.setVisible(courrier.ouvrable)
        self.reservee.setVisible(not courrier.ouvrable)
        if courrier.ouvrable:
            self.choisi.emit(courrier)

    def _demander_un_acces(self) -> None:
        if (courrier := self.tableau.ligne_courante()) is not None:
            self.acces.emit(courrier.patient_id)

    def _enregistrer_pdf(self) -> None:
        if (courrier := self.tableau.ligne_courante()) is not None:
            self.enregistrer.emit(courrier.pdf_id, f"{courrier.titre}.pdf")

    def _enregistrer_docx(self) -> None:
        if (courrier := self.tableau.ligne_courante()) is not None:
            self.enregistrer.emit(courrier.docx_id, f"{courrier.titre}.docx")

    def _ouvrir_dossier(self) -> None:
        if (courrier := self.tableau.ligne_courante()) is not None:
            self.dossier.emit(courrier.patient_id)
