"""Les chapitres du comptoir : ouvrir, recevoir douze patients, lire une carte, une urgence, appeler."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QTableView, QWidget

from secretariat.ui.scenario.acteur import ScenarioRompu
from secretariat.ui.scenario.jeu import CONTROLE, Jeu

ARRIVEES = (
    ("0754", "MOREAU Jeanne"),
    ("0756", "BRUNET Noé"),
    ("0809", "GARNIER Paul"),
    ("0822", "PERRIN Odile"),
    ("0824", "LAMBERT Éric"),
    ("0826", "MARTY Zoé"),
    ("0840", "LEROY Sacha"),
    ("0849", "NOËL Agathe"),
    ("0852", "CHEVALIER Marc"),
    ("0911", "GUÉRIN Louis"),
)
"""Dix arrivées à la liste ; la onzième vient avec sa carte, la douzième en urgence."""
VISITES = (
    ("0803", "MOREAU Jeanne", "0814"),
    ("0804", "BRUNET Noé", "0828"),
    ("0818", "GARNIER Paul", "0831"),
    ("0833", "PERRIN Odile", "0900"),
    ("0832", "LAMBERT Éric", "0858"),
    ("0834", "MARTY Zoé", "0846"),
    ("0848", "LEROY Sacha", "0858"),
    ("0901", "NOËL Agathe", "0911"),
    ("0904", "CHEVALIER Marc", "0922"),
    ("0916", "GUÉRIN Louis", "0927"),
)
PORTEUR, CARTE = "MOREAU Camille", "famille-trois-enfants"
URGENT = "ROUSSEL Maurice"


def ouvrir(jeu: Jeu, mot_de_passe: str) -> None:
    """Un mot de passe faux d’abord, le bon ensuite."""
    acteur = jeu.acteur
    acteur.photographier("ouverture")
    acteur.remplir("connexion.mot_de_passe", "pas le bon")
    acteur.touche(Qt.Key.Key_Return)
    acteur.jusqu_a(jeu.lancement.connexion.message.isVisible, "le refus du mot de passe ne se montre pas")
    acteur.photographier("mot-de-passe-refuse")
    jeu.raconter("Un mot de passe faux est refusé", compte="mots_de_passe_refuses")
    acteur.remplir("connexion.mot_de_passe", mot_de_passe)
    acteur.touche(Qt.Key.Key_Return)
    acteur.jusqu_a(lambda: jeu.lancement.espace is not None, "la session ne s’ouvre pas")
    acteur.souffler()
    jeu.raconter("Nadia ouvre sa session")
    acteur.photographier("accueil")


def recevoir(jeu: Jeu) -> None:
    """Dix patients se présentent ; entre-temps, les praticiens appellent et libèrent."""
    faits = [(heure, "A", nom) for heure, nom in ARRIVEES]
    faits += [(appel, "P", nom) for appel, nom, _ in VISITES] + [(sortie, "S", nom) for _, nom, sortie in VISITES]
    jeu.aller("accueil")
    for heure, touche, nom in sorted(faits):
        jeu.horloge.poser(heure)
        jeu.ligne_attendue(nom)
        jeu.acteur.touche(Qt.Key(ord(touche)))
        match touche:
            case "A":
                jeu.raconter(f"{nom} se présente", compte="arrivees")
            case "P":
                jeu.raconter(f"{nom} est appelé en consultation", compte="appels")
            case _:
                jeu.raconter(f"{nom} sort de consultation", compte="sorties")
        if (heure, touche) == ("0852", "A"):
            jeu.acteur.photographier("salle-d-attente")


def carte_arrachee(jeu: Jeu) -> None:
    """La carte d’une patiente est retirée au milieu de la lecture, puis remise ; on confirme ce qu’elle change."""
    acteur = jeu.acteur
    jeu.horloge.poser("1034")
    acteur.cliquer("barre.carte")
    tableau = acteur.trouver(QTableView, "lecteur.vitale")
    codes = [c.code for c in tableau.model().lignes]  # type: ignore[attr-defined]
    acteur.cliquer_ligne(tableau, codes.index(CARTE))
    panneau = acteur.trouver(QWidget, "lecteur.panneau")
    arrachement = panneau.findChildren(QComboBox)[-1]
    arrachement.setFocus()
    for _ in range(4):
        acteur.touche(Qt.Key.Key_Down)
    acteur.cliquer("lecteur.vitale.inserer")
    refus = acteur.trouver(QWidget, "lecteur.refus")
    acteur.jusqu_a(refus.isVisible, "la carte arrachée ne se dit pas")
    acteur.photographier("carte-arrachee")
    jeu.raconter(f"La carte de {PORTEUR} est retirée pendant la lecture : rien n’est pris", compte="cartes_arrachees")
    acteur.cliquer_ligne(tableau, codes.index(CARTE))
    acteur.cliquer("lecteur.vitale.inserer")
    acteur.cliquer_ligne(acteur.trouver(QTableView, "carte.porteurs"), 0)
    acteur.jusqu_a(acteur.trouver(QWidget, "carte.confirmer").isEnabled, "la carte ne trouve pas son dossier")
    acteur.photographier("carte-confirmation")
    acteur.cliquer("carte.confirmer")
    acteur.trouver(QWidget, "patient.nom")
    jeu.raconter(f"La carte est relue et comparée au dossier de {PORTEUR}", compte="cartes_confirmees")
    acteur.photographier("dossier-apres-carte")
    acteur.cliquer("patient.arrivee")
    jeu.raconter(f"{PORTEUR} se présente, sa carte à la main", compte="arrivees")


def urgence(jeu: Jeu) -> None:
    """Une patiente adressée en urgence, sans rendez-vous à cette heure."""
    acteur = jeu.acteur
    jeu.horloge.poser("0930")
    jeu.aller("accueil")
    acteur.cliquer("accueil.urgence")
    acteur.remplir("accueil.urgence.patient", URGENT.lower())
    acteur.touche(Qt.Key.Key_Return)
    bouton = acteur.trouver(QWidget, "accueil.urgence.recevoir")
    saisie = _derniere_saisie(bouton)
    saisie.setFocus()
    acteur.taper("Douleur thoracique, régulée par le SAS")
    acteur.photographier("urgence")
    acteur.touche(Qt.Key.Key_Return, CONTROLE)
    acteur.jusqu_a(lambda: not bouton.isVisible(), "l’urgence n’est pas reçue")
    jeu.raconter(f"{URGENT} est reçue en urgence", compte="urgences")
    jeu.comptes["arrivees"] += 1
    acteur.photographier("urgence-recue")


def _derniere_saisie(bouton: QWidget) -> QLineEdit:
    parent = bouton.parentWidget()
    while parent is not None and not (saisies := [s for s in parent.findChildren(QLineEdit) if s.isVisible()]):
        parent = parent.parentWidget()
    if parent is None:
        raise ScenarioRompu("le panneau d’urgence n’a pas de motif à saisir")
    return saisies[-1]
