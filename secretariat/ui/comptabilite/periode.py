"""La période que montre le journal : un jour, un mois, ou deux dates."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import Signal

from secretariat.socle.horloge import Horloge, a_paris
from secretariat.ui.composants import BoutonIcone, ChampDate, Etiquette, Panneau, Segment, contenir, ligne
from secretariat.ui.theme.jetons import ESPACE, LARGEUR
from secretariat.ui.theme.theme import theme
from secretariat.ui.typographie import date_courte, date_longue, mois_annee


class Etendue(StrEnum):
    """Comment on choisit la période."""

    JOUR = "jour"
    MOIS = "mois"
    DATES = "dates"


@dataclass(frozen=True, slots=True)
class Periode:
    """Deux jours, compris."""

    etendue: Etendue
    debut: date
    fin: date

    @classmethod
    def du_jour(cls, jour: date) -> Periode:
        """Ce seul jour."""
        return cls(Etendue.JOUR, jour, jour)

    @classmethod
    def du_mois(cls, jour: date) -> Periode:
        """Le mois entier où tombe ce jour."""
        dernier = monthrange(jour.year, jour.month)[1]
        return cls(Etendue.MOIS, jour.replace(day=1), jour.replace(day=dernier))

    @property
    def dite(self) -> str:
        """« Jeudi 12 mars 2026 », « Mars 2026 », « Du 01/03/2026 au 12/03/2026 »."""
        match self.etendue:
            case Etendue.JOUR:
                return date_longue(self.debut)
            case Etendue.MOIS:
                return mois_annee(self.debut)
            case Etendue.DATES:
                return f"Du {date_courte(self.debut)} au {date_courte(self.fin)}"

    @property
    def nom_de_fichier(self) -> str:
        """« 2026-03-12 », « 2026-03 », « 2026-03-01_2026-03-12 »."""
        match self.etendue:
            case Etendue.JOUR:
                return f"{self.debut:%Y-%m-%d}"
            case Etendue.MOIS:
                return f"{self.debut:%Y-%m}"
            case Etendue.DATES:
                return f"{self.debut:%Y-%m-%d}_{self.fin:%Y-%m-%d}"

    def decaler(self, pas: int) -> Periode:
        """La période d’avant (`-1`) ou d’après (`1`) ; deux dates choisies ne se décalent pas."""
        match self.etendue:
            case Etendue.JOUR:
                return Periode.du_jour(self.debut + timedelta(days=pas))
            case Etendue.MOIS:
                return Periode.du_mois(self.fin + timedelta(days=1) if pas > 0 else self.debut - timedelta(days=1))
            case Etendue.DATES:
                return self


CHOIX = (("Jour", Etendue.JOUR), ("Mois", Etendue.MOIS), ("Dates", Etendue.DATES))


class ChoixPeriode(Panneau):
    """Le choix de la période, en une ligne ; deux champs s’ajoutent dessous pour des dates libres.

    Signals:
        changee: La période a changé ; porte la nouvelle.
    """

    changee = Signal(object)

    def __init__(self, horloge: Horloge) -> None:
        super().__init__(espace=ESPACE.petit)
        self._horloge = horloge
        self.periode = Periode.du_mois(self._aujourd_hui())
        self.segment = Segment("Étendue", CHOIX, Etendue.MOIS)
        self.avant = BoutonIcone("gauche", "Période précédente")
        self.apres = BoutonIcone("droite", "Période suivante")
        self._dite = Etiquette(self.periode.dite, graisse=600)
        self.du, self.au = ChampDate("Du", horloge), ChampDate("Au", horloge)
        self._dates = contenir(ligne(self.du, self.au, None, espace=ESPACE.moyen))
        self._dates.hide()
        self.ajouter(ligne(self.segment, self.avant, self.apres, self._dite, None), self._dates)
        self._brancher()

    def montrer(self, periode: Periode) -> None:
        """Change la période."""
        self.periode = periode
        self._dite.setText(periode.dite)
        self.changee.emit(periode)

    def _brancher(self) -> None:
        self.setObjectName("comptabilite.periode")
        for champ in (self.du, self.au):
            champ.setFixedWidth(theme().px(LARGEUR.champ))
            champ.date_lue.connect(lambda _date: self._lire_les_dates())
        self.segment.choisi.connect(self._changer_d_etendue)
        self.avant.au_clic(lambda: self.montrer(self.periode.decaler(-1)))
        self.apres.au_clic(lambda: self.montrer(self.periode.decaler(1)))

    def _changer_d_etendue(self, etendue: Etendue) -> None:
        libre = etendue is Etendue.DATES
        self._dates.setVisible(libre)
        self.avant.setVisible(not libre)
        self.apres.setVisible(not libre)
        match etendue:
            case Etendue.JOUR:
                self.montrer(Periode.du_jour(self._aujourd_hui()))
            case Etendue.MOIS:
                self.montrer(Periode.du_mois(self._aujourd_hui()))
            case Etendue.DATES:
                self._proposer_les_dates()

    def _proposer_les_dates(self) -> None:
        debut, fin = self.periode.debut, self.periode.fin
        self.du.poser_date(debut)
        self.au.poser_date(fin)
        self.du.setFocus()
        self.du.saisie.selectAll()

    def _lire_les_dates(self) -> None:
        debut, fin = self.du.valeur(), self.au.valeur()
        if debut is None or fin is None:
            return
        if debut > fin:
            self.au.refuser("La fin précède le début.")
            return
        self.montrer(Periode(Etendue.DATES, debut, fin))

    def _aujourd_hui(self) -> date:
        return a_paris(self._horloge()).date()
