"""Ce qui manque au dossier, et la couverture du patient avec sa source."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from secretariat.dossiers.valeurs import Anomalie, DroitsPatient, FichePatient, SourceDroits
from secretariat.socle.horloge import a_paris
from secretariat.socle.identifiants import masquer_nir
from secretariat.ui.composants import (
    Bandeau,
    Bouton,
    Carte,
    EtiquetteSimulation,
    Filet,
    LigneInfo,
    Puce,
    corps,
    ligne,
    petit,
)
from secretariat.ui.composants.fluide import Fluide
from secretariat.ui.composants.rangement import Enfant
from secretariat.ui.dossiers.donnees import DossierLu
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, Ton
from secretariat.ui.typographie import date_courte, espaces_fines, heure

SOURCES = {
    SourceDroits.SAISIE: "Saisie au cabinet",
    SourceDroits.CARTE: "Carte Vitale",
    SourceDroits.CARTE_SIMPLE: "Carte Vitale, lecture simple",
    SourceDroits.CARTE_SIMULEE: "Carte simulée",
}
A_SAISIR = frozenset({"telephone", "adresse", "lieu_naissance", "naissance", "nir", "amc_jusqu_au"})


def ce_qui_manque(points: tuple[Anomalie, ...], completer: Callable[[str], None]) -> Carte:
    """Les points à compléter ; ceux qui se saisissent ont leur bouton."""
    nombre = f"{len(points)} point{'s' if len(points) > 1 else ''}" if points else ""
    carte = Carte("Ce qui manque", droite=petit(nombre, encre="texte2"), espace=ESPACE.petit)
    carte.setObjectName("patient.manque")
    if not points:
        return carte.ajouter(Bandeau("Rien ne manque à ce dossier.", ton=Ton.SUCCES))
    return carte.ajouter(*(_point(point, completer) for point in points))


def couverture(page: DossierLu, mettre_a_jour: Bouton) -> Carte:
    """L’assurance maladie, puis la complémentaire, chacune avec sa fin."""
    fiche = page.fiche
    carte = Carte("Couverture", droite=mettre_a_jour, espace=ESPACE.infime)
    carte.setObjectName("patient.couverture")
    if fiche.droits is None:
        return carte.ajouter(Bandeau("Droits inconnus.", "Lire la carte Vitale, ou saisir l’attestation.", Ton.NEUTRE))
    jour = a_paris(page.lu_le).date()
    return carte.ajouter(
        *_source(fiche, fiche.droits),
        ESPACE.petit,
        *_amo(fiche.droits, jour),
        ESPACE.petit,
        Filet(),
        ESPACE.petit,
        *_amc(fiche.droits, jour),
    )


def _point(point: Anomalie, completer: Callable[[str], None]) -> Bandeau:
    bouton = None
    if point.champ in A_SAISIR:
        bouton = Bouton("Compléter", hauteur=HAUTEUR.bouton_carte).au_clic(lambda: completer(point.champ))
        bouton.setAccessibleName(f"Compléter : {point.message}")
    icone = "bouclier" if point.champ == "statut" else ""
    ton = Ton.INFO if point.champ == "statut" else Ton.ATTENTION
    return Bandeau(espaces_fines(point.message), espaces_fines(point.conseil), ton, icone=icone, action=bouton)


def _source(fiche: FichePatient, droits: DroitsPatient) -> list[Enfant]:
    quand = ""
    if fiche.droits_maj_le is not None:
        local = a_paris(fiche.droits_maj_le)
        quand = f", le {date_courte(local.date())} à {heure(local)}"
    mention = petit(f"Source : {SOURCES[droits.source].lower()}{quand}", encre="texte2")
    mention.setObjectName("patient.source")
    if droits.source is SourceDroits.CARTE_SIMULEE:
        return [Fluide(mention, EtiquetteSimulation(), entre_lignes=ESPACE.infime)]
    return [mention]


def _amo(droits: DroitsPatient, jour: date) -> list[Enfant]:
    organisme = " ".join(filter(None, (droits.regime, droits.caisse, droits.centre)))
    exonerations = [
        nom for nom, oui in (("Affection de longue durée", droits.ald), ("Solidaire (C2S)", droits.c2s)) if oui
    ]
    return [
        ligne(corps("Régime obligatoire (AMO)", graisse=500), None, _etat(droits.droits_jusqu_au, jour)),
        LigneInfo("Régime, caisse, centre", organisme or "Inconnus"),
        LigneInfo("NIR", masquer_nir(droits.nir) if droits.nir else "Inconnu"),
        LigneInfo(
            "Droits jusqu’au", date_courte(droits.droits_jusqu_au) if droits.droits_jusqu_au else "Non renseigné"
        ),
        LigneInfo("Exonération", ", ".join(exonerations) or ("Aucune" if droits.sont_attestes else "Non connue")),
    ]


def _amc(droits: DroitsPatient, jour: date) -> list[Enfant]:
    tete = corps("Complémentaire", graisse=500)
    if not droits.complementaire:
        return [ligne(tete, None, Puce("Aucune connue", "info"))]
    return [
        ligne(tete, None, _etat(droits.amc_jusqu_au, jour, echu="Échue", ouvert="En cours")),
        LigneInfo("Organisme", droits.complementaire),
        LigneInfo("Numéro", droits.amc_numero or "Inconnu"),
        LigneInfo("Adhérent", droits.amc_adherent or "Inconnu"),
        LigneInfo("Valable jusqu’au", date_courte(droits.amc_jusqu_au) if droits.amc_jusqu_au else "Non renseigné"),
    ]


def _etat(fin: date | None, jour: date, *, ouvert: str = "Droits ouverts", echu: str = "Échus") -> Puce:
    if fin is None:
        return Puce("Date inconnue", "question")
    if fin < jour:
        return Puce(f"{echu} le {date_courte(fin)}", "alerte", Ton.ATTENTION)
    return Puce(ouvert, "coche_cercle", Ton.SUCCES)
