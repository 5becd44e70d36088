"""Les sauvegardes que la fenêtre fait d’elle-même : après l’ouverture, puis chaque jour tant qu’elle reste ouverte.

Elles se font dans leur fil, s’arrêtent dès que le programme se ferme, et une manquée se retente au prochain regard.
"""

from __future__ import annotations

import platform
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from secretariat.socle.conservatoire import exercice, ouverture
from secretariat.socle.conservatoire.coffre import Coffre, DejaEnCours
from secretariat.socle.conservatoire.regles import ECART_A_L_OUVERTURE, ECART_QUOTIDIEN
from secretariat.socle.conservatoire.valeurs import Alerte, BilanExercice, Fiche, Raison
from secretariat.socle.copie import TravailInterrompu
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.sauvegarde import Sauvegarde
from secretariat.socle.trousseau import trousseau_du_bureau
from secretariat.socle.unite_de_travail import Cabinet, Identite
from secretariat.ui.taches import Avancement, Taches

T = TypeVar("T")

DELAI_APRES_L_OUVERTURE_MS = 3_000
"""La personne tape son mot de passe : rien ne doit la ralentir."""
REGARD_MS = 10 * 60_000
TABLES = frozenset({"sauvegardes", "journal"})

Refus = Callable[[ErreurSecretariat], None]


class Sauvegardes(QObject):
    """Fait les sauvegardes d’une base ouverte, et dit s’il faut s’inquiéter.

    Signals:
        alerte: Ce que la barre haute doit dire a changé ; porte une `Alerte`, ou None si tout va bien.
    """

    alerte = Signal(object)

    def __init__(self, taches: Taches, coffre: Coffre, cabinet: Cabinet) -> None:
        super().__init__()
        self.coffre = coffre
        self.derniere_alerte: Alerte | None = None
        self._taches = taches
        self._cabinet = cabinet.en_tant_que(Identite("programme", "Secrétariat", "programme", platform.node()))
        self._en_cours: Avancement | None = None
        self._premiere = QTimer(self, singleShot=True, interval=DELAI_APRES_L_OUVERTURE_MS)
        self._premiere.timeout.connect(lambda: self.regarder(Raison.OUVERTURE, ECART_A_L_OUVERTURE))
        self._regards = QTimer(self, interval=REGARD_MS)
        self._regards.timeout.connect(lambda: self.regarder(Raison.QUOTIDIENNE, ECART_QUOTIDIEN))

    def commencer(self) -> None:
        """Commence à veiller ; une démonstration ne le demande pas."""
        self._premiere.start()
        self._regards.start()

    def arreter(self) -> None:
        """Cesse de veiller, et arrête la sauvegarde en cours ; elle ne laisse rien."""
        self._premiere.stop()
        self._regards.stop()
        if self._en_cours is not None:
            self._en_cours.arreter()

    def regarder(self, raison: Raison, ecart: timedelta) -> None:
        """Fait une sauvegarde s’il le faut, hors du fil graphique ; un refus paraît dans l’alerte qui suit."""
        if self._en_cours is not None:
            return

        def travail(suivi: Avancement) -> None:
            if self.coffre.est_due(ecart):
                self._faire(raison, suivi)

        self._lancer(travail, lambda _rien: None, lambda _erreur: None)

    def faire(self, ensuite: Callable[[Fiche], None], en_cas_de_refus: Refus) -> None:
        """Fait une sauvegarde que la personne demande."""
        self._lancer(lambda suivi: self._faire(Raison.DEMANDEE, suivi), ensuite, en_cas_de_refus)

    def copier(self, destination: Path, ensuite: Callable[[Sauvegarde], None], en_cas_de_refus: Refus) -> None:
        """Copie la base vers un fichier choisi."""
        self._lancer(lambda suivi: self.coffre.faire_vers(destination, lambda: suivi(0, 0)), ensuite, en_cas_de_refus)

    def exercer(self, ensuite: Callable[[BilanExercice], None], en_cas_de_refus: Refus) -> None:
        """Fait l’exercice de restauration."""

        def travail(_suivi: Avancement) -> BilanExercice:
            bilan = exercice.exercer(self.coffre, trousseau_du_bureau)
            with self._cabinet.unite(ouverture.MOTIF) as unite:
                unite.noter("exercice de restauration", f"sauvegardes:{bilan.sauvegarde}", reussi=bilan.reussi)
                unite.valider()
            return bilan

        self._lancer(travail, ensuite, en_cas_de_refus)

    def relire(self) -> None:
        """Redit s’il faut s’inquiéter, sans rien faire d’autre."""
        self._taches.travailler(lambda _suivi: self.coffre.alerte(), self._annoncer, en_fond=True)

    def _faire(self, raison: Raison, suivi: Avancement) -> Fiche:
        precedent = self.coffre.bilan().echec
        try:
            fiche = self.coffre.faire(raison, lambda: suivi(0, 0))
        except (TravailInterrompu, DejaEnCours):
            raise
        except ErreurSecretariat as erreur:
            if precedent is None or precedent.cause != str(erreur):  # retentée, la même ne s’écrit pas deux fois
                ouverture.noter_le_refus(self._cabinet, raison, erreur)
            raise
        ouverture.noter(self._cabinet, fiche)
        return fiche

    def _lancer(self, travail: Callable[[Avancement], T], ensuite: Callable[[T], None], en_cas_de_refus: Refus) -> None:
        def finir(resultat: T) -> None:
            self._en_cours = None
            ensuite(resultat)
            self._taches.modifie.emit(TABLES)
            self.relire()

        def refuser(erreur: ErreurSecretariat) -> None:
            self._en_cours = None
            en_cas_de_refus(erreur)
            self._taches.modifie.emit(TABLES)
            self.relire()

        self._en_cours = self._taches.travailler(travail, finir, en_cas_de_refus=refuser, en_fond=True)

    def _annoncer(self, alerte: Alerte | None) -> None:
        self.derniere_alerte = alerte
        self.alerte.emit(alerte)
