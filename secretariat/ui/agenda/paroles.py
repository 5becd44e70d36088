"""Ce que l’agenda dit aux lecteurs d’écran et dans ses bulles : des phrases complètes, sans Qt."""

from __future__ import annotations

from collections.abc import Iterable

from secretariat.agenda.regles import ETATS_ACTIFS, conflits
from secretariat.agenda.valeurs import Conflit, Creneau, Occupation
from secretariat.cabinet.valeurs import FichePraticien
from secretariat.socle.horloge import a_paris
from secretariat.ui.agenda.disposition import Arret, Bloc, Disposition
from secretariat.ui.typographie import date_sans_annee, heure, telephone


def dire_bloc(bloc: Bloc) -> str:
    """« 10 h 30, LEFÈVRE Clémence, Consultation, En salle 6 min »."""
    return ", ".join([heure(bloc.rdv.debut), bloc.rdv.patient, bloc.rdv.motif, bloc.etat.mot, *marques(bloc)])


def dire_arret(arret: Arret, disposition: Disposition) -> str:
    """Un rendez-vous, ou « 11 h 00, libre, Dr MARCHAND »."""
    titre = disposition.colonnes[arret.colonne].praticien.titre
    if arret.bloc is not None:
        return f"{dire_bloc(arret.bloc)}, {titre}"
    return f"{disposition.heure(arret.debut)}, libre, {titre}"


def dire_creneau(creneau: Creneau, praticiens: Iterable[FichePraticien]) -> str:
    """« Jeudi 12 mars, 11 h 00 – 11 h 15, Dr MARCHAND »."""
    jour = date_sans_annee(a_paris(creneau.debut).date())
    titres = [praticien.titre for praticien in praticiens if praticien.id == creneau.praticien_id]
    return ", ".join([jour, f"{heure(creneau.debut)} – {heure(creneau.fin)}", *titres])


def marques(bloc: Bloc) -> list[str]:
    """« Urgent », « Surbooking »."""
    return [mot for mot, vrai in (("Urgent", bloc.rdv.urgence), ("Surbooking", bloc.rdv.surbooking)) if vrai]


def bulle(bloc: Bloc) -> str:
    """Tout ce que le bloc n’a pas la place d’écrire, une idée par ligne."""
    rdv = bloc.rdv
    lignes = [rdv.patient, f"{heure(rdv.debut)} – {heure(rdv.fin)} · {rdv.motif}"]
    lignes.append(" · ".join([bloc.etat.mot, *marques(bloc)]))
    if rdv.surbooking_raison:
        lignes.append(f"Raison : {rdv.surbooking_raison}")
    if rdv.telephone:
        lignes.append(telephone(rdv.telephone))
    if rdv.note:
        lignes.append(rdv.note)
    if rdv.absences:
        lignes.append(f"{rdv.absences} absence{'s' if rdv.absences > 1 else ''} sans prévenir")
    return "\n".join(lignes)


def genes(disposition: Disposition, *, colonne: int, debut: int, fin: int, sauf: int = 0) -> tuple[Conflit, ...]:
    """Les rendez-vous qui occupent déjà ce temps ; le service tranchera, ceci ne fait que prévenir pendant le geste."""
    praticien_id = disposition.colonnes[colonne].praticien.id
    voulu = Creneau(praticien_id, disposition.instant(debut), disposition.instant(fin))
    occupes = [
        Occupation(r.id, Creneau(praticien_id, r.debut, r.fin), r.etat, r.patient)
        for r in disposition.colonnes[colonne].rendez_vous
        if r.id != sauf and r.etat in ETATS_ACTIFS
    ]
    return conflits(voulu, occupes)


def dire_genes(trouves: tuple[Conflit, ...]) -> str:
    """« Occupé : DUPUIS Léa à 11 h 30 », vide si la place est libre."""
    if not trouves:
        return ""
    return "Occupé\u00a0: " + ", ".join(f"{c.patient} à {heure(c.debut)}" for c in trouves)
