"""Régler les sauvegardes de ce poste : le dossier, ce que l’on garde, quand prévenir."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QWidget

from secretariat.socle.conservatoire.registre import BORNES
from secretariat.socle.conservatoire.valeurs import Politique, Preferences
from secretariat.ui.composants.bouton import Bouton
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.composants.dialogue import Dialogue
from secretariat.ui.composants.etiquette import gras
from secretariat.ui.composants.rangement import ligne
from secretariat.ui.theme.jetons import ESPACE

A_COTE = "à côté de la base"


class ChampNombre(ChampTexte):
    """Un nombre entier entre deux bornes."""

    def __init__(self, libelle: str, valeur: int, bornes: tuple[int, int]) -> None:
        super().__init__(libelle, f"{valeur}", obligatoire=True)
        self._mini, self._maxi = bornes

    def nombre(self) -> int | None:
        """Le nombre saisi, ou None s’il ne convient pas ; le champ le dit alors."""
        texte = self.texte()
        if texte.isdecimal() and self._mini <= int(texte) <= self._maxi:
            return int(texte)
        self.refuser(f"De {self._mini} à {self._maxi}.")
        return None


class DialogueReglages(Dialogue):
    """Les réglages des sauvegardes."""

    def __init__(self, parent: QWidget | None, actuelles: Preferences) -> None:
        super().__init__("Régler les sauvegardes", parent, valider="Enregistrer")
        politique = actuelles.politique
        self.dossier = ChampTexte(
            "Dossier",
            actuelles.dossier,
            invite=A_COTE,
            aide="De préférence sur un autre disque\u00a0: clé, disque, partage.",
        )
        self.choisir = Bouton("Choisir…", icone="dossier_ouvert").au_clic(self._choisir)
        self.jours = ChampNombre("Jours", politique.jours, BORNES["jours"])
        self.semaines = ChampNombre("Semaines", politique.semaines, BORNES["semaines"])
        self.mois = ChampNombre("Mois", politique.mois, BORNES["mois"])
        self.alerte = ChampNombre(
            "Prévenir quand la dernière a plus de… heures", actuelles.alerte_heures, BORNES["alerte_heures"]
        )
        rangee = ligne(self.dossier, self.choisir)
        rangee.setStretch(0, 1)
        self.ajouter(
            rangee,
            gras("Garder la dernière sauvegarde de chacun des derniers…"),
            ligne(self.jours, self.semaines, self.mois, espace=ESPACE.moyen),
            self.alerte,
        )

    def valeur(self) -> Preferences:
        """Les réglages saisis ; à demander une fois vérifiés."""
        jours, semaines, mois, alerte = (champ.nombre() or 0 for champ in self._nombres())
        return Preferences(self.dossier.texte(), Politique(jours, semaines, mois), alerte)

    def verifier(self) -> bool:
        """Chaque nombre doit être dans ses bornes."""
        return None not in [champ.nombre() for champ in self._nombres()]  # chacun le dit, pas le premier seul

    @classmethod
    def demander(cls, parent: QWidget | None, actuelles: Preferences) -> Preferences | None:
        """Pose la question ; None si la personne renonce."""
        dialogue = cls(parent, actuelles)
        return dialogue.valeur() if dialogue.ouvrir() else None

    def _nombres(self) -> tuple[ChampNombre, ...]:
        return (self.jours, self.semaines, self.mois, self.alerte)

    def _choisir(self) -> None:
        if choisi := QFileDialog.getExistingDirectory(self, "Où ranger les sauvegardes", self.dossier.texte()):
            self.dossier.poser(choisi)
