"""Les personnes du cabinet : les praticiens, et qui peut ouvrir une session."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from secretariat.cabinet import lectures
from secretariat.cabinet.valeurs import LIBELLES_ROLES, LIBELLES_SECTEURS, FichePraticien, FicheUtilisateur
from secretariat.socle.unite_de_travail import Lecture
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.tableau import Tableau
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE

PRATICIENS = (
    Colonne[FichePraticien]("Praticien", lambda p: p.nom_complet, graisse=600, etiree=True),
    Colonne[FichePraticien]("Spécialité", lambda p: p.specialite),
    Colonne[FichePraticien]("Secteur", lambda p: LIBELLES_SECTEURS[p.secteur]),
    Colonne[FichePraticien]("RPPS", lambda p: p.rpps, droite=True),
)
COMPTES = (
    Colonne[FicheUtilisateur]("Identifiant", lambda u: u.identifiant, graisse=600),
    Colonne[FicheUtilisateur]("Personne", lambda u: f"{u.prenom} {u.nom}".strip(), etiree=True),
    Colonne[FicheUtilisateur]("Rôle", lambda u: LIBELLES_ROLES[u.role]),
    Colonne[FicheUtilisateur]("État", lambda u: "actif" if u.actif else "fermé"),
)


class VuePersonnes(Ecran):
    """Deux listes, à lire."""

    TABLES = frozenset({"praticiens", "utilisateurs"})

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        self.praticiens = ModeleTable(PRATICIENS, lambda p: p.id, self)
        self.comptes = ModeleTable(COMPTES, lambda u: u.id, self)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(ESPACE.grand)
        page.addWidget(Carte("Praticiens").ajouter(Tableau("Praticiens", self.praticiens)), 1)
        page.addWidget(Carte("Comptes").ajouter(Tableau("Comptes", self.comptes)), 1)

    def relire(self) -> None:
        """Redemande les deux listes."""

        def lire(lecture: Lecture) -> tuple[tuple[FichePraticien, ...], tuple[FicheUtilisateur, ...]]:
            return lectures.praticiens(lecture), lectures.utilisateurs(lecture)

        self.poste.taches.lire(lire, self._montrer)

    def _montrer(self, listes: tuple[tuple[FichePraticien, ...], tuple[FicheUtilisateur, ...]]) -> None:
        self.praticiens.remplacer(listes[0])
        self.comptes.remplacer(listes[1])
