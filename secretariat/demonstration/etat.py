"""Où en est un cabinet de démonstration : le temps n’y passe que pendant qu’on l’ouvre.

Il naît à 10 h 20 et reprend à l’instant où on l’a quitté : on y retrouve une matinée en cours, quels que soient le jour
et l’heure où on le montre.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import monotonic

from sqlalchemy import func, select

from secretariat.accueil.modele import Visite
from secretariat.agenda.modele import RendezVous
from secretariat.cabinet.modele import Utilisateur
from secretariat.cabinet.reglages import lire, registre
from secretariat.comptabilite.modele import Ecriture
from secretariat.demonstration.calendrier import dernier_jour_ouvert
from secretariat.facturation.modele import Facture
from secretariat.socle import cles, fichier_base
from secretariat.socle.cles import Moyen
from secretariat.socle.horloge import PARIS, Horloge, a_paris, horloge_du_poste
from secretariat.socle.unite_de_travail import Cabinet, Identite, Lecture

HEURE_DE_NAISSANCE = time(10, 20)


@dataclass(frozen=True, slots=True)
class EtatDemonstration:
    """Ce que dit la base.

    Attributes:
        instant: Celui où l’on a quitté le cabinet.
        dernier_jour: Le dernier jour où il y a des rendez-vous.
    """

    instant: datetime
    dernier_jour: date

    @property
    def jour(self) -> date:
        """Le jour où l’on en est, à Paris."""
        return a_paris(self.instant).date()


def horloge_de_naissance(horloge: Horloge) -> Horloge:
    """10 h 20 du dernier jour ouvert : aujourd’hui, ou le vendredi si l’on est dimanche."""
    jour = dernier_jour_ouvert(a_paris(horloge()).date())
    instant = datetime.combine(jour, HEURE_DE_NAISSANCE, PARIS)
    return lambda: instant


def horloge_depuis(instant: datetime) -> Horloge:
    """Une horloge qui part de cet instant et avance comme une vraie."""
    depart = monotonic()
    return lambda: instant + timedelta(seconds=monotonic() - depart)


def lire_etat(base: Path) -> EtatDemonstration | None:
    """L’état d’une base de démonstration ; None si ce n’en est pas une, ou si elle n’a pas été finie.

    Raises:
        ErreurEnvironnement: La base ou son fichier de clés ne s’ouvre pas.
    """
    enveloppes = cles.lire(base)
    if enveloppes.base != cles.BASE_DE_DEMONSTRATION:
        return None
    cle = cles.ouvrir(enveloppes, cles.PHRASE_DE_DEMONSTRATION, Moyen.PHRASE)
    programme = Identite("demonstration", "Démonstration", "programme", "demonstration")
    cabinet = Cabinet(fichier_base.ouvrir(base, cle), programme, horloge_du_poste)
    try:
        with cabinet.lecture() as lecture:
            return _etat(lecture)
    finally:
        cabinet.fermer()


def _etat(lecture: Lecture) -> EtatDemonstration | None:
    depart = lire(lecture, registre.DEMONSTRATION_DEPART)
    dernier = lecture.premier(select(func.max(RendezVous.debut)))
    if depart is None or dernier is None:
        return None
    traces = (
        Visite.arrivee,
        Visite.appel,
        Visite.sortie,
        Visite.depart,
        Visite.annulee_le,
        RendezVous.cree_le,
        Facture.cree_le,
        Ecriture.saisie_le,
        Utilisateur.derniere_connexion,
    )
    connus = [moment for trace in traces if (moment := lecture.premier(select(func.max(trace)))) is not None]
    return EtatDemonstration(max(depart, *connus), a_paris(dernier).date())
