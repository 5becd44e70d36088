"""Le chemin du clavier dans la journée : d’arrêt en arrêt, et d’une colonne à l’autre au même moment. Sans Qt."""

from __future__ import annotations

from secretariat.ui.agenda.disposition import Arret, Disposition

Arrets = tuple[Arret, ...]


def retrouver(disposition: Disposition, choix: Arret) -> Arret | None:
    """Le même arrêt dans une journée relue : le rendez-vous s’il y est encore, sinon le même moment."""
    if choix.bloc is not None:
        rdv_id = choix.bloc.rdv.id
        meme = (a for arrets in disposition.arrets for a in arrets if a.bloc is not None and a.bloc.rdv.id == rdv_id)
        if (trouve := next(meme, None)) is not None:
            return trouve
    return au_moment(disposition, choix.colonne, choix.debut)


def au_moment(disposition: Disposition, colonne: int, minutes: int) -> Arret | None:
    """L’arrêt d’une colonne qui contient ce moment, sinon le plus proche."""
    if not 0 <= colonne < len(disposition.arrets) or not disposition.arrets[colonne]:
        return None
    arrets = disposition.arrets[colonne]
    dedans = next((a for a in arrets if a.debut <= minutes < a.fin), None)
    return dedans or min(arrets, key=lambda a: abs(a.debut - minutes))


def voisin(disposition: Disposition, choix: Arret, sens: int) -> Arret:
    """L’arrêt suivant ou précédent dans la colonne."""
    arrets = disposition.arrets[choix.colonne]
    rang = arrets.index(choix) + sens
    return arrets[min(max(rang, 0), len(arrets) - 1)]


def a_cote(disposition: Disposition, choix: Arret, sens: int) -> Arret:
    """L’arrêt du même moment dans la colonne voisine."""
    return au_moment(disposition, choix.colonne + sens, choix.debut) or choix


def plus_loin(disposition: Disposition, choix: Arret, minutes: int) -> Arret:
    """L’arrêt d’une heure plus tard ou plus tôt."""
    return au_moment(disposition, choix.colonne, choix.debut + minutes) or choix


def bout(disposition: Disposition, choix: Arret, *, fin: bool) -> Arret:
    """Le premier ou le dernier arrêt de la colonne."""
    arrets: Arrets = disposition.arrets[choix.colonne]
    return arrets[-1 if fin else 0]
