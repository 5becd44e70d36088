"""Les cartes vues de la fenêtre : de l’insertion aux dossiers candidats, et le pouls du fil graphique entre-temps."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QApplication

from outils.bench.battement import Battement
from outils.bench.mesure import MS, Mesure, duree, mediane
from outils.bench.recherche import BENCH, CLE, PATIENTS
from outils.cartes_virtuelles.pannes import Attendre, Panne, Taire
from outils.cartes_virtuelles.pcscd import Pcscd
from outils.cartes_virtuelles.vpcd import CarteSurVpcd, Crochet
from outils.mesurer_recherche import peupler
from secretariat.cartes import vitale2
from secretariat.cartes.canal import Echangeur
from secretariat.cartes.catalogue import charger_cartes
from secretariat.cartes.lecteur import Evenement, SorteEvenement
from secretariat.cartes.lecteur_reel import lecteur_reel
from secretariat.cartes.pcsc import CanalPcsc
from secretariat.cartes.reglages import ReglagesDuPoste
from secretariat.cartes.simulateur.images import puce
from secretariat.cartes.valeurs import CarteVitale
from secretariat.dossiers.lectures import candidats_carte
from secretariat.dossiers.valeurs import Candidat
from secretariat.socle import fichier_base, ressources
from secretariat.socle.cles import Enveloppes
from secretariat.socle.horloge import horloge_du_poste
from secretariat.socle.unite_de_travail import Cabinet
from secretariat.ui.cartes.ecoute import EcouteDuLecteur
from secretariat.ui.cartes.porteur import identite_lue
from secretariat.ui.taches import Taches

CANDIDATS_DE_PLUS_MS, ARRET_MAX_MS = 100, 50
INSERTIONS, LECTURES_LENTES, REPOS_MS = 20, 5, 1_000
LENTEUR_S, PATIENCE_S, DELAI_MS = 0.03, 1.0, 10_000
PATIENT = "patient-avec-mutuelle"


def mesurer(service: Pcscd, dossier: Path) -> Iterator[Mesure]:
    """Le lecteur tel que le programme l’assemble, son écoute dans la boucle de Qt, et cent mille dossiers."""
    appli = QApplication.instance() or QApplication([])
    base = fichier_base.creer(dossier / "cartes.sqlite", CLE, Enveloppes("bench", ()))
    cabinet = Cabinet(base, BENCH, horloge_du_poste)
    peupler(cabinet, PATIENTS)
    main = _Main(service, cabinet)
    yield _candidats(main)
    repos = main.pouls_au_repos()
    lente = max(main.pouls_pendant(_lente) for _ in range(LECTURES_LENTES))
    yield _arret(f"cartes : plus long arrêt, carte à {LENTEUR_S * MS:g} ms par échange", lente, repos)
    yield _arret("cartes : plus long arrêt, carte muette", main.pouls_pendant(_muette), repos)
    main.finir()
    cabinet.fermer()
    appli.processEvents()


def _candidats(main: _Main) -> Mesure:
    durees, seules = zip(*(main.inserer_et_chercher() for _ in range(INSERTIONS)), strict=True)
    plancher = mediane(seules)
    return Mesure(
        f"cartes : de l’insertion aux candidats, {PATIENTS} patients", mediane(durees), plancher=plancher,
        plafond=round(plancher + CANDIDATS_DE_PLUS_MS, 1), note="plancher : lire la même carte par le même canal",
    )  # fmt: skip


def _arret(nom: str, pire: float, repos: float) -> Mesure:
    return Mesure(nom, pire, plancher=repos, plafond=ARRET_MAX_MS, note="plancher : la même boucle, sans carte")


def _lente(_numero: int, _apdu: bytes) -> Panne | None:
    return Attendre(LENTEUR_S)


def _muette(numero: int, _apdu: bytes) -> Panne | None:
    return Taire() if numero == 3 else None  # noqa: PLR2004  (au milieu de la lecture)


class _Main(QObject):
    """La main qui pose une carte, et la fenêtre qui la lit puis cherche son porteur.

    Signals:
        trouves: Les dossiers candidats sont rendus.
    """

    trouves = Signal()

    def __init__(self, service: Pcscd, cabinet: Cabinet) -> None:
        super().__init__()
        self._service = service
        self._lecteur = lecteur_reel(ReglagesDuPoste(patience_s=PATIENCE_S))
        self._taches = Taches(cabinet)
        self._ecoute = EcouteDuLecteur(self._lecteur, self._taches, self)
        self._patient = charger_cartes(ressources.dossier() / "cartes")[PATIENT]
        self._insere_a = self._trouve_a = 0.0
        self._lecteur.ecouter(self._dater)
        self._ecoute.carte_lue.connect(self._chercher)

    def inserer_et_chercher(self) -> tuple[float, float]:
        """Les durées, en millisecondes, de l’insertion annoncée aux candidats rendus, et de la lecture seule."""
        carte = self._carte()
        _attendre(self.trouves, carte.inserer)
        seule = duree(self._lire_seule)
        _attendre(self._ecoute.carte_retiree, carte.retirer)
        return (self._trouve_a - self._insere_a) * MS, seule

    def pouls_au_repos(self) -> float:
        """Le plus long arrêt de la boucle quand rien n’arrive, en millisecondes."""
        pouls, boucle = Battement(self), QEventLoop()
        QTimer.singleShot(REPOS_MS, boucle.quit)
        boucle.exec()
        pouls.deleteLater()
        return pouls.pire

    def pouls_pendant(self, crochet: Crochet) -> float:
        """Le plus long arrêt de la boucle de la pose de cette carte à sa lecture ou à son refus, en millisecondes."""
        carte = self._carte(crochet)
        pouls = Battement(self)
        fin = self._ecoute.lecture_refusee if crochet is _muette else self.trouves
        _attendre(fin, carte.inserer)
        pouls.deleteLater()
        _attendre(self._ecoute.carte_retiree, carte.retirer)
        return pouls.pire

    def finir(self) -> None:
        """Cesse d’écouter, et rend tout."""
        self._ecoute.arreter()
        self._taches.arreter()
        self._lecteur.fermer()

    def _carte(self, crochet: Crochet | None = None) -> CarteSurVpcd:
        return CarteSurVpcd(puce(self._patient), self._service.ports[0], crochet)

    def _dater(self, evenement: Evenement) -> None:
        if evenement.sorte is SorteEvenement.INSERTION:
            self._insere_a = time.perf_counter()

    def _chercher(self, carte: CarteVitale) -> None:
        lue = identite_lue(carte, carte.beneficiaires[0])
        self._taches.lire(lambda lecture: candidats_carte(lecture, lue), self._noter)

    def _noter(self, _candidats: tuple[Candidat, ...]) -> None:
        self._trouve_a = time.perf_counter()
        self.trouves.emit()

    def _lire_seule(self) -> None:
        canal = CanalPcsc(self._service.lecteurs[0])
        vitale2.lire(Echangeur(canal))
        canal.fermer()


def _attendre(signal: SignalInstance, geste: Callable[[], object]) -> None:
    """Fait ce geste, et laisse tourner la boucle jusqu’à ce signal."""
    boucle = QEventLoop()
    signal.connect(boucle.quit)
    QTimer.singleShot(DELAI_MS, boucle, lambda: boucle.exit(1))
    geste()
    if boucle.exec():
        raise TimeoutError("la carte ou le service ne répond plus")
