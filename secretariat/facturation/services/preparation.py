"""Établir une facture : un brouillon que l’on peut abandonner, puis un document numéroté qui ne change plus."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from secretariat.cabinet.lectures import derniers_changements
from secretariat.dossiers.modele import Couverture, Patient
from secretariat.dossiers.valeurs import SourceDroits
from secretariat.facturation import lectures, motifs
from secretariat.facturation.modele import Facture, LigneFacture
from secretariat.facturation.regles import numero_suivant, passer
from secretariat.facturation.valeurs import ActeDemande, Anomalie, Cotation, EtatFacture, Parcours, TiersPayant
from secretariat.socle.bareme import Bareme
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import ModifieAilleurs, UniteDeTravail


def preparer(  # noqa: PLR0913  (tout ce qui fait une facture)
    unite: UniteDeTravail,
    bareme: Bareme,
    *,
    patient_id: int,
    praticien_id: int,
    jour: date,
    actes: Sequence[ActeDemande],
    tiers_payant: TiersPayant,
    parcours: Parcours,
    visite_id: int | None = None,
    simulee: bool = False,
) -> int:
    """Établit un brouillon au tarif du jour de l’acte ; rend son identifiant.

    La facture est simulée si on le dit, si le dossier l’est, ou si les droits viennent d’une carte simulée.

    Raises:
        ErreurMetier: La demande ne se cote pas, toutes les raisons sont dites ; ou la venue a déjà sa facture.
    """
    _refuser_si_deja_facturee(unite, visite_id)
    if jour > unite.aujourd_hui:
        raise ErreurMetier(
            f"L’acte est daté du {jour:%d/%m/%Y}, qui n’est pas encore venu.", conseil="Vérifier la date de l’acte."
        )
    cotation = lectures.apercu(
        unite,
        bareme,
        patient_id=patient_id,
        praticien_id=praticien_id,
        jour=jour,
        actes=actes,
        tiers_payant=tiers_payant,
        parcours=parcours,
    )
    _refuser(cotation.anomalies)
    facture = Facture(
        patient_id=patient_id,
        praticien_id=praticien_id,
        visite_id=visite_id,
        jour=jour,
        parcours=cotation.parcours,
        tiers_payant=cotation.tiers_payant,
        total=cotation.total,
        part_amo=cotation.part_amo,
        part_amc=cotation.part_amc,
        part_patient=cotation.part_patient,
        motifs=motifs.ecrire(cotation.motifs),
        simulee=simulee or _patient_simule(unite, patient_id),
        auteur=unite.identite.acteur,
        cree_le=unite.horloge(),
    )
    unite.ajouter(facture)
    unite.ajouter(*lignes_de(facture.id, cotation))
    return facture.id


def valider(unite: UniteDeTravail, facture_id: int, *, vue: Cotation | None = None) -> str:
    """Donne son numéro à un brouillon, qui dès lors ne change plus ; rend ce numéro.

    `vue` est la cotation que montrait l’écran.

    Raises:
        ModifieAilleurs: Les droits du patient ont changé entre-temps, et le brouillon n’a plus les montants montrés.
        ErreurMetier: Ce n’est plus un brouillon, ou sa venue a été facturée entre-temps.
    """
    facture = unite.un(Facture, facture_id)
    if facture.etat is EtatFacture.BROUILLON:
        _refuser_si_deja_facturee(unite, facture.visite_id)
    if vue is not None:
        _refuser_d_autres_montants(unite, facture, vue)
    facture.etat = passer(facture.etat, EtatFacture.VALIDEE, designation=designation(facture))
    facture.numero = prochain_numero(unite)
    return facture.numero


def abandonner(unite: UniteDeTravail, facture_id: int) -> None:
    """Renonce à un brouillon, qui n’a pas de numéro et ne laisse donc pas de trou.

    Raises:
        ErreurMetier: La facture est validée ; elle s’annule par une contre-passation.
    """
    facture = unite.un(Facture, facture_id)
    if facture.numero is not None:
        raise ErreurMetier(
            f"La facture {facture.numero} est validée\u202f: elle ne s’abandonne plus.",
            conseil="L’annuler, ce qui établit la facture contraire.",
        )
    facture.etat = passer(facture.etat, EtatFacture.ANNULEE, designation=designation(facture))


def designation(facture: Facture) -> str:
    """Comment on nomme la facture : son numéro, ou « brouillon 12 »."""
    return facture.numero or f"brouillon {facture.id}"


def prochain_numero(unite: UniteDeTravail) -> str:
    """Le premier numéro libre de l’année en cours ; sans trou, car l’unité de travail est seule à écrire."""
    annee = unite.aujourd_hui.year
    dernier = unite.premier(select(func.max(Facture.numero)).where(Facture.numero.startswith(f"{annee}-")))
    return numero_suivant(dernier, annee=annee)


def lignes_de(facture_id: int, cotation: Cotation) -> tuple[LigneFacture, ...]:
    """Les lignes d’une facture, dans l’ordre où les actes sont cotés."""
    return tuple(
        LigneFacture(
            facture_id=facture_id,
            rang=rang,
            code=ligne.code,
            libelle=ligne.libelle,
            quantite=ligne.quantite,
            honoraire=ligne.honoraire,
            base=ligne.base,
            taux=ligne.taux,
            part_amo=ligne.part_amo,
            part_amc=ligne.part_amc,
            part_patient=ligne.part_patient,
        )
        for rang, ligne in enumerate(cotation.lignes, start=1)
    )


def _refuser_si_deja_facturee(unite: UniteDeTravail, visite_id: int | None) -> None:
    """Deux postes qui encaissent la même venue n’en font pas deux factures."""
    if visite_id is None:
        return
    vivante = (Facture.numero.is_not(None), Facture.etat != EtatFacture.ANNULEE, Facture.annule_id.is_(None))
    deja = unite.premier(select(Facture.numero).where(Facture.visite_id == visite_id, *vivante))
    if deja is not None:
        raise ErreurMetier(
            f"Cette venue a déjà sa facture, la {deja}.",
            conseil="L’ouvrir\u202f; si elle est fausse, la corriger\u202f: elle se contre-passe et se refait.",
        )


def _refuser_d_autres_montants(unite: UniteDeTravail, facture: Facture, vue: Cotation) -> None:
    montres = (vue.total, vue.part_amo, vue.part_amc, vue.part_patient)
    if (facture.total, facture.part_amo, facture.part_amc, facture.part_patient) == montres:
        return
    numeros = unite.tous(select(Couverture.id).where(Couverture.patient_id == facture.patient_id))
    dernier = next(iter(derniers_changements(unite, *(f"couvertures:{numero}" for numero in numeros)).values()), None)
    raise ModifieAilleurs(
        f"{dernier.qui if dernier else 'Un autre poste'} vient de changer les droits de ce patient\u00a0: "
        f"il doit {facture.part_patient}, et non {vue.part_patient}.",
        conseil="Relire la répartition, puis valider de nouveau.",
    )


def _refuser(anomalies: Sequence[Anomalie]) -> None:
    if anomalies:
        raise ErreurMetier(
            " ".join(anomalie.message for anomalie in anomalies),
            conseil=" ".join(dict.fromkeys(anomalie.conseil for anomalie in anomalies)),
        )


def _patient_simule(unite: UniteDeTravail, patient_id: int) -> bool:
    source = unite.premier(select(Couverture.source).where(Couverture.patient_id == patient_id))
    return unite.un(Patient, patient_id).simule or source is SourceDroits.CARTE_SIMULEE
