"""Une base qui s’ouvre par une phrase écrite dans un fichier, et de quoi lancer un ordre."""

import pytest

from secretariat.commandes.execution import executer
from secretariat.socle import cles
from secretariat.socle.cles import Enveloppes, Moyen
from tests.conftest import CLE

PHRASE = "quatre mots au hasard"


@pytest.fixture
def base(cabinet, chemin_base):
    """Une base qui s’ouvre par une phrase de passe."""
    cabinet.fermer()
    cles.ecrire(chemin_base, Enveloppes("essai", (cles.envelopper(CLE, PHRASE, moyen=Moyen.PHRASE, le="2026-03-12"),)))
    return chemin_base


@pytest.fixture
def phrase(tmp_path):
    fichier = tmp_path / "phrase.txt"
    fichier.write_text(f"{PHRASE}\n", encoding="utf-8")
    return fichier


def lancer(capsys, *arguments):
    """Exécute un ordre ; rend son code et ses deux sorties."""
    code = executer([str(a) for a in arguments])
    sortie = capsys.readouterr()
    return code, sortie.out, sortie.err
