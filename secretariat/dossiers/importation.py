"""Reprendre des patients d’un fichier CSV, en deux temps : lire et dire tout ce qui cloche, puis tout écrire ou rien.

La première ligne nomme les colonnes. Obligatoires : sexe, nom_naissance, prenom, naissance, insee (lieu de naissance) ;
facultatives : nom_utilise, prenoms, nir13, cle, tel, cp, commune, adresse, courriel. Les autres sont ignorées.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from secretariat.dossiers.modele import Patient
from secretariat.dossiers.regles.identite import alertes_des_traits
from secretariat.dossiers.services import ajouter_patients, preparer_patient
from secretariat.dossiers.valeurs import (
    Anomalie,
    Coordonnees,
    DroitsPatient,
    NouveauPatient,
    SaisieRefusee,
    Sexe,
    Traits,
)
from secretariat.socle.droits import Droit, geste
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.unite_de_travail import UniteDeTravail

OBLIGATOIRES = ("sexe", "nom_naissance", "prenom", "naissance", "insee")
FACULTATIVES = ("nom_utilise", "prenoms", "nir13", "cle", "tel", "cp", "commune", "adresse", "courriel")
COLONNES_DES_CHAMPS = {
    "premier_prenom": "prenom",
    "lieu_naissance": "insee",
    "telephone": "tel",
    "nir": "nir13",
    "code_postal": "cp",
}
SEPARATEURS = (";", ",", "\t")
TAILLE_MAX_MO = 50
OCTETS_PAR_MO = 1_000_000
PAR_PAQUET = 250
JOUR_FRANCAIS = re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII)

Progression = Callable[[int, int], bool]
"""Reçoit ce qui est fait et le total ; rend faux pour tout arrêter."""


class FichierIllisible(ErreurMetier):
    """Le fichier n’est pas un CSV de patients."""


class ImportationAnnulee(ErreurMetier):
    """On a demandé d’arrêter ; rien n’a été écrit."""


@dataclass(frozen=True, slots=True)
class AnomalieDeLigne:
    """Un défaut du fichier ; `ligne` compte depuis 1, l’en-tête comprise."""

    ligne: int
    colonne: str
    message: str
    conseil: str


@dataclass(frozen=True, slots=True)
class Rapport:
    """Ce que vaut un fichier, avant d’en écrire quoi que ce soit.

    Attributes:
        prets: Les patients des lignes sans défaut, et le numéro de leur ligne.
        anomalies: Les défauts ; une ligne qui en a n’est pas dans `prets`.
        alertes: Ce qui mérite un regard sans empêcher : prénom incohérent, même personne deux fois dans le fichier.
    """

    lignes: int
    prets: tuple[tuple[int, NouveauPatient], ...]
    anomalies: tuple[AnomalieDeLigne, ...]
    alertes: tuple[AnomalieDeLigne, ...]
    colonnes_ignorees: tuple[str, ...]


def analyser(chemin: Path, aujourd_hui: date, *, progression: Progression | None = None) -> Rapport:
    """Lit le fichier entier et dit tous ses défauts, ligne par ligne, sans rien écrire.

    Raises:
        FichierIllisible: Ce n’est pas un CSV, il est vide, ou une colonne obligatoire manque.
        ErreurEnvironnement: Le fichier ne se laisse pas lire.
        ImportationAnnulee: `progression` a rendu faux.
    """
    entete, lignes = _lire(_decoder(_octets(chemin), chemin.name), chemin.name)
    prets: list[tuple[int, NouveauPatient]] = []
    anomalies: list[AnomalieDeLigne] = []
    for fait, (numero, cellules) in enumerate(lignes):
        if fait % PAR_PAQUET == 0:
            _avancer(progression, fait, len(lignes))
        try:
            prets.append((numero, preparer_patient(_nouveau(entete, cellules), aujourd_hui)))
        except SaisieRefusee as refus:
            anomalies += [_sur_la_ligne(numero, a) for a in refus.anomalies]
    ignorees = tuple(nom for nom in entete if nom not in {*OBLIGATOIRES, *FACULTATIVES})
    return Rapport(len(lignes), tuple(prets), tuple(anomalies), tuple(_alertes(prets)), ignorees)


@geste(Droit.ECRIRE_IDENTITE)
def importer(
    unite: UniteDeTravail,
    rapport: Rapport,
    *,
    ignorer_fautives: bool = False,
    progression: Progression | None = None,
) -> int:
    """Écrit tous les patients prêts ; rend leur nombre. Rien n’est écrit tant que l’unité de travail n’est pas validée.

    Une personne qui a déjà un dossier (mêmes traits stricts) compte comme une ligne fautive : le même fichier ne
    s’importe pas deux fois.

    Raises:
        ErreurMetier: Des lignes sont fautives et `ignorer_fautives` est faux.
        ImportationAnnulee: `progression` a rendu faux.
    """
    connus = _identites_connues(unite)
    nouveaux = [nouveau for _ligne, nouveau in rapport.prets if _identite(nouveau.traits) not in connus]
    deja = len(rapport.prets) - len(nouveaux)
    if not ignorer_fautives:
        _refuser_les_fautives(rapport, deja)
    fait = 0
    for paquet in _par_paquets(nouveaux):
        _avancer(progression, fait, len(nouveaux))
        ajouter_patients(unite, paquet)
        fait += len(paquet)
    _avancer(progression, fait, len(nouveaux))
    return fait


def _refuser_les_fautives(rapport: Rapport, deja: int) -> None:
    fautives = len({anomalie.ligne for anomalie in rapport.anomalies})
    if not fautives and not deja:
        return
    raisons = [
        f"{combien} {'lignes' if combien > 1 else 'ligne'} sur {rapport.lignes} {suite}"
        for combien, suite in ((fautives, "à corriger"), (deja, "d’une personne qui a déjà un dossier"))
        if combien
    ]
    raise ErreurMetier(
        f"Rien n’a été importé : {', '.join(raisons)}.",
        conseil="Corriger le fichier et recommencer, ou demander d’importer les seules lignes sans défaut.",
    )


def _octets(chemin: Path) -> bytes:
    try:
        taille = chemin.stat().st_size
        if taille > TAILLE_MAX_MO * OCTETS_PAR_MO:
            raise FichierIllisible(
                f"Le fichier {chemin.name} pèse {taille // OCTETS_PAR_MO} Mo, pour {TAILLE_MAX_MO} admis.",
                conseil="Le couper en plusieurs fichiers.",
            )
        return chemin.read_bytes()
    except OSError as erreur:
        raise ErreurEnvironnement(
            f"Le fichier {chemin} ne se laisse pas lire : {erreur.strerror}.",
            conseil="Vérifier le chemin et les droits du fichier.",
        ) from erreur


def _decoder(octets: bytes, nom: str) -> str:
    if not octets.strip():
        raise FichierIllisible(f"Le fichier {nom} est vide.", conseil="L’exporter à nouveau.")
    for encodage in ("utf-8-sig", "cp1252") if b"\0" not in octets else ():
        try:
            return octets.decode(encodage)
        except UnicodeDecodeError:
            continue
    raise FichierIllisible(
        f"Le fichier {nom} n’est pas un texte : c’est peut-être un classeur.",
        conseil="Depuis le tableur, l’enregistrer au format CSV (UTF-8).",
    )


def _lire(texte: str, nom: str) -> tuple[tuple[str, ...], list[tuple[int, list[str]]]]:
    premiere = texte.splitlines()[0]
    separateur = max(SEPARATEURS, key=premiere.count)
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur, strict=True)
    try:
        entete = tuple(colonne.strip().lower() for colonne in next(lecteur))
        lignes = [(lecteur.line_num, cellules) for cellules in lecteur if any(cellules)]
    except csv.Error as erreur:
        raise FichierIllisible(
            f"Le fichier {nom} n’est pas un CSV bien formé, vers la ligne {lecteur.line_num}.",
            conseil="Chercher à cette ligne un guillemet ouvert et jamais fermé, ou exporter à nouveau.",
        ) from erreur
    if manquantes := [colonne for colonne in OBLIGATOIRES if colonne not in entete]:
        raise FichierIllisible(
            f"Le fichier {nom} n’a pas les colonnes attendues ; il manque : {', '.join(manquantes)}.",
            conseil=f"La première ligne nomme les colonnes ; il faut au moins : {', '.join(OBLIGATOIRES)}.",
        )
    if doubles := sorted({c for c in entete if c in {*OBLIGATOIRES, *FACULTATIVES} and entete.count(c) > 1}):
        raise FichierIllisible(
            f"Le fichier {nom} a deux colonnes du même nom : {', '.join(doubles)}.",
            conseil="N’en garder qu’une : rien ne dit laquelle est la bonne.",
        )
    return entete, lignes


def _nouveau(entete: tuple[str, ...], cellules: list[str]) -> NouveauPatient:
    if len(cellules) != len(entete):
        message = f"La ligne a {len(cellules)} cellules, pour {len(entete)} colonnes."
        raise SaisieRefusee((Anomalie("", message, "Vérifier les séparateurs et les guillemets de cette ligne."),))
    x = {**dict.fromkeys(FACULTATIVES, ""), **{c: v.strip() for c, v in zip(entete, cellules, strict=True)}}
    nir = x["nir13"] + x["cle"]
    naissance, sexe = _date(x["naissance"]), _sexe(x["sexe"])
    if isinstance(naissance, Anomalie) or isinstance(sexe, Anomalie):
        raise SaisieRefusee(tuple(a for a in (naissance, sexe) if isinstance(a, Anomalie)))
    return NouveauPatient(
        Traits(
            nom_naissance=x["nom_naissance"],
            premier_prenom=x["prenom"],
            naissance=naissance,
            sexe=sexe,
            lieu_naissance=x["insee"],
            prenoms=x["prenoms"],
            nom_utilise=x["nom_utilise"],
        ),
        Coordonnees(x["tel"], x["courriel"], x["adresse"], x["cp"], x["commune"]),
        DroitsPatient(nir=nir) if nir else None,
    )


def _date(texte: str) -> date | Anomalie:
    francais = JOUR_FRANCAIS.fullmatch(texte)
    try:
        return date.fromisoformat("-".join(reversed(francais.groups())) if francais else texte)
    except ValueError:
        message = f"« {texte} » n’est pas une date." if texte else "La date de naissance manque."
        return Anomalie("naissance", message, "L’écrire AAAA-MM-JJ ou JJ/MM/AAAA.")


def _sexe(texte: str) -> Sexe | Anomalie:
    try:
        return Sexe(texte.upper())
    except ValueError:
        message = f"« {texte} » n’est pas un sexe." if texte else "Le sexe manque."
        return Anomalie("sexe", message, "Écrire F, M, ou I s’il est indéterminé.")


def _sur_la_ligne(ligne: int, anomalie: Anomalie) -> AnomalieDeLigne:
    colonne = COLONNES_DES_CHAMPS.get(anomalie.champ, anomalie.champ)
    return AnomalieDeLigne(ligne, colonne, anomalie.message, anomalie.conseil)


def _alertes(prets: list[tuple[int, NouveauPatient]]) -> Iterator[AnomalieDeLigne]:
    vus: dict[tuple[object, ...], int] = {}
    for ligne, nouveau in prets:
        yield from (_sur_la_ligne(ligne, alerte) for alerte in alertes_des_traits(nouveau.traits))
        premiere = vus.setdefault(_identite(nouveau.traits), ligne)
        if premiere != ligne:
            message = f"La même personne est déjà à la ligne {premiere}."
            yield AnomalieDeLigne(ligne, "nom_naissance", message, "N’en garder qu’une si c’est bien la même.")


def _identite(traits: Traits) -> tuple[object, ...]:
    return (traits.nom_naissance, traits.premier_prenom, traits.naissance, traits.sexe, traits.lieu_naissance)


def _identites_connues(unite: UniteDeTravail) -> frozenset[tuple[object, ...]]:
    colonnes = (
        Patient.nom_naissance,
        Patient.premier_prenom,
        Patient.naissance,
        Patient.sexe,
        Patient.lieu_naissance,
    )
    return frozenset(unite.lignes(select(*colonnes), lambda *ligne: ligne))


def _par_paquets(nouveaux: list[NouveauPatient]) -> Iterator[list[NouveauPatient]]:
    for debut in range(0, len(nouveaux), PAR_PAQUET):
        yield nouveaux[debut : debut + PAR_PAQUET]


def _avancer(progression: Progression | None, fait: int, total: int) -> None:
    if progression is not None and not progression(fait, total):
        raise ImportationAnnulee(
            "L’importation a été arrêtée : rien n’a été écrit.", conseil="La relancer quand on le voudra."
        )
