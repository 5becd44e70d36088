"""La patientèle inventée : des foyers, des homonymes connus, quelques dossiers que l’on a ouverts deux fois."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from secretariat.demonstration import lieux, noms
from secretariat.demonstration.etablissement import GENERALISTE_1, GENERALISTE_2, PEDIATRE
from secretariat.demonstration.figurants import FIGURANTS, PORTEURS
from secretariat.demonstration.lieux import Adresse
from secretariat.demonstration.personnes import EtatCivil, Habitant, droits, traits
from secretariat.demonstration.tirage import chance, tirage
from secretariat.dossiers.valeurs import Coordonnees, DroitsPatient, NouveauPatient, Sexe, Traits

MAJORITE = 18
AGE_DE_SON_NIR = 16
TRANCHES_D_AGE = ((18, 29, 14), (30, 44, 30), (45, 59, 24), (60, 74, 20), (75, 92, 12))
ENFANTS_DU_FOYER = (0, 0, 1, 1, 2, 2, 3)
AGE_DES_PARENTS = (27, 52)
POUR_CENT_D_HOMONYMES, POUR_CENT_DE_DOUBLONS = 1, 1
LETTRES_D_UN_DOUBLON = 6
AGE_DU_PEDIATRE = 6
REMARQUES = (
    "Malentendante : parler face à elle.",
    "Fauteuil roulant : salle du rez-de-chaussée.",
    "Prévenir sa fille, qui l’accompagne.",
    "Préfère être rappelé le soir.",
    "Parle peu français : prévoir plus de temps.",
    "Allergie au latex signalée à l’accueil.",
    "Paie toujours par chèque.",
)


@dataclass(frozen=True, slots=True)
class Foyer:
    """Ce que partagent les gens d’une même adresse."""

    nom: str
    adresse: Adresse
    fixe: str
    rang_traitant: int | None


class Recensement:
    """Invente des personnes, jusqu’à ce que le compte y soit."""

    def __init__(self, graine: int, aujourd_hui: date) -> None:
        self._hasard = tirage(graine, "population")
        self._etat_civil = EtatCivil(self._hasard)
        self._aujourd_hui = aujourd_hui

    def habitants(self, nombre: int) -> tuple[Habitant, ...]:
        """Les habitants : les figurants d’abord, puis les foyers, enfin homonymes et doublons."""
        particuliers = nombre * POUR_CENT_D_HOMONYMES // 100, nombre * POUR_CENT_DE_DOUBLONS // 100
        resultat = [*self._porteurs(), *self._figurants()]
        while len(resultat) < nombre - sum(particuliers):
            resultat += self._foyer()
        modeles = resultat[len(PORTEURS) + len(FIGURANTS) : nombre - sum(particuliers)]
        resultat = resultat[: nombre - sum(particuliers)]
        for modele in self._hasard.sample(modeles, min(particuliers[0], len(modeles))):
            resultat[resultat.index(modele)] = replace(modele, homonyme=True)
            resultat.append(self._homonyme(modele))
        doublables = [h for h in modeles if self._est_doublable(h)]
        resultat += [self._doublon(h) for h in self._hasard.sample(doublables, min(particuliers[1], len(doublables)))]
        return tuple(resultat)

    def _porteurs(self) -> Iterator[Habitant]:
        for p in PORTEURS:
            identite = traits(p.nom, p.prenom, p.naissance, p.sexe, lieu="44109", nom_utilise=p.nom_utilise)
            yield self._habitant(identite, self._foyer_vide(p.nom), droits_connus=p.droits)

    def _figurants(self) -> Iterator[Habitant]:
        for f in FIGURANTS:
            identite = traits(f.nom, f.prenom, f.naissance(self._aujourd_hui), f.sexe, lieu="44109")
            yield self._habitant(identite, self._foyer_vide(f.nom))

    def _foyer(self) -> list[Habitant]:
        hasard = self._hasard
        foyer = self._foyer_vide(noms.nom(hasard))
        bas, haut, _ = hasard.choices(TRANCHES_D_AGE, [part for *_, part in TRANCHES_D_AGE])[0]
        age = hasard.randint(bas, haut)
        seul = chance(hasard, 45)
        premier = hasard.choice((Sexe.FEMININ, Sexe.MASCULIN)) if seul else Sexe.MASCULIN
        adultes = [self._adulte(foyer, premier, age)]
        if not seul:
            adultes.append(self._adulte(foyer, Sexe.FEMININ, max(MAJORITE, age - hasard.randint(-3, 5)), conjoint=True))
        if AGE_DES_PARENTS[0] <= age <= AGE_DES_PARENTS[1]:
            return [*adultes, *self._enfants(foyer, adultes[-1], age)]
        return adultes

    def _adulte(self, foyer: Foyer, sexe: Sexe, age: int, *, conjoint: bool = False) -> Habitant:
        hasard = self._hasard
        naissance = self._naissance(age)
        prenom = noms.prenom(hasard, feminin=sexe is Sexe.FEMININ, annee=naissance.year)
        nom = noms.nom(hasard) if conjoint else foyer.nom
        utilise = foyer.nom if conjoint and chance(hasard, 65) else ""
        lieu = lieux.lieu_de_naissance(hasard)
        return self._habitant(traits(nom, prenom, naissance, sexe, lieu=lieu, nom_utilise=utilise), foyer)

    def _enfants(self, foyer: Foyer, parent: Habitant, age_parent: int) -> Iterator[Habitant]:
        hasard = self._hasard
        for _ in range(hasard.choice(ENFANTS_DU_FOYER)):
            age = hasard.randint(0, min(MAJORITE - 1, age_parent - 22))
            naissance = self._naissance(age)
            sexe = hasard.choice((Sexe.FEMININ, Sexe.MASCULIN))
            prenom = noms.prenom(hasard, feminin=sexe is Sexe.FEMININ, annee=naissance.year)
            identite = traits(foyer.nom, prenom, naissance, sexe, lieu="44109" if chance(hasard, 70) else "44184")
            yield self._habitant(identite, foyer, droits_connus=parent.nouveau.droits if age < AGE_DE_SON_NIR else None)

    def _habitant(self, identite: Traits, foyer: Foyer, *, droits_connus: DroitsPatient | None = None) -> Habitant:
        hasard = self._hasard
        age = (self._aujourd_hui - identite.naissance).days // 365
        nir = self._etat_civil.nir(identite.sexe, identite.naissance, identite.lieu_naissance)
        couverture = droits_connus or droits(hasard, nir, age=age, aujourd_hui=self._aujourd_hui)
        if droits_connus and age < AGE_DE_SON_NIR:
            couverture = replace(couverture, ald=False)
        coordonnees = Coordonnees(
            telephone=foyer.fixe if chance(hasard, 22) else self._etat_civil.mobile(),
            courriel=self._courriel(identite) if age >= MAJORITE and chance(hasard, 55) else "",
            adresse=foyer.adresse.rue,
            code_postal=foyer.adresse.code_postal,
            commune=foyer.adresse.commune,
        )
        return Habitant(
            NouveauPatient(identite, coordonnees, couverture),
            rang_traitant=PEDIATRE if age < AGE_DU_PEDIATRE and chance(hasard, 60) else foyer.rang_traitant,
            a_savoir=hasard.choice(REMARQUES) if chance(hasard, 3) else "",
        )

    def _est_doublable(self, habitant: Habitant) -> bool:
        identite = habitant.nouveau.traits
        return len(identite.nom_naissance) >= LETTRES_D_UN_DOUBLON and habitant.age_au(self._aujourd_hui) >= MAJORITE

    def _courriel(self, identite: Traits) -> str:
        return self._etat_civil.courriel(identite.premier_prenom, identite.nom_utilise or identite.nom_naissance)

    def _homonyme(self, modele: Habitant) -> Habitant:
        """Une autre personne, de mêmes nom et prénom ; le cabinet les a distinguées."""
        identite = modele.nouveau.traits
        ailleurs = replace(identite, naissance=self._naissance(self._hasard.randint(20, 80)), nom_utilise="")
        return replace(self._habitant(ailleurs, self._foyer_vide(identite.nom_naissance)), homonyme=True)

    def _doublon(self, modele: Habitant) -> Habitant:
        """La même personne, saisie une seconde fois avec une faute, sans que personne ne l’ait vu."""
        identite = modele.nouveau.traits
        nom = identite.nom_naissance
        if chance(self._hasard, 60):
            rang = self._hasard.randrange(2, len(nom) - 1)
            saisie = replace(identite, nom_naissance=nom[:rang] + nom[rang + 1 :], nom_utilise="", prenoms="")
        else:
            saisie = replace(identite, naissance=_intervertie(identite.naissance), prenoms="")
        nouveau = replace(modele.nouveau, traits=saisie, droits=None)
        return replace(modele, nouveau=nouveau, homonyme=False, a_savoir="")

    def _foyer_vide(self, nom: str) -> Foyer:
        hasard = self._hasard
        traitant = hasard.choices((GENERALISTE_1, GENERALISTE_2, None), (46, 44, 10))[0]
        return Foyer(nom, lieux.adresse(hasard), self._etat_civil.fixe(), traitant)

    def _naissance(self, age: int) -> date:
        return self._aujourd_hui - timedelta(days=age * 365 + age // 4 + self._hasard.randint(1, 363))


def _intervertie(naissance: date) -> date:
    """Jour et mois échangés, comme on les tape de travers ; si ce n’est pas possible, un jour plus tôt."""
    try:
        return naissance.replace(month=naissance.day, day=naissance.month)
    except ValueError:
        return naissance - timedelta(days=1)


def population(graine: int, aujourd_hui: date, nombre: int) -> tuple[Habitant, ...]:
    """Les patients inventés d’une graine : les porteurs de cartes, les figurants, puis les autres."""
    return Recensement(graine, aujourd_hui).habitants(nombre)
