"""Un petit cabinet où chaque table a des lignes, dont certaines en désignent d’autres qui les suivent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine, insert

from secretariat.accueil.modele import Visite
from secretariat.agenda.modele import Fermeture, MotifRdv, Ouverture, RendezVous
from secretariat.agenda.valeurs import EtatRendezVous
from secretariat.cabinet.modele import FicheCabinet, Praticien, ReglageEnregistre, Utilisateur
from secretariat.cabinet.valeurs import Role
from secretariat.comptabilite.modele import Ecriture
from secretariat.comptabilite.valeurs import MoyenPaiement, Origine, Sens
from secretariat.courriers.modele import Courrier
from secretariat.dossiers.modele import Couverture, Document, MotRecherche, Patient
from secretariat.dossiers.valeurs import NatureDocument, Sexe
from secretariat.facturation.modele import Facture, LigneFacture, Lot, Reglement
from secretariat.facturation.valeurs import EtatFacture, Parcours, TiersPayant
from secretariat.socle.base import Base
from secretariat.socle.montant import Montant
from secretariat.socle.unite_de_travail import Cabinet
from tests.conftest import CLAIRE, HorlogeArretee

PATIENTS = 40
MOTS = ("commun", "élan", "Zoé", "œuf")
QUART = timedelta(minutes=15)


def remplir(moteur: Engine, horloge: HorlogeArretee) -> None:
    """Écrit par l’unité de travail ce qui se journalise, et à nu les lignes qui se désignent en rond."""
    with Cabinet(moteur, CLAIRE, horloge).unite("mise en place d’un transfert") as unite:
        unite.ajouter(*_etablissement())
        unite.ajouter(*(_patient(rang, horloge()) for rang in range(1, PATIENTS + 1)))
        unite.ajouter(*_mots(), *_agenda(horloge()), *(_document(rang, horloge()) for rang in range(1, 5)))
        unite.ajouter(*_activite(horloge()))
        unite.valider()
    with moteur.begin() as connexion:
        if moteur.dialect.name == "sqlite":
            connexion.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for classe, lignes in _argent(horloge()):
            connexion.execute(insert(classe).values(lignes))


def _etablissement() -> Iterator[Base]:
    yield FicheCabinet(nom="Cabinet", adresse="", code_postal="44000", ville="Nantes", telephone="")
    for nom in ("Marchand", "Benali"):
        yield Praticien(civilite="Dr", nom=nom, prenom="A", specialite="Médecine générale", rpps="", numero_am="")
    yield Utilisateur(identifiant="claire", nom="", prenom="Claire", role=Role.SECRETAIRE, mot_de_passe="$argon2id$")
    yield ReglageEnregistre(cle="essai.é", valeur='"’"')
    yield MotifRdv(nom="Suivi", duree_minutes=15, couleur="m_suivi")


def _patient(rang: int, cree_le: datetime) -> Patient:
    return Patient(
        nom_naissance=f"D’ÉLAN-N° {rang} 🙂\n\t\\",
        premier_prenom="Zoé",
        naissance=date(1900 + rang, 2, 28),
        sexe=Sexe.FEMININ,
        lieu_naissance="44109",
        medecin_traitant_id=1 if rang % 2 else None,
        recherche=f" mot{rang} ",
        cree_le=cree_le,
    )


def _mots() -> Iterator[Base]:
    for rang in range(1, PATIENTS + 1):
        for mot in (f"mot{rang}", *MOTS):
            yield MotRecherche(mot=mot, champ="nom", patient_id=rang)


def _agenda(debut: datetime) -> Iterator[Base]:
    yield Ouverture(praticien_id=1, jour_semaine=0, debut=time(8, 30), fin=time(12))
    yield Fermeture(praticien_id=2, debut=debut, fin=debut + 8 * QUART, libelle="réunion")
    for rang in range(1, 9):
        yield RendezVous(
            praticien_id=1,
            patient_id=rang,
            motif_id=1,
            debut=debut + rang * QUART,
            fin=debut + (rang + 1) * QUART,
            etat=EtatRendezVous.PREVU,
            cree_le=debut,
        )


def _document(rang: int, cree_le: datetime) -> Document:
    return Document(
        patient_id=rang,
        titre="Compte rendu",
        nature=next(iter(NatureDocument)),
        type_mime="application/pdf",
        nom_fichier="cr.pdf",
        contenu=bytes(range(256)) * rang,
        empreinte="e",
        auteur="claire",
        cree_le=cree_le,
    )


def _activite(instant: datetime) -> Iterator[Base]:
    yield Couverture(patient_id=1, nir="299", maj_le=instant)
    yield Visite(patient_id=3, praticien_id=1, rendez_vous_id=3, arrivee=instant, urgence=True)
    yield Lot(numero=1, praticien_id=1, simule=True, cree_le=instant)
    yield Courrier(
        patient_id=1, modele="adressage", titre="Lettre", docx_id=1, pdf_id=2, auteur="claire", cree_le=instant
    )


def _argent(instant: datetime) -> Iterator[tuple[type[Base], list[dict[str, Any]]]]:
    """Deux écritures qui se désignent l’une l’autre, une facture qui désigne la suivante : aucun ordre ne convient."""
    yield Ecriture, [_ecriture(1, 2, instant), _ecriture(2, 1, instant)]
    yield Facture, [_facture(1, 2, instant), _facture(2, None, instant)]
    yield (
        LigneFacture,
        [
            {
                "facture_id": 1,
                "rang": 1,
                "code": "G",
                "libelle": "Consultation",
                "taux": Decimal("0.7"),
                **_montants("honoraire", "base", "part_amo", "part_amc", "part_patient"),
            }
        ],
    )
    yield (
        Reglement,
        [{"facture_id": 1, "ecriture_id": 1, "moyen": MoyenPaiement.CARTE, "recu_le": instant, **_montants("montant")}],
    )


def _ecriture(numero: int, contrepasse: int, instant: datetime) -> dict[str, Any]:
    return {
        "id": numero,
        "numero": numero,
        "jour": date(2026, 3, 12),
        "sens": Sens.RECETTE,
        "libelle": "c",
        "tiers": "1",
        "piece": "",
        "origine": Origine.DIVERS,
        "moyen": MoyenPaiement.CARTE,
        "contrepasse_id": contrepasse,
        "auteur": "claire",
        "saisie_le": instant,
        **_montants("montant"),
    }


def _facture(numero: int, annule: int | None, instant: datetime) -> dict[str, Any]:
    return {
        "id": numero,
        "version": 1,
        "numero": f"F-{numero}",
        "patient_id": 1,
        "praticien_id": 1,
        "jour": date(2026, 3, 12),
        "etat": EtatFacture.VALIDEE,
        "parcours": Parcours.MEDECIN_TRAITANT,
        "tiers_payant": TiersPayant.AUCUN,
        "motifs": "[]",
        "annule_id": annule,
        "auteur": "claire",
        "cree_le": instant,
        **_montants("total", "part_amo", "part_amc", "part_patient"),
    }


def _montants(*noms: str) -> dict[str, Montant]:
    return dict.fromkeys(noms, Montant(3000))
