"""Ce qui répond à une demande d’accès : l’inventaire en PDF/A, les données, et les documents qui se communiquent."""

from __future__ import annotations

from secretariat.cabinet.lectures import etablissement
from secretariat.conformite.documents.inventaire import inventaire
from secretariat.conformite.lectures.acces import demande, elements
from secretariat.conformite.portabilite import preparer
from secretariat.conformite.valeurs.export import Export
from secretariat.socle.unite_de_travail import Lecture

INVENTAIRE = "inventaire.pdf"
SUIVI_INTERNE = frozenset({"exclusions_acces", "conservation_patients", "mots_recherche"})
"""Le travail du cabinet sur le dossier : la précision d’une exclusion dirait ce que l’on vient d’écarter."""


def preparer_la_communication(lecture: Lecture, demande_id: int) -> Export:
    """L’export d’une demande : tout le dossier, sauf ce que son inventaire écarte."""
    lue, lignes = demande(lecture, demande_id), elements(lecture, demande_id)
    exclus = SUIVI_INTERNE | {ligne.cle for ligne in lignes if ligne.exclusion is not None}
    complet = preparer(lecture, lue.patient_id, exclus=exclus)
    pdf = inventaire(etablissement(lecture), lue, lignes, complet.empreintes)
    return preparer(lecture, lue.patient_id, exclus=exclus, joints=[(INVENTAIRE, lambda: pdf)])
