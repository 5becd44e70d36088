"""Le thème et la taille du texte que la personne a choisis, gardés pour son compte sur ce poste."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from secretariat.ui.theme.jetons import GROSSISSEMENTS, Apparence
from secretariat.ui.theme.theme import theme

APPARENCE, GROSSISSEMENT = "apparence", "taille-du-texte"


def reglages() -> QSettings:
    """Le petit fichier de réglages de ce compte."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Secretariat", "fenetre")


def garder_l_apparence(apparence: Apparence) -> None:
    """Applique ce thème, et s’en souvient."""
    theme().choisir(apparence)
    reglages().setValue(APPARENCE, apparence.value)


def garder_la_taille(grossissement: float) -> None:
    """Applique cette taille de texte, et s’en souvient."""
    theme().grossir(grossissement)
    reglages().setValue(GROSSISSEMENT, f"{grossissement}")


def reprendre() -> None:
    """Applique ce que l’on avait choisi ; ce qui n’est pas, ou plus, un choix proposé est laissé de côté."""
    gardes = reglages()
    apparence, grossissement = str(gardes.value(APPARENCE, "")), str(gardes.value(GROSSISSEMENT, ""))
    if apparence in list(Apparence):
        theme().choisir(Apparence(apparence))
    tailles = {f"{facteur}": facteur for facteur in GROSSISSEMENTS}
    if grossissement in tailles:
        theme().grossir(tailles[grossissement])
