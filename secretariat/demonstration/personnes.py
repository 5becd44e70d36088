"""Une personne inventée : son numéro de sécurité sociale fictif, ses téléphones réservés, ses droits.

Rien n’y peut désigner quelqu’un : la commune 990 du NIR n’existe pas, l’Arcep réserve ces tranches de téléphone aux
œuvres de fiction, le domaine de courriel est réservé aux exemples (RFC 2606).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from secretariat.demonstration.tirage import chance
from secretariat.dossiers.regles.identite import translitterer
from secretariat.dossiers.valeurs import DroitsPatient, NouveauPatient, Sexe, Traits
from secretariat.socle.identifiants import cle_nir
from secretariat.socle.texte import mots

COMMUNE_FICTIVE = "990"
ORDRES = 1000
CAISSES = {"01": "441", "02": "442"}
COMPLEMENTAIRES = (
    ("Mutuelle des Rives (fictive)", "99990001"),
    ("Prévoyance de l’Erdre (fictive)", "99990002"),
    ("Santé du Sillon (fictive)", "99990003"),
)
AGE_ALD = 60


@dataclass(frozen=True, slots=True)
class Habitant:
    """Une personne inventée, et ce que le cabinet en sait au-delà de sa fiche.

    Attributes:
        rang_traitant: Le rang de son médecin traitant parmi les praticiens du cabinet, None s’il n’y est pas.
        homonyme: Une autre personne porte les mêmes nom et prénom, et le cabinet le sait.
    """

    nouveau: NouveauPatient
    rang_traitant: int | None = None
    homonyme: bool = False
    a_savoir: str = ""

    def age_au(self, jour: date) -> int:
        """Son âge ce jour-là, en années révolues."""
        ne = self.nouveau.traits.naissance
        return jour.year - ne.year - ((jour.month, jour.day) < (ne.month, ne.day))


@dataclass
class EtatCivil:
    """Distribue les numéros : jamais deux fois le même."""

    hasard: Random
    _nir: set[str] = field(default_factory=set)

    def nir(self, sexe: Sexe, naissance: date, lieu: str) -> str:
        """Un NIR fictif, clé comprise."""
        debut = f"{2 if sexe is Sexe.FEMININ else 1}{naissance:%y%m}{lieu[:2]}{COMMUNE_FICTIVE}"
        while (corps := f"{debut}{self.hasard.randrange(1, ORDRES):03}") in self._nir:
            pass
        self._nir.add(corps)
        return corps + cle_nir(corps)

    def mobile(self) -> str:
        """Un téléphone mobile de la tranche réservée 06 39 98."""
        return f"+3363998{self.hasard.randrange(10_000):04}"

    def fixe(self) -> str:
        """Un téléphone fixe de la tranche réservée 02 61 91."""
        return f"+3326191{self.hasard.randrange(10_000):04}"

    def courriel(self, prenom: str, nom: str) -> str:
        """Une adresse du domaine réservé aux exemples."""
        return f"{'-'.join(mots(prenom))}.{'-'.join(mots(nom))}@courriel.example"


def traits(nom: str, prenom: str, naissance: date, sexe: Sexe, *, lieu: str, nom_utilise: str = "") -> Traits:
    """Les traits d’une personne, avec ses accents dans les noms utilisés puisque les traits stricts n’en ont pas."""
    accentue = nom if translitterer(nom) != nom.upper() else ""
    return Traits(
        nom_naissance=nom,
        premier_prenom=prenom,
        naissance=naissance,
        sexe=sexe,
        lieu_naissance=lieu,
        prenoms=prenom,
        nom_utilise=nom_utilise or accentue,
        prenom_utilise=prenom,
    )


def droits(hasard: Random, nir: str, *, age: int, aujourd_hui: date) -> DroitsPatient:
    """Des droits vraisemblables : presque tous à jour, quelques-uns finis, des ALD surtout chez les plus âgés."""
    regime = "02" if chance(hasard, 7) else "01"
    c2s = chance(hasard, 8)
    amc = ("", "") if c2s or chance(hasard, 15) else hasard.choice(COMPLEMENTAIRES)
    return DroitsPatient(
        nir=nir,
        regime=regime,
        caisse=CAISSES[regime],
        centre="0000",
        droits_jusqu_au=_echeance(hasard, aujourd_hui, passee=chance(hasard, 3)),
        ald=chance(hasard, 30 if age >= AGE_ALD else 4),
        c2s=c2s,
        amc_nom=amc[0],
        amc_numero=amc[1],
        amc_adherent=f"A{hasard.randrange(10**7):07}" if amc[0] else "",
        amc_jusqu_au=_echeance(hasard, aujourd_hui, passee=chance(hasard, 6)) if amc[0] else None,
    )


def _echeance(hasard: Random, aujourd_hui: date, *, passee: bool) -> date:
    if passee:
        return aujourd_hui - timedelta(days=hasard.randint(20, 400))
    return date(aujourd_hui.year + hasard.randint(1, 3), 12, 31)
