"""Ce que tous les essais partagent : une vraie base chiffrée, une horloge qui n’avance que si on le demande."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

import secretariat.facturation.modele  # noqa: F401  (les tables se déclarent à l’import)
from secretariat.cabinet.modele import FicheCabinet, Praticien
from secretariat.cabinet.valeurs import Secteur
from secretariat.socle import chiffrement, cles, fichier_base
from secretariat.socle.bareme import Bareme
from secretariat.socle.cles import Enveloppes
from secretariat.socle.horloge import PARIS
from secretariat.socle.ressources import dossier
from secretariat.socle.unite_de_travail import Cabinet, Identite

CLE = bytes(range(32))
CLAIRE = Identite("claire", "Claire", "secretaire", "accueil")


class HorlogeArretee:
    """Une horloge qui n’avance que si on le lui demande ; elle part du jeudi 12 mars 2026 à 10 h 20."""

    def __init__(self) -> None:
        self.instant = datetime(2026, 3, 12, 10, 20, tzinfo=PARIS)

    def __call__(self) -> datetime:
        return self.instant

    def avancer(self, **duree: float) -> None:
        """Avance, avec les arguments d’un `timedelta`."""
        self.instant += timedelta(**duree)


@pytest.fixture
def horloge() -> HorlogeArretee:
    return HorlogeArretee()


@pytest.fixture(scope="session")
def base_vide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Une base migrée une fois par session, que chaque essai copie."""
    base = tmp_path_factory.mktemp("modele") / "cabinet.sqlite"
    moteur = fichier_base.creer(base, CLE, Enveloppes("essai", ()))
    with moteur.connect() as connexion:
        connexion.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    moteur.dispose()
    return base


@pytest.fixture
def chemin_base(base_vide: Path, tmp_path: Path) -> Path:
    """Le chemin d’une base vide à soi."""
    base = tmp_path / "cabinet.sqlite"
    shutil.copy(base_vide, base)
    shutil.copy(cles.fichier_de(base_vide), cles.fichier_de(base))
    return base


@pytest.fixture
def cabinet_nu(chemin_base: Path, horloge: HorlogeArretee) -> Iterator[Cabinet]:
    """Un cabinet sans aucune ligne."""
    moteur = chiffrement.moteur(lambda: chiffrement.connecter(chemin_base, CLE))
    cabinet = Cabinet(moteur, CLAIRE, horloge)
    yield cabinet
    cabinet.fermer()


@pytest.fixture
def cabinet(cabinet_nu: Cabinet) -> Cabinet:
    """Le cabinet d’essai : une fiche, et trois praticiens (1 et 2 généralistes, 3 pédiatre)."""
    with cabinet_nu.unite("mise en place de l’essai") as unite:
        unite.ajouter(
            FicheCabinet(
                nom="Cabinet d’essai",
                adresse="1 rue du Port",
                code_postal="44000",
                ville="Nantes",
                telephone="+33240000000",
                demonstration=True,
            ),
            *(
                Praticien(
                    civilite="Dr",
                    nom=nom,
                    prenom=prenom,
                    specialite=specialite,
                    rpps=rpps,
                    numero_am="441012340",
                    secteur=Secteur.SECTEUR_1,
                    ordre=ordre,
                )
                for ordre, (nom, prenom, specialite, rpps) in enumerate([
                    ("Marchand", "Hélène", "Médecine générale", "10000000009"),
                    ("Benali", "Karim", "Médecine générale", "10000000017"),
                    ("Tessier", "Anne", "Pédiatrie", "10000000025"),
                ])
            ),
        )
        unite.valider()
    return cabinet_nu


@pytest.fixture(scope="session")
def bareme() -> Bareme:
    """Les barèmes livrés."""
    return Bareme.charger(dossier() / "baremes")


@pytest.fixture
def disque_plein(tmp_path: Path) -> Iterator[Path]:
    """Un tout petit disque, déjà plein : un système de fichiers en mémoire de 64 kio (demande d’être root)."""
    montage = tmp_path / "disque"
    montage.mkdir()
    monte = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(montage)], capture_output=True, check=False
    )
    if monte.returncode:
        pytest.skip("monter un petit disque demande d’être root")
    try:
        yield montage
    finally:
        subprocess.run(["umount", "-l", str(montage)], check=True)
