"""Comment se montre l’état d’un rendez-vous ou d’une attente : toujours une icône, un mot et une encre. Sans Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from secretariat.accueil.regles import minutes_d_attente, niveau
from secretariat.accueil.valeurs import EtapeDuRdv, EtapeVisite, Instants, NiveauAttente, SeuilsAttente
from secretariat.agenda.valeurs import EtatRendezVous, RdvDuJour
from secretariat.ui.typographie import duree

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class EtatMontre:
    """Un état à l’écran ; `encre` est un jeton de couleur, `acheve` dit qu’il n’y a plus rien à faire."""

    icone: str
    encre: str
    mot: str
    acheve: bool = False


PREVU = EtatMontre("cercle", "texte3", "Prévu")
ETATS = {
    EtatRendezVous.PREVU: PREVU,
    EtatRendezVous.CONFIRME: EtatMontre("coche_cercle", "texte2", "Confirmé"),
    EtatRendezVous.ABSENT: EtatMontre("absent", "danger", "Absent", acheve=True),
    EtatRendezVous.ANNULE: EtatMontre("annuler", "texte3", "Annulé", acheve=True),
}
ETAPES = {
    EtapeVisite.EN_CONSULTATION: EtatMontre("stetho", "info", "En cours"),
    EtapeVisite.A_ENCAISSER: EtatMontre("euro", "attention", "À encaisser"),
    EtapeVisite.PARTI: EtatMontre("coche", "texte3", "Terminé", acheve=True),
}
ATTENTES = {
    NiveauAttente.NORMALE: ("horloge", "texte2"),
    NiveauAttente.LONGUE: ("horloge", "attention"),
    NiveauAttente.TROP_LONGUE: ("alerte", "danger"),
}


def etat_du_rdv(rdv: RdvDuJour, venue: EtapeDuRdv | None, maintenant: datetime, seuils: SeuilsAttente) -> EtatMontre:
    """L’état d’un rendez-vous : la venue du patient d’abord, sinon un retard, sinon ce que dit l’agenda."""
    if venue is not None:
        return _etat_de_la_venue(venue, maintenant, seuils)
    retard = (maintenant - rdv.debut) // MINUTE
    attendu = rdv.etat in {EtatRendezVous.PREVU, EtatRendezVous.CONFIRME}
    if attendu and retard >= seuils.retard and _meme_journee(rdv.debut, maintenant):
        return EtatMontre("horloge", "attention", f"Retard {duree(retard)}")
    return ETATS[rdv.etat]


def attente(instants: Instants, maintenant: datetime, seuils: SeuilsAttente) -> EtatMontre:
    """Depuis combien de temps on attend ; l’icône change avec l’encre au-delà du seuil."""
    minutes = minutes_d_attente(instants, maintenant)
    icone, encre = ATTENTES[niveau(minutes, seuils)]
    return EtatMontre(icone, encre, duree(minutes))


def remarque_attente(instants: Instants, maintenant: datetime, seuils: SeuilsAttente) -> str:
    """« Attend depuis plus de 20 min », vide en deçà des seuils."""
    match niveau(minutes_d_attente(instants, maintenant), seuils):
        case NiveauAttente.TROP_LONGUE:
            return f"Attend depuis plus de {duree(seuils.trop_longue)}"
        case NiveauAttente.LONGUE:
            return f"Attend depuis plus de {duree(seuils.longue)}"
        case NiveauAttente.NORMALE:
            return ""


def _etat_de_la_venue(venue: EtapeDuRdv, maintenant: datetime, seuils: SeuilsAttente) -> EtatMontre:
    if venue.etape is not EtapeVisite.EN_SALLE:
        return ETAPES[venue.etape]
    temps = attente(venue.instants, maintenant, seuils)
    if temps.encre == "texte2":
        return EtatMontre("salle", "succes", f"En salle {temps.mot}")
    return EtatMontre(temps.icone, temps.encre, f"En salle {temps.mot}")


def _meme_journee(debut: datetime, maintenant: datetime) -> bool:
    return maintenant - debut < timedelta(hours=12)
