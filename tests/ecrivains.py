"""Des postes d’essai, chacun dans son processus : ils écrivent vraiment, et disent ce qui leur a été confirmé.

Un serveur de processus (« forkserver ») charge le programme une fois : chaque poste démarre ensuite en quelques
millisecondes, ce qui permet d’en lancer cinquante ou d’en tuer cent.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from datetime import date, datetime
from multiprocessing.connection import Connection as Tube
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

import secretariat.accueil.modele  # noqa: F401  (les tables se déclarent à l’import)
from secretariat.agenda import services as agenda
from secretariat.agenda.valeurs import CreneauOccupe
from secretariat.cabinet.modele import Praticien
from secretariat.comptabilite.valeurs import MoyenPaiement
from secretariat.dossiers.modele import Patient
from secretariat.dossiers.valeurs import Sexe
from secretariat.facturation import services as facturation
from secretariat.facturation.valeurs import ActeDemande, Parcours, TiersPayant
from secretariat.socle import chiffrement, serveur
from secretariat.socle.adresse import Serveur
from secretariat.socle.bareme import Bareme
from secretariat.socle.erreurs import ErreurEnvironnement
from secretariat.socle.montant import Montant
from secretariat.socle.ressources import dossier
from secretariat.socle.unite_de_travail import Cabinet
from tests.conftest import CLAIRE, CLE, HorlogeArretee

Base = Path | Serveur
BAREME = Bareme.charger(dossier() / "baremes")
JOUR = date(2026, 3, 12)
DELAI_S = 60


def processus() -> ForkServerContext:
    """De quoi lancer des postes."""
    contexte = multiprocessing.get_context("forkserver")
    contexte.set_forkserver_preload(["__main__", "tests.ecrivains"])
    return contexte


def moteur_de(base: Base) -> Engine:
    """Un moteur sur cette base, comme l’ouvrirait un poste."""
    if isinstance(base, Serveur):
        return serveur.moteur(base)
    return chiffrement.moteur(lambda: chiffrement.connecter(base, CLE))


def ajouter_un_praticien(base: Base) -> None:
    """Le praticien sans lequel rien ne se facture."""
    cabinet = Cabinet(moteur_de(base), CLAIRE, HorlogeArretee())
    with cabinet.unite("mise en place") as unite:
        unite.ajouter(
            Praticien(
                civilite="Dr", nom="Marchand", prenom="A", specialite="Médecine générale", rpps="10000000009",
                numero_am="441012340",
            )
        )  # fmt: skip
        unite.valider()
    cabinet.fermer()


def facturer(cabinet: Cabinet) -> int:
    """Une transaction entière : deux dossiers, une facture numérotée, son règlement, sa recette ; rend son rang."""
    with cabinet.unite("écriture éprouvée") as unite:
        paire = [_personne(prenom, unite.horloge()) for prenom in ("ANNE", "BRIGITTE")]
        unite.ajouter(*paire)
        facture = facturation.preparer(
            unite, BAREME, patient_id=paire[0].id, praticien_id=1, jour=JOUR, actes=[ActeDemande("G")],
            tiers_payant=TiersPayant.AUCUN, parcours=Parcours.MEDECIN_TRAITANT,
        )  # fmt: skip
        numero = facturation.valider(unite, facture)
        facturation.encaisser(unite, facture, montant=Montant.euros("30.00"), moyen=MoyenPaiement.CARTE)
        unite.valider()
    return int(numero.partition("-")[2])


def facturer_sans_fin(base: Base, tube: Tube, fois: int = 1_000_000) -> None:
    """Facture et annonce chaque numéro confirmé, jusqu’à ce qu’on le tue, que la base lâche, ou ce nombre de fois."""
    cabinet = Cabinet(moteur_de(base), CLAIRE, HorlogeArretee())
    try:
        for _ in range(fois):
            tube.send(facturer(cabinet))
    except ErreurEnvironnement:
        tube.send(0)
    cabinet.fermer()


def reserver(base: Base, debut: datetime, depart: Any, resultats: Any) -> None:
    """Ouvre la base, attend les autres, puis veut le créneau comme eux."""
    moteur = moteur_de(base)
    cabinet = Cabinet(moteur, CLAIRE, HorlogeArretee())
    moteur.connect().close()
    depart.wait(DELAI_S)
    try:
        with cabinet.unite("prise de rendez-vous") as unite:
            agenda.reserver(unite, patient_id=1, praticien_id=1, motif_id=1, debut=debut)
            unite.valider()
        resultats.put("gagné")
    except CreneauOccupe:
        resultats.put("occupé")
    cabinet.fermer()


class Poste:
    """Un poste qui facture, et ce qu’il a annoncé."""

    def __init__(self, base: Base, travail: Callable[..., None] = facturer_sans_fin, **options: int) -> None:
        self._lu, ecrit = multiprocessing.Pipe(duplex=False)
        self._processus = processus().Process(target=travail, args=(base, ecrit), kwargs=options)
        self._processus.start()
        ecrit.close()

    def premiere_annonce(self) -> int:
        """Attend qu’il ait confirmé une écriture, et la rend."""
        assert self._lu.poll(DELAI_S), "le poste n’a rien écrit"
        return int(self._lu.recv())

    def laisser(self, delai_s: float) -> None:
        """Le laisse travailler."""
        time.sleep(delai_s)

    def tuer_apres(self, delai_s: float) -> list[int]:
        """Le tue net après ce délai, et rend ce qu’il avait annoncé depuis la première annonce."""
        self.laisser(delai_s)
        assert self._processus.pid is not None
        os.kill(self._processus.pid, signal.SIGKILL)
        return self.finir()

    def finir(self) -> list[int]:
        """Attend sa fin, et rend ce qu’il avait annoncé et que l’on n’a pas encore lu."""
        annonces = []
        try:
            while True:
                annonces.append(int(self._lu.recv()))
        except (EOFError, OSError):  # un envoi coupé en deux
            pass
        self._processus.join(DELAI_S)
        self._processus.close()
        self._lu.close()
        return annonces


def _personne(prenom: str, cree_le: datetime) -> Patient:
    return Patient(
        nom_naissance="COUPE", premier_prenom=prenom, naissance=date(1980, 1, 1), sexe=Sexe.FEMININ,
        lieu_naissance="44109", cree_le=cree_le,
    )  # fmt: skip
