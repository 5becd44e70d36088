"""Le journal d’audit, tel qu’on le relit : qui, quand, pourquoi, quoi. On n’y corrige rien."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from secretariat.socle.horloge import a_paris
from secretariat.socle.unite_de_travail import LigneDuJournal
from secretariat.ui.composants.champ_recherche import ChampRecherche
from secretariat.ui.composants.etats import EtatVide
from secretariat.ui.composants.etiquette import petit
from secretariat.ui.composants.rangement import ligne
from secretariat.ui.composants.tableau import Tableau
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE, LARGEUR

LIMITE = 300
COLONNES = (
    Colonne[LigneDuJournal]("N°", lambda ligne: f"{ligne.numero}", droite=True),
    Colonne[LigneDuJournal]("Instant", lambda ligne: f"{a_paris(ligne.instant):%d/%m/%Y %H:%M:%S}"),
    Colonne[LigneDuJournal]("Qui", lambda ligne: ligne.acteur, detail=lambda ligne: ligne.role, graisse=500),
    Colonne[LigneDuJournal]("Pourquoi", lambda ligne: ligne.motif),
    Colonne[LigneDuJournal]("Quoi", lambda ligne: ligne.operation, detail=lambda ligne: ligne.objet),
    Colonne[LigneDuJournal]("Avant → après", lambda ligne: ligne.details, etiree=True),
)


class VueJournal(Ecran):
    """Les dernières lignes, filtrées au besoin ; relue à chaque écriture."""

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        self.filtre = ChampRecherche("Filtrer\u00a0: une personne, un motif, patients:12…")
        self.filtre.setMaximumWidth(LARGEUR.recherche)
        self.filtre.cherche.connect(lambda _texte: self.relire())
        self.modele = ModeleTable(COLONNES, lambda ligne: ligne.numero, self)
        vide = EtatVide("journal", "Aucune ligne ne contient ce texte.")
        self.tableau = Tableau("Journal d’audit", self.modele, vide)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(ESPACE.moyen)
        legende = petit(f"Les {LIMITE} dernières lignes ; chacune porte l’empreinte de la précédente.")
        page.addLayout(ligne(self.filtre, legende, None, espace=ESPACE.grand))
        page.addWidget(self.tableau, 1)

    def activer(self) -> None:
        """Le journal change à chaque geste : on le relit toujours."""
        self.relire()

    def relire(self) -> None:
        """Redemande les lignes."""
        texte = self.filtre.text().strip()
        self.poste.taches.lire(
            lambda lecture: lecture.lignes_du_journal(limite=LIMITE, contenant=texte),
            self.modele.remplacer,
            sujet="journal d’audit",
        )
