"""Sortir un document du dossier : il se choisit un fichier, se relit, s’écrit, et le journal le retient.

Un document que la personne n’ouvre pas propose d’abord un accès exceptionnel.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from secretariat.dossiers.services import ouvrir_document
from secretariat.dossiers.valeurs import ContenuDocument, DocumentRange
from secretariat.ui import enregistrer_sous
from secretariat.ui.acces_exceptionnel import demander_un_acces, refus_de_document
from secretariat.ui.poste import Poste


def enregistrer_document(poste: Poste, patient_id: int, document: DocumentRange, parent: QWidget) -> None:
    """Enregistre un document hors du dossier, là où la personne le veut."""
    if document.ouvrable:
        _enregistrer(poste, document, parent)
    else:
        demander_un_acces(poste, parent, patient_id, lambda: _enregistrer(poste, document, parent))


def _enregistrer(poste: Poste, document: DocumentRange, parent: QWidget) -> None:
    nom = document.nom_fichier or f"document-{document.id}.pdf"
    destination = enregistrer_sous.demander(parent, nom, "")
    if destination is None:
        return
    fait = f"« {document.titre} » enregistré sous {destination.name}"

    def sortir(contenu: ContenuDocument) -> None:
        poste.taches.travailler(
            lambda _: enregistrer_sous.ecrire(destination, contenu.contenu), lambda _: poste.demandes.message.emit(fait)
        )

    poste.taches.faire(
        "document enregistré hors du dossier",
        lambda unite: ouvrir_document(unite, document.id, vers="fichier"),
        sortir,
        en_cas_de_refus=refus_de_document(poste, parent, lambda: _enregistrer(poste, document, parent)),
    )
