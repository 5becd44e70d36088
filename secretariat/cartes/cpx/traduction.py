"""Les refus d’une bibliothèque PKCS#11, traduits dans les sortes d’erreurs des cartes.

Ils sont désignés par le nom de leur classe, celui du code CKR (`CKR_PIN_LOCKED`, `PinLocked`) : ce module se lit et
s’essaie sans la bibliothèque.
"""

from __future__ import annotations

from secretariat.cartes.erreurs import (
    CarteMuette,
    CarteNonPriseEnCharge,
    CarteOccupee,
    CarteRetiree,
    CodeBloque,
    CodeFaux,
    ErreurCarte,
    ReponseInattendue,
)

NOMS: dict[type[ErreurCarte], tuple[str, ...]] = {
    CarteRetiree: (
        "DeviceRemoved", "TokenNotPresent", "TokenNotRecognised", "SlotIDInvalid", "SessionClosed",
        "SessionHandleInvalid", "ObjectHandleInvalid", "KeyHandleInvalid",
    ),
    CodeFaux: ("PinIncorrect", "PinInvalid", "PinLenRange"),
    CodeBloque: ("PinLocked", "PinExpired", "UserPinNotInitialized"),
    CarteOccupee: ("UserAlreadyLoggedIn", "AnotherUserAlreadyLoggedIn", "SessionCount", "OperationActive"),
    CarteNonPriseEnCharge: (
        "MechanismInvalid", "MechanismParamInvalid", "FunctionNotSupported", "KeyTypeInconsistent",
        "KeySizeRange",
    ),
    CarteMuette: ("DeviceError",),
}  # fmt: skip
SORTES = {nom: sorte for sorte, noms in NOMS.items() for nom in noms}


def sorte_de(refus: Exception) -> type[ErreurCarte]:
    """La sorte d’erreur qui convient à ce refus ; `ReponseInattendue` pour tout ce qui n’est pas prévu."""
    return SORTES.get(type(refus).__name__, ReponseInattendue)


def traduire(refus: Exception) -> ErreurCarte:
    """L’erreur à lever à la place de ce refus ; son détail est le nom du refus, jamais ses valeurs."""
    sorte, detail = sorte_de(refus), f"PKCS#11 {type(refus).__name__}"
    if sorte is CarteNonPriseEnCharge:
        return sans_cle(detail)
    return sorte(detail=detail)


def sans_cle(detail: str) -> CarteNonPriseEnCharge:
    """Le refus d’une carte qui n’a rien avec quoi signer, ou rien que ce programme sache employer."""
    return CarteNonPriseEnCharge(
        "Cette carte n’a ni certificat ni clé que ce programme sache employer pour signer.",
        conseil="Vérifier que c’est bien une carte de professionnel de santé (CPS ou CPE).",
        detail=detail,
    )
