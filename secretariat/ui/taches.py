"""Les travaux hors du fil graphique ; leur résultat revient dans le fil graphique.

Quatre fils nommés : « base » pour la base de données, « carte » pour le lecteur, « long » pour ce qui dure et que l’on
attend (import, PDF), « fond » pour ce que personne n’attend (sauvegardes). Une écriture annonce les tables qu’elle a
touchées ; les vues qui les montrent se relisent.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.unite_de_travail import Cabinet, Lecture, UniteDeTravail

trace = logging.getLogger(__name__)

T = TypeVar("T")


class Avancement:
    """Où en est un travail long, et si l’on a demandé de l’arrêter ; à consulter depuis le fil qui travaille."""

    def __init__(self, annoncer: Callable[[int, int], None]) -> None:
        self._annoncer = annoncer
        self._arret = threading.Event()

    def arreter(self) -> None:
        """Demande l’arrêt au prochain point sûr."""
        self._arret.set()

    def __call__(self, fait: int, total: int) -> bool:
        """Annonce l’avancement ; rend faux s’il faut s’arrêter."""
        self._annoncer(fait, total)
        return not self._arret.is_set()


class Taches(QObject):
    """Lance les services et rapporte leur résultat.

    Signals:
        modifie: Des tables ont changé ; porte l’ensemble de leurs noms. Les vues s’y abonnent pour se relire.
        refus: Une erreur prévue que personne n’a prise en charge ; porte le message et le conseil.
        defaut: Une erreur imprévue ; porte sa sorte, sans les données qu’elle cite ; l’endroit est dans les traces.
        occupation: Le nombre de travaux en cours a changé.
    """

    modifie = Signal(frozenset)
    refus = Signal(str, str)
    defaut = Signal(str)
    occupation = Signal(int)
    _retour = Signal(object)

    def __init__(self, cabinet: Cabinet | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cabinet = cabinet
        self._fils = {
            nom: ThreadPoolExecutor(max_workers=1, thread_name_prefix=nom) for nom in ("base", "carte", "long", "fond")
        }
        self._derniers: dict[str, int] = {}
        self._en_cours = 0
        self._epoque = 0
        self._arret = threading.Event()
        self._suivis: list[Avancement] = []
        self._retour.connect(_appeler, Qt.ConnectionType.QueuedConnection)

    @property
    def cabinet(self) -> Cabinet:
        """Le cabinet ouvert, vu par la personne connectée.

        Raises:
            RuntimeError: Aucun cabinet n’est encore ouvert.
        """
        if self._cabinet is None:
            raise RuntimeError("aucun cabinet n’est ouvert")
        return self._cabinet

    def servir(self, cabinet: Cabinet) -> None:
        """Travaille désormais pour ce cabinet."""
        self._cabinet = cabinet

    def oublier_les_retours(self) -> None:
        """Laisse finir les travaux lancés, sans en rendre le résultat : ceux qui l’attendaient disparaissent."""
        self._epoque += 1

    @property
    def au_repos(self) -> bool:
        """Vrai quand aucun travail n’est en cours et que tous les résultats sont rendus."""
        return self._en_cours == 0

    def lire(
        self,
        lecture: Callable[[Lecture], T],
        ensuite: Callable[[T], None],
        *,
        sujet: str = "",
        en_cas_de_refus: Callable[[ErreurSecretariat], None] | None = None,
    ) -> None:
        """Exécute une lecture, puis `ensuite` dans le fil graphique.

        Deux lectures de même `sujet` (une frappe, puis la suivante) : seule la dernière demandée répond, et celles qui
        attendaient encore ne sont pas faites.
        """
        cabinet = self.cabinet
        _retenir("lire", lecture)

        def lire() -> T:
            with cabinet.lecture() as unite:
                return lecture(unite)

        self._lire(lire, ensuite, sujet, en_cas_de_refus)

    def consulter(
        self,
        objet: str,
        lecture: Callable[[Lecture], T],
        ensuite: Callable[[T], None],
        *,
        sujet: str = "",
        en_cas_de_refus: Callable[[ErreurSecretariat], None] | None = None,
    ) -> None:
        """Comme `lire`, pour ce qui montre une personne : le journal retient que `objet` (`patients:12`) a été ouvert.

        Une consultation dépassée avant d’être faite n’a rien montré, et ne se note pas.
        """
        cabinet = self.cabinet
        _retenir("consulter", lecture)

        def lire() -> T:
            with cabinet.unite("consultation") as unite:
                lu = lecture(unite)
                unite.consulter(objet)
                unite.valider()
                return lu

        def montrer(lu: T) -> None:
            ensuite(lu)
            self.modifie.emit(frozenset({"journal"}))

        self._lire(lire, montrer, sujet, en_cas_de_refus)

    def faire(
        self,
        motif: str,
        service: Callable[[UniteDeTravail], T],
        ensuite: Callable[[T], None] | None = None,
        *,
        en_cas_de_refus: Callable[[ErreurSecretariat], None] | None = None,
        cabinet: Cabinet | None = None,
    ) -> None:
        """Exécute un service dans une transaction, la valide, puis annonce les tables touchées.

        `cabinet` ne se donne que pour agir au nom d’une autre personne que celle qui est connectée.
        """
        ouvert = cabinet or self.cabinet
        _retenir("faire", service)

        def travail() -> tuple[T, frozenset[str]]:
            with ouvert.unite(motif) as unite:
                resultat = service(unite)
                unite.valider()
                return resultat, frozenset(unite.touches)

        def finir(issue: tuple[T, frozenset[str]]) -> None:
            resultat, touches = issue
            if ensuite is not None:
                ensuite(resultat)
            self.modifie.emit(touches)

        self._lancer("base", travail, finir, en_cas_de_refus)

    def lire_la_carte(
        self,
        lecture: Callable[[], T],
        ensuite: Callable[[T], None],
        en_cas_de_refus: Callable[[ErreurSecretariat], None] | None = None,
    ) -> None:
        """Parle au lecteur de cartes, dans son fil à lui."""
        _retenir("lire la carte", lecture)
        self._lancer("carte", lecture, ensuite, en_cas_de_refus)

    def travailler(
        self,
        travail: Callable[[Avancement], T],
        ensuite: Callable[[T], None],
        *,
        avancement: Callable[[int, int], None] | None = None,
        en_cas_de_refus: Callable[[ErreurSecretariat], None] | None = None,
        en_fond: bool = False,
    ) -> Avancement:
        """Lance un travail long ; `avancement` reçoit (fait, total) dans le fil graphique.

        `en_fond`, il ne fait pas attendre les autres travaux longs.
        """
        epoque = self._epoque
        _retenir("travailler", travail)

        def annoncer(fait: int, total: int) -> None:
            if avancement is not None:
                self._retour.emit(lambda: avancement(fait, total) if epoque == self._epoque else None)

        suivi = Avancement(annoncer)
        self._suivis.append(suivi)

        def suivre() -> T:
            try:
                return travail(suivi)
            finally:
                self._suivis.remove(suivi)

        self._lancer("fond" if en_fond else "long", suivre, ensuite, en_cas_de_refus)
        return suivi

    def arreter(self) -> None:
        """Finit ce qui est commencé et toutes les écritures demandées ; les lectures en attente ne se font plus.

        Un travail long reçoit une demande d’arrêt : il s’interrompt à son prochain point sûr, ou va au bout.
        """
        self._arret.set()
        for suivi in tuple(self._suivis):
            suivi.arreter()
        for nom, fil in self._fils.items():
            fil.shutdown(wait=True, cancel_futures=nom != "base")

    def _lire(
        self,
        lire: Callable[[], T],
        ensuite: Callable[[T], None],
        sujet: str,
        en_cas_de_refus: Callable[[ErreurSecretariat], None] | None,
    ) -> None:
        rang = self._derniers[sujet] = self._derniers.get(sujet, 0) + 1

        def est_depasse() -> bool:
            return self._arret.is_set() or (bool(sujet) and self._derniers[sujet] != rang)

        def travail() -> T | None:
            return None if est_depasse() else lire()

        def finir(lu: T | None) -> None:
            if not est_depasse():
                ensuite(lu)  # type: ignore[arg-type]  # None seulement si dépassé, ou si T l’admet

        self._lancer("base", travail, finir, en_cas_de_refus)

    def _lancer(
        self,
        fil: str,
        travail: Callable[[], T],
        ensuite: Callable[[T], None],
        en_cas_de_refus: Callable[[ErreurSecretariat], None] | None,
    ) -> None:
        if self._arret.is_set():
            return  # le programme se ferme : une minuterie qui sonne encore ne lance plus rien
        epoque = self._epoque
        self._compter(1)
        futur = self._fils[fil].submit(travail)

        def rendre(fini: Future[T]) -> None:
            if not fini.cancelled():
                self._retour.emit(lambda: self._recevoir(fini, epoque, ensuite, en_cas_de_refus))

        futur.add_done_callback(rendre)

    def _recevoir(
        self,
        futur: Future[T],
        epoque: int,
        ensuite: Callable[[T], None],
        en_cas_de_refus: Callable[[ErreurSecretariat], None] | None,
    ) -> None:
        self._compter(-1)
        if epoque == self._epoque:
            self._rapporter(futur, ensuite, en_cas_de_refus)
        elif (erreur := futur.exception()) is not None and not isinstance(erreur, ErreurSecretariat):
            trace.error("Défaut dans un travail dont plus personne n’attend le résultat", exc_info=erreur)

    def _rapporter(
        self,
        futur: Future[T],
        ensuite: Callable[[T], None],
        en_cas_de_refus: Callable[[ErreurSecretariat], None] | None,
    ) -> None:
        match futur.exception():
            case None:
                ensuite(futur.result())
            case ErreurSecretariat() as erreur if en_cas_de_refus is not None:
                en_cas_de_refus(erreur)
            case ErreurSecretariat() as erreur:
                self.refus.emit(str(erreur), erreur.conseil)
            case erreur:
                trace.error("Défaut dans un travail", exc_info=erreur)
                self.defaut.emit(type(erreur).__name__)

    def _compter(self, variation: int) -> None:
        self._en_cours += variation
        self.occupation.emit(self._en_cours)


def _retenir(verbe: str, geste: Callable[..., object]) -> None:
    """Note, pour un rapport de défaut, le nom de la fonction demandée ; aucune valeur."""
    fonction = getattr(geste, "func", geste)
    nom = getattr(fonction, "__qualname__", type(fonction).__name__)
    trace.info("Geste", extra={"geste": f"{verbe} {fonction.__module__}.{nom}"})


def _appeler(suite: Callable[[], None]) -> None:
    suite()
