"""La date tapée au clavier : `14071960`, `14/07/60` ou `14/07/1960`, redite en toutes lettres sous le champ."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from secretariat.socle.horloge import Horloge
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.lecture_saisie import lire_date
from secretariat.ui.typographie import age, date_courte, date_longue


class ChampDate(ChampTexte):
    """Une date ; `naissance` la veut passée et montre l’âge.

    Signals:
        date_lue: La saisie est devenue une date, ou a cessé d’en être une (porte `date | None`).
    """

    date_lue = Signal(object)

    def __init__(
        self,
        libelle: str,
        horloge: Horloge,
        valeur: date | None = None,
        *,
        naissance: bool = False,
        obligatoire: bool = False,
    ) -> None:
        super().__init__(libelle, obligatoire=obligatoire, invite="jj/mm/aaaa")
        self._horloge, self._naissance = horloge, naissance
        self.saisie.editingFinished.connect(self._terminer)
        self.poser_date(valeur)

    def valeur(self) -> date | None:
        """La date saisie, ou rien si le champ est vide ou illisible."""
        try:
            return self._lire()
        except ValueError:
            return None

    def poser_date(self, valeur: date | None) -> None:
        """Remplace la date."""
        self.poser(date_courte(valeur) if valeur else "")

    def verifier(self) -> bool:
        """Refuse une date manquante ou illisible ; dit si la saisie convient."""
        try:
            if self.texte():
                self._lire()
        except ValueError as erreur:
            self.refuser(str(erreur))
            return False
        return super().verifier()

    def _lire(self) -> date:
        return lire_date(self.texte(), aujourd_hui=self._horloge().date(), passee=self._naissance)

    def _changer(self) -> None:
        valeur = self.valeur()
        self.aider(self._redite(valeur))
        self.modifie.emit()
        self.date_lue.emit(valeur)

    def _terminer(self) -> None:
        if self.texte() and self.verifier() and (valeur := self.valeur()):
            self.poser_date(valeur)

    def _redite(self, valeur: date | None) -> str:
        if valeur is None:
            return ""
        redite = date_longue(valeur)
        return f"{redite} · {age(valeur, le=self._horloge().date())}" if self._naissance else redite
