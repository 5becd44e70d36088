"""Les gestes d’un dossier, une touche chacun, et ce que le patient doit encore."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from secretariat.accueil.valeurs import EtapeVisite
from secretariat.facturation.valeurs import FactureListee
from secretariat.socle.droits import Droit
from secretariat.socle.montant import ZERO
from secretariat.ui.composants import Bouton, Carte, Etiquette, LigneInfo, Puce, StyleBouton, ligne, petit
from secretariat.ui.dossiers.donnees import DossierLu
from secretariat.ui.droits import DroitsDuPoste, griser
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, Ton
from secretariat.ui.typographie import date_courte, montant


@dataclass(frozen=True, slots=True)
class Gestes:
    """Ce que font les boutons de la page."""

    arrivee: Callable[[], None]
    encaisser: Callable[[], None]
    rendez_vous: Callable[[], None]
    courrier: Callable[[], None]
    modifier: Callable[[], None]
    journal: Callable[[], None]
    exporter: Callable[[], None]


def actions(page: DossierLu, gestes: Gestes, droits: DroitsDuPoste) -> Carte:
    """Les gestes ; le plus probable est plein, ceux que le rôle ne permet pas sont grisés et disent pourquoi."""
    a_recevoir = page.visite is None
    suite = "arrivee" if a_recevoir and page.attendu is not None else "encaisser"
    a_encaisser = page.visite is not None and page.visite.etape is EtapeVisite.A_ENCAISSER
    libelle = "Encaisser la consultation" if a_encaisser else "Encaisser"
    boutons = []
    if a_recevoir:
        boutons.append(_bouton("Constater l’arrivée", "salle", "A", gestes.arrivee, plein=suite == "arrivee"))
        boutons[0].setObjectName("patient.arrivee")
        griser(boutons[0], droits, Droit.TENIR_ACCUEIL)
    encaisser = _bouton(libelle, "euro", "E", gestes.encaisser, plein=suite == "encaisser")
    encaisser.setObjectName("patient.encaisser")
    griser(encaisser, droits, Droit.PREPARER_FACTURE)
    boutons.append(encaisser)
    for texte, icone, touche, geste, droit in (
        ("Nouveau rendez-vous", "agenda", "N", gestes.rendez_vous, Droit.ECRIRE_AGENDA),
        ("Écrire un courrier", "courriers", "C", gestes.courrier, Droit.REDIGER_COURRIER),
        ("Modifier le dossier", "crayon", "M", gestes.modifier, Droit.ECRIRE_IDENTITE),
        ("Qui l’a ouvert\u202f?", "historique", "Q", gestes.journal, Droit.LIRE_JOURNAL),
        ("Exporter le dossier", "telecharger", "X", gestes.exporter, Droit.EXPORTER),
    ):
        boutons.append(_bouton(texte, icone, touche, geste))
        griser(boutons[-1], droits, droit)
    carte = Carte("Actions", droite=petit("une touche suffit", encre="texte2"), espace=ESPACE.infime)
    return carte.ajouter(*boutons)


def reste_du(page: DossierLu, encaisser: Callable[[], None]) -> Carte | None:
    """Ce qui reste dû, facture par facture ; rien si tout est réglé."""
    dues = [facture for facture in page.factures if facture.numero and facture.reste > ZERO]
    if page.solde <= ZERO or not dues:
        return None
    carte = Carte("Reste dû", espace=ESPACE.petit)
    carte.setObjectName("patient.reste_du")
    somme = Etiquette(montant(page.solde), "titre", graisse=600, encre=Ton.DANGER.encre)
    nombre = f"{len(dues)} facture{'s' if len(dues) > 1 else ''}"
    carte.ajouter(ligne(somme, None, Puce(nombre, "alerte", Ton.DANGER)), *map(_due, dues))
    return carte.ajouter(Bouton("Encaisser le reste dû", icone="euro", raccourci="B").large().au_clic(encaisser))


def _due(facture: FactureListee) -> LigneInfo:
    return LigneInfo(f"{date_courte(facture.jour)} · n° {facture.numero}", montant(facture.reste))


def _bouton(libelle: str, icone: str, touche: str, geste: Callable[[], None], *, plein: bool = False) -> Bouton:
    style = StyleBouton.PRINCIPAL if plein else StyleBouton.DISCRET
    return Bouton(libelle, style, icone=icone, raccourci=touche, hauteur=HAUTEUR.action).large().au_clic(geste)
