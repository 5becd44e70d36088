"""Les appels PC/SC dont le programme se sert, typés ; chaque échec devient l’une des erreurs du programme.

On parle à `smartcard.scard`, l’interface brute de pyscard, et non à ses classes : `CardMonitor` meurt en silence quand
le service s’arrête, une connexion réveillée par `reconnect()` peut désigner une autre carte, et leurs exceptions
viennent de deux familles. Ici chaque appel rend un code, et rien ne se joue dans un destructeur.
"""

from __future__ import annotations

from typing import Any

from smartcard import scard

from secretariat.cartes.erreurs import (
    AucunLecteur,
    CarteAbsente,
    CarteMuette,
    CarteOccupee,
    CarteReinitialisee,
    CarteRetiree,
    ErreurCarte,
    LecteurDebranche,
    ReponseInattendue,
    ServiceAbsent,
)

Contexte = Any
"""Une session avec le service ; ce que pyscard rend est opaque."""
Carte = Any

PRISE_ET_DEBRANCHEMENT = "\\\\?PnP?\\Notification"
"""Le nom sous lequel PC/SC annonce qu’un lecteur arrive ou s’en va."""
BIEN = int(scard.SCARD_S_SUCCESS)
INCONNU = int(scard.SCARD_STATE_UNAWARE)
CHANGE, PRESENT, MUET = (
    int(etat) for etat in (scard.SCARD_STATE_CHANGED, scard.SCARD_STATE_PRESENT, scard.SCARD_STATE_MUTE)
)
HORS_DU_POSTE = int(scard.SCARD_STATE_UNAVAILABLE | scard.SCARD_STATE_UNKNOWN)
"""Un lecteur débranché dont le service garde le nom."""
PROTOCOLES = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1


def non_signe(code: int) -> int:
    """Un code tel que la documentation de PC/SC l’écrit ; pyscard les rend signés."""
    return code & 0xFFFFFFFF


SORTES: dict[int, type[ErreurCarte]] = {
    non_signe(code): sorte
    for sorte, codes in {
        ServiceAbsent: (
            scard.SCARD_E_NO_SERVICE,
            scard.SCARD_E_SERVICE_STOPPED,
            scard.SCARD_F_COMM_ERROR,
            scard.SCARD_E_INVALID_HANDLE,
            scard.SCARD_E_SYSTEM_CANCELLED,
        ),
        AucunLecteur: (scard.SCARD_E_NO_READERS_AVAILABLE,),
        LecteurDebranche: (scard.SCARD_E_READER_UNAVAILABLE, scard.SCARD_E_UNKNOWN_READER),
        CarteAbsente: (scard.SCARD_E_NO_SMARTCARD,),
        CarteRetiree: (scard.SCARD_W_REMOVED_CARD, scard.SCARD_E_NOT_TRANSACTED),
        CarteReinitialisee: (scard.SCARD_W_RESET_CARD, scard.SCARD_W_UNPOWERED_CARD),
        CarteOccupee: (scard.SCARD_E_SHARING_VIOLATION,),
        CarteMuette: (scard.SCARD_W_UNRESPONSIVE_CARD, scard.SCARD_W_UNSUPPORTED_CARD, scard.SCARD_E_PROTO_MISMATCH),
    }.items()
    for code in codes
}
RIEN_DE_NEUF = {
    non_signe(code) for code in (scard.SCARD_E_TIMEOUT, scard.SCARD_E_CANCELLED, scard.SCARD_E_UNKNOWN_READER)
}
SANS_LECTEUR = non_signe(scard.SCARD_E_NO_READERS_AVAILABLE)


def traduire(code: int) -> ErreurCarte:
    """L’erreur que dit ce code PC/SC."""
    return SORTES.get(non_signe(code), ReponseInattendue)(detail=f"PC/SC {non_signe(code):08X}")


def ouvrir() -> Contexte:
    """Une session avec le service.

    Raises:
        ServiceAbsent: Il ne répond pas.
    """
    return _reussi(*scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM))


def interrompre(contexte: Contexte) -> None:
    """Met fin à l’attente en cours sur cette session."""
    scard.SCardCancel(contexte)


def liberer(contexte: Contexte) -> None:
    """Rend la session ; un service déjà parti ne gêne pas."""
    scard.SCardReleaseContext(contexte)


def lister(contexte: Contexte) -> list[str]:
    """Les noms des lecteurs branchés ; une liste vide s’il n’y en a pas.

    Raises:
        ErreurCarte: Le service ne répond plus.
    """
    code, lecteurs = scard.SCardListReaders(contexte, [])
    return [] if non_signe(code) == SANS_LECTEUR else list(_reussi(code, lecteurs))


def guetter(contexte: Contexte, etats: dict[str, int], attente_ms: int) -> list[tuple[str, int, bytes]]:
    """Attend qu’un état change, et rend les états (lecteur, drapeaux, ATR) ; vide s’il n’y a rien de neuf.

    Raises:
        ErreurCarte: Le service ne répond plus.
    """
    code, changes = scard.SCardGetStatusChange(contexte, attente_ms, list(etats.items()))
    if non_signe(code) in RIEN_DE_NEUF:
        return []
    return [(lecteur, etat, bytes(atr)) for lecteur, etat, atr in _reussi(code, changes)]


def prendre(contexte: Contexte, lecteur: str) -> tuple[Carte, int]:
    """Prend la carte d’un lecteur en accès partagé, et en commence une transaction ; rend aussi le protocole.

    Raises:
        ErreurCarte: Le lecteur ou la carte n’est pas là, ou un autre logiciel la garde pour lui.
    """
    carte, protocole = _reussi(*scard.SCardConnect(contexte, lecteur, scard.SCARD_SHARE_SHARED, PROTOCOLES))
    code = scard.SCardBeginTransaction(carte)
    if code != BIEN:
        scard.SCardDisconnect(carte, scard.SCARD_LEAVE_CARD)
        raise traduire(code)
    return carte, protocole


def atr(carte: Carte) -> bytes:
    """La réponse de la carte à sa mise sous tension.

    Raises:
        ErreurCarte: La carte n’est plus là.
    """
    return bytes(_reussi(*scard.SCardStatus(carte))[3])


def transmettre(carte: Carte, protocole: int, apdu: bytes) -> bytes:
    """Un échange ; une carte arrachée peut rendre une réponse vide plutôt qu’un refus.

    Raises:
        ErreurCarte: La carte, le lecteur ou le service n’est plus là.
    """
    return bytes(_reussi(*scard.SCardTransmit(carte, protocole, list(apdu))))


def rendre(carte: Carte) -> None:
    """Finit la transaction et rend la carte sous tension : l’éteindre couperait la session d’un autre logiciel."""
    scard.SCardEndTransaction(carte, scard.SCARD_LEAVE_CARD)
    scard.SCardDisconnect(carte, scard.SCARD_LEAVE_CARD)


def lecteurs_presents() -> tuple[str, ...]:
    """Les lecteurs que le service voit à cet instant.

    Raises:
        ServiceAbsent: Le service ne répond pas.
    """
    contexte = ouvrir()
    try:
        return tuple(lister(contexte))
    finally:
        liberer(contexte)


def _reussi(code: int, *rendu: Any) -> Any:  # noqa: ANN401  (ce que pyscard rend est opaque)
    """Ce que l’appel a rendu, s’il a réussi."""
    if code != BIEN:
        raise traduire(code)
    return rendu[0] if len(rendu) == 1 else rendu
