"""La feuille de soins sur une page A4 : des rubriques à filets fins, un tableau d’actes, deux cadres de signature."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from secretariat.facturation.feuille_de_soins.contenu import FeuilleDeSoins
from secretariat.facturation.feuille_de_soins.page import HAUTEUR, LARGEUR, Page
from secretariat.facturation.valeurs import LigneDeFacture, Parcours, TiersPayant

TITRE = "Feuille de soins — médecin"
SPECIMEN = "SPÉCIMEN — DÉMONSTRATION, SANS VALEUR"
MARGE = 16.0
UTILE = LARGEUR - 2 * MARGE
DROITE = LARGEUR - MARGE
ACTES_PAR_PAGE = 8
COLONNES = (MARGE, MARGE + 24, MARGE + 40, MARGE + 110)
MONTANTS = (MARGE + 128, MARGE + 154, DROITE)
HAUTEUR_LIGNE = 6.5


def dessiner(feuille: FeuilleDeSoins) -> bytes:
    """Le PDF : polices incluses, langue et titre dits, mêmes octets pour la même feuille."""
    sortie = BytesIO()
    toile = Canvas(sortie, pagesize=A4, invariant=1, lang="fr-FR")
    toile.setTitle(f"{TITRE}, {feuille.numero}")
    toile.setAuthor(feuille.cabinet)
    toile.setSubject(SPECIMEN if feuille.specimen else "Feuille de soins")
    page = Page(toile)
    tranches = _par_page(feuille.lignes)
    for rang, lignes in enumerate(tranches, start=1):
        _dessiner_page(page, feuille, lignes, derniere=rang == len(tranches))
        page.legende(DROITE, HAUTEUR - 12, f"Page {rang} sur {len(tranches)}", a_droite=True)
        page.suivante()
    toile.save()
    return sortie.getvalue()


def _par_page(lignes: Sequence[LigneDeFacture]) -> list[Sequence[LigneDeFacture]]:
    return [lignes[debut : debut + ACTES_PAR_PAGE] for debut in range(0, len(lignes), ACTES_PAR_PAGE)]


def _dessiner_page(page: Page, feuille: FeuilleDeSoins, lignes: Sequence[LigneDeFacture], *, derniere: bool) -> None:
    if feuille.specimen:
        page.en_travers(SPECIMEN)
        page.alerte(10, SPECIMEN)
    _entete(page, feuille)
    _patient(page, feuille, 43)
    _medecin(page, feuille, 88)
    _conditions(page, feuille, 122)
    bas = _actes(page, feuille, lignes, 162)
    if derniere:
        _totaux(page, feuille, bas)
    _signatures(page, feuille, 249)
    page.legende(
        MARGE,
        HAUTEUR - 12,
        "À adresser à la caisse d’assurance maladie dans les deux ans. Mise en page du cabinet, "
        "qui n’est pas le formulaire officiel.",
    )


def _entete(page: Page, feuille: FeuilleDeSoins) -> None:
    page.texte(MARGE, 23, TITRE, taille=19, gras=True)
    page.texte(MARGE, 30, f"N° {feuille.numero}, actes du {feuille.jour:%d/%m/%Y}")
    page.a_droite(DROITE, 22, feuille.cabinet, taille=11.5, gras=True)
    page.a_droite(DROITE, 27, feuille.adresse_cabinet, taille=9.5)
    page.a_droite(DROITE, 31.5, _telephone(feuille.telephone), taille=9.5)


def _patient(page: Page, feuille: FeuilleDeSoins, y: float) -> None:
    page.rubrique(MARGE, y, UTILE, "Personne qui reçoit les soins")
    page.champ(MARGE, y + 8, "Nom et prénom", feuille.patient, largeur=116)
    page.champ(MARGE + 124, y + 8, "Date de naissance", f"{feuille.naissance:%d/%m/%Y}", largeur=26)
    page.champ(MARGE + 158, y + 8, "Rang", "", largeur=20)
    page.champ(MARGE, y + 19, "Numéro de sécurité sociale de l’assuré et clé", feuille.nir, largeur=62)
    page.champ(MARGE + 70, y + 19, "Régime, caisse, centre", feuille.organisme, largeur=46)
    page.champ(MARGE + 124, y + 19, "Assuré, s’il est une autre personne", "", largeur=54)
    page.champ(MARGE, y + 30, "Adresse", feuille.adresse, largeur=UTILE)


def _medecin(page: Page, feuille: FeuilleDeSoins, y: float) -> None:
    page.rubrique(MARGE, y, UTILE, "Médecin")
    page.champ(MARGE, y + 8, "Nom et spécialité", f"{feuille.praticien}, {feuille.specialite.lower()}", largeur=116)
    page.champ(MARGE + 124, y + 8, "Situation conventionnelle", feuille.secteur, largeur=54)
    page.champ(MARGE, y + 19, "RPPS", feuille.rpps, largeur=62)
    page.champ(MARGE + 70, y + 19, "Numéro d’assurance maladie", feuille.numero_am, largeur=46)
    page.champ(MARGE + 124, y + 19, "Remplaçant", "", largeur=54)


def _conditions(page: Page, feuille: FeuilleDeSoins, y: float) -> None:
    page.rubrique(MARGE, y, UTILE, "Conditions de prise en charge")
    cases = (
        (0, "Maladie", True),
        (34, "En rapport avec une ALD", feuille.ald),
        (88, "Maternité", False),
        (118, "Accident du travail, le", False),
    )
    for x, libelle, cochee in cases:
        page.case(MARGE + x, y + 9, libelle, cochee=cochee)
    page.filet(MARGE + 158, y + 9.5, 20)
    page.legende(MARGE, y + 17, "Parcours de soins")
    for x, libelle, parcours in (
        (0, "Médecin traitant", Parcours.MEDECIN_TRAITANT),
        (40, "Adressé par", Parcours.ORIENTE),
        (96, "Urgence", Parcours.URGENCE),
        (119, "Hors parcours", Parcours.HORS_PARCOURS),
        (149, "Non concerné", Parcours.NON_CONCERNE),
    ):
        page.case(MARGE + x, y + 22, libelle, cochee=feuille.parcours is parcours)
    page.filet(MARGE + 64, y + 22.5, 26)
    for x, libelle, cochee in (
        (0, "Tiers payant sur la part obligatoire", feuille.tiers_payant is not TiersPayant.AUCUN),
        (70, "Tiers payant sur la part complémentaire", feuille.tiers_payant is TiersPayant.INTEGRAL),
    ):
        page.case(MARGE + x, y + 30, libelle, cochee=cochee)


def _actes(page: Page, feuille: FeuilleDeSoins, lignes: Sequence[LigneDeFacture], y: float) -> float:
    page.rubrique(MARGE, y, UTILE, "Actes")
    y += 7
    for x, libelle in zip(COLONNES, ("Date", "Code", "Libellé", "Qté"), strict=True):
        page.legende(x, y, libelle)
    for x, libelle in zip(MONTANTS, ("Base", "Honoraires", "Déplacement"), strict=True):
        page.legende(x, y, libelle, a_droite=True)
    for ligne in lignes:
        y += HAUTEUR_LIGNE
        page.texte(COLONNES[0], y, f"{feuille.jour:%d/%m/%Y}")
        page.texte(COLONNES[1], y, ligne.code, gras=True)
        page.texte(COLONNES[2], y, ligne.libelle, largeur=68)
        page.texte(COLONNES[3], y, str(ligne.quantite))
        page.a_droite(MONTANTS[0], y, str(ligne.base))
        page.a_droite(MONTANTS[1], y, str(ligne.honoraire))
        page.filet(MARGE, y + 1.8, UTILE)
    return y


def _totaux(page: Page, feuille: FeuilleDeSoins, y: float) -> None:
    page.texte(COLONNES[2], y + 7.5, "Total des honoraires", gras=True)
    page.a_droite(MONTANTS[1], y + 7.5, str(feuille.total), gras=True)
    for rang, (libelle, montant) in enumerate((
        ("Part réglée au médecin par l’assurance maladie", feuille.part_amo),
        ("Part réglée au médecin par la complémentaire", feuille.part_amc),
        ("Part du patient", feuille.part_patient),
    )):
        page.texte(COLONNES[2], y + 13.5 + 5 * rang, libelle, taille=9.5)
        page.a_droite(MONTANTS[1], y + 13.5 + 5 * rang, str(montant), taille=9.5)


def _signatures(page: Page, feuille: FeuilleDeSoins, y: float) -> None:
    moitie = (UTILE - 8) / 2
    page.cadre(MARGE, y, moitie, 30)
    page.cadre(MARGE + moitie + 8, y, moitie, 30)
    page.legende(MARGE + 3, y + 5, "Signature de l’assuré")
    page.legende(MARGE + moitie + 11, y + 5, "Signature du médecin, qui atteste la prestation et les honoraires reçus")
    if feuille.reglement:
        page.texte(
            MARGE + moitie + 11, y + 11, f"Reçu du patient : {feuille.reglement}", taille=9.5, largeur=moitie - 6
        )
    if feuille.signature:
        mention = "Carte CPS simulée, sans valeur : " if feuille.specimen else "Carte CPS : "
        page.texte(MARGE + moitie + 11, y + 26, mention + feuille.signature, taille=9.5, largeur=moitie - 6)


def _telephone(e164: str) -> str:
    if e164.startswith("+33"):
        national = "0" + e164.removeprefix("+33")
        return " ".join(national[i : i + 2] for i in range(0, len(national), 2))
    return e164
