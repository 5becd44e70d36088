"""Un poste tué cent fois pendant qu’il écrit, un serveur arrêté net : rien de ce qui a été annoncé ne manque."""

import random

import pytest
from sqlalchemy import func, select

from secretariat.comptabilite.modele import Ecriture
from secretariat.dossiers.modele import Patient
from secretariat.facturation.modele import Facture, Reglement
from secretariat.socle import serveur
from secretariat.socle.unite_de_travail import Cabinet
from secretariat.socle.verification import verifier
from tests.conftest import CLAIRE, FICHIER, MODELE, SERVEUR
from tests.ecrivains import Poste, ajouter_un_praticien, moteur_de
from tests.serveur import preparer

FOIS = 100
PLUS_LONG_S = 0.03
COUPURES = 6
POSTES, ECRITURES_PAR_POSTE = 4, 20


@pytest.fixture(scope="module")
def serveur_fiable():
    """Un PostgreSQL qui attend le disque, comme en vrai."""
    essai = preparer(fiable=True)
    try:
        essai.creer_base(MODELE)
        serveur.ouvrir(essai.adresse(MODELE)).dispose()
        yield essai
    finally:
        essai.detruire()


@pytest.fixture
def adresse_fiable(serveur_fiable):
    serveur_fiable.creer_base("fiable", MODELE)
    yield serveur_fiable.adresse("fiable")
    serveur_fiable.effacer_base("fiable")


@pytest.fixture(params=[FICHIER, SERVEUR])
def base(request):
    """La base que plusieurs processus ouvrent : un chemin, ou une adresse."""
    return request.getfixturevalue("chemin_base" if request.param == FICHIER else "adresse_fiable")


@pytest.fixture
def peuplee(base):
    """La même, avec un praticien."""
    ajouter_un_praticien(base)
    return base


@pytest.fixture
def rouvrir(horloge):
    """Rouvre la base comme le ferait le programme relancé."""
    ouverts = []

    def ouvrir(base):
        ouverts.append(Cabinet(moteur_de(base), CLAIRE, horloge))
        return ouverts[-1]

    yield ouvrir
    for cabinet in ouverts:
        cabinet.fermer()


def factures_presentes(cabinet):
    with cabinet.lecture() as lecture:
        return [int(n.partition("-")[2]) for n in lecture.tous(select(Facture.numero).order_by(Facture.numero))]


def verifier_tout(cabinet, annonces):
    """Tout ce qui a été annoncé est là ; ni trou, ni double, ni moitié de transaction ; la base et le journal sains."""
    presentes = factures_presentes(cabinet)
    assert presentes == list(range(1, len(presentes) + 1))
    assert set(annonces) <= set(presentes)
    with cabinet.lecture() as lecture:
        assert lecture.tous(select(Ecriture.numero).order_by(Ecriture.numero)) == tuple(presentes)
        assert lecture.premier(select(func.count()).select_from(Reglement)) == len(presentes)
        assert lecture.premier(select(func.count()).select_from(Patient)) == 2 * len(presentes)
    assert [c.nom for c in verifier(cabinet) if not c.reussi] == []


def test_tue_cent_fois_pendant_qu_il_ecrit_rien_d_annonce_ne_manque(peuplee, rouvrir):
    hasard = random.Random(2026)  # noqa: S311  (un tirage d’essai)
    cabinet, annonces = rouvrir(peuplee), []
    for _ in range(FOIS):
        poste = Poste(peuplee)
        annonces += [poste.premiere_annonce(), *poste.tuer_apres(hasard.uniform(0, PLUS_LONG_S))]
        assert annonces[-1] in factures_presentes(cabinet)
    verifier_tout(cabinet, annonces)
    assert len(annonces) == len(set(annonces)) >= FOIS


def test_le_serveur_arrete_net_pendant_qu_on_ecrit_rien_d_annonce_ne_manque(adresse_fiable, serveur_fiable, rouvrir):
    hasard = random.Random(2026)  # noqa: S311
    base, annonces = adresse_fiable, []
    ajouter_un_praticien(base)
    for _ in range(COUPURES):
        poste = Poste(base)
        annonces.append(poste.premiere_annonce())
        poste.laisser(hasard.uniform(0, 10 * PLUS_LONG_S))
        serveur_fiable.arreter("immediate")
        *confirmees, panne = poste.finir()
        assert panne == 0, "le poste n’a pas vu la panne"
        annonces += confirmees
        serveur_fiable.demarrer()
        verifier_tout(rouvrir(base), annonces)


def test_quatre_postes_ecrivent_ensemble_une_seule_chaine(peuplee, rouvrir):
    postes = [Poste(peuplee, fois=ECRITURES_PAR_POSTE) for _ in range(POSTES)]
    annonces = [numero for poste in postes for numero in poste.finir()]
    assert sorted(annonces) == list(range(1, POSTES * ECRITURES_PAR_POSTE + 1))
    verifier_tout(rouvrir(peuplee), annonces)
