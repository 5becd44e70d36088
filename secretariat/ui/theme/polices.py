"""La police livrée, Inter, chargée une fois ; DejaVu Sans la remplace si ses fichiers manquent."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from secretariat.socle import ressources
from secretariat.ui.theme.jetons import POLICES, TEXTE, Taille


@cache
def charger() -> tuple[str, ...]:
    """Charge les fichiers de police et rend les familles qu’ils apportent."""
    familles: set[str] = set()
    for fichier in sorted((ressources.dossier() / "polices").glob("*.otf")):
        familles.update(QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(fichier))))
    return tuple(sorted(familles))


def police(taille: Taille, graisse: int, grossissement: float) -> QFont:
    """La police d’une taille et d’une graisse, chiffres à chasse fixe pour que les colonnes s’alignent."""
    charger()
    font = QFont()
    font.setFamilies(list(POLICES))
    font.setPixelSize(round(TEXTE[taille] * grossissement))
    font.setWeight(QFont.Weight(graisse))
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if taille == "chiffre":
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98)
    return font
