"""Sortir toutes les données d’un patient : un JSON documenté, deux tableaux CSV, les documents et leurs empreintes.

Le format est décrit dans `docs/export-du-dossier.md` et porte un numéro : changer le sens d’un champ le fait monter.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from io import StringIO
from typing import Any

from sqlalchemy import LargeBinary, select

from secretariat.agenda.modele import MotifRdv, RendezVous
from secretariat.cabinet.lectures import etablissement, praticiens_tels_que
from secretariat.cabinet.modele import Praticien
from secretariat.conformite.lectures.parcours import Dossier, cles_vers, lignes_du_dossier, mapper_de
from secretariat.conformite.regles.inventaire import COLONNES_DE_NOTES, NOTES
from secretariat.conformite.regles.noms import nom_de_fichier
from secretariat.conformite.valeurs.export import Export, Fichier
from secretariat.dossiers.lectures import contenu_document
from secretariat.dossiers.modele import Document
from secretariat.facturation.modele import Facture
from secretariat.socle.base import Base
from secretariat.socle.montant import Montant
from secretariat.socle.tableaux import neutraliser
from secretariat.socle.unite_de_travail import Lecture

FORMAT, VERSION = "secretariat.dossier", 1
LISEZMOI = """Ce dossier contient les données d’une personne suivie au cabinet {cabinet}.

dossier.json       toutes les données, table par table (format {format}, version {version}, UTF-8, dates ISO 8601,
                   instants en heure universelle, montants en euros et en centimes)
