"""Les chapitres du téléphone : un doublon évité, un créneau déjà pris, un rendez-vous déplacé puis remis, un absent."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QListView, QWidget

from secretariat.dossiers.lectures import fiche_patient, rechercher
from secretariat.dossiers.valeurs import Sexe, Traits
from secretariat.ui.agenda.refus import RefusCreneau
from secretariat.ui.scenario.jeu import CONTROLE, Jeu
from secretariat.ui.theme.jetons import AGENDA

CONNUE = "LEFÈVRE Clémence"
DEPLACE, ABSENT = "CARON Michel", "ROBIN Nathalie"


def doublon_evite(jeu: Jeu) -> None:
    """On va créer une patiente qui existe déjà sous une autre orthographe ; la comparaison le dit avant « Créer »."""
    acteur = jeu.acteur
    jeu.horloge.poser("0935")
    connus = _traits(jeu, CONNUE)
    acteur.touche(Qt.Key.Key_K, CONTROLE)
    acteur.taper("lefebvre clemance")
    acteur.photographier("recherche")
    liste = acteur.trouver(QListView, "recherche.resultats")
    for _ in range(liste.model().rowCount() - 1):
        acteur.touche(Qt.Key.Key_Down)
    acteur.touche(Qt.Key.Key_Return)
    acteur.remplir("champ.nom_naissance", "Lefebvre")
    acteur.remplir("champ.premier_prenom", "Clemance")
    acteur.remplir("champ.naissance", f"{connus.naissance:%d%m%Y}")
    _choisir(acteur.trouver(QComboBox, "champ.sexe"), jeu, rang=list(Sexe).index(connus.sexe) + 1)
    acteur.remplir("champ.lieu_naissance", connus.lieu_naissance)
    acteur.souffler()
    doublons = acteur.trouver(QWidget, "creation.doublons")
    acteur.jusqu_a(lambda: bool(_ouvrir_un_candidat(doublons)), "le doublon ne se voit pas avant de créer")
    acteur.photographier("doublon-avant-creation")
    acteur.cliquer(_ouvrir_un_candidat(doublons))
    acteur.trouver(QWidget, "patient.nom")
    jeu.raconter(f"Doublon évité : l’appel concernait {CONNUE}, déjà connue", compte="doublons_evites")
    acteur.photographier("dossier")


def double_reservation_refusee(jeu: Jeu) -> None:
    """Depuis le dossier, un rendez-vous sur un créneau pris est refusé ; on prend le suivant."""
    acteur = jeu.acteur
    jeu.horloge.poser("0940")
    acteur.touche(Qt.Key.Key_N)
    panneau = acteur.trouver(QWidget, "agenda.reservation")
    acteur.souffler()
    heure = next(c for c in panneau.findChildren(QWidget) if getattr(c, "placeholderText", str)() == "10 h 30")
    heure.setFocus()
    acteur.touche(Qt.Key.Key_A, CONTROLE)
    acteur.taper("11h")
    acteur.touche(Qt.Key.Key_Return, CONTROLE)
    refus = acteur.trouver(RefusCreneau, "agenda.reservation.refus")
    acteur.jusqu_a(refus.isVisible, "le créneau pris n’est pas refusé")
    acteur.photographier("creneau-refuse")
    jeu.raconter("11 h est déjà pris : la réservation est refusée", compte="doubles_reservations_refusees")
    acteur.jusqu_a(refus.bouton_autre.isVisible, "aucun autre créneau n’est proposé")
    propose = refus.bouton_autre.text().split("\u00a0: ")[-1]
    acteur.cliquer_au_point(refus.bouton_autre, refus.bouton_autre.rect().center())
    jeu.raconter(f"Rendez-vous pris au créneau proposé ({propose})", compte="rendez_vous_pris")
    acteur.photographier("rendez-vous-pris")


def deplacer_puis_remettre(jeu: Jeu) -> None:
    """Un rendez-vous glisse d’un quart d’heure à la souris ; Ctrl+Z le remet."""
    acteur = jeu.acteur
    jeu.horloge.poser("0932")
    jeu.aller("agenda")
    jeu.cliquer_bloc(DEPLACE)
    grille, avant = jeu.grille(), jeu.bloc(DEPLACE)
    depart = grille.cadre_vue(avant).center()
    acteur.glisser(grille.viewport(), depart, depart + QPoint(0, AGENDA.px_par_heure // 4))
    acteur.jusqu_a(lambda: jeu.bloc(DEPLACE).debut == avant.debut + 15, "le rendez-vous n’a pas bougé")
    acteur.photographier("agenda-deplacement")
    jeu.raconter(f"{DEPLACE} est déplacé d’un quart d’heure à la souris", compte="deplacements")
    acteur.touche(Qt.Key.Key_Z, CONTROLE)
    acteur.jusqu_a(lambda: jeu.bloc(DEPLACE).debut == avant.debut, "Ctrl+Z n’a pas remis le rendez-vous")
    jeu.raconter("Ctrl+Z le remet à sa place", compte="gestes_defaits")


def noter_l_absence(jeu: Jeu) -> None:
    """Une patiente n’est pas venue."""
    acteur = jeu.acteur
    jeu.horloge.poser("0933")
    jeu.cliquer_bloc(ABSENT)
    acteur.touche(Qt.Key.Key_X)
    acteur.jusqu_a(lambda: jeu.bloc(ABSENT).etat.icone == "absent", "l’absence n’est pas notée")
    jeu.raconter(f"{ABSENT} est notée absente", compte="absences")


def _traits(jeu: Jeu, patient: str) -> Traits:
    cabinet = jeu.lancement.taches.cabinet
    with cabinet.lecture() as lecture:
        trouve = rechercher(lecture, patient)[0]
        return fiche_patient(lecture, trouve.id).traits


def _choisir(liste: QComboBox, jeu: Jeu, *, rang: int) -> None:
    liste.setFocus()
    jeu.acteur.touche(Qt.Key.Key_Home)
    for _ in range(rang):
        jeu.acteur.touche(Qt.Key.Key_Down)


def _ouvrir_un_candidat(doublons: QWidget) -> str:
    boutons = [b.objectName() for b in doublons.findChildren(QWidget) if b.objectName().startswith("creation.ouvrir.")]
    probables = [b for b in doublons.findChildren(QWidget) if b.objectName().startswith("creation.autre.")]
    return boutons[0] if boutons and probables else ""
