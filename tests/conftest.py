"""Ce que tous les essais partagent : une vraie base chiffrée, une horloge qui n’avance que si on le demande."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from sqlalchemy import Connection, Engine

import secretariat.conformite.modele  # noqa: F401  (les tables se déclarent à l’import)
import secretariat.facturation.modele  # noqa: F401
from secretariat.cabinet.modele import FicheCabinet, Praticien, Utilisateur
from secretariat.cabinet.valeurs import Role, Secteur
from secretariat.socle import chiffrement, cles, fichier_base, serveur
from secretariat.socle.adresse import Serveur
from secretariat.socle.bareme import Bareme
from secretariat.socle.cles import Enveloppes
from secretariat.socle.horloge import PARIS
from secretariat.socle.ressources import dossier
from secretariat.socle.unite_de_travail import Cabinet, Identite
from tests.serveur import ServeurDEssai, preparer

CLE = bytes(range(32))
FICHIER, SERVEUR = "fichier", "serveur"
SUR_LES_DEUX = frozenset({
    "accueil", "agenda", "cabinet", "comptabilite", "conformite", "courriers", "dossiers", "facturation",
    "migrations", "socle",
})  # fmt: skip
"""Les dossiers d’essais qui se jouent sur les deux bases ; un essai qui demande le fichier lui-même, sur lui seul."""
MODELE = "modele"
CLAIRE = Identite("claire", "Claire", "secretaire", "accueil")
KARIM = Identite("karim", "Karim", "secretaire", "poste 2")


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


@pytest.fixture(scope="session")
def serveur_postgresql() -> Iterator[ServeurDEssai]:
    """Un PostgreSQL en marche, où la base `modele` a déjà ses tables."""
    essai = preparer()
    try:
        essai.creer_base(MODELE)
        serveur.ouvrir(essai.adresse(MODELE)).dispose()
        yield essai
    finally:
        essai.detruire()


NUMEROS = count(1)


@pytest.fixture
def adresse(serveur_postgresql: ServeurDEssai) -> Iterator[Serveur]:
    """L’adresse d’une base vide à soi, sur le serveur."""
    nom = f"essai_{next(NUMEROS)}"
    serveur_postgresql.creer_base(nom, MODELE)
    yield serveur_postgresql.adresse(nom)
    serveur_postgresql.effacer_base(nom)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Joue sur les deux bases les essais des métiers."""
    metier = Path(str(metafunc.definition.path)).relative_to(metafunc.config.rootpath / "tests").parts[0]
    demandes = set(metafunc.fixturenames)
    if metier in SUR_LES_DEUX and "sorte_de_base" in demandes and "chemin_base" not in demandes:
        metafunc.parametrize("sorte_de_base", [FICHIER, SERVEUR], indirect=True)


@pytest.fixture
def sorte_de_base(request: pytest.FixtureRequest) -> str:
    """« fichier » ou « serveur »."""
    return str(getattr(request, "param", FICHIER))


@pytest.fixture
def moteur_vide(sorte_de_base: str, request: pytest.FixtureRequest) -> Engine:
    """Un moteur sur une base vide à soi, de la sorte demandée."""
    return _moteur(sorte_de_base, request)


def _moteur(sorte: str, request: pytest.FixtureRequest) -> Engine:
    if sorte == SERVEUR:
        return serveur.moteur(request.getfixturevalue("adresse"))
    chemin: Path = request.getfixturevalue("chemin_base")
    return chiffrement.moteur(lambda: chiffrement.connecter(chemin, CLE))


@pytest.fixture
def cabinet_nu(moteur_vide: Engine, horloge: HorlogeArretee) -> Iterator[Cabinet]:
    """Un cabinet sans aucune ligne."""
    cabinet = Cabinet(moteur_vide, CLAIRE, horloge)
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


@pytest.fixture
def autre_poste(
    cabinet: Cabinet, sorte_de_base: str, horloge: HorlogeArretee, request: pytest.FixtureRequest
) -> Iterator[Cabinet]:
    """La même base, ouverte sur le poste 2 par Karim, avec ses connexions à lui."""
    with cabinet.unite("mise en place de l’essai") as unite:
        unite.ajouter(
            Utilisateur(identifiant="karim", nom="Roche", prenom="Karim", role=Role.SECRETAIRE, mot_de_passe="aucun")
        )
        unite.valider()
    ouvert = Cabinet(_moteur(sorte_de_base, request), KARIM, horloge)
    yield ouvert
    ouvert.fermer()


def oter_les_declencheurs(connexion: Connection, table: str = "journal") -> None:
    """Ce que ferait qui veut falsifier une table qui ne se corrige pas."""
    suite = f" ON {table}" if connexion.dialect.name == "postgresql" else ""
    for verbe in ("update", "delete"):
        connexion.exec_driver_sql(f"DROP TRIGGER {table}_sans_{verbe}{suite}")


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
