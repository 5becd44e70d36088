"""Le certificat de destruction : une liste de numéros et d’initiales, une date, un signataire, la base légale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from secretariat.cabinet.valeurs import Etablissement
from secretariat.conformite.documents.composition import ACCENT, composer, tableau, texte
from secretariat.conformite.valeurs.conservation import DossierDetruit
from secretariat.socle.dates import date_dite, moment_dit
from secretariat.socle.horloge import a_paris

BASE_LEGALE = (
    "Code de la santé publique, art. R1112-7 (durées de conservation) ; RGPD, art. 5-1-e (limitation de la "
    "conservation) et 17 ; CNIL, référentiel des cabinets médicaux (délibération 2020-081 du 18 juin 2020)."
)
RESTE = (
    "Les écritures du journal comptable, qui ne désignent ces personnes que par leur numéro de dossier et ne disent "
    "rien de leur santé.",
    "Les lignes du journal d’audit, dont la chaîne interdit toute correction : elles peuvent porter des noms, "
    "des identités et de courtes remarques saisis autrefois, jusqu’à la fin de la durée de conservation des traces.",
    "Les sauvegardes et exports faits avant ce jour : ils contiennent encore ces dossiers jusqu’à leur remplacement. "
    "Une sauvegarde restaurée après ce jour oblige à refaire cette destruction.",
)


def certificat_de_destruction(
    cabinet: Etablissement, numero: str, dossiers: Sequence[DossierDetruit], *, signataire: str, le: datetime
) -> bytes:
    """Le PDF du certificat."""
    nombre = f"{len(dossiers)} dossier{'s' if len(dossiers) > 1 else ''}"
    contenu = [
        texte(cabinet.nom, taille=11, gras=True, couleur=ACCENT, apres=0),
        texte(f"{cabinet.adresse}, {cabinet.code_postal} {cabinet.ville}", taille=9, apres=18),
        texte(f"Certificat de destruction n° {numero}", taille=18, gras=True, apres=10),
        texte(
            f"Le {moment_dit(le)}, {nombre} dont la durée de conservation était passée ont été effacés de la base du "
            f"cabinet, sur une décision prise puis confirmée par {signataire}.",
            apres=10,
        ),
        tableau(
            ("N° de dossier", "Initiales", "Durée passée"),
            [(f"{d.numero}", d.initiales, d.motif) for d in dossiers],
            (30, 24, 116),
        ),
        texte("Base légale", taille=12, gras=True, couleur=ACCENT, avant=14),
        texte(BASE_LEGALE),
        texte("Comment", taille=12, gras=True, couleur=ACCENT, avant=8),
        texte(
            "Toutes les lignes reliées à ces dossiers (identité, couverture, rendez-vous, venues, documents, lettres, "
            "factures de plus de dix ans) ont été supprimées dans une seule transaction. Une base SQLite écrase "
            "aussitôt leur emplacement ; une base PostgreSQL le réemploie à son prochain nettoyage."
        ),
        texte("Ce qui reste", taille=12, gras=True, couleur=ACCENT, avant=8),
        *(texte(f"• {phrase}") for phrase in RESTE),
        texte(
            f"Fait à {cabinet.ville}, le {date_dite(a_paris(le).date())}. Signature de {signataire} :",
            avant=16,
        ),
    ]
    return composer(
        f"Certificat de destruction {numero}",
        contenu,
        pied=f"{cabinet.nom} · certificat {numero} · ne dit rien du contenu des dossiers",
        demonstration=cabinet.demonstration,
    )
