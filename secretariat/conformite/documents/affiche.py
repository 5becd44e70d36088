"""L’affiche d’information de la salle d’attente (RGPD art. 13) : une page A4, en caractères que l’on lit à 1,50 m."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Frame

from secretariat.cabinet.valeurs import Etablissement
from secretariat.conformite import parametres
from secretariat.conformite.documents.composition import ACCENT, ALERTE, LEGENDE, MENTION, texte
from secretariat.conformite.valeurs.parametres import Parametres
from secretariat.courriers.regles import telephone_dit
from secretariat.facturation.feuille_de_soins.page import NORMALE, charger_polices
from secretariat.socle.dates import date_courte

TAILLE_MAXIMALE, TAILLE_MINIMALE = 26, 18
"""En points ; 18 points font des capitales de 4 mm, lisibles à 1,50 m pour une vue ordinaire."""
MARGE = 16 * mm


class AfficheTropLongue(Exception):
    """Le texte ne tient pas sur une page en caractères lisibles de loin."""


def affiche(cabinet: Etablissement, durees: Parametres) -> bytes:
    """Le PDF d’une page, aux plus grands caractères qui y tiennent.

    Raises:
        AfficheTropLongue: Même les plus petits caractères permis ne suffisent pas.
    """
    for taille in range(TAILLE_MAXIMALE, TAILLE_MINIMALE - 1, -1):
        if (pdf := _essayer(cabinet, durees, taille)) is not None:
            return pdf
    raise AfficheTropLongue("raccourcir resources/rgpd/affiche.yaml")


def _essayer(cabinet: Etablissement, durees: Parametres, taille: int) -> bytes | None:
    charger_polices()
    sortie = BytesIO()
    toile = Canvas(sortie, pagesize=A4, invariant=1, lang="fr-FR")
    toile.setFont(NORMALE, taille)
    toile.setTitle("Information sur les données personnelles")
    cadre = Frame(MARGE, MARGE + 8 * mm, A4[0] - 2 * MARGE, A4[1] - 2 * MARGE - 8 * mm, 0, 0, 0, 0)
    contenu = _contenu(cabinet, durees, taille)
    cadre.addFromList(contenu, toile)
    if contenu:
        return None
    source = parametres.affiche()
    pied = f"{source['source']} — vérifié le {date_courte(source['verifie_le'])}"
    toile.setFont(NORMALE, 8)
    toile.setFillColor(LEGENDE)
    toile.drawString(MARGE, 12 * mm, pied)
    if cabinet.demonstration:
        toile.setFillColor(ALERTE)
        toile.drawString(MARGE, 8 * mm, MENTION)
    toile.showPage()
    toile.save()
    return sortie.getvalue()


def _contenu(cabinet: Etablissement, durees: Parametres, taille: int) -> list[Flowable]:
    source = parametres.affiche()
    responsable = source["responsable"].format(
        nom=cabinet.nom,
        adresse=cabinet.adresse,
        code_postal=cabinet.code_postal,
        ville=cabinet.ville,
        telephone=telephone_dit(cabinet.telephone),
    )
    chiffres = {"duree": durees["duree_ordinaire_ans"].valeur, "age": durees["age_minimal_ans"].valeur}
    lignes: list[Flowable] = [
        texte(source["titre"], taille=taille + 8, gras=True, couleur=ACCENT, apres=taille * 0.6),
        texte("Responsable", taille=taille, gras=True, couleur=ACCENT, apres=0),
        texte(responsable, taille=taille, apres=taille * 0.5),
    ]
    for rubrique in source["rubriques"]:
        lignes.append(texte(rubrique["titre"], taille=taille, gras=True, couleur=ACCENT, apres=0))
        lignes.append(texte(rubrique["texte"].format(**chiffres), taille=taille, apres=taille * 0.5))
    return lignes
