"""Un vrai pcscd à soi : ses deux fentes virtuelles, sa mort, sa renaissance, le débranchement de ses lecteurs.

Le service range tout dans un dossier (`installation.py` dit comment) ; un client le choisit par une variable
d’environnement (`client.viser`).
"""

from __future__ import annotations

import signal
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from outils.cartes_virtuelles.client import ACCES, lecteurs_vus, repond
from outils.cartes_virtuelles.installation import NOM_LECTEUR, commande, environnement, paire_libre

DELAI_S = 5.0
PAS_S = 0.005
ESSAIS = 5


class PcscdEnPanne(Exception):
    """Le service ne démarre pas ou ne finit pas comme il faut ; le message se termine par son journal."""


class Pcscd:
    """Un service et ses deux fentes.

    Args:
        dossier: Un dossier à lui seul, au chemin court : celui du socket tient en 107 octets.
        port: Celui de la première fente ; la seconde prend le suivant. Sinon une paire libre, trouvée au premier
            démarrage et gardée ensuite.
        debranchable: Pour que `debrancher` et `ronde_ms` marchent.

    Attributes:
        ronde_ms: La période à laquelle il regarde ses fentes, en millisecondes, dès son prochain démarrage ; None pour
            la sienne, 400 ms. Un lecteur USB, qui annonce lui-même les mouvements de cartes, est plus près de 20 ms.
    """

    def __init__(self, dossier: Path, *, port: int | None = None, debranchable: bool = False) -> None:
        self.ronde_ms: int | None = None
        self.dossier = dossier
        self.acces = dossier / ACCES
        self.lecteurs = (f"{NOM_LECTEUR} 00 00", f"{NOM_LECTEUR} 00 01")
        self._temoin = dossier / "debranche"
        self._debranchable = debranchable
        self._port = port
        self._processus: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Le démarre."""
        self.demarrer()
        return self

    def __exit__(
        self, sorte: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None:
        """L’arrête."""
        self.arreter()

    @property
    def ports(self) -> tuple[int, int]:
        """Ceux des deux fentes ; connus une fois le service démarré."""
        assert self._port is not None, "les ports se choisissent au démarrage"  # noqa: S101
        return self._port, self._port + 1

    @property
    def en_marche(self) -> bool:
        """Vrai entre le démarrage et l’arrêt ou la mort."""
        return self._processus is not None and self._processus.poll() is None

    @property
    def debranche(self) -> bool:
        """Vrai entre `debrancher` et `rebrancher`."""
        return self._temoin.exists()

    @property
    def journal(self) -> str:
        """Ce que le service a écrit depuis son premier démarrage."""
        return (self.dossier / "journal").read_text(encoding="utf-8", errors="replace")

    def demarrer(self) -> None:
        """Revient quand un client voit les deux lecteurs.

        Raises:
            PcscdAbsent: Il manque un programme à la machine.
            PcscdEnPanne: Il ne démarre pas, ou ses ports sont pris.
        """
        candidats = [self._port] if self._port is not None else [paire_libre() for _ in range(ESSAIS)]
        with ExitStack() as sur_echec:
            sur_echec.callback(self.tuer)
            for port in candidats:  # une paire libre peut être prise entre-temps par un autre programme
                self._lancer(port)
                if self.lecteurs_vus() == self.lecteurs:
                    self._port = port
                    sur_echec.pop_all()
                    return
                self.arreter()
        raise PcscdEnPanne(f"Aucun lecteur : le port {candidats[-1]} ou le suivant est pris.\n{self.journal}")

    def lecteurs_vus(self) -> tuple[str, ...]:
        """Les lecteurs de ce service-ci, même si ce processus en vise un autre."""
        return lecteurs_vus(self.acces)

    def arreter(self) -> None:
        """L’arrête comme le système l’arrêterait ; sans effet s’il n’a pas démarré.

        Raises:
            PcscdEnPanne: Il était mort tout seul, ou finit mal.
        """
        if code := self._finir(signal.SIGTERM):
            raise PcscdEnPanne(f"pcscd a fini par le code {code}.\n{self.journal}")

    def tuer(self) -> None:
        """Il meurt d’un coup, sans rien ranger ni prévenir personne."""
        self._finir(signal.SIGKILL)

    def redemarrer(self) -> None:
        """L’arrête s’il tourne, et le remet en marche aux mêmes ports."""
        self.arreter()
        self.demarrer()

    def debrancher(self) -> None:
        """Débranche les deux lecteurs ; pcscd le voit en une seconde et demie, et garde leurs noms dans sa liste."""
        assert self._debranchable, "Pcscd(…, debranchable=True) seul se débranche"  # noqa: S101
        self._temoin.touch()

    def rebrancher(self) -> None:
        """Les rebranche, s’ils ne le sont pas."""
        self._temoin.unlink(missing_ok=True)
        if self._processus is not None:
            self._processus.send_signal(signal.SIGUSR1)

    def _lancer(self, port: int) -> None:
        self._temoin.unlink(missing_ok=True)
        arguments = commande(self.dossier, port=port, debranchable=self._debranchable)
        with (self.dossier / "journal").open("ab") as journal:
            self._processus = subprocess.Popen(  # noqa: S603  (la copie de pcscd)
                arguments,
                cwd=self.dossier,
                env=environnement(self._temoin, self.ronde_ms),
                stdin=subprocess.DEVNULL,
                stdout=journal,
                stderr=journal,
            )
        fin = time.monotonic() + DELAI_S
        while not repond(self.acces):
            if self._mort_dans(PAS_S) or time.monotonic() > fin:
                raise PcscdEnPanne(f"pcscd ne démarre pas.\n{self.journal}")

    def _mort_dans(self, secondes: float) -> bool:
        assert self._processus is not None  # noqa: S101
        try:
            self._processus.wait(secondes)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _finir(self, signal_: signal.Signals) -> int | None:
        if self._processus is None:
            return None
        self._processus.send_signal(signal_)
        if not self._mort_dans(DELAI_S):
            self._processus.kill()
        code, self._processus = self._processus.wait(), None
        return code
