"""Les gestes du cabinet : le décrire, tenir ses comptes, ses droits, ouvrir une session."""

from secretariat.cabinet.services.comptes import (
    associer_carte,
    changer_mon_mot_de_passe,
    creer_utilisateur,
    fermer_compte,
    lever_verrou,
    modifier_compte,
    reinitialiser_mot_de_passe,
    rouvrir_compte,
)
from secretariat.cabinet.services.droits import changer_droit, revenir_au_defaut
from secretariat.cabinet.services.etablissement import (
    ajouter_praticien,
    decrire_le_cabinet,
    fermer_praticien,
    modifier_praticien,
    rouvrir_praticien,
)
from secretariat.cabinet.services.saisies import texte_a_ecrire
from secretariat.cabinet.services.sessions import (
    ConnexionRefusee,
    SessionOuverte,
    compte_de_la_carte,
    entrer,
    ouvrir_session,
    refus_de_connexion,
)

__all__ = [
    "ConnexionRefusee",
    "SessionOuverte",
    "ajouter_praticien",
    "associer_carte",
    "changer_droit",
    "changer_mon_mot_de_passe",
    "compte_de_la_carte",
    "creer_utilisateur",
    "decrire_le_cabinet",
    "entrer",
    "fermer_compte",
    "fermer_praticien",
    "lever_verrou",
    "modifier_compte",
    "modifier_praticien",
    "ouvrir_session",
    "refus_de_connexion",
    "reinitialiser_mot_de_passe",
    "revenir_au_defaut",
    "rouvrir_compte",
    "rouvrir_praticien",
    "texte_a_ecrire",
]
