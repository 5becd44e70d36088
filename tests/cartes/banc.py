"""La main devant un lecteur, réel ou simulé, et de quoi attendre qu’il ait vu ce qu’elle fait.

Les événements d’un vrai lecteur arrivent un peu après le geste (jusqu’à 400 ms) : on les attend toujours, dans un
délai, sans jamais dormir.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from secretariat.cartes.lecteur import Evenement, Lecteur, SorteEvenement
from secretariat.cartes.valeurs import CarteVitale, TypeCarte

DELAI_S = 5.0
INSERTION, RETRAIT = SorteEvenement.INSERTION, SorteEvenement.RETRAIT
VITALE, CPS = TypeCarte.VITALE, TypeCarte.CPS


class Banc(Protocol):
    """La main devant le lecteur : deux patients, un professionnel, et ce qui tourne mal.

    Les pannes d’un banc valent pour la prochaine lecture, une fois.
    """

    lecteur: Lecteur
    cycles: int

    def inserer_patient(self, numero: int = 1) -> None:
        """Pose la carte du premier ou du second patient, après avoir ôté celle qui était là."""

    def inserer_cps(self) -> None:
        """Pose la carte du professionnel."""

    def retirer(self, type_carte: TypeCarte) -> None:
        """Retire la carte d’une fente."""

    def echanges(self) -> int:
        """Combien d’échanges la dernière lecture a faits."""

    def retirer_apres(self, echanges: int) -> None:
        """La carte lue sortira quand la lecture aura fait ce nombre d’échanges."""

    def remplacer_apres(self, echanges: int, *, en_silence: bool = False) -> None:
        """La carte du second patient remplacera celle qui est lue, après ce nombre d’échanges.

        `en_silence`, le moniteur ne l’annonce pas, et le canal ouvert mène à la nouvelle carte.
        """


class BancQuiSigne(Banc, Protocol):
    """Un banc dont la carte de professionnel a des clés."""

    code: str


class Temoin:
    """Note les événements et laisse attendre qu’ils soient là."""

    def __init__(self, lecteur: Lecteur) -> None:
        self._venu = threading.Condition()
        self.recus: list[Evenement] = []
        self.cesser = lecteur.ecouter(self._noter)

    def _noter(self, evenement: Evenement) -> None:
        with self._venu:
            self.recus.append(evenement)
            self._venu.notify_all()

    def des_cartes(self) -> list[Evenement]:
        """Les insertions et les retraits reçus."""
        return [evenement for evenement in self.recus if evenement.sorte is not SorteEvenement.POSTE]

    def a_vu_entrer(self, type_carte: TypeCarte) -> bool:
        """Vrai si l’une de ces cartes est entrée depuis qu’il écoute."""
        return any(e.sorte is INSERTION and e.type_carte is type_carte for e in self.recus)

    def attendre(self, condition: Callable[[], bool]) -> None:
        """Attend que ceci soit vrai, en regardant à chaque événement."""
        with self._venu:
            assert self._venu.wait_for(condition, DELAI_S), self.recus


def attendre(lecteur: Lecteur, condition: Callable[[], bool]) -> None:
    """Attend que le lecteur en soit là ; tout changement de son état s’annonce."""
    temoin = Temoin(lecteur)
    temoin.attendre(condition)
    temoin.cesser()


def poser(banc: Banc, numero: int = 1) -> int:
    """Pose la carte d’un patient et attend que le lecteur l’ait vue ; rend sa génération."""
    temoin = Temoin(banc.lecteur)
    banc.inserer_patient(numero)
    temoin.attendre(lambda: temoin.a_vu_entrer(VITALE))
    temoin.cesser()
    return temoin.des_cartes()[-1].generation


def poser_cps(banc: Banc) -> None:
    """Pose la carte du professionnel et attend que le lecteur l’ait vue."""
    temoin = Temoin(banc.lecteur)
    banc.inserer_cps()
    temoin.attendre(lambda: temoin.a_vu_entrer(CPS))
    temoin.cesser()


def oter(banc: Banc) -> None:
    """Retire la carte du patient et attend que le lecteur l’ait vu."""
    banc.retirer(VITALE)
    attendre(banc.lecteur, lambda: not banc.lecteur.vitale_presente())


def qui(carte: CarteVitale) -> tuple[tuple[str, str, str | None], ...]:
    """Les personnes que nomme une carte."""
    return tuple((b.prenom, b.naissance_brute, b.nir) for b in carte.beneficiaires)


def exiger_une_seule_carte(lue: CarteVitale, *entieres: CarteVitale) -> None:
    """Vérifie que tout ce qui est lu vient d’une même carte, les droits pouvant manquer."""
    (entiere,) = (carte for carte in entieres if qui(carte) == qui(lue))
    assert lue.numero_serie in {entiere.numero_serie, ""}
    assert {lue.nir_assure} <= {entiere.nir_assure, ""}
    assert {b.amc for b in lue.beneficiaires} <= {*(b.amc for b in entiere.beneficiaires), None}


def attendre_les_fils(nom: str) -> None:
    """Attend la fin de tous les fils de ce nom."""
    for fil in threading.enumerate():
        if fil.name == nom:
            fil.join(DELAI_S)


def ce_qui_est_ouvert() -> tuple[int, int]:
    """Le nombre de fils et de fichiers ouverts du programme, les lectures rendues étant finies."""
    attendre_les_fils("cartes-lecture")
    return threading.active_count(), sum(1 for _ in Path("/proc/self/fd").iterdir())
