"""Le dossier découpé en rubriques : ce qui se compare et se fusionne d’un bloc quand deux postes le modifient.

Une rubrique réunit les colonnes qui n’ont de sens qu’ensemble : une adresse, une date de naissance et sa réserve, un
contrat de complémentaire. La source des droits n’en est pas une : elle se déduit de ce qui est enregistré.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from secretariat.dossiers.regles.carte import LIBELLES_DROITS
from secretariat.dossiers.regles.coordonnees import normaliser_coordonnees, normaliser_droits
from secretariat.dossiers.regles.identite import normaliser_traits
from secretariat.dossiers.valeurs import Coordonnees, DossierSaisi, DroitsPatient, FichePatient, Traits
from secretariat.socle.conflits import Changement, Choix, Fusion, Valeurs, fusionner_apres


@dataclass(frozen=True, slots=True)
class Rubrique:
    """Un bloc du dossier : son nom, son libellé, ses colonnes."""

    champ: str
    libelle: str
    colonnes: tuple[str, ...]


def _seule(champ: str, libelle: str) -> Rubrique:
    return Rubrique(champ, libelle, (champ,))


RUBRIQUES = (
    _seule("nom_naissance", "Nom de naissance"),
    Rubrique("prenoms", "Prénoms de naissance", ("premier_prenom", "prenoms")),
    Rubrique("naissance", "Date de naissance", ("naissance", "naissance_incertaine")),
    _seule("sexe", "Sexe"),
    _seule("lieu_naissance", "Lieu de naissance"),
    _seule("nom_utilise", "Nom utilisé"),
    _seule("prenom_utilise", "Prénom utilisé"),
    _seule("telephone", "Téléphone"),
    _seule("courriel", "Courriel"),
    Rubrique("adresse", "Adresse", ("adresse", "code_postal", "commune")),
    _seule("nir", LIBELLES_DROITS["nir"]),
    Rubrique("regime", "Régime, caisse, centre", ("regime", "caisse", "centre")),
    *(_seule(champ, LIBELLES_DROITS[champ]) for champ in ("droits_jusqu_au", "ald", "c2s")),
    Rubrique("amc_nom", "Complémentaire", ("amc_nom", "amc_numero", "amc_adherent", "amc_jusqu_au")),
    _seule("medecin_traitant_id", "Médecin traitant"),
    _seule("a_savoir", "À savoir à l’accueil"),
)
LIBELLES_RUBRIQUES = {rubrique.champ: rubrique.libelle for rubrique in RUBRIQUES}


def normaliser_dossier(saisi: DossierSaisi) -> DossierSaisi:
    """La saisie mise en forme comme elle s’enregistre."""
    return DossierSaisi(
        normaliser_traits(saisi.traits),
        normaliser_coordonnees(saisi.coordonnees),
        normaliser_droits(saisi.droits),
        saisi.a_savoir.strip(),
        saisi.medecin_traitant_id,
    )


def dossier_de(fiche: FichePatient) -> DossierSaisi:
    """Ce que le formulaire montre de cette fiche."""
    return DossierSaisi(
        fiche.traits, fiche.coordonnees, fiche.droits or DroitsPatient(), fiche.a_savoir, fiche.medecin_traitant_id
    )


def decouper(saisi: DossierSaisi) -> Valeurs:
    """La saisie, mise en forme, rubrique par rubrique ; une rubrique de plusieurs colonnes vaut leur suite."""
    norme = normaliser_dossier(saisi)
    colonnes: dict[str, object] = {**_colonnes(norme.traits), **_colonnes(norme.coordonnees), **_colonnes(norme.droits)}
    colonnes |= {"a_savoir": norme.a_savoir, "medecin_traitant_id": norme.medecin_traitant_id}
    return {
        r.champ: colonnes[r.champ] if len(r.colonnes) == 1 else tuple(colonnes[c] for c in r.colonnes)
        for r in RUBRIQUES
    }


def assembler(valeurs: Valeurs) -> DossierSaisi:
    """L’inverse de `decouper` ; les droits y sont notés saisis."""
    colonnes: dict[str, Any] = {}
    for rubrique in RUBRIQUES:
        valeur: Any = valeurs[rubrique.champ]
        suite = (valeur,) if len(rubrique.colonnes) == 1 else valeur
        colonnes |= dict(zip(rubrique.colonnes, suite, strict=True))
    a_savoir, medecin = colonnes.pop("a_savoir"), colonnes.pop("medecin_traitant_id")
    return DossierSaisi(
        Traits(**_parmi(colonnes, Traits)),
        Coordonnees(**_parmi(colonnes, Coordonnees)),
        DroitsPatient(**_parmi(colonnes, DroitsPatient)),
        a_savoir,
        medecin,
    )


def fusionner_dossier(
    lue: FichePatient, saisi: DossierSaisi, actuelle: FichePatient, *, choix: Sequence[Choix] = ()
) -> Fusion:
    """Compare ce que le formulaire montrait, ce qu’on y a saisi et ce que la base garde à présent."""
    return fusionner_apres(
        decouper(dossier_de(lue)),
        decouper(saisi),
        decouper(dossier_de(actuelle)),
        LIBELLES_RUBRIQUES,
        choix=choix,
    )


def auteurs_des_rubriques(par_colonne: Mapping[str, Changement]) -> dict[str, Changement]:
    """Qui a changé le dernier chaque rubrique ; les colonnes viennent de la plus récente à la plus ancienne."""
    auteurs: dict[str, Changement] = {}
    for colonne, par in par_colonne.items():
        for champ in rubriques_de((colonne,)):
            auteurs.setdefault(champ, par)
    return auteurs


def rubriques_de(colonnes: Iterable[str]) -> frozenset[str]:
    """Les rubriques dont ces colonnes font partie."""
    voulues = frozenset(colonnes)
    return frozenset(rubrique.champ for rubrique in RUBRIQUES if voulues & set(rubrique.colonnes))


def _parmi(colonnes: dict[str, Any], sorte: type[Traits | Coordonnees | DroitsPatient]) -> dict[str, Any]:
    return {f.name: colonnes[f.name] for f in fields(sorte) if f.name in colonnes}


def _colonnes(valeur: Traits | Coordonnees | DroitsPatient) -> dict[str, object]:
    return asdict(valeur)
