"""Le plancher du démarrage et de la mémoire : une fenêtre PySide6 vide et une requête SQLAlchemy, rien d’autre."""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy import create_engine, text  # noqa: TID251  (une mesure sans rien du programme)
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from outils.bench.temoin import memoire_mo, temoigner


class Base(DeclarativeBase):
    """Une table, comme tout programme en a."""


class Ligne(Base):
    """Une ligne."""

    __tablename__ = "lignes"
    id: Mapped[int] = mapped_column(primary_key=True)


class Fenetre(QMainWindow):
    """Dit quand elle est peinte, puis s’en va."""

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """La première peinture finit la mesure."""
        super().paintEvent(evenement)
        temoigner("peinte")
        QTimer.singleShot(0, self._finir)

    def _finir(self) -> None:
        temoigner("utilisable")
        temoigner("memoire", memoire_mo())
        QApplication.quit()


def main() -> None:
    """Ouvre, peint, ferme."""
    application = QApplication(sys.argv[:1])
    moteur = create_engine("sqlite://")
    Base.metadata.create_all(moteur)
    with Session(moteur) as session:
        session.execute(text("SELECT 1")).scalar()
    fenetre = Fenetre()
    fenetre.setCentralWidget(QLabel(Path(__file__).name))
    fenetre.resize(1600, 1000)
    fenetre.show()
    application.exec()


if __name__ == "__main__":
    main()
