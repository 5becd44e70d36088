"""L’exercice de restauration : on restaure pour de vrai, à côté, et l’on dit ce que l’on trouve."""

import pytest

from secretariat.socle import chiffrement, cles, emplacements, fichier_base
from secretariat.socle.cles import BASE_DE_DEMONSTRATION, PHRASE_DE_DEMONSTRATION, Enveloppes, Moyen
from secretariat.socle.conservatoire import exercice
from secretariat.socle.conservatoire.coffre import Coffre
from secretariat.socle.conservatoire.exercice import exercer
from secretariat.socle.conservatoire.valeurs import Raison
from secretariat.socle.erreurs import ErreurMetier
from tests.conftest import CLE
from tests.socle.test_coupure import tuer_apres
from tests.trousseau import TrousseauDeMemoire

LE = "2026-03-12"


@pytest.fixture
def coffre(cabinet, chemin_base, horloge):
    return Coffre(chemin_base, CLE, horloge)


def aucun():
    return None


def test_un_exercice_restaure_relit_compte_et_ne_laisse_rien(coffre, chemin_base):
    coffre.faire(Raison.OUVERTURE)
    avant = sorted(f.name for f in chemin_base.parent.iterdir())
    bilan = exercer(coffre, aucun)
    assert bilan.reussi
    dits = " ".join(bilan.constats)
    for attendu in ("Restaurée", "chaîne entière", "0 patients", "Dernière ligne du journal\u00a0: n°\u00a04"):
        assert attendu in dits
    assert coffre.bilan().exercice == bilan
    assert sorted(f.name for f in chemin_base.parent.iterdir()) == avant


def test_chaque_cle_que_l_on_peut_essayer_sans_demander_l_est(coffre, chemin_base):
    trousseau = TrousseauDeMemoire()
    emplacements.ajouter_phrase(chemin_base, CLE, "quatre mots au hasard", libelle="Hélène", le=LE)
    emplacements.confier_au_trousseau(chemin_base, CLE, trousseau, le=LE)
    coffre.faire(Raison.OUVERTURE)
    constats = exercer(coffre, lambda: trousseau).constats
    assert [c for c in constats if c.startswith("✓ Clé par trousseau")]
    assert [c for c in constats if c.startswith("– Clé par phrase de passe Hélène")]
    muets = exercer(coffre, aucun)
    assert muets.reussi
    assert [c for c in muets.constats if c.startswith("– Clé par trousseau")]
    ailleurs = exercer(coffre, lambda: trousseau_d_un_autre(chemin_base))
    assert [c for c in ailleurs.constats if "celui d’un autre poste" in c]


def trousseau_d_un_autre(base):
    trousseau = TrousseauDeMemoire()
    trousseau.set_password(cles.SERVICE, cles.lire(base).base, "un autre secret")
    return trousseau


def test_la_phrase_publique_de_la_demonstration_s_essaie(coffre, chemin_base):
    place = cles.envelopper(CLE, PHRASE_DE_DEMONSTRATION, moyen=Moyen.PHRASE, le=LE)
    cles.ecrire(chemin_base, Enveloppes(BASE_DE_DEMONSTRATION, (place,)))
    coffre.faire(Raison.DEMANDEE)
    assert [c for c in exercer(coffre, aucun).constats if c.startswith("✓ Clé par phrase")]


def test_une_sauvegarde_abimee_fait_un_exercice_manque_qui_dit_pourquoi(coffre):
    fiche = coffre.faire(Raison.OUVERTURE)
    fichier = coffre.dossier / fiche.nom
    octets = bytearray(fichier.read_bytes())
    octets[len(octets) // 2] ^= 1
    fichier.write_bytes(octets)
    bilan = exercer(coffre, aucun)
    assert not bilan.reussi
    assert "abîmé" in bilan.constats[-1]
    assert list(coffre.base.parent.glob(f"{exercice.DOSSIER}*")) == []


def test_sans_sauvegarde_pas_d_exercice(coffre):
    with pytest.raises(ErreurMetier, match="pas de sauvegarde à essayer"):
        exercer(coffre, aucun)


def test_sans_le_fichier_de_cles_de_la_sauvegarde_l_exercice_est_manque(coffre):
    fiche = coffre.faire(Raison.OUVERTURE)
    cles.fichier_de(coffre.dossier / fiche.nom).unlink()
    assert not exercer(coffre, aucun).reussi


EXERCICE_TUE = """
import sys, pathlib
from secretariat.socle.conservatoire.coffre import Coffre
from secretariat.socle.conservatoire.exercice import exercer
from secretariat.socle.horloge import horloge_du_poste
print("pret", flush=True)
exercer(Coffre(pathlib.Path(sys.argv[1]), bytes(range(32)), horloge_du_poste), lambda: None)
"""


def test_un_exercice_tue_en_route_ne_laisse_que_du_chiffre_que_le_suivant_efface(coffre):
    coffre.faire(Raison.OUVERTURE)
    for rang in range(5):
        tuer_apres(EXERCICE_TUE, [coffre.base], rang * 0.02)
        for reste in coffre.base.parent.glob(f"{exercice.DOSSIER}*/*"):
            assert b"Marchand" not in reste.read_bytes()
    assert exercer(coffre, aucun).reussi
    assert list(coffre.base.parent.glob(f"{exercice.DOSSIER}*")) == []


def test_l_exercice_ne_touche_pas_a_la_base(coffre, cabinet, chemin_base):
    coffre.faire(Raison.OUVERTURE)
    cabinet.fermer()
    connexion = chiffrement.connecter(chemin_base, CLE)
    connexion.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connexion.close()
    avant = chemin_base.read_bytes(), chemin_base.stat().st_mtime_ns
    exercer(coffre, aucun)
    assert (chemin_base.read_bytes(), chemin_base.stat().st_mtime_ns) == avant
    fichier_base.ouvrir(chemin_base, CLE).dispose()
