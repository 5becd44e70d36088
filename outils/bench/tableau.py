"""Le tableau des mesures, tel qu’il s’imprime."""

from __future__ import annotations

from collections.abc import Sequence

from outils.bench.mesure import Mesure

VERDICTS = {True: "tenu", False: "NON TENU", None: ""}
ENTETES = ("geste", "mesure", "plancher", "rapport", "barre", "verdict")


def tableau(mesures: Sequence[Mesure]) -> str:
    """Une ligne par mesure, les colonnes alignées."""
    lignes = [ENTETES, *(_ligne(mesure) for mesure in mesures)]
    largeurs = [max(len(ligne[rang]) for ligne in lignes) for rang in range(len(ENTETES))]
    textes = [
        "  ".join(_cale(texte, rang, largeurs[rang]) for rang, texte in enumerate(ligne)).rstrip() for ligne in lignes
    ]
    textes.insert(1, "  ".join("─" * largeur for largeur in largeurs))
    return "\n".join(textes)


def _ligne(mesure: Mesure) -> tuple[str, ...]:
    return (
        mesure.nom,
        _nombre(mesure.valeur, mesure.unite),
        "" if mesure.plancher is None else _nombre(mesure.plancher, mesure.unite),
        "" if mesure.rapport is None else f"{mesure.rapport:.2f} ×".replace(".", ","),
        mesure.barre.replace(".", ","),
        VERDICTS[mesure.tenue],
    )


def _nombre(valeur: float, unite: str) -> str:
    decimales = 0 if valeur >= 100 else 1 if valeur >= 10 else 2  # noqa: PLR2004  (trois chiffres significatifs)
    return f"{valeur:.{decimales}f} {unite}".replace(".", ",")


def _cale(texte: str, rang: int, largeur: int) -> str:
    return texte.rjust(largeur) if rang in {1, 2, 3} else texte.ljust(largeur)
