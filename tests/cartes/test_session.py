"""Ouvrir une session par la carte : un défi signé, une chaîne vérifiée, le bon compte, et rien d’autre."""

import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from sqlalchemy import select

from secretariat.cabinet import mots_de_passe
from secretariat.cabinet.modele import FicheCabinet
from secretariat.cabinet.services import ConnexionRefusee, associer_carte, creer_utilisateur, fermer_compte
from secretariat.cabinet.valeurs import NouveauCompte, Role
from secretariat.cartes.autorites import enregistrer_autorites, lire_autorites
from secretariat.cartes.cpx.algorithmes import ECDSA_SHA256
from secretariat.cartes.cpx.jeton_simule import JetonSimule
from secretariat.cartes.erreurs import DonneesInvalides, SignatureInvalide
from secretariat.cartes.lecteur_simule import LecteurSimule
from secretariat.cartes.session import DUREE, lancer_un_defi, ouvrir_session_par_carte
from secretariat.cartes.valeurs import Signature
from secretariat.socle.droits import DroitManquant
from secretariat.socle.journal import LigneJournal
from tests.cartes.cpx.autorite import autorite, carte
from tests.conftest import ADMIN

MOT_DE_PASSE = "quatre petits cailloux"
POSTE = "accueil"


def faire(cabinet, geste, *arguments, **options):
    with cabinet.en_tant_que(ADMIN).unite("essai") as unite:
        rendu = geste(unite, *arguments, **options)
        unite.valider()
    return rendu


def compte(cabinet, identifiant, role, praticien_id=None):
    return faire(cabinet, creer_utilisateur, NouveauCompte(identifiant, "X", "Y", role, praticien_id), MOT_DE_PASSE)


@pytest.fixture(autouse=True)
def derivation_rapide(monkeypatch):
    monkeypatch.setattr(mots_de_passe, "MEMOIRE_KIO", 64)  # dériver vite : ce n’est pas ce que l’on éprouve ici


@pytest.fixture
def marchand(cabinet):
    return compte(cabinet, "marchand", Role.PRATICIEN, 1)


def simulee(code="cps-marchand"):
    return next(c.contenu for c in LecteurSimule().cartes() if c.code == code)


def signe(defi, code="cps-marchand"):
    return JetonSimule(simulee(code)).signer(defi.octets, "1234")


def ouvrir(cabinet, defi, signature):
    return faire(cabinet, ouvrir_session_par_carte, defi, signature)


def test_la_carte_d_un_praticien_ouvre_son_compte_et_le_journal_dit_comment(cabinet, horloge, marchand):
    defi = lancer_un_defi(POSTE, horloge())
    session = ouvrir(cabinet, defi, signe(defi))
    assert (session.identite.acteur, session.role, session.identite.poste) == ("marchand", Role.PRATICIEN, POSTE)
    with cabinet.lecture() as lecture:
        connexion = lecture.premier(select(LigneJournal.details).where(LigneJournal.operation == "connexion"))
    assert json.loads(connexion)["preuve"] == "carte CPS, simulée"


def test_la_carte_d_une_employee_ouvre_le_compte_qu_on_lui_a_associe(cabinet, horloge):
    nadia = compte(cabinet, "nadia", Role.SECRETAIRE)
    defi = lancer_un_defi(POSTE, horloge())
    with pytest.raises(ConnexionRefusee, match="n’ouvre aucun compte"):
        ouvrir(cabinet, defi, signe(defi, "cpe-nadia"))
    faire(cabinet, associer_carte, nadia, simulee("cpe-nadia").identifiant_national)
    assert ouvrir(cabinet, defi, signe(defi, "cpe-nadia")).identite.acteur == "nadia"


