"""Changer les clés d’une base sans la réécrire, et sans jamais s’enfermer dehors."""

import random

import pytest

from secretariat.socle import chiffrement, cles, emplacements, recuperation, sauvegarde
from secretariat.socle.cles import CleRefusee, Enveloppes, Moyen, TrousseauMuet
from secretariat.socle.emplacements import DernierMoyen
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.fichier_base import DejaOuverte, VerrouDeBase
from tests.conftest import CLE
from tests.socle.test_coupure import tuer_apres
from tests.trousseau import TrousseauDeMemoire

LE = "2026-03-12"
PHRASE, AUTRE = "quatre mots au hasard", "une toute autre phrase"
CODE = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"


@pytest.fixture
def base(cabinet, chemin_base):
    """Une base à deux moyens : une phrase et une fiche."""
    places = (
        cles.envelopper(CLE, PHRASE, moyen=Moyen.PHRASE, le=LE, libelle="Hélène"),
        cles.envelopper(CLE, CODE, moyen=Moyen.RECUPERATION, le=LE),
    )
    cles.ecrire(chemin_base, Enveloppes("essai", places))
    return chemin_base


def remplir_jusqu_au_bout(flux):
    while True:
        try:
            flux.write(b"x")
        except OSError:
            return


def reperes(base):
    return {(e.moyen, e.libelle): e.repere for e in cles.lire(base).emplacements}


def test_deux_phrases_ouvrent_la_meme_base(base):
    emplacements.ajouter_phrase(base, CLE, AUTRE, libelle=" Karim ", le=LE)
    assert [e.libelle for e in cles.lire(base).emplacements] == ["Hélène", "", "Karim"]
    for phrase in (PHRASE, AUTRE):
        assert cles.ouvrir(cles.lire(base), phrase, Moyen.PHRASE) == CLE
    assert not cles.precedent_de(base).exists()


@pytest.mark.parametrize(("phrase", "dit"), [("courte", "au moins 12"), (PHRASE, "ouvre déjà")])
def test_une_phrase_courte_ou_deja_prise_est_refusee(base, phrase, dit):
    with pytest.raises(ErreurMetier, match=dit):
        emplacements.ajouter_phrase(base, CLE, phrase, libelle="", le=LE)


def test_une_phrase_renouvelee_n_ouvre_plus_et_la_base_n_est_pas_recrite(base):
    avant = base.read_bytes()
    emplacements.renouveler_phrase(base, CLE, AUTRE, repere=reperes(base)[Moyen.PHRASE, "Hélène"], le=LE)
    with pytest.raises(CleRefusee):
        cles.ouvrir(cles.lire(base), PHRASE, Moyen.PHRASE)
    assert cles.ouvrir(cles.lire(base), AUTRE, Moyen.PHRASE) == CLE
    assert base.read_bytes() == avant


def test_une_nouvelle_fiche_remplace_toutes_les_anciennes(base):
    nouveau = recuperation.nouveau_code()
    emplacements.renouveler_la_fiche(base, CLE, nouveau, le="2026-04-01")
    assert emplacements.essayer_la_fiche(base, nouveau).cree_le == "2026-04-01"
    with pytest.raises(CleRefusee, match="ce n’est pas celle de cette base"):
        emplacements.essayer_la_fiche(base, CODE)


def test_la_fiche_s_essaie_sous_ses_trois_formes_sans_rien_changer(base):
    avant = {f.name: f.read_bytes() for f in base.parent.iterdir() if f.is_file() and "sqlite-" not in f.name}
    for saisie in (CODE, " ".join(recuperation.en_mots(CODE)), recuperation.contenu_qr(CODE, "essai")):
        assert emplacements.essayer_la_fiche(base, saisie).moyen is Moyen.RECUPERATION
    with pytest.raises(CleRefusee, match="15 mots, ici 14"):
        emplacements.essayer_la_fiche(base, " ".join(recuperation.en_mots(CODE)[:14]))
    assert {f.name: f.read_bytes() for f in base.parent.iterdir() if f.name in avant} == avant


def test_la_preuve_est_une_phrase_ou_une_fiche(base):
    assert emplacements.prouver(base, PHRASE) == emplacements.prouver(base, CODE.lower()) == CLE
    with pytest.raises(CleRefusee, match="Ni comme phrase"):
        emplacements.prouver(base, "autre chose")


def test_le_trousseau_de_ce_poste_se_renouvelle_sans_s_empiler(base):
    trousseau = TrousseauDeMemoire()
    for _ in range(3):
        emplacements.confier_au_trousseau(base, CLE, trousseau, le=LE)
    assert [e.moyen for e in cles.lire(base).emplacements].count(Moyen.TROUSSEAU) == 1
    assert cles.ouvrir_par_trousseau(cles.lire(base), trousseau) == CLE


def test_deux_postes_ont_chacun_leur_trousseau(base):
    postes = TrousseauDeMemoire(), TrousseauDeMemoire()
    for poste in postes:
        emplacements.confier_au_trousseau(base, CLE, poste, le=LE)
    assert [cles.ouvrir_par_trousseau(cles.lire(base), poste) for poste in postes] == [CLE, CLE]


def test_un_trousseau_qui_refuse_ne_change_rien(base):
    class TrousseauQuiRefuse(TrousseauDeMemoire):
        def set_password(self, service, username, password):
            raise TrousseauMuet("refusé")

    avant = cles.lire(base)
    with pytest.raises(TrousseauMuet):
        emplacements.confier_au_trousseau(base, CLE, TrousseauQuiRefuse(), le=LE)
    assert cles.lire(base) == avant


