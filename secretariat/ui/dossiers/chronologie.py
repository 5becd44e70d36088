"""La chronologie d’un dossier : documents, factures, droits, du plus récent au plus ancien."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtWidgets import QLayout, QWidget

from secretariat.dossiers.valeurs import DocumentRange, NatureDocument, SourceDroits
from secretariat.facturation.valeurs import LIBELLES_ETATS, FactureListee
from secretariat.socle.horloge import a_paris
from secretariat.socle.montant import ZERO
from secretariat.ui.composants import (
    BoutonIcone,
    Carte,
    EtiquetteSimulation,
    Fond,
    Icone,
    Panneau,
    contenir,
    corps,
    ligne,
    petit,
    pile,
)
from secretariat.ui.dossiers.couverture import SOURCES
from secretariat.ui.dossiers.donnees import DossierLu
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, ICONE, LARGEUR, Ton
from secretariat.ui.theme.theme import theme
from secretariat.ui.typographie import MOIS_ABREGES, heure, montant

FAITS_AU_PLUS = 8
ICONES = {NatureDocument.COURRIER: "courriers", NatureDocument.FEUILLE_DE_SOINS: "facturation"}


@dataclass(frozen=True, slots=True)
class Fait:
    """Un fait du dossier ; `document` est celui que l’on peut enregistrer."""

    jour: date
    instant: datetime | None
    icone: str
    titre: str
    detail: str
    simule: bool = False
    document: DocumentRange | None = None

    @property
    def rang(self) -> tuple[date, str]:
        """De quoi ranger les faits."""
        return self.jour, self.instant.isoformat() if self.instant else ""


def chronologie(page: DossierLu, enregistrer: Callable[[DocumentRange], None]) -> Carte:
    """Les derniers faits du dossier."""
    faits = faits_du_dossier(page)
    montres = faits[:FAITS_AU_PLUS]
    legende = f"{len(montres)} derniers faits sur {len(faits)}" if len(faits) > len(montres) else ""
    carte = Carte("Chronologie", droite=petit(legende, encre="texte2"), espace=ESPACE.moyen)
    carte.setObjectName("patient.chronologie")
    return carte.ajouter(*(_ligne(fait, page, enregistrer) for fait in montres))


def faits_du_dossier(page: DossierLu) -> tuple[Fait, ...]:
    """Tous les faits, du plus récent au plus ancien."""
    fiche = page.fiche
    faits = [_de_document(document) for document in fiche.documents]
    faits += [_de_facture(facture) for facture in page.factures if facture.numero]
    if fiche.droits is not None and fiche.droits_maj_le is not None:
        simules = fiche.droits.source is SourceDroits.CARTE_SIMULEE
        source = SOURCES[fiche.droits.source]
        faits.append(_fait(fiche.droits_maj_le, "bouclier", "Droits mis à jour", source, simule=simules))
    faits.append(_fait(fiche.cree_le, "patient", "Dossier créé", "", simule=fiche.simule))
    return tuple(sorted(faits, key=lambda fait: fait.rang, reverse=True))


def _fait(instant: datetime, icone: str, titre: str, detail: str, *, simule: bool = False) -> Fait:
    return Fait(a_paris(instant).date(), instant, icone, titre, detail, simule)


def _de_document(document: DocumentRange) -> Fait:
    jour = a_paris(document.cree_le).date()
    nom = document.nom_fichier or "médical"
    detail = f"{nom} · {_poids(document.taille)} · {document.auteur}"
    icone = ICONES[document.nature] if document.ouvrable else "verrou"
    return Fait(jour, document.cree_le, icone, document.titre, detail, document.simule, document)


def _de_facture(facture: FactureListee) -> Fait:
    reste = f", reste dû {montant(facture.reste)}" if facture.reste > ZERO else ""
    etat = LIBELLES_ETATS[facture.etat].lower()
    detail = " · ".join(filter(None, (facture.actes, montant(facture.total), facture.praticien, etat)))
    nom = "Contre-passation" if facture.annule_id else "Feuille de soins"
    return Fait(facture.jour, None, "facturation", f"{nom} n° {facture.numero}{reste}", detail, facture.simulee)


def _ligne(fait: Fait, page: DossierLu, enregistrer: Callable[[DocumentRange], None]) -> QWidget:
    quand = petit(_quand(fait, page), encre="texte2", graisse=500)
    quand.setFixedWidth(theme().px(2 * LARGEUR.jour + ESPACE.petit))
    rond = Panneau(Fond("creux", "bord", HAUTEUR.jour // 2), marges=((HAUTEUR.jour - ICONE.petite) // 2,) * 4)
    rond.ajouter(Icone(fait.icone, Ton.NEUTRE.encre, ICONE.petite))
    rond.setFixedSize(HAUTEUR.jour, HAUTEUR.jour)
    texte = pile(corps(fait.titre).abreger())
    if fait.detail or fait.simule:
        texte.addLayout(_dessous(fait))
    rangee = ligne(quand, rond, espace=ESPACE.moyen)
    rangee.addLayout(texte, 1)
    if (document := fait.document) is not None:
        bouton = _bouton_du_document(document)
        rangee.addWidget(bouton.au_clic(lambda: enregistrer(document)))
    return contenir(rangee)


def _bouton_du_document(document: DocumentRange) -> BoutonIcone:
    """Enregistrer le document ; un cadenas dit qu’il faut d’abord un accès exceptionnel."""
    if document.ouvrable:
        return BoutonIcone("telecharger", f"Enregistrer « {document.titre} » sous…", hauteur=HAUTEUR.bouton_titre)
    libelle = f"« {document.titre} » est médical\u00a0: demander un accès exceptionnel…"
    return BoutonIcone("verrou", libelle, hauteur=HAUTEUR.bouton_titre)


def _dessous(fait: Fait) -> QLayout:
    rangee = ligne()
    rangee.addWidget(petit(fait.detail, encre="texte2").abreger(), 1)
    if fait.simule:
        rangee.addWidget(EtiquetteSimulation())
    return rangee


def _quand(fait: Fait, page: DossierLu) -> str:
    aujourd_hui = a_paris(page.lu_le).date()
    if fait.jour == aujourd_hui:
        return heure(fait.instant) if fait.instant else "aujourd’hui"
    mois = MOIS_ABREGES[fait.jour.month - 1]
    return f"{fait.jour.day} {mois}" if fait.jour.year == aujourd_hui.year else f"{mois} {fait.jour.year}"


def _poids(octets: int) -> str:
    return f"{max(round(octets / 1000), 1)} ko"
