"""Ce que l’on fait d’un dossier : une fonction par geste du secrétariat."""

from secretariat.dossiers.services.acces import marquer_vu, ouvrir_acces_exceptionnel
from secretariat.dossiers.services.documents import (
    changer_confidentialite,
    changer_confidentialite_par_defaut,
    ouvrir_document,
    ranger_document,
)
from secretariat.dossiers.services.dossier import (
    ajouter_patients,
    appliquer_carte,
    creer_homonyme,
    creer_patient,
    enregistrer_droits,
    marquer_homonymes,
    mettre_a_jour_coordonnees,
    modifier_dossier,
    modifier_patient,
    noter_a_savoir,
    ouvrir_dossier,
    preparer_patient,
)

__all__ = [
    "ajouter_patients",
    "appliquer_carte",
    "changer_confidentialite",
    "changer_confidentialite_par_defaut",
    "creer_homonyme",
    "creer_patient",
    "enregistrer_droits",
    "marquer_homonymes",
    "marquer_vu",
    "mettre_a_jour_coordonnees",
    "modifier_dossier",
    "modifier_patient",
    "noter_a_savoir",
    "ouvrir_acces_exceptionnel",
    "ouvrir_document",
    "ouvrir_dossier",
    "preparer_patient",
    "ranger_document",
]
