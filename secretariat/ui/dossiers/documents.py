"""Sortir un document du dossier : il se choisit un fichier, se relit, s’écrit, et le journal le retient."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from secretariat.dossiers.lectures import contenu_document
from secretariat.dossiers.valeurs import ContenuDocument, DocumentRange
from secretariat.socle.unite_de_travail import UniteDeTravail
from secretariat.ui import enregistrer_sous
from secretariat.ui.poste import Poste


def enregistrer_document(poste: Poste, document: DocumentRange, parent: QWidget) -> None:
    """Enregistre un document hors du dossier, là où la personne le veut."""
    destination = enregistrer_sous.demander(parent, document.nom_fichier, "")
    if destination is None:
        return
    fait = f"« {document.titre} » enregistré sous {destination.name}"

    def sortir(contenu: ContenuDocument) -> None:
        poste.taches.travailler(
            lambda _: enregistrer_sous.ecrire(destination, contenu.contenu), lambda _: poste.demandes.message.emit(fait)
        )

    poste.taches.faire("document enregistré hors du dossier", lambda unite: _consulter(unite, document.id), sortir)


def _consulter(unite: UniteDeTravail, document_id: int) -> ContenuDocument:
    unite.consulter(f"documents:{document_id}", vers="fichier")
    return contenu_document(unite, document_id)
