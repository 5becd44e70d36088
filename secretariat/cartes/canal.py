"""Parler à une carte : le canal (une APDU part, une réponse revient), et les règles d’échange d’ISO 7816-4.

Un `Canal` est la première des deux frontières avec le matériel (l’autre est le moniteur) : réel par PC/SC, ou simulé.
L’`Echangeur` applique par-dessus ce que toute carte T=0 demande : aller chercher la suite d’une réponse (61xx), rejouer
avec la bonne longueur (6Cxx) ; un nombre borné de fois, car une carte abîmée peut répondre cela sans fin.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from secretariat.cartes.erreurs import AccesProtege, CarteRetiree, ErreurCarte, FichierAbsent, ReponseInattendue

SW_BIEN = 0x9000
SW_FIN_DE_FICHIER = 0x6282
FINS_DE_FICHIER = frozenset({0x6B00, 0x6700, 0x6A86})
"""Ce qu’une carte répond, selon son système, à qui lit au-delà de la fin d’un fichier déjà commencé."""
SUITE_DISPONIBLE = 0x61
LONGUEUR_EXACTE = 0x6C
ENCHAINEMENTS_MAX = 32
ECHANGES_MAX = 4096
"""Ce qu’une lecture fait d’échanges au plus : une carte ordinaire se lit en dix, une hostile n’en finirait pas."""
BLOC = 0xE7
"""La longueur d’un bloc lu, en octets : la limite que l’ANS donne à ses propres cartes, admise par toutes."""
FICHIER_MAX = 32_768
PROTEGES = frozenset({0x6982, 0x6985})
ABSENTS = frozenset({0x6A82, 0x6A83, 0x6A88})
TAILLE_SW = 2
TAILLE_ENTETE = 4


class Canal(Protocol):
    """Une carte, pour le temps d’une lecture."""

    @property
    def atr(self) -> bytes:
        """La réponse de la carte à sa mise sous tension."""

    def transmettre(self, apdu: bytes) -> bytes:
        """Envoie une APDU et rend la réponse, mot d’état (deux octets) compris.

        Raises:
            ErreurCarte: La carte, le lecteur ou le service n’est plus là.
        """

    def fermer(self) -> None:
        """Rend la carte, en la laissant sous tension pour les autres programmes ; sans effet la seconde fois."""


@dataclass(frozen=True, slots=True)
class Reponse:
    """Ce que la carte rend : des données, et un mot d’état (`0x9000` : bien)."""

    donnees: bytes
    sw: int


@dataclass(frozen=True, slots=True)
class Echange:
    """Un échange, tel qu’un diagnostic le garde : ni identifiant cherché, ni donnée lue."""

    instruction: int
    sw: int
    octets: int


PRISE = Echange(0, SW_BIEN, 0)
"""Ce qui se note quand on tient la carte, avant tout échange ; un diagnostic ne le montre pas."""


class Echangeur:
    """Les commandes ISO 7816-4 dont les lecteurs de cartes se servent, sur un canal.

    Args:
        canal: La carte.
        noter: Appelé après chaque échange, pour le diagnostic et pour savoir que la carte vit.
    """

    def __init__(self, canal: Canal, noter: Callable[[Echange], None] | None = None) -> None:
        self._canal, self._noter = canal, noter
        self._echanges = 0

    @property
    def atr(self) -> bytes:
        """La réponse de la carte à sa mise sous tension."""
        return self._canal.atr

    def envoyer(self, apdu: bytes) -> Reponse:
        """Envoie une APDU, et rend la réponse tout entière.

        Raises:
            ReponseInattendue: La carte n’en finit pas de répondre.
            ErreurCarte: La carte, le lecteur ou le service n’est plus là.
        """
        reponse, donnees = self._un_echange(apdu), b""
        for _ in range(ENCHAINEMENTS_MAX):
            sw1, sw2 = divmod(reponse.sw, 0x100)
            donnees += reponse.donnees
            if sw1 == SUITE_DISPONIBLE:
                apdu = bytes([apdu[0], 0xC0, 0x00, 0x00, sw2])
            elif sw1 == LONGUEUR_EXACTE:
                apdu = _sans_le(apdu) + bytes([sw2])
            else:
                return Reponse(donnees, reponse.sw)
            reponse = self._un_echange(apdu)
        raise ReponseInattendue(detail=f"plus de {ENCHAINEMENTS_MAX} réponses enchaînées")

    def choisir_application(self, aid: bytes) -> Reponse:
        """SELECT par nom d’application ; le refus est rendu, non levé."""
        return self.envoyer(bytes([0x00, 0xA4, 0x04, 0x00, len(aid)]) + aid)

    def choisir_racine(self) -> Reponse:
        """SELECT du fichier maître (3F00)."""
        return self.envoyer(bytes.fromhex("00A40000023F00"))

    def choisir_fichier(self, identifiant: int) -> None:
        """SELECT d’un fichier de l’application courante, par son identifiant de deux octets.

        Raises:
            FichierAbsent: L’application n’a pas ce fichier.
        """
        _exiger(self.envoyer(bytes([0x00, 0xA4, 0x02, 0x00, 0x02]) + identifiant.to_bytes(2, "big")))

    def choisir_chemin(self, chemin: bytes) -> None:
        """SELECT par le chemin depuis la racine, sans 3F00 (IAS-ECC, cartes de l’ANS).

        Raises:
            FichierAbsent: La carte n’a pas ce fichier.
        """
        _exiger(self.envoyer(bytes([0x00, 0xA4, 0x09, 0x04, len(chemin)]) + chemin))

    def lire_fichier_court(self, sfi: int) -> bytes:
        """READ BINARY d’un fichier désigné par son identifiant court (1 à 30), jusqu’au bout de ce qu’il porte."""
        return self._lire(0x80 | sfi, 0x00)

    def lire_fichier(self) -> bytes:
        """READ BINARY du fichier choisi, jusqu’au bout de ce qu’il porte."""
        return self._lire(0x00, 0x00)

    def _lire(self, p1: int, p2: int) -> bytes:
        contenu = b""
        while len(contenu) < FICHIER_MAX:
            reponse = self.envoyer(bytes([0x00, 0xB0, p1, p2, BLOC]))
            if contenu and reponse.sw in FINS_DE_FICHIER:
                return contenu
            if reponse.sw != SW_FIN_DE_FICHIER:
                _exiger(reponse)
            contenu += reponse.donnees
            if len(reponse.donnees) < BLOC or reponse.sw == SW_FIN_DE_FICHIER:
                return contenu
            p1, p2 = divmod(len(contenu), 0x100)
        raise ReponseInattendue(detail=f"fichier de plus de {FICHIER_MAX} octets")

    def _un_echange(self, apdu: bytes) -> Reponse:
        self._echanges += 1
        if self._echanges > ECHANGES_MAX:
            raise ReponseInattendue(detail=f"plus de {ECHANGES_MAX} échanges")
        brute = self._canal.transmettre(apdu)
        if len(brute) < TAILLE_SW:
            raise CarteRetiree(detail=f"réponse de {len(brute)} octet(s)")
        reponse = Reponse(brute[:-TAILLE_SW], int.from_bytes(brute[-TAILLE_SW:], "big"))
        if self._noter is not None:
            self._noter(Echange(apdu[1], reponse.sw, len(reponse.donnees)))
        return reponse


def _sans_le(apdu: bytes) -> bytes:
    """L’APDU sans l’octet qui dit combien l’on attend : l’en-tête, et les données s’il y en a."""
    return apdu[: 5 + apdu[4]] if len(apdu) > TAILLE_ENTETE + 1 else apdu[:TAILLE_ENTETE]


def _exiger(reponse: Reponse) -> None:
    if reponse.sw != SW_BIEN:
        raise refus(reponse.sw)


def refus(sw: int) -> ErreurCarte:
    """L’erreur que dit ce mot d’état."""
    detail = f"SW {sw:04X}"
    if sw in PROTEGES:
        return AccesProtege(detail=detail)
    if sw in ABSENTS:
        return FichierAbsent(detail=detail)
    return ReponseInattendue(detail=detail)
