"""Lire une semaine de six praticiens, disposer et peindre, faire glisser un rendez-vous."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from outils.bench.mesure import Mesure, chronometrer, mediane
from outils.bench.ordres_sql import ecoute, rejouer
from outils.bench.recherche import BENCH, CLE, FOIS
from outils.bench.semaine import DUREE, JOURS, LUNDI, MATIN, PRATICIENS, RENDEZ_VOUS, remplir
from secretariat.accueil.valeurs import SeuilsAttente
from secretariat.agenda import lectures
from secretariat.agenda.valeurs import AgendaDuJour
from secretariat.socle import chiffrement, fichier_base
from secretariat.socle.cles import Enveloppes
from secretariat.socle.unite_de_travail import Cabinet
from secretariat.ui.agenda.disposition import Disposition, disposer
from secretariat.ui.agenda.grille import Grille
from secretariat.ui.agenda.peinture import Fantome
from secretariat.ui.lancement import application

LARGEUR, HAUTEUR = 1200, 900
IMAGE_MS = 1000 / 60
ATTENTE_MS = 100


def mesurer(dossier: Path) -> Iterator[Mesure]:
    """La semaine lue, la journée montrée, le déplacement, le créneau libre."""
    base = dossier / "agenda.sqlite"
    moteur = fichier_base.creer(base, CLE, Enveloppes("bench", ()))
    cabinet = Cabinet(moteur, BENCH, lambda: MATIN)
    remplir(cabinet)
    dernier = LUNDI + timedelta(days=JOURS - 1)
    with cabinet.lecture() as lecture:
        with ecoute(moteur) as ordres:
            semaine = lectures.jours(lecture, LUNDI, dernier)
        durees = chronometrer(lambda: lectures.jours(lecture, LUNDI, dernier), fois=FOIS)
        creneau = chronometrer(
            lambda: lectures.prochain_creneau_libre(lecture, 1, 1, MATIN + timedelta(days=-3)), fois=FOIS
        )
    cabinet.fermer()
    connexion = chiffrement.connecter(base, CLE)
    nu = chronometrer(rejouer(connexion, ordres), fois=FOIS)
    connexion.close()
    lus = sum(len(colonne.rendez_vous) for jour in semaine for colonne in jour.colonnes)
    lire = mediane(durees)
    yield Mesure(
        f"agenda : lire la semaine, {lus} rendez-vous", lire, plancher=mediane(nu), plafond=ATTENTE_MS,
        note=f"{PRATICIENS} praticiens ; plancher : les mêmes ordres SQL, nus",
    )  # fmt: skip
    yield Mesure("agenda : premier créneau libre", mediane(creneau), plafond=ATTENTE_MS)
    yield from _peindre(semaine, lire)


def _peindre(semaine: tuple[AgendaDuJour, ...], lire: float) -> Iterator[Mesure]:
    appli = application()
    grille = Grille()
    grille.resize(LARGEUR, HAUTEUR)
    grille.show()
    appli.processEvents()
    image = QPixmap(LARGEUR, HAUTEUR)

    def montrer(jour: AgendaDuJour) -> None:
        grille.montrer(_disposee(jour), maintenant=None, retards=None)
        grille.viewport().repaint()

    def montrer_tout() -> None:
        for jour in semaine:
            montrer(jour)

    un_jour = mediane(chronometrer(lambda: montrer(semaine[0]), fois=FOIS))
    nombre = RENDEZ_VOUS // JOURS
    plancher = mediane(chronometrer(lambda: _rectangles(image, nombre), fois=FOIS))
    yield Mesure(
        f"agenda : disposer et peindre un jour, {nombre} rendez-vous", un_jour, plancher=plancher, plafond=ATTENTE_MS,
        note="plancher : autant de rectangles et trois textes chacun, par QPainter",
    )  # fmt: skip
    toute = mediane(chronometrer(montrer_tout, fois=FOIS))
    yield Mesure(
        "agenda : semaine lue, et ses cinq jours peints l’un après l’autre", lire + toute,
        note="sans barre : le programme ne montre encore qu’un jour à la fois",
    )  # fmt: skip
    yield Mesure("agenda : une image d’un déplacement", _glisser(grille), plafond=round(IMAGE_MS, 1))
    grille.close()


def _disposee(jour: AgendaDuJour) -> Disposition:
    return disposer(jour, {}, maintenant=MATIN, seuils=SeuilsAttente())


def _glisser(grille: Grille) -> float:
    """Une image pendant que l’on tient un rendez-vous : le fantôme avance de cinq minutes et la grille se repeint."""
    disposition = grille.disposition
    if disposition is None:
        raise RuntimeError("la grille n’a pas de journée")
    rang = 0

    def image() -> None:
        nonlocal rang
        rang += 1
        debut = 9 * 60 + rang % 12 * 5
        fin = debut + DUREE.seconds // 60
        grille.projeter(Fantome(rang % PRATICIENS, debut, fin, "LEFÈVRE Clémence", "m_consultation", "9 h"))
        grille.viewport().repaint()

    return mediane(chronometrer(image, fois=30, a_vide=3))


def _rectangles(image: QPixmap, nombre: int) -> None:
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as peintre:
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        for rang in range(nombre):
            cadre = QRectF(rang % PRATICIENS * 200, rang // PRATICIENS * 15, 190, 14)
            peintre.setBrush(QColor("#DDEEEE"))
            peintre.drawRoundedRect(cadre, 4, 4)
            for decalage in range(3):
                peintre.drawText(cadre.translated(decalage * 60, 0), "Consultation")
