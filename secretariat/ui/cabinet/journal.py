"""Le journal d’audit, tel qu’on le relit : qui, quand, pourquoi, quoi. On n’y corrige rien."""

from __future__ import annotations

import json

from PySide6.QtWidgets import QVBoxLayout

from secretariat.cabinet.valeurs import LIBELLES_ROLES, Role
from secretariat.socle.audit import Criteres
from secretariat.socle.horloge import a_paris
from secretariat.socle.unite_de_travail import LigneDuJournal
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.champ_recherche import ChampRecherche
from secretariat.ui.composants.etats import EtatVide
from secretariat.ui.composants.etiquette import petit
from secretariat.ui.composants.rangement import ligne
from secretariat.ui.composants.tableau import Tableau
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE, LARGEUR

LIMITE = 300
INVITE = "Choisir une ligne pour la lire en entier."
OPERATIONS = {"creation": "création"}


def en_clair(details: str) -> str:
    """Les champs d’une ligne, tels qu’on les lit : « nom DURAND · commune Nantes → Rezé »."""
    champs: dict[str, object] = json.loads(details)
    return " · ".join(f"{nom} {_valeur(valeur)}" for nom, valeur in champs.items() if valeur not in ("", None))


def role_dit(role: str) -> str:
    """« secrétaire » ; « programme » et ce que l’on ne connaît pas restent tels quels."""
    return LIBELLES_ROLES[Role(role)] if role in list(Role) else role


def _valeur(valeur: object) -> str:
    match valeur:
        case [avant, apres]:
            return f"{_valeur(avant) or 'vide'} → {_valeur(apres) or 'vide'}"
        case bool():
            return "oui" if valeur else "non"
        case None:
            return ""
        case _:
            return str(valeur)


COLONNES = (
    Colonne[LigneDuJournal]("N°", lambda ligne: f"{ligne.numero}", droite=True),
    Colonne[LigneDuJournal]("Instant", lambda ligne: f"{a_paris(ligne.instant):%d/%m/%Y %H:%M:%S}"),
    Colonne[LigneDuJournal]("Qui", lambda ligne: ligne.acteur, detail=lambda ligne: role_dit(ligne.role), graisse=500),
    Colonne[LigneDuJournal]("Pourquoi", lambda ligne: ligne.motif, etiree=True),
    Colonne[LigneDuJournal](
        "Quoi", lambda ligne: OPERATIONS.get(ligne.operation, ligne.operation), detail=lambda ligne: ligne.objet
    ),
    Colonne[LigneDuJournal]("Avant → après", lambda ligne: en_clair(ligne.details), etiree=True),
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
        barre = ligne(self.filtre, legende, espace=ESPACE.grand)
        barre.setStretch(0, 1)
        barre.setStretch(1, 1)
        page.addLayout(barre)
        carte = Carte()
        carte.corps.addWidget(self.tableau)
        self.entiere = petit(INVITE).replier().selectionnable()
        self.entiere.setObjectName("cabinet.journal.entiere")
        self.tableau.choisie.connect(self._dire_en_entier)
        carte.ajouter(self.entiere)
        page.addWidget(carte, 1)

    def activer(self) -> None:
        """Le journal change à chaque geste : on le relit toujours."""
        self.relire()

    def _dire_en_entier(self, ligne: LigneDuJournal | None) -> None:
        self.entiere.setText(INVITE if ligne is None else f"{ligne.motif}\u00a0— {en_clair(ligne.details)}")

    def relire(self) -> None:
        """Redemande les lignes."""
        texte = self.filtre.text().strip()
        self.poste.taches.lire(
            lambda lecture: lecture.lignes_du_journal(Criteres(texte=texte), limite=LIMITE),
            self.modele.remplacer,
            sujet="journal d’audit",
        )
