# ruff: noqa: T201  (un outil à lancer seul, qui imprime)
"""Mesure la recherche sur cent mille patients fictifs, dans une base chiffrée.

Se lance par `python outils/mesurer_recherche.py [NOMBRE]` ; `peupler` sert aussi à d’autres mesures.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import insert

import secretariat.facturation.modele  # noqa: F401  (les tables se déclarent à l’import)
from secretariat.dossiers.lectures import candidats, rechercher
from secretariat.dossiers.modele import Couverture, MotRecherche, Patient
from secretariat.dossiers.regles.identite import normaliser_traits
from secretariat.dossiers.regles.recherche import mots_du_patient, texte_comparable
from secretariat.dossiers.valeurs import Sexe, SourceDroits, StatutIdentite, Traits
from secretariat.socle import fichier_base
from secretariat.socle.cles import Enveloppes
from secretariat.socle.horloge import horloge_du_poste
from secretariat.socle.identifiants import cle_nir
from secretariat.socle.unite_de_travail import Cabinet, Identite


def _liste(texte: str) -> tuple[str, ...]:
    return tuple(texte.split())


PART_DES_NOMS_COURANTS, PART_DES_NOMS_DOUBLES, PART_DES_NOMS_UTILISES = 0.4, 0.05, 0.4
NOMS = _liste(
    "Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefèvre Lefebvre Michel "
    "Garcia David Bertrand Roux Vincent Fournier Morel Girard André Mercier Dupont Lambert Bonnet François Martinez "
    "Legrand Garnier Faure Rousseau Blanc Guérin Muller Henry Roussel Nicolas Perrin Morin Mathieu Clément Gauthier "
    "Dumont Lopez Fontaine Chevalier Robin Masson Sanchez Gérard Nguyen Boyer Denis Lemaire Duval Joly Gautier Renard"
)
DEBUTS = _liste("Bel Bou Cam Car Dal Des Dup Fau Gar Gui Hur Jol Ker Lar Mar Mon Nor Pel Quin Ren Sau Tou Val Vil Zim")
MILIEUX = _liste("a i ou an er el on au ar il")
FINS = _liste("court mont lac ville zac dier lois nard guet mois rand nier bert chet rel")
PRENOMS = _liste(
    "Marie Jean Pierre Jeanne Michel Catherine Philippe Nathalie Alain Isabelle Nicolas Sylvie Christophe Anne Julien "
    "Céline Thomas Camille Lucas Léa Hugo Chloé Emma Louis Gabriel Jules Alice Rose Arthur Élodie Aurélie Sébastien "
    "Jean-Pierre Marie-Claude Anne-Sophie Noël Zoé Inès Yves Odile Rémi Solène Maël Gaëlle Damien Denise Dorothée"
)
SAISIES = (
    "d", "du", "dup", "dupo", "dupon", "dupont", "dupont j", "dupont je", "dupont jea", "dupont jean",
    "l", "le", "lef", "lefe", "lefev", "lefevr", "lefevre", "lefevre s", "lefevre so",
    "m", "ma", "mar", "mart", "marti", "martin", "martin m", "martin ma", "martin mar", "jean martin",
    "1", "14", "140", "1407", "14071", "140719", "1407196", "14071960", "14/07/60", "14/07/1960 mar", "14/07/60 d",
    "06", "063", "0639", "06 39 98 1", "1", "1 60", "1 60 07 44",
    "z", "zz", "zzzz", "quinanvile", "upon", "ontlac", "courtier", "d'art", "j d", "a e i", "gauthie", "gotier",
    "be ca",
)  # fmt: skip


def patients_fictifs(nombre: int, graine: int = 1) -> Iterator[tuple[Traits, str, str]]:
    """Des traits normalisés, un téléphone fictif et un NIR fictif, toujours les mêmes pour une graine."""
    hasard = random.Random(graine)  # noqa: S311  (des données d’essai)
    for rang in range(nombre):
        nom = hasard.choice(NOMS) if hasard.random() < PART_DES_NOMS_COURANTS else _nom_invente(hasard)
        if hasard.random() < PART_DES_NOMS_DOUBLES:
            nom = f"{nom}-{_nom_invente(hasard)}"
        sexe = hasard.choice((Sexe.FEMININ, Sexe.MASCULIN))
        jour = date(1925, 1, 1) + timedelta(days=hasard.randrange(36500))
        corps = f"{1 if sexe is Sexe.MASCULIN else 2}{jour:%y%m}44990{rang % 1000:03}"
        utilise = hasard.choice(NOMS) if sexe is Sexe.FEMININ and hasard.random() < PART_DES_NOMS_UTILISES else ""
        traits = Traits(nom, hasard.choice(PRENOMS), jour, sexe, "44109", nom_utilise=utilise)
        yield normaliser_traits(traits), f"+336399{hasard.randrange(10**5):05}", corps + cle_nir(corps)


def _nom_invente(hasard: random.Random) -> str:
    return hasard.choice(DEBUTS) + hasard.choice(MILIEUX) + hasard.choice(FINS)


def peupler(cabinet: Cabinet, nombre: int) -> None:
    """Remplit une base de mesure, sans journal : ne sert jamais à une vraie base."""
    instant = cabinet.horloge()
    patients, droits, mots = [], [], []
    for numero, (traits, telephone, nir) in enumerate(patients_fictifs(nombre), start=1):
        patients.append({
            **{champ: getattr(traits, champ) for champ in Traits.__dataclass_fields__},
            "id": numero, "version": 1, "telephone": telephone, "commune": "Nantes", "code_postal": "44000",
            "adresse": f"{numero % 90 + 1} rue de la Mesure", "recherche": texte_comparable(traits), "cree_le": instant,
            "statut": StatutIdentite.PROVISOIRE,
        })  # fmt: skip
        droits.append({"patient_id": numero, "nir": nir, "maj_le": instant, "source": SourceDroits.SAISIE})
        mots += [
            {"mot": m.mot, "champ": m.champ.value, "patient_id": numero}
            for m in mots_du_patient(traits, telephone, nir)
        ]
    mots.sort(key=lambda m: (m["mot"], m["champ"], m["patient_id"]))
    with cabinet.connexion_nue() as connexion:
        for table, lignes in ((Patient, patients), (Couverture, droits), (MotRecherche, mots)):
            connexion.execute(insert(table), lignes)
        connexion.commit()
        connexion.exec_driver_sql("ANALYZE")
        connexion.commit()


def main() -> None:
    """Remplit, mesure, imprime."""
    nombre = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as dossier:
        moteur = fichier_base.creer(Path(dossier) / "mesure.sqlite", bytes(32), Enveloppes("mesure", ()))
        cabinet = Cabinet(moteur, Identite("mesure", "Mesure", "programme", "mesure"), horloge_du_poste)
        depart = time.perf_counter()
        peupler(cabinet, nombre)
        print(f"{nombre} patients en {time.perf_counter() - depart:.1f} s")
        for tour in ("froid", "chaud"):
            _mesurer(cabinet, tour)
        cabinet.fermer()


def _mesurer(cabinet: Cabinet, tour: str) -> None:
    durees = {}
    with cabinet.lecture() as lecture:
        for saisie in SAISIES:
            depart = time.perf_counter()
            trouves = rechercher(lecture, saisie)
            durees[saisie] = (1000 * (time.perf_counter() - depart), len(trouves))
        depart = time.perf_counter()
        candidats(lecture, Traits("Martin", "Jean", date(1960, 7, 14), Sexe.MASCULIN, "44109"))
        doublons = 1000 * (time.perf_counter() - depart)
    ordre = sorted(d for d, _ in durees.values())
    p95 = ordre[int(len(ordre) * 0.95)]
    print(f"{tour} : médiane {statistics.median(ordre):.1f} ms, p95 {p95:.1f} ms, max {ordre[-1]:.1f} ms ; "
          f"doublons {doublons:.1f} ms")  # fmt: skip
    for saisie, (duree, combien) in sorted(durees.items(), key=lambda x: -x[1][0])[:12]:
        print(f"  {duree:6.1f} ms {combien:3} « {saisie} »")


if __name__ == "__main__":
    main()
