"""La feuille de soins sur papier, pour qui n’a pas sa carte : un PDF de notre mise en page, rangé au dossier.

Elle porte les rubriques d’une feuille de soins de médecin ; ce n’est pas une copie du formulaire officiel.
"""

from __future__ import annotations

from secretariat.dossiers.services import ranger_document
from secretariat.dossiers.valeurs import NatureDocument, NouveauDocument
from secretariat.facturation.feuille_de_soins.contenu import FeuilleDeSoins, feuille_de
from secretariat.facturation.feuille_de_soins.dessin import dessiner
from secretariat.socle.droits import Droit, geste
from secretariat.socle.unite_de_travail import Lecture, UniteDeTravail

TYPE_PDF = "application/pdf"

__all__ = ["FeuilleDeSoins", "dessiner", "feuille_de", "pdf_de", "ranger_feuille"]


@geste(Droit.LIRE_FACTURES)
def pdf_de(lecture: Lecture, facture_id: int) -> bytes:
    """Le PDF de la feuille de soins d’une facture ; mêmes octets tant que la facture ne bouge pas.

    Raises:
        ErreurMetier: La facture n’est pas validée, ou elle est annulée.
    """
    return dessiner(feuille_de(lecture, facture_id))


@geste(Droit.PREPARER_FACTURE)
def ranger_feuille(unite: UniteDeTravail, facture_id: int) -> int:
    """Range la feuille de soins au dossier du patient ; rend le document. Mêmes refus que `pdf_de`."""
    feuille = feuille_de(unite, facture_id)
    document = NouveauDocument(
        titre=f"Feuille de soins {feuille.numero}",
        nature=NatureDocument.FEUILLE_DE_SOINS,
        nom_fichier=f"feuille-de-soins-{feuille.numero}.pdf",
        type_mime=TYPE_PDF,
        contenu=dessiner(feuille),
        simule=feuille.specimen,
    )
    return ranger_document(unite, feuille.patient_id, document)
