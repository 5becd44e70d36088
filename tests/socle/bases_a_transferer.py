"""De quoi essayer un transfert : des bases des deux sortes, et un petit cabinet où chaque table a des lignes."""

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert

import secretariat.accueil.modele as accueil
import secretariat.agenda.modele as agenda
import secretariat.courriers.modele as courriers
import secretariat.dossiers.modele as dossiers
import secretariat.facturation.modele as facturation
from secretariat.agenda.valeurs import EtatRendezVous
from secretariat.cabinet.modele import Reglage
from secretariat.comptabilite.modele import Ecriture
from secretariat.comptabilite.valeurs import MoyenPaiement, Origine, Sens
from secretariat.dossiers.valeurs import NatureDocument, Sexe, SourceDroits
from secretariat.facturation.valeurs import EtatFacture, Parcours, TiersPayant
from secretariat.socle import chiffrement, serveur
from secretariat.socle.montant import Montant
from secretariat.socle.unite_de_travail import Cabinet
from tests.conftest import CLE, FICHIER, MODELE, SERVEUR
from tests.serveur import ServeurDEssai

NOMS = count(1)
PATIENTS = 40
SENS = ((FICHIER, SERVEUR), (SERVEUR, FICHIER), (FICHIER, FICHIER), (SERVEUR, SERVEUR))

Fabrique = Callable[[str], Engine]


@pytest.fixture
def base_neuve(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Fabrique]:
    """De quoi ouvrir des bases tout à fait vides, sans même leurs tables ; « modele » en fin de nom les leur donne."""
    rendus: list[Callable[[], object]] = []

    def ouvrir(sorte: str) -> Engine:
        nom = f"transfert_{next(NOMS)}"
        if sorte.startswith(SERVEUR):
            essai: ServeurDEssai = request.getfixturevalue("serveur_postgresql")
            essai.creer_base(nom, MODELE if sorte.endswith(MODELE) else "template0")
            moteur = serveur.moteur(essai.adresse(nom))
            rendus.extend((lambda: essai.effacer_base(nom), moteur.dispose))
        else:
            chemin = tmp_path / f"{nom}.sqlite"
            if sorte.endswith(MODELE):
                chemin.write_bytes(request.getfixturevalue("base_vide").read_bytes())
            moteur = chiffrement.moteur(lambda: chiffrement.connecter(chemin, CLE))
            rendus.append(moteur.dispose)
        return moteur

    yield ouvrir
    for rendre in reversed(rendus):
        rendre()


@pytest.fixture
def depart(base_neuve, horloge) -> Fabrique:
    """De quoi ouvrir une base de la sorte demandée, où travaille un petit cabinet."""

    def ouvrir(sorte: str) -> Engine:
        moteur = base_neuve(f"{sorte} {MODELE}")
        remplir(moteur, horloge)
        return moteur

    return ouvrir


