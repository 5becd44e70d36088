"""La forme d’un code porteur, vue à l’écran : un mot de passe tapé par mégarde n’use pas un essai de la carte. Pur."""

from __future__ import annotations

CHIFFRES = range(4, 9)
FORME_DU_CODE = f"Un code porteur a de {CHIFFRES[0]} à {CHIFFRES[-1]} chiffres\u202f; rien n’a été présenté à la carte."


def a_la_forme_d_un_code(tape: str) -> bool:
    """Vrai pour quatre à huit chiffres, ce qu’ont les cartes CPS.

    >>> a_la_forme_d_un_code("1234"), a_la_forme_d_un_code("motdepasse")
    (True, False)
    """
    return len(tape) in CHIFFRES and tape.isascii() and tape.isdigit()
