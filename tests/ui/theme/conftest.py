"""Le thème installé, et rendu comme on l’a trouvé."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from PySide6.QtWidgets import QApplication

from secretariat.ui.theme.jetons import Apparence
from secretariat.ui.theme.theme import Theme, theme


@pytest.fixture
def apparence(qapp: QApplication) -> Iterator[Theme]:
    theme().installer(qapp)
    theme().choisir(Apparence.CLAIR)
    yield theme()
    theme().grossir(1.0)
    theme().choisir(Apparence.SYSTEME)