def remplir(moteur: Engine, horloge) -> None:
    """Écrit, par l’unité de travail, des lignes dans toutes les tables ; certaines désignent une ligne qui les suit."""
    from tests.conftest import CLAIRE  # noqa: PLC0415  (le nom de l’actrice, rien d’autre)

    cabinet = Cabinet(moteur, CLAIRE, horloge)
    maintenant = horloge()
    with cabinet.unite("mise en place d’un transfert") as unite:
        unite.ajouter(
            *_praticiens(),
            Reglage(cle="essai.é", valeur='"’"'),
            agenda.MotifRdv(nom="Suivi", duree_minutes=15, couleur="m_suivi"),
        )
        unite.ajouter(*(_patient(rang, maintenant) for rang in range(1, PATIENTS + 1)))
        unite.ajouter(
            *(
                dossiers.MotRecherche(mot=mot, champ="nom", patient_id=rang)
                for rang in range(1, PATIENTS + 1)
                for mot in (f"mot{rang}", "commun", "élan", "Zoé", "œuf")
            )
        )
        unite.ajouter(
            agenda.Ouverture(praticien_id=1, jour_semaine=0, debut=time(8, 30), fin=time(12)),
            agenda.Fermeture(praticien_id=2, debut=maintenant, fin=maintenant + timedelta(hours=2), libelle="réunion"),
            *(agenda.RendezVous(praticien_id=1, patient_id=rang, motif_id=1, debut=maintenant + timedelta(minutes=15 * rang), fin=maintenant + timedelta(minutes=15 * rang + 15), etat=EtatRendezVous.PREVU, cree_le=maintenant) for rang in range(1, 9)),
            *(dossiers.Document(patient_id=rang, titre="Compte rendu", nature=list(NatureDocument)[0], type_mime="application/pdf", nom_fichier="cr.pdf", contenu=bytes(range(256)) * rang, empreinte="e", auteur="claire", cree_le=maintenant) for rang in range(1, 5)),
        )  # fmt: skip
        unite.ajouter(
            courriers.Courrier(patient_id=1, praticien_id=None, modele="adressage", titre="Lettre", docx_id=1, pdf_id=2, auteur="claire", cree_le=maintenant),
            dossiers.Couverture(patient_id=1, nir="299", source=next(iter(SourceDroits)), maj_le=maintenant),
            accueil.Visite(patient_id=3, praticien_id=1, rendez_vous_id=3, arrivee=maintenant, urgence=True),
            facturation.Lot(numero=1, praticien_id=1, simule=True, cree_le=maintenant),
        )  # fmt: skip
        unite.valider()
    with moteur.begin() as connexion:
        # 1 est contre-passée par 2 et désigne 2 à son tour : aucun ordre des lignes ne convient.
        connexion.exec_driver_sql("SELECT 1")
        if moteur.dialect.name == "sqlite":
            connexion.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        connexion.execute(insert(Ecriture).values([_ecriture(1, 2, maintenant), _ecriture(2, 1, maintenant)]))
        connexion.execute(
            insert(facturation.Facture).values([_facture(1, 2, maintenant), _facture(2, None, maintenant)])
        )
        connexion.execute(insert(facturation.LigneFacture).values(facture_id=1, rang=1, code="G", libelle="Consultation", quantite=1, honoraire=Montant(3000), base=Montant(3000), taux=Decimal("0.7"), part_amo=Montant(1900), part_amc=Montant(0), part_patient=Montant(1100)))  # fmt: skip
        connexion.execute(insert(facturation.Reglement).values(facture_id=1, ecriture_id=1, moyen=MoyenPaiement.CARTE, montant=Montant(3000), recu_le=maintenant))  # fmt: skip


def _praticiens():
    from secretariat.cabinet.modele import FicheCabinet, Praticien, Utilisateur  # noqa: PLC0415
    from secretariat.cabinet.valeurs import Role  # noqa: PLC0415

    yield FicheCabinet(nom="Cabinet", adresse="", code_postal="44000", ville="Nantes", telephone="")
    for nom in ("Marchand", "Benali"):
        yield Praticien(civilite="Dr", nom=nom, prenom="A", specialite="Médecine générale", rpps="", numero_am="")
    yield Utilisateur(identifiant="claire", nom="", prenom="Claire", role=Role.SECRETAIRE, mot_de_passe="$argon2id$")


def _patient(rang: int, maintenant):
    return dossiers.Patient(
        nom_naissance=f"D’ÉLAN-N° {rang} 🙂\n\t\\", premier_prenom="Zoé", naissance=date(1900 + rang, 2, 28), sexe=Sexe.FEMININ,
        lieu_naissance="44109", medecin_traitant_id=1 if rang % 2 else None, recherche=f" mot{rang} ", cree_le=maintenant,
    )  # fmt: skip


def _ecriture(numero: int, contrepasse: int, maintenant):
    return {
        "id": numero, "numero": numero, "jour": date(2026, 3, 12), "sens": Sens.RECETTE, "libelle": "c", "tiers": "1",
        "piece": "", "origine": list(Origine)[0], "moyen": MoyenPaiement.CARTE, "montant": Montant(3000 * (-1) ** numero),
        "contrepasse_id": contrepasse, "auteur": "claire", "saisie_le": maintenant,
    }  # fmt: skip


def _facture(numero: int, annule: int | None, maintenant):
    return {
        "id": numero, "version": 1, "numero": f"F-{numero}", "patient_id": 1, "praticien_id": 1, "jour": date(2026, 3, 12),
        "etat": list(EtatFacture)[0], "parcours": list(Parcours)[0], "tiers_payant": list(TiersPayant)[0],
        **{part: Montant(3000) for part in ("total", "part_amo", "part_amc", "part_patient")}, "motifs": "[]",
        "annule_id": annule, "auteur": "claire", "cree_le": maintenant,
    }  # fmt: skip
