"""Le soir, chaque praticien signe ses factures du jour avec sa carte simulée, et un lot simulé les rassemble."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from secretariat.cabinet.valeurs import FichePraticien
from secretariat.cartes.catalogue import charger_cartes
from secretariat.cartes.signature_simulee import signer
from secretariat.cartes.valeurs import CarteCps
from secretariat.demonstration.etablissement import PRATICIENS
from secretariat.demonstration.factures import FactureEcrite
from secretariat.facturation.modele import Lot
from secretariat.facturation.regles import numero_de_lot_suivant, octets_a_signer, passer
from secretariat.facturation.valeurs import EtatFacture, EtatLot, FicheFacture, LigneDeFacture
from secretariat.socle.ressources import dossier
from secretariat.socle.unite_de_travail import UniteDeTravail


class Teletransmission:
    """Signe et met en lot, praticien par praticien."""

    def __init__(self) -> None:
        fictives = [carte.contenu for carte in charger_cartes(dossier() / "cartes").values()]
        par_rpps = {carte.rpps: carte for carte in fictives if isinstance(carte, CarteCps)}
        self._cartes = [par_rpps[praticien.rpps] for praticien in PRATICIENS]
        self._dernier_lot: dict[int, int] = {}

    def envoyer(self, unite: UniteDeTravail, ecrites: Sequence[FactureEcrite]) -> None:
        """Signe ces factures validées, puis les met chacune au lot du jour de son praticien."""
        par_rang: dict[int, list[FactureEcrite]] = defaultdict(list)
        for ecrite in ecrites:
            par_rang[ecrite.visite.rang].append(ecrite)
            self._signer(unite, ecrite)
        unite.ajouter()
        for rang, siennes in sorted(par_rang.items()):
            self._mettre_en_lot(unite, rang, siennes)

    def _signer(self, unite: UniteDeTravail, ecrite: FactureEcrite) -> None:
        facture, praticien = ecrite.facture, PRATICIENS[ecrite.visite.rang]
        signature = signer(self._cartes[ecrite.visite.rang], octets_a_signer(_fiche(ecrite, praticien)))
        facture.etat = passer(facture.etat, EtatFacture.SIGNEE, designation=facture.numero or "")
        facture.signature = f"{signature.algorithme}:{signature.valeur.hex()}:{signature.certificat.hex()}"
        facture.signataire = f"{praticien.nom_complet}, RPPS {praticien.rpps}"
        facture.signee_le = unite.horloge()
        facture.simulee = True

    def _mettre_en_lot(self, unite: UniteDeTravail, rang: int, siennes: Sequence[FactureEcrite]) -> None:
        numero = numero_de_lot_suivant(self._dernier_lot.get(rang))
        lot = Lot(
            numero=numero, praticien_id=siennes[0].visite.praticien_id, etat=EtatLot.FERME, simule=True,
            cree_le=unite.horloge(),
        )  # fmt: skip
        unite.ajouter(lot)
        self._dernier_lot[rang] = numero
        for ecrite in siennes:
            ecrite.facture.etat = passer(ecrite.facture.etat, EtatFacture.EN_LOT, designation=str(numero))
            ecrite.facture.lot_id = lot.id
        unite.ajouter()


def _fiche(ecrite: FactureEcrite, praticien: FichePraticien) -> FicheFacture:
    """La facture telle que la signature la lit : signée, elle est simulée à jamais."""
    facture = ecrite.facture
    return FicheFacture(
        id=facture.id,
        numero=facture.numero or "",
        patient_id=facture.patient_id,
        patient="",
        praticien_id=facture.praticien_id,
        praticien=praticien.nom_complet,
        praticien_rpps=praticien.rpps,
        visite_id=facture.visite_id,
        jour=facture.jour,
        etat=facture.etat,
        parcours=facture.parcours,
        tiers_payant=facture.tiers_payant,
        total=facture.total,
        part_amo=facture.part_amo,
        part_amc=facture.part_amc,
        part_patient=facture.part_patient,
        lignes=tuple(
            LigneDeFacture(
                x.code, x.libelle, x.quantite, x.honoraire, x.base, x.taux, x.part_amo, x.part_amc, x.part_patient
            )
            for x in ecrite.lignes
        ),
        motifs=(), reglements=(), historique=(), signature="", signataire="",
        simulee=facture.simulee, lot_numero=None, annule="", annulee_par="",
    )  # fmt: skip