def test_le_dernier_moyen_d_une_personne_ne_se_revoque_pas(base):
    emplacements.confier_au_trousseau(base, CLE, TrousseauDeMemoire(), le=LE)
    emplacements.revoquer(base, CLE, repere=reperes(base)[Moyen.RECUPERATION, ""])
    with pytest.raises(DernierMoyen):
        emplacements.revoquer(base, CLE, repere=reperes(base)[Moyen.PHRASE, "Hélène"])
    assert cles.ouvrir(cles.lire(base), PHRASE, Moyen.PHRASE) == CLE


def test_un_repere_inconnu_ou_d_un_autre_moyen_se_dit(base):
    with pytest.raises(ErreurMetier, match="pas d’emplacement 000000"):
        emplacements.revoquer(base, CLE, repere="000000")
    with pytest.raises(ErreurMetier, match="pas une phrase"):
        emplacements.renouveler_phrase(base, CLE, AUTRE, repere=reperes(base)[Moyen.RECUPERATION, ""], le=LE)


def test_la_phrase_de_la_demonstration_ne_change_pas(base):
    place = cles.envelopper(CLE, cles.PHRASE_DE_DEMONSTRATION, moyen=Moyen.PHRASE, le=LE)
    cles.ecrire(base, Enveloppes(cles.BASE_DE_DEMONSTRATION, (place,)))
    emplacements.ajouter_phrase(base, CLE, AUTRE, libelle="", le=LE)
    with pytest.raises(ErreurMetier, match="publique"):
        emplacements.revoquer(base, CLE, repere=place.repere)
    with pytest.raises(ErreurMetier, match="publique"):
        emplacements.renouveler_phrase(base, CLE, "encore une autre phrase", repere=place.repere, le=LE)


def test_une_cle_qui_n_ouvre_pas_la_base_ne_s_enregistre_pas(base):
    avant = cles.lire(base)
    with pytest.raises(ErreurEnvironnement):
        emplacements.ajouter_phrase(base, bytes(32), AUTRE, libelle="", le=LE)
    assert cles.lire(base) == avant
    assert not cles.precedent_de(base).exists()


def test_un_disque_plein_laisse_l_ancien_fichier_de_cles(base, disque_plein):
    petite = disque_plein / "cabinet.sqlite"
    octets = cles.fichier_de(base).read_bytes()
    cles.fichier_de(petite).write_bytes(octets)
    with (disque_plein / "bourre").open("wb", buffering=0) as flux:
        remplir_jusqu_au_bout(flux)
    with pytest.raises(ErreurEnvironnement, match="disque est plein"):
        emplacements.ajouter_phrase(petite, CLE, AUTRE, libelle="", le=LE)
    assert cles.fichier_de(petite).read_bytes() == octets


def test_deux_changements_a_la_fois_le_second_attend_son_tour(base):
    verrou = VerrouDeBase(base.with_name(base.name + ".cles"))
    verrou.prendre()
    with pytest.raises(DejaOuverte):
        emplacements.ajouter_phrase(base, CLE, AUTRE, libelle="", le=LE)
    verrou.rendre()


def test_un_fichier_de_cles_tronque_laisse_le_precedent_servir_puis_revenir(base):
    bon = cles.fichier_de(base).read_bytes()
    cles.precedent_de(base).write_bytes(bon)
    cles.fichier_de(base).write_bytes(bon[:40])
    assert cles.ouvrir(cles.lire(base), PHRASE, Moyen.PHRASE) == CLE
    emplacements.finir_un_changement(base)
    assert cles.fichier_de(base).read_bytes() == bon
    assert not cles.precedent_de(base).exists()


def test_sans_precedent_un_fichier_tronque_ou_absent_se_dit(base):
    cles.fichier_de(base).write_text("{")
    with pytest.raises(ErreurEnvironnement, match="illisible"):
        cles.lire(base)
    cles.fichier_de(base).unlink()
    with pytest.raises(ErreurEnvironnement, match="manque"):
        cles.lire(base)


CHANGEUR = """
import sys, pathlib
from secretariat.socle import emplacements
print("pret", flush=True)
for rang in range(100):
    emplacements.ajouter_phrase(pathlib.Path(sys.argv[1]), bytes(range(32)), f"une phrase de rang {rang}",
                                libelle=str(rang), le="2026-03-12")
    print(rang, flush=True)
"""


def test_tue_pendant_un_changement_la_base_s_ouvre_toujours(base):
    hasard = random.Random(2026)  # noqa: S311
    for _ in range(4):
        faits = [int(ligne) for ligne in tuer_apres(CHANGEUR, [base], hasard.uniform(0.3, 1.0))[1:]]
        emplacements.finir_un_changement(base)
        assert cles.ouvrir(cles.lire(base), PHRASE, Moyen.PHRASE) == CLE
        for rang in faits[-1:]:
            assert cles.ouvrir(cles.lire(base), f"une phrase de rang {rang}", Moyen.PHRASE) == CLE
        reste = [e for e in cles.lire(base).emplacements if not e.libelle.isdigit()]
        cles.ecrire(base, Enveloppes("essai", tuple(reste)))


def test_les_sauvegardes_gardent_les_cles_qu_elles_avaient(base, tmp_path):
    faite = sauvegarde.sauvegarder(base, CLE, tmp_path / "s.sqlite")
    emplacements.renouveler_phrase(base, CLE, AUTRE, repere=reperes(base)[Moyen.PHRASE, "Hélène"], le=LE)
    cle = cles.ouvrir(cles.lire(faite.fichier), PHRASE, Moyen.PHRASE)
    chiffrement.connecter(faite.fichier, cle).close()