def test_une_carte_n_ouvre_qu_un_compte(cabinet):
    un, deux = compte(cabinet, "un", Role.SECRETAIRE), compte(cabinet, "deux", Role.SECRETAIRE)
    faire(cabinet, associer_carte, un, "SIMU/1")
    with pytest.raises(Exception, match="ouvre déjà le compte «\u00a0un\u00a0»"):
        faire(cabinet, associer_carte, deux, "SIMU/1")
    faire(cabinet, associer_carte, un, None)
    faire(cabinet, associer_carte, deux, "SIMU/1")


def test_associer_une_carte_est_reserve_a_qui_gere_les_comptes(cabinet, marchand):
    with cabinet.unite("essai") as unite, pytest.raises(DroitManquant):
        associer_carte(unite, marchand, "SIMU/1")


def test_un_compte_ferme_ne_s_ouvre_pas_par_la_carte(cabinet, horloge, marchand):
    faire(cabinet, fermer_compte, marchand)
    defi = lancer_un_defi(POSTE, horloge())
    with pytest.raises(ConnexionRefusee):
        ouvrir(cabinet, defi, signe(defi))


def test_la_signature_d_un_autre_defi_n_ouvre_rien(cabinet, horloge, marchand):
    defi, autre = lancer_un_defi(POSTE, horloge()), lancer_un_defi(POSTE, horloge())
    with pytest.raises(SignatureInvalide, match="n’est pas celle de ces données"):
        ouvrir(cabinet, defi, signe(autre))


def test_un_defi_ne_vaut_qu_une_minute(cabinet, horloge, marchand):
    defi = lancer_un_defi(POSTE, horloge())
    horloge.avancer(seconds=DUREE.total_seconds() + 1)
    with pytest.raises(SignatureInvalide, match="trop tard"):
        ouvrir(cabinet, defi, signe(defi))


def test_hors_demonstration_une_carte_simulee_n_ouvre_rien(cabinet, horloge, marchand):
    faire(cabinet, lambda unite: setattr(unite.un(FicheCabinet, 1), "demonstration", False))
    defi = lancer_un_defi(POSTE, horloge())
    with pytest.raises(SignatureInvalide, match="n’est pas une démonstration"):
        ouvrir(cabinet, defi, signe(defi))
    maquillee = replace(signe(defi), simulee=False)
    with pytest.raises(SignatureInvalide):
        ouvrir(cabinet, defi, maquillee)


def vraie(defi, emettrice):
    """La signature qu’une carte réelle, émise par cette autorité, ferait de ce défi."""
    cle = generate_private_key(SECP256R1())
    valeur = cle.sign(defi.octets, ECDSA(SHA256()))
    return Signature(ECDSA_SHA256, valeur, carte(emettrice, cle), "810000000009", simulee=False)


def test_une_vraie_carte_demande_une_autorite_designee_par_le_cabinet(cabinet, horloge, marchand):
    connue, autre = autorite("AC d’essai"), autorite("AC d’ailleurs")
    defi = lancer_un_defi(POSTE, horloge())
    with pytest.raises(SignatureInvalide, match="n’a désigné aucune autorité"):
        ouvrir(cabinet, defi, vraie(defi, connue))
    faire(cabinet, enregistrer_autorites, connue.pem)
    assert ouvrir(cabinet, defi, vraie(defi, connue)).identite.acteur == "marchand"
    with pytest.raises(SignatureInvalide, match="aucune autorité reconnue"):
        ouvrir(cabinet, defi, vraie(defi, autre))


def test_un_fichier_d_autorites_faux_ne_remplace_pas_le_bon(cabinet):
    bon = autorite("AC d’essai").pem
    faire(cabinet, enregistrer_autorites, bon)
    with pytest.raises(DonneesInvalides, match="PEM"):
        faire(cabinet, enregistrer_autorites, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    with cabinet.lecture() as lecture:
        assert lire_autorites(lecture) == bon
    faire(cabinet, enregistrer_autorites, "")
    with cabinet.lecture() as lecture:
        assert lire_autorites(lecture) == ""
