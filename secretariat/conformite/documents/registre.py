"""Le registre des traitements, à imprimer (PDF) ou à ouvrir dans un tableur (XLSX, CSV)."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from io import BytesIO, StringIO

from reportlab.platypus import Flowable

from secretariat.cabinet.valeurs import Etablissement
from secretariat.conformite.documents.composition import ACCENT, composer, tableau, texte
from secretariat.conformite.valeurs.registre import RUBRIQUES, EntreeDuRegistre
from secretariat.courriers.regles import telephone_dit
from secretariat.socle.dates import date_courte, date_dite
from secretariat.socle.horloge import a_paris
from secretariat.socle.tableaux import neutraliser

Registre = Sequence[EntreeDuRegistre]
LARGEURS_PDF = (42, 132)
LARGEUR_XLSX = 36


def registre_pdf(cabinet: Etablissement, entrees: Registre, *, le: date) -> bytes:
    """Le registre imprimable : le responsable, puis un tableau par traitement."""
    contenu: list[Flowable] = [
        texte(f"{cabinet.nom}", taille=11, gras=True, couleur=ACCENT, apres=0),
        texte("Registre des activités de traitement", taille=18, gras=True, apres=4),
        texte(f"RGPD art. 30 — arrêté au {date_dite(le)}", apres=8),
        texte(
            f"Responsable du traitement\u00a0: {cabinet.nom}, {cabinet.adresse}, {cabinet.code_postal} "
            f"{cabinet.ville}, {telephone_dit(cabinet.telephone)}.",
            apres=10,
        ),
    ]
    for rang, entree in enumerate(entrees, start=1):
        contenu.append(texte(f"{rang}. {entree.traitement.nom}", taille=12, gras=True, couleur=ACCENT, avant=8))
        lignes = [(libelle, getattr(entree.traitement, nom)) for nom, libelle in RUBRIQUES.items() if nom != "nom"]
        contenu.append(tableau(("Rubrique", etat_dit(entree)), lignes, LARGEURS_PDF))
    return composer(
        "Registre des activités de traitement",
        contenu,
        pied=f"{cabinet.nom} · registre des traitements",
        demonstration=cabinet.demonstration,
    )


def registre_csv(entrees: Registre) -> bytes:
    """Le registre en CSV français : UTF-8 avec marque d’ordre, points-virgules."""
    sortie = StringIO(newline="")
    csv.writer(sortie, delimiter=";").writerows(_lignes(entrees))
    return sortie.getvalue().encode("utf-8-sig")


def registre_xlsx(entrees: Registre) -> bytes:
    """Le registre en classeur."""
    from openpyxl import Workbook  # noqa: PLC0415  (chargé quand on exporte)
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    classeur = Workbook(write_only=True)
    feuille = classeur.create_sheet("Registre")
    feuille.freeze_panes = "B2"
    for rang in range(len(RUBRIQUES) + 1):
        feuille.column_dimensions[chr(ord("A") + rang)].width = LARGEUR_XLSX
    for ligne in _lignes(entrees):
        feuille.append([ILLEGAL_CHARACTERS_RE.sub(" ", texte) for texte in ligne])
    memoire = BytesIO()
    classeur.save(memoire)
    return memoire.getvalue()


def etat_dit(entree: EntreeDuRegistre) -> str:
    """« à vérifier », ou qui l’a confirmée et quand."""
    if entree.confirmee_le is None:
        return "à vérifier"
    return f"confirmée par {entree.confirmee_par} le {date_courte(a_paris(entree.confirmee_le).date())}"


def _lignes(entrees: Registre) -> list[list[str]]:
    lignes = [[*RUBRIQUES.values(), "État"]]
    for entree in entrees:
        textes = [*(getattr(entree.traitement, nom) for nom in RUBRIQUES), etat_dit(entree)]
        lignes.append([neutraliser(texte) for texte in textes])
    return lignes