rendez-vous.csv    les rendez-vous, pour un tableur (point-virgule, UTF-8)
factures.csv       les factures, pour un tableur
documents/         les documents d’origine, tels qu’ils ont été rangés
empreintes.sha256  l’empreinte de chaque fichier ; « sha256sum -c empreintes.sha256 » les contrôle
"""


def preparer(
    lecture: Lecture, patient_id: int, *, exclus: frozenset[str] = frozenset(), joints: Sequence[Fichier] = ()
) -> Export:
    """Tout ce que l’on sait d’un patient, sauf les éléments `exclus` (clés de l’inventaire).

    Raises:
        LookupError: Ce patient n’existe pas.
    """
    dossier = _sans_les_exclus(lignes_du_dossier(lecture, patient_id), exclus)
    documents = {d.id: f"documents/{d.id:06d}-{nom_de_fichier(d.nom_fichier)}" for d in _documents(dossier)}
    cabinet = etablissement(lecture)
    noms = _references(lecture)
    donnees = {
        "format": FORMAT,
        "version": VERSION,
        "exporte_le": lecture.horloge().astimezone(UTC).isoformat(),
        "cabinet": {"nom": cabinet.nom, "ville": cabinet.ville, "demonstration": cabinet.demonstration},
        "patient_id": patient_id,
        "tables": {
            classe.__tablename__: [_objet(ligne, notes=NOTES not in exclus) for ligne in lignes]
            for classe, lignes in dossier.items()
        },
        "references": noms,
        "documents": [
            {"id": d.id, "fichier": documents[d.id], "sha256": d.empreinte, "type_mime": d.type_mime}
            for d in _documents(dossier)
        ],
    }
    texte = json.dumps(donnees, ensure_ascii=False, indent=1)
    lisez_moi = LISEZMOI.format(cabinet=cabinet.nom, format=FORMAT, version=VERSION)
    fichiers: tuple[Fichier, ...] = (
        ("LISEZMOI.txt", lisez_moi.encode),
        ("dossier.json", texte.encode),
        ("rendez-vous.csv", lambda: _csv(_rendez_vous(dossier, noms))),
        ("factures.csv", lambda: _csv(_factures(dossier, noms))),
        *joints,
        *((chemin, _lecteur(lecture, numero)) for numero, chemin in documents.items()),
    )
    return Export(fichiers, tuple((documents[d.id], d.empreinte) for d in _documents(dossier)))


def en_json(valeur: object) -> object:
    """Une valeur de la base, telle qu’elle s’écrit dans l’export.

    >>> en_json(Montant(2650)), en_json(Decimal("0.7000")), en_json(date(2026, 3, 12))
    ({'euros': '26.50', 'centimes': 2650}, '0.7000', '2026-03-12')
    """
    match valeur:
        case None | bool() | int():
            return valeur
        case Enum():
            return str(valeur.value)
        case Montant():
            return {"euros": f"{valeur.decimal:.2f}", "centimes": valeur.centimes}
        case datetime():
            return valeur.astimezone(UTC).isoformat()
        case _:
            return _texte(valeur)


def _texte(valeur: object) -> str:
    if isinstance(valeur, date | time):
        return valeur.isoformat()
    if isinstance(valeur, str | Decimal):
        return str(valeur)
    raise TypeError(f"{type(valeur).__name__} n’a pas de forme dans l’export")


def _objet(ligne: Base, *, notes: bool) -> dict[str, object]:
    tues = frozenset[str]() if notes else COLONNES_DE_NOTES.get(ligne.__tablename__, frozenset())
    return {
        attribut.key: en_json(getattr(ligne, attribut.key))
        for attribut in mapper_de(type(ligne)).column_attrs
        if not isinstance(attribut.columns[0].type, LargeBinary) and attribut.key not in tues
    }


def _sans_les_exclus(dossier: Dossier, exclus: frozenset[str]) -> dict[type[Base], tuple[Base, ...]]:
    """Ôte les tables et les documents exclus, et les lettres qui ne font que les désigner."""
    numeros = {int(cle.partition(":")[2]) for cle in exclus if cle.startswith("documents:")}
    gardes: dict[type[Base], tuple[Base, ...]] = {}
    for classe, lignes in dossier.items():
        if classe.__tablename__ in exclus:
            continue
        cles = ("id",) if classe is Document else cles_vers(classe, Document)
        gardes[classe] = tuple(li for li in lignes if not any(getattr(li, cle) in numeros for cle in cles))
    return gardes


def _documents(dossier: Mapping[type[Base], tuple[Base, ...]]) -> tuple[Document, ...]:
    return tuple(ligne for ligne in dossier.get(Document, ()) if isinstance(ligne, Document))


def _references(lecture: Lecture) -> dict[str, dict[str, str]]:
    fiches = praticiens_tels_que(lecture, Praticien.id.is_not(None))
    return {
        "praticiens": {str(p.id): p.nom_complet for p in fiches},
        "motifs_rdv": {str(motif.id): motif.nom for motif in lecture.tous(select(MotifRdv))},
    }


def _lecteur(lecture: Lecture, document_id: int) -> Callable[[], bytes]:
    return lambda: contenu_document(lecture, document_id).contenu


def _rendez_vous(dossier: Mapping[type[Base], tuple[Base, ...]], noms: Mapping[str, Any]) -> Iterator[Sequence[object]]:
    yield "Début (UTC)", "Fin (UTC)", "Praticien", "Motif", "État"
    for rdv in dossier.get(RendezVous, ()):
        if isinstance(rdv, RendezVous):
            yield (
                rdv.debut,
                rdv.fin,
                noms["praticiens"].get(str(rdv.praticien_id), ""),
                noms["motifs_rdv"].get(str(rdv.motif_id), ""),
                rdv.etat,
            )


def _factures(dossier: Mapping[type[Base], tuple[Base, ...]], noms: Mapping[str, Any]) -> Iterator[Sequence[object]]:
    yield "Numéro", "Jour", "Praticien", "Total", "Part caisse", "Part complémentaire", "Part patient", "État"
    for f in dossier.get(Facture, ()):
        if isinstance(f, Facture):
            praticien = noms["praticiens"].get(str(f.praticien_id), "")
            yield f.numero or "", f.jour, praticien, f.total, f.part_amo, f.part_amc, f.part_patient, f.etat


def _csv(lignes: Iterator[Sequence[object]]) -> bytes:
    sortie = StringIO(newline="")
    graveur = csv.writer(sortie, delimiter=";")
    graveur.writerows([_cellule(valeur) for valeur in ligne] for ligne in lignes)
    return sortie.getvalue().encode("utf-8-sig")


def _cellule(valeur: object) -> str:
    if isinstance(valeur, Montant):
        return f"{valeur.decimal:.2f}".replace(".", ",")
    return neutraliser(str(en_json(valeur)))
