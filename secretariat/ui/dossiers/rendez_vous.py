"""Les rendez-vous d’un patient : celui d’aujourd’hui, les prochains, le dernier."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from secretariat.accueil.valeurs import LIBELLES_ETAPES, EtapeVisite, VisiteDuJour
from secretariat.agenda.valeurs import LIBELLES_ETATS, EtatRendezVous, RdvDuJour
from secretariat.socle.horloge import a_paris
from secretariat.ui.composants import (
    Bandeau,
    Carte,
    Etiquette,
    Fond,
    Panneau,
    Puce,
    contenir,
    corps,
    ligne,
    petit,
    pile,
)
from secretariat.ui.dossiers.donnees import DossierLu
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, RAYON, Ton
from secretariat.ui.theme.theme import theme
from secretariat.ui.typographie import MOIS_ABREGES, date_sans_annee, duree, heure

A_VENIR = 2
ETATS = {
    EtatRendezVous.PREVU: ("agenda", Ton.NEUTRE),
    EtatRendezVous.CONFIRME: ("coche_cercle", Ton.NEUTRE),
    EtatRendezVous.ANNULE: ("croix", Ton.NEUTRE),
    EtatRendezVous.ABSENT: ("absent", Ton.DANGER),
}
ETAPES = {
    EtapeVisite.EN_SALLE: ("salle", Ton.SUCCES),
    EtapeVisite.EN_CONSULTATION: ("stetho", Ton.INFO),
    EtapeVisite.A_ENCAISSER: ("euro", Ton.ATTENTION),
    EtapeVisite.PARTI: ("coche", Ton.NEUTRE),
}


def rendez_vous(page: DossierLu) -> Carte:
    """Les rendez-vous qui comptent au guichet, et les absences."""
    montres = _qui_comptent(page)
    carte = Carte("Rendez-vous", droite=_absences(page), espace=ESPACE.moyen)
    carte.setObjectName("patient.rendez_vous")
    if not montres and page.visite is None:
        return carte.ajouter(Bandeau("Aucun rendez-vous.", "La touche N en prend un.", Ton.NEUTRE, icone="agenda"))
    if page.visite is not None and page.visite.rendez_vous_id is None:
        carte.ajouter(_venue(page.visite, page))
    return carte.ajouter(*(_ligne(rdv, page) for rdv in montres))


def puce_de_visite(visite: VisiteDuJour, page: DossierLu) -> Puce:
    """« En salle · 6 min »."""
    icone, ton = ETAPES[visite.etape]
    texte = LIBELLES_ETAPES[visite.etape]
    if visite.etape is EtapeVisite.EN_SALLE:
        texte += f" · {duree(max(int((page.lu_le - visite.instants.arrivee).total_seconds()) // 60, 0))}"
    return Puce(texte, icone, ton)


def _qui_comptent(page: DossierLu) -> tuple[RdvDuJour, ...]:
    """Le jour même et les prochains, du plus proche au plus lointain, puis le dernier passé."""
    jour = a_paris(page.lu_le).date()
    a_venir = sorted((r for r in page.rendez_vous if a_paris(r.debut).date() >= jour), key=lambda r: r.debut)
    utiles = [r for r in a_venir if r.etat is not EtatRendezVous.ANNULE or page.est_du_jour(r)]
    passes = [r for r in page.rendez_vous if a_paris(r.debut).date() < jour]
    return (*utiles[:A_VENIR], *passes[:1])


def _absences(page: DossierLu) -> QWidget:
    nombre = page.rendez_vous[0].absences if page.rendez_vous else 0
    if nombre:
        return Puce(f"{nombre} absence{'s' if nombre > 1 else ''}", "absent", Ton.ATTENTION)
    return petit("Aucune absence" if page.rendez_vous else "", encre="texte2")


def _ligne(rdv: RdvDuJour, page: DossierLu) -> QWidget:
    debut = a_paris(rdv.debut)
    jour = "Aujourd’hui" if page.est_du_jour(rdv) else date_sans_annee(debut.date())
    detail = " · ".join(filter(None, (page.praticien(rdv.praticien_id), rdv.motif, "urgent" if rdv.urgence else "")))
    tete = ligne(corps(f"{jour}, {heure(debut)}", graisse=600), None, _etat(rdv, page))
    texte = pile(tete, petit(detail, encre="texte2").abreger())
    rangee = ligne(
        _tuile(str(debut.day), MOIS_ABREGES[debut.month - 1], vif=page.est_du_jour(rdv)), espace=ESPACE.moyen
    )
    rangee.addLayout(texte, 1)
    return contenir(rangee)


def _venue(visite: VisiteDuJour, page: DossierLu) -> QWidget:
    arrivee = a_paris(visite.instants.arrivee)
    texte = pile(
        corps(f"Arrivé(e) à {heure(arrivee)}", graisse=600),
        petit(f"{visite.praticien} · sans rendez-vous", encre="texte2"),
    )
    rangee = ligne(_tuile(str(arrivee.day), MOIS_ABREGES[arrivee.month - 1], vif=True), espace=ESPACE.moyen)
    rangee.addLayout(texte, 1)
    rangee.addWidget(puce_de_visite(visite, page))
    return contenir(rangee)


def _etat(rdv: RdvDuJour, page: DossierLu) -> Puce:
    if page.visite is not None and page.visite.rendez_vous_id == rdv.id:
        return puce_de_visite(page.visite, page)
    if (
        rdv.debut < page.lu_le
        and not page.est_du_jour(rdv)
        and rdv.etat
        in {
            EtatRendezVous.PREVU,
            EtatRendezVous.CONFIRME,
        }
    ):
        return Puce("Passé", "horloge")
    icone, ton = ETATS[rdv.etat]
    return Puce(LIBELLES_ETATS[rdv.etat], icone, ton)


def _tuile(jour: str, mois: str, *, vif: bool) -> Panneau:
    """Le quantième au-dessus du mois."""
    encre = "accent" if vif else "texte"
    tuile = Panneau(Fond("accent_fond" if vif else "creux", rayon=RAYON.rendez_vous), espace=0)
    tuile.ajouter(
        Etiquette(jour, "titre", graisse=600, encre=encre).au_centre(),
        Etiquette(mois, "petit", graisse=500, encre=encre if vif else "texte2").au_centre(),
    )
    tuile.setFixedSize(theme().px(HAUTEUR.valider), theme().px(HAUTEUR.valider))
    return tuile
