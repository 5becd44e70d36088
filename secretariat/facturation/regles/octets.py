"""Ce que le praticien signe : la facture, écrite d’une seule façon possible."""

from __future__ import annotations

import json

from secretariat.facturation.valeurs import FicheFacture

VERSION = 1


def octets_a_signer(facture: FicheFacture) -> bytes:
    """Les octets d’une facture validée : JSON aux clés triées, sans espaces, montants en centimes, UTF-8.

    Rien n’y entre qui change après la validation (état, règlements, lot, signature).
    """
    contenu = {
        "version": VERSION,
        "numero": facture.numero,
        "jour": facture.jour.isoformat(),
        "patient": facture.patient_id,
        "praticien": facture.praticien_rpps,
        "parcours": facture.parcours.value,
        "tiers_payant": facture.tiers_payant.value,
        "total": facture.total.centimes,
        "part_amo": facture.part_amo.centimes,
        "part_amc": facture.part_amc.centimes,
        "part_patient": facture.part_patient.centimes,
        "lignes": [
            {
                "code": ligne.code,
                "quantite": ligne.quantite,
                "honoraire": ligne.honoraire.centimes,
                "base": ligne.base.centimes,
                "taux": f"{ligne.taux:.4f}",
                "part_amo": ligne.part_amo.centimes,
                "part_amc": ligne.part_amc.centimes,
                "part_patient": ligne.part_patient.centimes,
            }
            for ligne in facture.lignes
        ],
    }
    return json.dumps(contenu, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
