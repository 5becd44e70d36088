"""Une carte virtuelle présentée au pilote vpcd (vsmartcard), comme si on la posait dans le lecteur.

Le protocole, d’après `vpcd.c` : une connexion TCP est une carte dans la fente. Chaque message est une longueur de deux
octets, gros-boutiste, puis le contenu. Un contenu d’un seul octet est une commande du lecteur : 0 hors tension, 1 sous
tension, 2 réinitialiser, 4 donner l’ATR, la seule qui attend une réponse. Tout le reste est une APDU, qui attend la
sienne. Rien ne dit qu’un message arrive d’une pièce : tout se lit comme un flux.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread, current_thread
from types import TracebackType
from typing import Self

from outils.cartes_virtuelles.pannes import Attendre, Couper, Panne, Puce, Remplacer, Repondre, Taire

HORS_TENSION, SOUS_TENSION, REINITIALISER, DONNER_ATR = (bytes([n]) for n in (0, 1, 2, 4))
COMMANDES = frozenset({HORS_TENSION, SOUS_TENSION, REINITIALISER, DONNER_ATR})
LONGUEUR = struct.Struct(">H")

Crochet = Callable[[int, bytes], Panne | None]


class CarteSurVpcd:
    """Une puce, et la fente où la poser.

    Attributes:
        avant_apdu: Appelé dans le fil de la carte avant chaque commande, avec son numéro depuis l’insertion (1 pour la
            première) et ses octets ; la panne rendue arrive, None laisse la puce répondre.
        delai_s: La patience de l’insertion et du retrait.
        echanges: Le nombre de commandes reçues depuis l’insertion.
    """

    def __init__(self, puce: Puce, port: int, avant_apdu: Crochet | None = None) -> None:
        self.puce = puce
        self.port = port
        self.avant_apdu = avant_apdu
        self.delai_s = 5.0
        self.echanges = 0
        self._retiree = Event()
        self._prise: socket.socket | None = None
        self._fil: Thread | None = None

    def __enter__(self) -> Self:
        """Pose la carte dans la fente."""
        self.inserer()
        return self

    def __exit__(
        self, sorte: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None:
        """La retire."""
        self.retirer()

    def inserer(self) -> None:
        """Pose la carte ; pcscd la verra à sa prochaine ronde, dans les 400 ms.

        Raises:
            OSError: Aucun lecteur n’écoute à ce port.
        """
        self.retirer()
        self._prise = socket.create_connection(("127.0.0.1", self.port), timeout=self.delai_s)
        self._prise.settimeout(None)
        self._prise.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._retiree.clear()
        self.echanges = 0
        self._fil = Thread(target=self._servir, args=(self._prise,), name=f"carte-{self.port}", daemon=True)
        self._fil.start()

    def retirer(self) -> None:
        """Retire la carte et attend la fin de son fil ; sans effet si elle n’est pas là.

        Raises:
            TimeoutError: La puce ou le crochet retient le fil.
        """
        self._retiree.set()
        if self._prise is None or self._fil is None:
            return
        with suppress(OSError):  # l’autre bout est peut-être déjà parti
            self._prise.shutdown(socket.SHUT_RDWR)
        fil, self._prise, self._fil = self._fil, None, None
        if fil is not current_thread():
            fil.join(self.delai_s)
            if fil.is_alive():
                raise TimeoutError(
                    f"La carte du port {self.port} ne s’arrête pas : `avant_apdu` ou la puce la retient."
                )

    def _servir(self, prise: socket.socket) -> None:
        with prise, suppress(ConnectionError):
            while True:
                (longueur,) = LONGUEUR.unpack(_lire(prise, LONGUEUR.size))
                if (reponse := self._repondre(_lire(prise, longueur))) is not None:
                    prise.sendall(LONGUEUR.pack(len(reponse)) + reponse)

    def _repondre(self, message: bytes) -> bytes | None:
        if message not in COMMANDES:
            return self._echanger(message)
        if message == DONNER_ATR:
            return self.puce.atr
        if message != HORS_TENSION:
            self.puce.mettre_sous_tension()
        return None

    def _echanger(self, apdu: bytes) -> bytes | None:
        self.echanges += 1
        match self.avant_apdu(self.echanges, apdu) if self.avant_apdu else None:
            case Couper():
                raise ConnectionAbortedError
            case Taire():
                return None
            case Repondre(octets):
                return octets
            case Remplacer(puce):
                self.puce = puce
                puce.mettre_sous_tension()
            case Attendre(secondes):
                self._retiree.wait(secondes)
            case None:
                pass
        return self.puce.traiter(apdu)


def _lire(prise: socket.socket, nombre: int) -> bytes:
    octets = b""
    while len(octets) < nombre:
        if not (morceau := prise.recv(nombre - len(octets))):
            raise ConnectionAbortedError
        octets += morceau
        # vpcd 3.3 envoie longueur et contenu en deux fois : sans cet accusé immédiat, que Linux oublie après chaque
        # lecture, l’algorithme de Nagle retient le second jusqu’à l’accusé différé, 44 ms par échange.
        prise.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
    return octets
