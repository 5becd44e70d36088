"""La carte du professionnel du côté de ses clés : ce qui passe par son jeton, sous surveillance.

Aucun de ces gestes ne se refait de lui-même : la carte compte les codes faux. Le code ne se garde nulle part ; chaque
geste ouvre le jeton et le referme.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from secretariat.cartes.canal import PRISE, Echange
from secretariat.cartes.cps import carte_de
from secretariat.cartes.cpx.jeton import Jeton
from secretariat.cartes.fentes import Insertion
from secretariat.cartes.surveillance import Surveillance
from secretariat.cartes.valeurs import CarteCps, EssaisRestants, Signature, Situation, UsageCle

T = TypeVar("T")
Noter = Callable[[Echange], None]


class CoteDesCles:
    """Les gestes du jeton.

    Args:
        ouvrir: Ouvre le jeton de la carte d’un lecteur ; lève `JetonAbsent` s’il n’y a pas de quoi.
    """

    def __init__(self, surveillance: Surveillance, ouvrir: Callable[[str], Jeton]) -> None:
        self._surveillance, self._ouvrir = surveillance, ouvrir

    def identite(self, insertion: Insertion, *, simulee: bool) -> CarteCps:
        """La carte telle que sa bibliothèque la présente, sans code ; elle ne dit pas son numéro de série."""
        return self._faire(
            insertion,
            lambda jeton, _noter: carte_de(
                jeton.titulaire(),
                certificat=b"",
                numero_serie="",
                code_specialite=jeton.code_specialite(),
                simulee=simulee,
                generation=insertion.generation,
            ),
        )

    def essais(self, insertion: Insertion) -> EssaisRestants:
        """Où en est le compteur d’essais du code, sans en user un."""
        return self._faire(insertion, lambda jeton, _noter: jeton.essais_restants())

    def situations(self, insertion: Insertion, code: str) -> tuple[Situation, ...]:
        """Les situations d’exercice, que la carte ne montre qu’avec le code."""
        return self._faire(insertion, lambda jeton, _noter: jeton.situations(code))

    def signer(
        self, insertion: Insertion, textes: Sequence[bytes], code: str, usage: UsageCle
    ) -> tuple[Signature, ...]:
        """Les signatures de ces textes, toutes ou aucune."""

        def tous(jeton: Jeton, noter: Noter) -> tuple[Signature, ...]:
            faites = []
            for texte in textes:
                faites.append(jeton.signer(texte, code, usage=usage))
                noter(PRISE)
            return tuple(faites)

        return self._faire(insertion, tous)

    def _faire(self, insertion: Insertion, geste: Callable[[Jeton, Noter], T]) -> T:
        def travail(noter: Noter) -> T:
            jeton = self._ouvrir(insertion.lecteur)
            noter(PRISE)
            try:
                return geste(jeton, noter)
            finally:
                jeton.fermer()

        return self._surveillance.lire(insertion, travail, essais=1)
