"""Ce que les écrans lisent des courriers : les modèles proposés, les lettres faites, la valeur des champs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy import Executable, Select, select

from secretariat.cabinet.lectures import etablissement
from secretariat.cabinet.modele import Praticien
from secretariat.cabinet.reglages import lire, registre
from secretariat.cabinet.valeurs import FichePraticien
from secretariat.courriers import gabarits
from secretariat.courriers.modele import Courrier
from secretariat.courriers.regles import (
    PAR_NOM,
    Sujet,
    bilan,
    valeurs_du_cabinet,
    valeurs_du_moment,
    valeurs_du_patient,
    valeurs_du_praticien,
)
from secretariat.courriers.valeurs import BilanDesChamps, CourrierRange, ModeleDeCourrier, OrigineChamp
from secretariat.dossiers.lectures import lecteur_de_documents
from secretariat.dossiers.modele import Couverture, Document, Patient
from secretariat.dossiers.regles.documents import EtiquetteDocument, LecteurDeDocuments, titre_public
from secretariat.dossiers.valeurs import Coordonnees, NatureDocument, Traits
from secretariat.socle.droits import Droit, geste
from secretariat.socle.unite_de_travail import Lecture

RECENTS = 50
ADMINISTRATIFS = ("certificat_de_presence", "rappel_de_rendez_vous")
"""Ces lettres ne disent que la date et l’heure d’une venue : tout le secrétariat les ouvre."""


def modeles() -> tuple[ModeleDeCourrier, ...]:
    """Les modèles livrés que l’on écrit soi-même, par titre.

    Ceux d’une démarche suivie (une demande d’accès) s’écrivent depuis elle : leurs champs `demande.*` le disent.
    """
    libres = (m for m in map(modele, gabarits.noms_livres()) if not m.d_une_demarche)
    return tuple(sorted(libres, key=lambda m: m.titre))


def modele(nom: str) -> ModeleDeCourrier:
    """Un modèle livré, par son nom, ou un fichier .docx, par son chemin.

    Raises:
        ModeleInutilisable: Il manque, n’est pas un .docx, ou contient ce que les lettres n’admettent pas.
    """
    contenu = gabarits.octets(nom)
    employes = gabarits.champs_de(contenu, nom).employes
    a_saisir = tuple(c for c in PAR_NOM.values() if c.nom in employes and c.origine is OrigineChamp.COMPLEMENT)
    return ModeleDeCourrier(nom, gabarits.titre_de(contenu, nom), a_saisir)


@geste(Droit.REDIGER_COURRIER)
def champs_manquants(
    lecture: Lecture, *, patient_id: int, praticien_id: int | None, modele: str, complements: Mapping[str, str]
) -> BilanDesChamps:
    """Ce qui manquerait à cette lettre, avant de l’écrire."""
    champs = gabarits.champs_de(gabarits.octets(modele), modele)
    return bilan(champs, {**valeurs(lecture, patient_id, praticien_id), **complements})


@geste(Droit.REDIGER_COURRIER)
def valeurs(lecture: Lecture, patient_id: int, praticien_id: int | None) -> dict[str, str]:
    """La valeur, pour ce patient, de tous les champs qui se lisent dans la base."""
    return {
        **valeurs_du_patient(_sujet(lecture, patient_id), lecture.aujourd_hui),
        **valeurs_du_cabinet(etablissement(lecture)),
        **valeurs_du_praticien(None if praticien_id is None else _praticien(lecture, praticien_id)),
        **valeurs_du_moment(lecture.horloge(), lecture.identite.nom),
    }


@geste(Droit.REDIGER_COURRIER)
def courriers_du_patient(lecture: Lecture, patient_id: int) -> tuple[CourrierRange, ...]:
    """Les lettres d’un patient, la dernière d’abord."""
    return _listes(lecture, _courriers().where(Courrier.patient_id == patient_id))


@geste(Droit.REDIGER_COURRIER)
def courriers_recents(lecture: Lecture, nombre: int = RECENTS) -> tuple[CourrierRange, ...]:
    """Les dernières lettres du cabinet, la plus récente d’abord."""
    return _listes(lecture, _courriers().limit(nombre))


def modeles_administratifs(lecture: Lecture) -> frozenset[str]:
    """Les modèles dont les lettres ne sont pas médicales, selon le cabinet."""
    choisis = lire(lecture, registre.MODELES_ADMINISTRATIFS)
    return frozenset(map(str, choisis)) if isinstance(choisis, list | tuple) else frozenset(ADMINISTRATIFS)


def _courriers() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Courrier.id,
            Courrier.patient_id,
            Patient.nom_utilise,
            Patient.nom_naissance,
            Patient.prenom_utilise,
            Patient.premier_prenom,
            Praticien.civilite,
            Praticien.nom,
            Courrier.modele,
            Courrier.titre,
            Courrier.docx_id,
            Courrier.pdf_id,
            Courrier.auteur,
            Courrier.cree_le,
            Document.confidentialite,
        )
        .join(Document, Document.id == Courrier.pdf_id)
        .join(Patient, Patient.id == Courrier.patient_id)
        .outerjoin(Praticien, Praticien.id == Courrier.praticien_id)
        .order_by(Courrier.cree_le.desc(), Courrier.id.desc())
    )


def _listes(lecture: Lecture, requete: Executable) -> tuple[CourrierRange, ...]:
    qui = lecteur_de_documents(lecture)
    return lecture.lignes(requete, partial(_courrier, qui))


def _courrier(qui: LecteurDeDocuments, courrier_id: int, patient_id: int, *ligne: Any) -> CourrierRange:  # noqa: ANN401  (les colonnes lues)
    nom_utilise, nom_naissance, prenom_utilise, premier_prenom, civilite, nom, *suite, confidentialite = ligne
    patient = f"{(nom_utilise or nom_naissance).upper()} {prenom_utilise or premier_prenom}"
    praticien = f"{civilite}\u00a0{nom.upper()}" if nom else ""
    range_ = CourrierRange(courrier_id, patient_id, patient, praticien, *suite)
    if qui.ouvre(EtiquetteDocument(patient_id, NatureDocument.COURRIER, confidentialite, range_.auteur)):
        return range_
    return replace(range_, titre=titre_public(NatureDocument.COURRIER, range_.titre), ouvrable=False)


def _sujet(lecture: Lecture, patient_id: int) -> Sujet:
    patient = lecture.un(Patient, patient_id)
    nir = lecture.premier(select(Couverture.nir).where(Couverture.patient_id == patient_id)) or ""
    traits = Traits(**{champ: getattr(patient, champ) for champ in Traits.__dataclass_fields__})
    coordonnees = Coordonnees(**{champ: getattr(patient, champ) for champ in Coordonnees.__dataclass_fields__})
    return Sujet(traits, coordonnees, nir)


def _praticien(lecture: Lecture, praticien_id: int) -> FichePraticien:
    praticien = lecture.un(Praticien, praticien_id)
    return FichePraticien(**{champ: getattr(praticien, champ) for champ in FichePraticien.__dataclass_fields__})
