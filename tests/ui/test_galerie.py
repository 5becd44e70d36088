"""La planche des pièces s’écrit dans les deux thèmes."""

from __future__ import annotations

from pathlib import Path

import pytest

from PySide6.QtGui import QImage

from secretariat.ui import galerie
from secretariat.ui.theme.jetons import Apparence
from secretariat.ui.theme.theme import theme


@pytest.fixture
def _theme_rendu(qapp):
    theme().installer(qapp)
    yield
    theme().choisir(Apparence.SYSTEME)


@pytest.mark.usefixtures("_theme_rendu")
def test_la_galerie_ecrit_ses_quatre_images(tmp_path: Path):
    galerie.rendre(tmp_path, "100")
    images = {f.stem: QImage(str(f)) for f in tmp_path.glob("*.png")}
    assert set(images) == {"planche-clair-100", "planche-sombre-100", "dialogue-clair-100", "dialogue-sombre-100"}
    assert images["planche-clair-100"] != images["planche-sombre-100"]
    assert images["planche-clair-100"].width() >= 1600
