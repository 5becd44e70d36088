"""Ce que les chapitres se partagent : l’acteur, l’heure, le poste, et ce qui a été compté."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt

from secretariat.ui.accueil.attendus import TableauAttendus
from secretariat.ui.agenda.disposition import Bloc
from secretariat.ui.agenda.grille import Grille
from secretariat.ui.lancement import Lancement
from secretariat.ui.scenario.acteur import Acteur, ScenarioRompu
from secretariat.ui.scenario.horloge import HorlogeDuRecit

CONTROLE = Qt.KeyboardModifier.ControlModifier
METIERS = {
    "accueil": Qt.Key.Key_F2,
    "agenda": Qt.Key.Key_F3,
    "dossiers": Qt.Key.Key_F4,
    "courriers": Qt.Key.Key_F5,
    "facturation": Qt.Key.Key_F6,
    "comptabilite": Qt.Key.Key_F7,
    "cabinet": Qt.Key.Key_F8,
}

LIBELLES_DES_COMPTES = {
    "arrivees": "Arrivées",
    "appels": "Appels en consultation",
    "sorties": "Sorties de consultation",
    "departs": "Départs",
    "urgences": "Urgences sans rendez-vous",
    "absences": "Absences notées",
    "doublons_evites": "Doublons évités",
    "cartes_arrachees": "Cartes retirées pendant la lecture",
    "cartes_confirmees": "Cartes comparées au dossier",
    "rendez_vous_pris": "Rendez-vous pris",
    "doubles_reservations_refusees": "Doubles réservations refusées",
    "deplacements": "Rendez-vous déplacés à la souris",
    "gestes_defaits": "Gestes défaits par Ctrl+Z",
    "encaissements": "Encaissements",
    "contrepassations": "Factures contre-passées",
    "feuilles_signees": "Feuilles de soins signées (simulation)",
    "feuilles_papier": "Feuilles de soins papier",
    "courriers": "Courriers",
    "exports": "Exports du journal",
    "controles": "Contrôles de la base",
    "mots_de_passe_refuses": "Mots de passe refusés",
    "verrouillages": "Verrouillages du poste",
}


@dataclass
class Jeu:
    """Une matinée en train de se jouer.

    Attributes:
        comptes: Ce qui a réussi, par sorte de geste.
        encaisse: Les montants lus à l’écran au moment d’encaisser, dans l’ordre.
        recit: Une phrase par fait, avec son heure.
    """

    acteur: Acteur
    horloge: HorlogeDuRecit
    lancement: Lancement
    sortie: Path
    comptes: Counter[str] = field(default_factory=Counter)
    encaisse: list[str] = field(default_factory=list)
    recit: list[str] = field(default_factory=list)

    def aller(self, metier: str) -> None:
        """Presse la touche de fonction d’un métier."""
        self.acteur.touche(METIERS[metier])

    def raconter(self, phrase: str, *, compte: str = "") -> None:
        """Ajoute un fait au récit, et le compte."""
        self.recit.append(f"{self.horloge():%H:%M}  {phrase}")
        if compte:
            self.comptes[compte] += 1

    def ligne_attendue(self, patient: str) -> None:
        """Clique sur le rendez-vous de ce patient, dans la liste de l’accueil."""
        tableau = self.acteur.trouver(TableauAttendus, "accueil.attendus")
        noms = [attendu.rdv.patient for attendu in tableau.modele.lignes]
        if patient not in noms:
            raise ScenarioRompu(f"{patient} n’est pas dans la liste de l’accueil")
        self.acteur.cliquer_ligne(tableau, noms.index(patient))

    def bloc(self, patient: str) -> Bloc:
        """Le rendez-vous de ce patient dans la grille de l’agenda."""
        disposition = self.grille().disposition
        arrets = () if disposition is None else (arret for colonne in disposition.arrets for arret in colonne)
        for arret in arrets:
            if arret.bloc is not None and arret.bloc.rdv.patient == patient:
                return arret.bloc
        raise ScenarioRompu(f"{patient} n’est pas dans l’agenda du jour")

    def cliquer_bloc(self, patient: str) -> None:
        """Clique sur le rendez-vous de ce patient dans la grille."""
        bloc, grille = self.bloc(patient), self.grille()
        grille.rendre_visible(bloc.colonne, bloc.debut, bloc.fin)
        self.acteur.cliquer_au_point(grille.viewport(), grille.cadre_vue(bloc).center())

    def grille(self) -> Grille:
        """La grille de l’agenda."""
        return self.acteur.trouver(Grille, "agenda.grille")
