"""Les colonnes d’une liste de patients."""

from __future__ import annotations

from secretariat.dossiers.valeurs import FichePatient, PatientTrouve, StatutIdentite
from secretariat.socle.horloge import Horloge, a_paris
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.theme.jetons import Ton
from secretariat.ui.typographie import age, date_courte, telephone

STATUTS = {
    StatutIdentite.PROVISOIRE: ("Provisoire", "question", Ton.ATTENTION),
    StatutIdentite.RECUPEREE: ("Récupérée", "info", Ton.INFO),
    StatutIdentite.VALIDEE: ("Validée", "bouclier", Ton.SUCCES),
    StatutIdentite.QUALIFIEE: ("Qualifiée", "bouclier", Ton.SUCCES),
}
"""Un statut du RNIV : son mot, son icône, son ton."""


def modele_des_patients(horloge: Horloge) -> ModeleTable[PatientTrouve]:
    """Un modèle de liste : identité d’abord, puis ce qui distingue, puis la raison."""

    def age_et_sexe(patient: PatientTrouve) -> str:
        return f"{age(patient.naissance, le=a_paris(horloge()).date())} · {patient.sexe.value}"

    return ModeleTable(
        (
            Colonne("Nom", lambda p: p.nom, graisse=600, icone=_icone, encre=_encre),
            Colonne("Nom de naissance", lambda p: p.nom_naissance),
            Colonne("Né(e) le", lambda p: date_courte(p.naissance), graisse=500),
            Colonne("Âge, sexe", age_et_sexe, droite=True),
            Colonne("Commune", lambda p: p.commune),
            Colonne("Téléphone", lambda p: telephone(p.telephone)),
            Colonne(
                "Identité",
                _identite,
                icone=lambda p: STATUTS[p.statut][1],
                encre=lambda p: STATUTS[p.statut][2].encre,
            ),
            Colonne("Trouvé par", lambda p: p.raison, encre=lambda _: "texte2", etiree=True),
        ),
        cle=lambda patient: patient.id,
    )


def en_liste(fiche: FichePatient, raison: str) -> PatientTrouve:
    """Une fiche, réduite à sa ligne."""
    traits = fiche.traits
    return PatientTrouve(
        id=fiche.id,
        nom_naissance=traits.nom_naissance,
        nom_utilise=traits.nom_utilise,
        prenom=traits.prenom_utilise or traits.premier_prenom,
        naissance=traits.naissance,
        sexe=traits.sexe,
        statut=fiche.statut,
        homonyme=fiche.homonyme,
        telephone=fiche.coordonnees.telephone,
        commune=fiche.coordonnees.commune,
        raison=raison,
    )


def _identite(patient: PatientTrouve) -> str:
    mot = STATUTS[patient.statut][0]
    return f"{mot} · homonyme" if patient.homonyme else mot


def _icone(patient: PatientTrouve) -> str:
    return "homonyme" if patient.homonyme else "patient"


def _encre(patient: PatientTrouve) -> str:
    return Ton.ATTENTION.encre if patient.homonyme else ""
