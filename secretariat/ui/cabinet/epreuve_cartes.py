"""Éprouver la lecture : les échanges avec chaque carte en place, et le diagnostic à copier ou à joindre."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QProgressBar

from secretariat.cartes.canal import SW_BIEN
from secretariat.cartes.diagnostic import Diagnostic, diagnostiquer
from secretariat.cartes.diagnostic_ecrit import CARTES, en_json, en_texte, instruction_dite, issue_dite, ms_dites
from secretariat.cartes.diagnostic_epreuve import EchangeChronometre
from secretariat.cartes.reglages import lire_reglages
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.ui import enregistrer_sous
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton, StyleBouton
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.etats import EtatVide
from secretariat.ui.composants.etiquette import petit
from secretariat.ui.composants.fluide import Fluide
from secretariat.ui.composants.rangement import contenir
from secretariat.ui.composants.tableau import Tableau
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import HAUTEUR, Ton

FILTRE = "Texte (*.txt);;JSON (*.json)"
SANS_CARTE = "Aucune carte à éprouver\u202f: en insérer une, et recommencer. Le diagnostic du poste est prêt."
LIGNES_MINI = 4


@dataclass(frozen=True, slots=True)
class Etape:
    """Une ligne de la table : un échange, et de quelle carte."""

    rang: int
    carte: str
    fait: EchangeChronometre

    @property
    def bien(self) -> bool:
        """Vrai si la carte a fait ce qui lui était demandé."""
        return self.fait.echange.sw == SW_BIEN


COLONNES = (
    Colonne[Etape]("N°", lambda e: f"{e.rang}", droite=True),
    Colonne[Etape](
        "Échange", lambda e: _en_tete(instruction_dite(e.fait.echange.instruction)), graisse=500, etiree=True
    ),
    Colonne[Etape]("Carte", lambda e: e.carte, accessoire=True),
    Colonne[Etape](
        "Réponse (SW)",
        lambda e: f"{e.fait.echange.sw:04X}",
        icone=lambda e: "coche_cercle" if e.bien else "info",
        encre=lambda e: Ton.SUCCES.encre if e.bien else Ton.INFO.encre,
    ),
    Colonne[Etape]("Octets", lambda e: f"{e.fait.echange.octets}", droite=True),
    Colonne[Etape]("Durée", lambda e: ms_dites(e.fait.duree_ms), droite=True),
)


def etapes(diagnostic: Diagnostic) -> tuple[Etape, ...]:
    """Les échanges de toutes les épreuves, dans l’ordre."""
    faits = (
        (_en_tete(CARTES[epreuve.type_carte]), fait) for epreuve in diagnostic.epreuves for fait in epreuve.echanges
    )
    return tuple(Etape(rang, carte, fait) for rang, (carte, fait) in enumerate(faits, start=1))


class CarteEpreuve(Carte):
    """Une lecture d’épreuve, et ce que l’on en garde ; le dernier diagnostic fait est dans `diagnostic`."""

    def __init__(self, poste: Poste) -> None:
        super().__init__("Épreuve de lecture")
        self._poste = poste
        self.diagnostic: Diagnostic | None = None
        self.eprouver = Bouton("Éprouver la lecture", StyleBouton.PRINCIPAL, icone="lecteur").au_clic(self._eprouver)
        self.exporter = Bouton("Exporter le diagnostic…", icone="telecharger").au_clic(self._exporter)
        self.copier = Bouton("Copier", icone="document").au_clic(self._copier)
        for nom, bouton in (("eprouver", self.eprouver), ("exporter", self.exporter), ("copier", self.copier)):
            bouton.setObjectName(f"cabinet.cartes.{nom}")
        self.message = Bandeau("")
        self.message.hide()
        self._attente = QProgressBar()
        self._attente.setRange(0, 0)
        self._attente.setAccessibleName("Lecture d’épreuve en cours")
        self._attente.hide()
        self.modele = ModeleTable(COLONNES, lambda etape: etape.rang, self)
        vide = EtatVide("lecteur", "Aucun échange à montrer.", "Insérer une carte, puis éprouver la lecture.")
        self.tableau = Tableau("Échanges avec les cartes", self.modele, vide)
        self.tableau.setMinimumHeight(LIGNES_MINI * HAUTEUR.ligne)
        explication = (
            "Lit chaque carte en place et n’en garde que la suite des échanges\u00a0: ni nom, ni NIR, ni date. Le "
            "diagnostic peut donc se joindre à une demande d’aide."
        )
        self.ajouter(
            petit(explication, encre="texte2").replier(),
            contenir(Fluide(self.eprouver, self.exporter, self.copier)),
            self._attente,
            self.message,
            self.tableau,
        )
        self._permettre()

    def montrer(self, diagnostic: Diagnostic) -> None:
        """Montre les échanges, et comment chaque épreuve s’est finie."""
        self.diagnostic = diagnostic
        self.modele.remplacer(etapes(diagnostic))
        phrase, remede = diagnostic.defaut
        issues = "\n".join(f"{_en_tete(CARTES[e.type_carte])}\u00a0— {issue_dite(e)}" for e in diagnostic.epreuves)
        if phrase:
            self._finir(phrase, f"{issues}\n{remede}".strip(), Ton.DANGER)
        elif issues:
            self._finir("La lecture se fait", issues, Ton.SUCCES)
        else:
            self._finir("Rien n’empêche de lire", SANS_CARTE, Ton.INFO)

    def _eprouver(self) -> None:
        self.message.hide()
        self._attente.show()
        self._permettre()
        lecteur, donnees = self._poste.lecteur, self._poste.donnees
        horloge = self._poste.taches.cabinet.horloge
        self._poste.taches.lire_la_carte(
            lambda: diagnostiquer(lecteur, lire_reglages(donnees), horloge=horloge), self.montrer, self._refuser
        )

    def _copier(self) -> None:
        if self.diagnostic is not None:
            QGuiApplication.clipboard().setText(en_texte(self.diagnostic))
            self._poste.demandes.message.emit("Diagnostic copié, à coller dans un message")

    def _exporter(self) -> None:
        releve = self.diagnostic
        if releve is None:
            return
        nom = f"diagnostic-cartes-{releve.fait_le:%Y-%m-%d}.txt"
        chemin = enregistrer_sous.demander(self, nom, FILTRE, "Exporter le diagnostic des cartes")
        if chemin is not None:
            self._poste.taches.travailler(
                lambda _suivi: ecrire(chemin, releve),
                lambda ecrit: self._poste.demandes.message.emit(f"Diagnostic écrit dans {ecrit}"),
                en_cas_de_refus=self._refuser,
            )

    def _refuser(self, erreur: ErreurSecretariat) -> None:
        self._finir(str(erreur), erreur.conseil, Ton.DANGER)

    def _finir(self, titre: str, detail: str, ton: Ton) -> None:
        self._attente.hide()
        self.message.dire(titre, detail, ton)
        self.message.show()
        self._permettre()

    def _permettre(self) -> None:
        libre = not self._attente.isVisibleTo(self)
        self.eprouver.setEnabled(libre)
        for bouton in (self.exporter, self.copier):
            bouton.setEnabled(libre and self.diagnostic is not None)
            bouton.setToolTip("" if self.diagnostic is not None else "Éprouver d’abord la lecture.")


def _en_tete(texte: str) -> str:
    return texte[:1].upper() + texte[1:]


def ecrire(chemin: Path, diagnostic: Diagnostic) -> Path:
    """Écrit le diagnostic : en JSON si le nom finit ainsi, sinon en texte.

    Raises:
        ErreurEnvironnement: Le dossier manque, ne s’écrit pas, ou le disque est plein.
    """
    ecrit = en_json(diagnostic) if chemin.suffix.lower() == ".json" else en_texte(diagnostic)
    return enregistrer_sous.ecrire(chemin, ecrit.encode())
