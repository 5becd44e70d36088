"""La recherche d’un dossier : une saisie, les réponses à chaque frappe, et les derniers dossiers ouverts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from secretariat.dossiers.lectures import rechercher
from secretariat.dossiers.valeurs import FichePatient, PatientTrouve
from secretariat.socle.droits import Droit
from secretariat.ui.composants import (
    Bandeau,
    Bouton,
    ChampRecherche,
    Chargement,
    EtatVide,
    Fond,
    Panneau,
    StyleBouton,
    Tableau,
    ligne,
    petit,
    pile,
    titre,
)
from secretariat.ui.dossiers.colonnes import en_liste, modele_des_patients
from secretariat.ui.droits import griser
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, RAYON, Ton
from secretariat.ui.typographie import heure

LIMITE = 60
DERNIERS = 12
MARGES = (ESPACE.ample, ESPACE.grand, ESPACE.ample, ESPACE.ample)
INVITE = "Date de naissance, nom, prénom, téléphone, numéro de sécurité sociale…"
AIDE = "La date de naissance d’abord : 14061984. Quelques lettres suffisent, sans accents et dans n’importe quel ordre."


class PageListe(QWidget):
    """La liste des dossiers.

    Signals:
        ouvrir: Ouvrir un dossier ; porte le numéro du patient.
        creer: Créer un dossier après cette recherche ; porte ce qui a été cherché.
        reprendre: Reprendre le brouillon de création.
    """

    ouvrir = Signal(int)
    creer = Signal(str)
    reprendre = Signal()

    def __init__(self, poste: Poste) -> None:
        super().__init__()
        self._poste = poste
        self._cherche = ""
        self._derniers: dict[int, PatientTrouve] = {}
        self.recherche = ChampRecherche(INVITE)
        self.recherche.setObjectName("dossiers.recherche")
        self.nouveau = Bouton("Créer un dossier", StyleBouton.PRINCIPAL, icone="plus", raccourci="Ctrl+N")
        self.nouveau.au_clic(self._demander_creation).setObjectName("dossiers.creer")
        self.nouveau.setEnabled(False)
        self._compte = petit("", encre="texte2")
        self._aide = petit(AIDE)
        self._chargement = Chargement()
        self._modele = modele_des_patients(poste.taches.cabinet.horloge)
        self._vide = EtatVide("recherche", "")
        self.tableau = Tableau("Dossiers trouvés", self._modele, self._vide)
        self.tableau.setObjectName("dossiers.liste")
        self.brouillon = self._fabriquer_brouillon()
        self._ranger()
        self._brancher()
        self._montrer_les_derniers()

    def chercher(self) -> None:
        """Refait la recherche en cours."""
        texte = self.recherche.text().strip()
        if not texte:
            self._cherche = ""
            self.nouveau.setEnabled(False)
            self._poste.taches.lire(lambda _: (), lambda _: self._montrer_les_derniers(), sujet="dossiers, liste")
            return
        self._chargement.commencer()
        self._poste.taches.lire(
            lambda lecture: rechercher(lecture, texte, limite=LIMITE),
            lambda trouves: self._montrer(texte, trouves),
            sujet="dossiers, liste",
        )

    def retenir(self, fiche: FichePatient) -> None:
        """Ajoute un dossier à ceux que l’on vient d’ouvrir."""
        self._derniers.pop(fiche.id, None)
        instant = heure(self._poste.taches.cabinet.horloge())
        self._derniers = {fiche.id: en_liste(fiche, f"ouvert à {instant}"), **self._derniers}
        self._derniers = dict(list(self._derniers.items())[:DERNIERS])
        if not self._cherche:
            self._montrer_les_derniers()

    def annoncer_brouillon(self, nom: str) -> None:
        """Propose de reprendre la création laissée en plan ; sans nom, il n’y en a pas."""
        self.brouillon.dire(f"Création en attente : {nom}", "Rien n’est enregistré tant que le dossier n’est pas créé.")
        self.brouillon.setVisible(bool(nom))

    def prendre_le_clavier(self) -> None:
        """Place le focus dans la recherche, tout sélectionné."""
        self.recherche.setFocus(Qt.FocusReason.OtherFocusReason)
        self.recherche.selectAll()

    def _ranger(self) -> None:
        cadre = Panneau(Fond("surface", "bord", RAYON.carte), marges=(ESPACE.petit,) * 4, espace=0)
        cadre.ajouter(self._chargement)
        cadre.rangee.addWidget(self.tableau, 1)
        page = pile(
            ligne(titre("Dossiers"), None, self.nouveau),
            self.recherche,
            ligne(self._aide, None, self._compte),
            self.brouillon,
            espace=ESPACE.moyen,
            marges=MARGES,
        )
        page.addWidget(cadre, 1)
        self.setLayout(page)

    def _brancher(self) -> None:
        self.recherche.cherche.connect(self._sur_saisie)
        self.recherche.descend.connect(self._descendre)
        self.recherche.returnPressed.connect(self._ouvrir_le_choix)
        self.tableau.active.connect(lambda patient: self.ouvrir.emit(patient.id))

    def _fabriquer_brouillon(self) -> Bandeau:
        reprendre = Bouton("Reprendre", raccourci="Ctrl+R", hauteur=HAUTEUR.bouton_carte).au_clic(self.reprendre.emit)
        reprendre.setObjectName("dossiers.reprendre")
        bandeau = Bandeau("", icone="crayon", ton=Ton.INFO, action=reprendre)
        bandeau.hide()
        return bandeau

    def _sur_saisie(self, texte: str) -> None:
        if texte != self._cherche:
            self.nouveau.setEnabled(False)
        self.chercher()

    def _montrer(self, texte: str, trouves: tuple[PatientTrouve, ...]) -> None:
        self._cherche = texte
        self._chargement.finir()
        self._vide.dire(
            f"Aucun dossier ne répond à « {texte} ».",
            "Vérifier la date de naissance, ou créer le dossier (Ctrl+N).",
        )
        self._modele.remplacer(trouves)
        griser(self.nouveau, self._poste.droits, Droit.ECRIRE_IDENTITE)
        nombre = f"{len(trouves)} dossier{'s' if len(trouves) > 1 else ''}"
        self._compte.setText(f"{nombre} et plus" if len(trouves) == LIMITE else nombre if trouves else "")
        if trouves:
            self.tableau.choisir(trouves[0].id)

    def _montrer_les_derniers(self) -> None:
        self._chargement.finir()
        self._vide.dire("Chercher avant de créer.", "Taper une date de naissance, un nom, un téléphone…")
        self._modele.remplacer(tuple(self._derniers.values()))
        self._compte.setText("Derniers dossiers ouverts" if self._derniers else "")

    def _descendre(self) -> None:
        self.tableau.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ouvrir_le_choix(self) -> None:
        """Entrée dans la saisie ouvre la ligne choisie, si elle répond bien à ce qui est tapé."""
        patient = self.tableau.ligne_courante()
        if patient is not None and self._cherche == self.recherche.text().strip():
            self.ouvrir.emit(patient.id)

    def _demander_creation(self) -> None:
        self.creer.emit(self._cherche)
