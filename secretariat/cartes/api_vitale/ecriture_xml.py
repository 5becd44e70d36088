"""Écrire une carte simulée dans le XML de l’API de lecture Vitale, pour que le vrai analyseur la relise.

Une carte lue sur une vraie puce ne s’écrit pas : ce module n’est pas une exportation. Le document porte toujours la
marque de simulation.

Ce que ce XML ne porte pas, et qu’une relecture perd : `pays`, `nom_ambigu`, le nom de la complémentaire, la génération
(l’appelant la donne), la source (elle devient l’API) et `nirs_lus` (compté sur ce qui est lu). Une affection de longue
durée sans libellé reçoit le libellé « ALD ».
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree as Xml

from secretariat.cartes.api_vitale.beneficiaire_xml import DECLARES, LIGNES_ADRESSE, nomme_l_ald
from secretariat.cartes.api_vitale.lecture_xml import MARQUE, SERIE
from secretariat.cartes.api_vitale.qualites import qualites_livrees
from secretariat.cartes.valeurs import (
    LONGUEUR_AAAAMMJJ,
    AccidentTravail,
    Amc,
    Beneficiaire,
    CarteVitale,
    GestionC2s,
)

RACINE = "t_AsnDonneesVitale"
"""Le nom que Mediboard donne à cette structure ; l’analyseur n’en attend aucun."""
C2S = "COMPLEMENTAIRE SANTE SOLIDAIRE"
LIBELLES_C2S = {
    None: C2S,
    GestionC2s.CAISSE: f"{C2S} gérée par votre caisse",
    GestionC2s.ORGANISME: f"{C2S} gérée par un organisme complémentaire",
}
MEDECIN_TRAITANT = {None: "", True: "Oui", False: "Non"}
LIBELLE_ALD = "ALD"
Contenu = Sequence[tuple[str, "str | Contenu"]]


def ecrire_xml(carte: CarteVitale) -> bytes:
    """Le document, en UTF-8.

    Raises:
        ValueError: La carte n’est pas simulée.
    """
    if not carte.simulee:
        raise ValueError("seule une carte simulée s’écrit en XML")
    racine = Xml.Element(RACINE, {MARQUE: "oui"})
    liste = [("element", _beneficiaire(carte, personne)) for personne in carte.beneficiaires]
    _remplir(racine, [(SERIE, carte.numero_serie), ("listeBenef", liste)])
    Xml.indent(racine)
    document: bytes = Xml.tostring(racine, encoding="utf-8", xml_declaration=True)
    return document


def _remplir(parent: Xml.Element, contenu: Contenu) -> None:
    for nom, valeur in contenu:
        element = Xml.SubElement(parent, nom)
        if isinstance(valeur, str):
            element.text = valeur
        else:
            _remplir(element, valeur)


def _beneficiaire(carte: CarteVitale, personne: Beneficiaire) -> Contenu:
    return [
        ("ident", _ident(carte.nir_assure, personne)),
        ("amo", _amo(carte, personne)),
        ("amc", _amc(personne.amc) if personne.amc else []),
        ("cmu", _cmu(personne) if personne.c2s else []),
        ("listeat", _accidents(personne.accidents)),
    ]


def _ident(nir_assure: str, personne: Beneficiaire) -> Contenu:
    return [
        ("nomUsuel", personne.nom),
        ("nomPatronymique", personne.nom_naissance),
        ("prenomUsuel", personne.prenom),
        ("naissance", _naissance(personne.naissance_brute)),
        ("rangDeNaissance", str(personne.rang_gemellaire)),
        ("nir", nir_assure),
        ("nirCertifie", personne.nir or ""),
        ("dateCertification", _date(personne.nir_certifie_le)),
        ("adresse", _adresse(personne.adresse)),
    ]


def _naissance(brute: str) -> Contenu:
    if len(brute) != LONGUEUR_AAAAMMJJ:
        return [("dateEnCarte", brute)]
    return [("date", brute[6:] + brute[4:6] + brute[:4])]


def _adresse(lignes: tuple[str, ...]) -> Contenu:
    """La dernière ligne est celle du code postal et de la ville, que l’API met toujours en `ligne5`."""
    places = [*LIGNES_ADRESSE[: len(lignes) - 1], LIGNES_ADRESSE[-1]] if lignes else []
    return list(zip(places, lignes, strict=True))


def _amo(carte: CarteVitale, personne: Beneficiaire) -> Contenu:
    libelles = personne.exonerations
    if personne.ald and not any(nomme_l_ald(libelle) for libelle in libelles):
        libelles = (*libelles, LIBELLE_ALD)
    return [
        ("codeRegime", carte.regime),
        ("caisse", carte.caisse),
        ("centreCarte", carte.centre),
        ("codeGestion", carte.code_gestion),
        ("qualBenef", next((c.code for c in qualites_livrees() if c.qualite is personne.qualite), "")),
        ("listePeriodesDroits", [("element", _bornes(p.debut, p.fin)) for p in personne.periodes]),
        ("libelleExo", "\\r\\n".join(libelles)),
        ("medecinTraitant", MEDECIN_TRAITANT[personne.medecin_traitant]),
    ]


def _amc(amc: Amc) -> Contenu:
    return [
        ("numComplB2", amc.numero),
        ("numAdherent", amc.adherent),
        ("codeRoutageFlux", amc.routage),
        ("indicTraitement", amc.traitement),
        ("validiteDonnees", _bornes(amc.debut, amc.fin)),
    ]


def _cmu(personne: Beneficiaire) -> Contenu:
    return [("typeCMU", LIBELLES_C2S[personne.c2s_gestion]), ("periode", _bornes(None, personne.c2s_fin))]


def _accidents(accidents: tuple[AccidentTravail, ...]) -> Contenu:
    defaut = next((a.organisme for a in accidents if not a.identifiant), "")
    declares = [a for a in accidents if a.identifiant]
    return [
        ("at1", [("orgGestion", defaut)]),
        *(
            (nom, [("identifiant", a.identifiant), ("orgGestion", a.organisme)])
            for nom, a in zip(DECLARES, declares, strict=False)
        ),
    ]


def _bornes(debut: date | None, fin: date | None) -> Contenu:
    return [("debut", _date(debut)), ("fin", _date(fin))]


def _date(jour: date | None) -> str:
    return f"{jour.day:02}{jour.month:02}{jour.year:04}" if jour else ""
