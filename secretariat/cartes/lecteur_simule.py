"""Un lecteur sans matériel : des cartes fictives, que l’on insère, retire et met en panne par programme.

Il se comporte comme un vrai : la lecture est une suite d’échanges, chacun avec la carte qui est là à cet instant, et le
retrait peut tomber entre deux échanges comme pendant l’un d’eux. Tout ce qu’il rend est marqué `simulee`, à jamais.
Il n’ouvre aucun fil : insertions et retraits viennent du fil de l’interface, les lectures de celui du lecteur.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Condition
from typing import Any, TypeVar

from secretariat.cartes import signature_simulee
from secretariat.cartes.catalogue import CarteFictive, charger_cartes
from secretariat.cartes.lecteur import (
    Evenement,
    Rappel,
    SorteEvenement,
    absente,
    illisible,
    muette,
    non_prise_en_charge,
    retiree,
)
from secretariat.cartes.valeurs import CarteCps, CarteVitale, Signature, TypeCarte
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.ressources import dossier

Echange = tuple[str, tuple[str, ...]]
"""Une étape de la lecture, et ce qu’elle apprend de la carte."""

ECHANGES: dict[TypeCarte, tuple[Echange, ...]] = {
    TypeCarte.VITALE: (
        ("mise sous tension", ()),
        ("choix de l’application", ("numero_serie",)),
        ("bénéficiaires", ("beneficiaires",)),
        ("NIR", ("nir_assure",)),
        ("droits", ("regime", "caisse", "centre", "code_gestion")),
        ("complémentaire", ("amc",)),
    ),
    TypeCarte.CPS: (
        ("mise sous tension", ()),
        ("choix de l’application", ("sorte", "numero_serie")),
        ("identité", ("nom", "prenom", "identifiant_national", "rpps")),
        ("profession", ("profession", "specialite", "code_specialite")),
        ("certificat", ("valable_jusqu_au",)),
    ),
}
"""Les échanges d’une lecture, dans l’ordre."""

SIGNATURE: Echange = ("signature", ())

ECHANGE_BROUILLE = 2
"""Le rang de l’échange dont une carte illisible rend une réponse incompréhensible."""

C = TypeVar("C", CarteVitale, CarteCps)


@dataclass(frozen=True, slots=True)
class Pannes:
    """Ce qui doit mal se passer, jusqu’à nouvel ordre.

    `lenteur_s` est la durée de chaque échange, en secondes. Le retrait survient une seule fois, quand la lecture en
    cours a fait `retirer_apres` échanges (0 : avant le premier) ; si `remplacer_par` donne le code d’une autre carte,
    elle entre aussitôt à sa place.
    """

    lenteur_s: float = 0.0
    muette: bool = False
    illisible: bool = False
    retirer_apres: int | None = None
    remplacer_par: str | None = None


@dataclass(frozen=True, slots=True)
class _Insertion:
    carte: CarteFictive
    generation: int


class LecteurSimule:
    """Un lecteur à deux fentes, rempli de cartes fictives.

    Args:
        cartes: Le dossier des cartes fictives ; celles qui sont livrées par défaut.
        patience_s: Le temps laissé à une carte pour répondre à un échange, en secondes.
    """

    nom = "Lecteur simulé"
    simule = True

    def __init__(self, cartes: Path | None = None, *, patience_s: float = 10.0) -> None:
        self._dossier = cartes or dossier() / "cartes"
        self._patience_s = patience_s
        self._catalogue: dict[str, CarteFictive] = {}
        self._etat = Condition()
        self._fentes: dict[TypeCarte, _Insertion] = {}
        self._generation = 0
        self._pannes = Pannes()
        self._rappels: list[Rappel] = []

    def cartes(self) -> tuple[CarteFictive, ...]:
        """Les cartes que l’on peut insérer."""
        with self._etat:
            if not self._catalogue:
                self._catalogue = charger_cartes(self._dossier)
            return tuple(self._catalogue.values())

    def inserer(self, code: str) -> int:
        """Insère une carte dans sa fente, après avoir retiré celle qui s’y trouvait.

        Returns:
            La génération de cette insertion.

        Raises:
            ErreurMetier: Aucune carte fictive n’a ce code.
        """
        carte = self._carte(code)
        with self._etat:
            precedente = self._fentes.pop(carte.type_carte, None)
            self._generation += 1
            insertion = _Insertion(carte, self._generation)
            self._fentes[carte.type_carte] = insertion
            self._etat.notify_all()
        if precedente is not None:
            self._annoncer(SorteEvenement.RETRAIT, precedente)
        self._annoncer(SorteEvenement.INSERTION, insertion)
        return insertion.generation

    def retirer(self, type_carte: TypeCarte) -> None:
        """Vide une fente ; sans effet si elle l’est déjà."""
        with self._etat:
            insertion = self._fentes.pop(type_carte, None)
            self._etat.notify_all()
        if insertion is not None:
            self._annoncer(SorteEvenement.RETRAIT, insertion)

    def regler_pannes(self, pannes: Pannes) -> None:
        """Remplace les pannes en cours ; `Pannes()` les lève toutes."""
        with self._etat:
            self._pannes = pannes

    def carte_inseree(self, type_carte: TypeCarte) -> CarteFictive | None:
        """La carte fictive d’une fente, que le panneau du lecteur simulé montre sans la lire."""
        with self._etat:
            insertion = self._fentes.get(type_carte)
        return None if insertion is None else insertion.carte

    def vitale_presente(self) -> bool:
        """Vrai si une carte est dans la fente du patient."""
        return self.carte_inseree(TypeCarte.VITALE) is not None

    def cps_presente(self) -> bool:
        """Vrai si une carte est dans la fente du professionnel."""
        return self.carte_inseree(TypeCarte.CPS) is not None

    def lire_vitale(self) -> CarteVitale:
        """Lit la carte du patient."""
        return self._lire(TypeCarte.VITALE, CarteVitale)

    def lire_cps(self) -> CarteCps:
        """Lit la carte du professionnel."""
        return self._lire(TypeCarte.CPS, CarteCps)

    def signer(self, donnees: bytes) -> Signature:
        """Fait signer ces octets par la carte du professionnel, d’une clé de simulation.

        La carte est lue d’abord ; la signature est un échange de plus.
        """
        carte = self.lire_cps()
        rang = len(ECHANGES[TypeCarte.CPS])
        self._echanger(TypeCarte.CPS, carte.generation, rang, SIGNATURE)
        signature = signature_simulee.signer(carte, donnees)
        self._conclure(TypeCarte.CPS, carte.generation, rang + 1)
        return signature

    def ecouter(self, rappel: Rappel) -> Callable[[], None]:
        """Appelle `rappel` à chaque insertion et retrait, dans le fil qui les fait."""
        with self._etat:
            self._rappels.append(rappel)

        def cesser() -> None:
            with self._etat:
                if rappel in self._rappels:
                    self._rappels.remove(rappel)

        return cesser

    def fermer(self) -> None:
        """Vide les deux fentes, ce qui met fin à toute lecture en cours."""
        for type_carte in TypeCarte:
            self.retirer(type_carte)

    def _lire(self, type_carte: TypeCarte, genre: type[C]) -> C:
        with self._etat:
            insertion = self._fentes.get(type_carte)
        if insertion is None:
            raise absente(type_carte)
        echanges = ECHANGES[type_carte]
        lu: dict[str, Any] = {}
        for rang, echange in enumerate(echanges):
            lu |= self._echanger(type_carte, insertion.generation, rang, echange)
        self._conclure(type_carte, insertion.generation, len(echanges))
        return genre(**lu, simulee=True, generation=insertion.generation)

    def _echanger(self, type_carte: TypeCarte, generation: int, rang: int, echange: Echange) -> dict[str, object]:
        """Ce qu’un échange apprend de la carte, si c’est toujours elle qui est en place."""
        self._accident(type_carte, rang)
        etape, noms = echange
        with self._etat:
            pannes = self._pannes
            attente_s = self._patience_s if pannes.muette else min(pannes.lenteur_s, self._patience_s)
            if attente_s:
                self._etat.wait_for(lambda: not self._en_place(type_carte, generation), attente_s)
            contenu = self._carte_en_place(type_carte, generation).contenu
        if attente_s >= self._patience_s:
            raise muette(self._patience_s)
        if contenu is None:
            raise non_prise_en_charge("Carte Vitale 1")
        if pannes.illisible and rang == ECHANGE_BROUILLE:
            raise illisible(etape)
        return {nom: getattr(contenu, nom) for nom in noms}

    def _conclure(self, type_carte: TypeCarte, generation: int, rang: int) -> None:
        self._accident(type_carte, rang)
        with self._etat:
            self._carte_en_place(type_carte, generation)

    def _accident(self, type_carte: TypeCarte, rang: int) -> None:
        """Retire ou remplace la carte, si c’est à cet échange que la panne le veut ; une seule fois."""
        with self._etat:
            pannes = self._pannes
            if pannes.retirer_apres != rang:
                return
            self._pannes = replace(pannes, retirer_apres=None, remplacer_par=None)
        if pannes.remplacer_par is None:
            self.retirer(type_carte)
        else:
            self.inserer(pannes.remplacer_par)

    def _en_place(self, type_carte: TypeCarte, generation: int) -> bool:
        insertion = self._fentes.get(type_carte)
        return insertion is not None and insertion.generation == generation

    def _carte_en_place(self, type_carte: TypeCarte, generation: int) -> CarteFictive:
        if not self._en_place(type_carte, generation):
            raise retiree()
        return self._fentes[type_carte].carte

    def _carte(self, code: str) -> CarteFictive:
        for carte in self.cartes():
            if carte.code == code:
                return carte
        raise ErreurMetier(
            f"Aucune carte fictive ne porte le code «\u00a0{code}\u00a0».",
            conseil="Choisir l’une des cartes que propose le panneau du lecteur simulé.",
        )

    def _annoncer(self, sorte: SorteEvenement, insertion: _Insertion) -> None:
        """Appelle les rappels hors du verrou : ils peuvent eux-mêmes lire, insérer ou retirer."""
        with self._etat:
            rappels = tuple(self._rappels)
        for rappel in rappels:
            rappel(Evenement(sorte, insertion.carte.type_carte, insertion.generation))
