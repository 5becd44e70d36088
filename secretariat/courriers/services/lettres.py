"""Prévisualiser une lettre, l’écrire et la ranger au dossier."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from secretariat.courriers import gabarits, pdf
from secretariat.courriers.lectures import modeles_administratifs, valeurs
from secretariat.courriers.modele import Courrier
from secretariat.courriers.regles import bilan, complements_inconnus, contexte
from secretariat.courriers.valeurs import Apercu, BilanDesChamps, ChampsManquants, ModeleInutilisable
from secretariat.dossiers.modele import Couverture, Patient
from secretariat.dossiers.services import ranger_document
from secretariat.dossiers.valeurs import Confidentialite, NatureDocument, NouveauDocument, SourceDroits
from secretariat.socle.droits import Droit, geste
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.texte import sans_accents
from secretariat.socle.unite_de_travail import Lecture, UniteDeTravail

TYPE_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPE_PDF = "application/pdf"


@geste(Droit.REDIGER_COURRIER)
def previsualiser(
    lecture: Lecture, *, patient_id: int, praticien_id: int | None, modele: str, complements: Mapping[str, str]
) -> Apercu:
    """La lettre telle qu’elle serait, avec des points à la place de ce qui manque ; rien n’est enregistré.

    Raises:
        ModeleInutilisable: Voir `ecrire`.
        ErreurMetier: Un complément n’est le nom d’aucun champ.
    """
    brouillon = _preparer(modele, {**valeurs(lecture, patient_id, praticien_id), **_connus(complements)})
    lettre = gabarits.remplir(
        brouillon.modele,
        contexte(brouillon.valeurs, brouillon.bilan.manquants),
        titre=brouillon.titre,
        maintenant=lecture.horloge(),
    )
    return Apercu(lettre, pdf.rendre(lettre, titre=brouillon.titre), brouillon.bilan)


@geste(Droit.REDIGER_COURRIER)
def ecrire(
    unite: UniteDeTravail,
    *,
    patient_id: int,
    praticien_id: int | None,
    modele: str,
    complements: Mapping[str, str],
    accepter_manquants: bool = False,
) -> int:
    """Écrit la lettre, la range au dossier en .docx et en PDF, et rend le numéro du courrier.

    `complements` donne les champs que la base ne connaît pas (`destinataire.nom`, `courrier.texte`…), et peut préciser
    les autres. Avec `accepter_manquants`, des points tiennent lieu de ce qui manque.

    Raises:
        ChampsManquants: Des champs du modèle n’ont pas de valeur, et on ne l’a pas accepté.
        ModeleInutilisable: Le modèle manque, n’est pas un .docx, emploie un champ inconnu ou une expression interdite,
            ou contient ce que le PDF ne montrerait pas.
        ErreurMetier: Un complément n’est le nom d’aucun champ.
    """
    apercu = previsualiser(
        unite, patient_id=patient_id, praticien_id=praticien_id, modele=modele, complements=complements
    )
    if apercu.bilan.manquants and not accepter_manquants:
        raise _manquants(apercu.bilan)
    titre = gabarits.titre_de(apercu.docx, modele)
    patient = unite.un(Patient, patient_id)
    fichier = _nom_de_fichier(unite, titre, patient)
    simule = patient.simule or _droits_simules(unite, patient_id)
    confidentialite = Confidentialite.ADMINISTRATIF if modele in modeles_administratifs(unite) else None
    numeros = [
        ranger_document(
            unite,
            patient_id,
            NouveauDocument(
                titre, NatureDocument.COURRIER, f"{fichier}.{suffixe}", genre, contenu, simule, confidentialite
            ),
        )
        for suffixe, genre, contenu in (("docx", TYPE_DOCX, apercu.docx), ("pdf", TYPE_PDF, apercu.pdf))
    ]
    courrier = Courrier(
        patient_id=patient_id,
        praticien_id=praticien_id,
        modele=modele,
        titre=titre,
        docx_id=numeros[0],
        pdf_id=numeros[1],
        auteur=unite.identite.acteur,
        cree_le=unite.horloge(),
    )
    unite.ajouter(courrier)
    return courrier.id


@dataclass(frozen=True, slots=True)
class _Brouillon:
    """Un modèle bon à remplir, et de quoi le remplir."""

    modele: bytes
    titre: str
    valeurs: Mapping[str, str]
    bilan: BilanDesChamps


def _preparer(modele: str, valeurs_connues: Mapping[str, str]) -> _Brouillon:
    contenu = gabarits.octets(modele)
    trouve = bilan(gabarits.champs_de(contenu, modele), valeurs_connues)
    pdf.verifier(contenu, modele)
    if trouve.inconnus:
        raise ModeleInutilisable(
            f"Le modèle «\u00a0{modele}\u00a0» demande des champs inconnus\u00a0: {', '.join(trouve.inconnus)}.",
            conseil="Corriger leur nom dans le modèle d’après la liste des champs.",
        )
    titre = gabarits.titre_de(contenu, modele)
    objet = valeurs_connues.get("courrier.objet", "").strip()
    return _Brouillon(contenu, f"{titre}\u00a0: {objet}" if objet else titre, valeurs_connues, trouve)


def _connus(complements: Mapping[str, str]) -> Mapping[str, str]:
    if inconnus := complements_inconnus(complements):
        raise ErreurMetier(
            f"Aucun champ ne s’appelle {', '.join(inconnus)}.", conseil="Choisir dans la liste des champs."
        )
    return complements


def _manquants(trouve: BilanDesChamps) -> ChampsManquants:
    noms = ", ".join(f"{champ.description.split(' : ')[0]} ({champ.nom})" for champ in trouve.manquants)
    return ChampsManquants(
        f"Il manque à cette lettre\u00a0: {noms}.",
        conseil="Compléter le dossier ou la saisie, ou imprimer avec des points à remplir à la main.",
        champs=trouve.manquants,
    )


def _droits_simules(unite: UniteDeTravail, patient_id: int) -> bool:
    """Une lettre peut porter le NIR : venu d’une carte simulée, il marque le document."""
    source = unite.premier(select(Couverture.source).where(Couverture.patient_id == patient_id))
    return source is SourceDroits.CARTE_SIMULEE


def _nom_de_fichier(unite: UniteDeTravail, titre: str, patient: Patient) -> str:
    brut = f"{unite.aujourd_hui:%Y-%m-%d} {titre[:60]} {patient.nom_utilise or patient.nom_naissance}"
    return re.sub(r"[^A-Za-z0-9-]+", "_", sans_accents(brut)).strip("_")
