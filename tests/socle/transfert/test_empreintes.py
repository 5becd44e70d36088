"""Une table a la même empreinte dans les deux sortes de bases, et une autre dès qu’une valeur change."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Table,
    Time,
    insert,
    update,
)
from sqlalchemy.types import Interval

from secretariat.socle import empreintes, tables
from secretariat.socle.transfert import copier
from tests.conftest import FICHIER, SERVEUR

TYPES = Table(
    "essai_types", MetaData(), Column("id", Integer, primary_key=True), Column("taux", Numeric(5, 4)),
    Column("somme", Numeric(12, 2)), Column("mesure", Float(53)), Column("jour", Date), Column("instant", DateTime),
    Column("heure", Time), Column("vrai", Boolean), Column("octets", LargeBinary), Column("texte", String),
)  # fmt: skip


def instant(microseconde):
    """Les bases rangent des instants sans fuseau."""
    return datetime(2026, 3, 29, 1, 59, 59, microseconde, UTC).replace(tzinfo=None)


RIEN = dict.fromkeys((c.name for c in TYPES.columns), None)
LIGNES = [
    {**RIEN, "id": 1},
    {
        "id": 2, "taux": Decimal("0.7"), "somme": Decimal("1234567.10"), "mesure": 0.1 + 0.2, "jour": date(1900, 1, 1),
        "instant": instant(999_999), "heure": time(8, 30, 0, 1), "vrai": True, "octets": bytes(range(256)), "texte": "",
    },
    {
        **RIEN, "id": 3, "taux": Decimal(0), "somme": Decimal("-0.05"), "mesure": -1e300, "vrai": False, "octets": b"",
        "texte": "’\\\t\n🙂",
    },
    {**RIEN, "id": 4, "taux": Decimal(1), "somme": Decimal(100), "mesure": 5e-324, "instant": instant(0)},
]  # fmt: skip
AUTRES = {
    "taux": Decimal("0.7001"), "somme": Decimal("1234567.11"), "mesure": 0.3, "jour": date(1900, 1, 2),
    "instant": instant(999_998), "heure": time(8, 30), "vrai": False,
    "octets": bytes(range(255)), "texte": None,
}  # fmt: skip


def avec_les_types(moteur):
    with moteur.begin() as connexion:
        TYPES.create(connexion)
    return moteur


def empreinte(moteur):
    with moteur.connect() as connexion:
        [table] = [t for t in tables.tables(connexion) if t.nom == TYPES.name]
        valeur = ""
        for lot in table.par_lots(connexion):
            valeur = empreintes.ajouter(valeur, lot, table.colonnes)
        return valeur


@pytest.fixture
def les_deux(base_neuve):
    moteurs = [avec_les_types(base_neuve(sorte)) for sorte in (FICHIER, SERVEUR)]
    for moteur in moteurs:
        with moteur.begin() as connexion:
            connexion.execute(insert(TYPES), LIGNES)
    return moteurs


def test_les_deux_bases_donnent_la_meme_empreinte(les_deux):
    fichier, serveur = les_deux
    assert empreinte(fichier) == empreinte(serveur)


@pytest.mark.parametrize("colonne", AUTRES)
def test_une_seule_valeur_changee_change_l_empreinte(les_deux, colonne):
    for moteur in les_deux:
        avant = empreinte(moteur)
        with moteur.begin() as connexion:
            connexion.execute(update(TYPES).where(TYPES.c.id == 2).values({colonne: AUTRES[colonne]}))
        assert empreinte(moteur) != avant


def test_les_valeurs_de_tous_les_types_se_transferent(les_deux, base_neuve):
    fichier, serveur = les_deux
    for source, sorte in ((fichier, SERVEUR), (serveur, FICHIER)):
        destination = avec_les_types(base_neuve(sorte))
        copier(source, destination)
        assert empreinte(destination) == empreinte(source)


def test_un_vide_et_une_absence_ne_se_confondent_pas():
    colonnes = [Column("texte", String)]
    assert len({empreintes.ajouter("", [(v,)], colonnes) for v in (None, "", "None", "''")}) == 4


def test_un_type_dont_rien_n_est_prevu_est_refuse():
    with pytest.raises(TypeError, match="aucune empreinte"):
        empreintes.ajouter("", [(None,)], [Column("duree", Interval)])
