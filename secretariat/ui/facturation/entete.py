"""L’en-tête d’une facturation : le patient, et en puces ce qui décide du prix."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from secretariat.cabinet.valeurs import LIBELLES_SECTEURS, FichePraticien
from secretariat.dossiers.valeurs import (
    LIBELLES_STATUTS,
    DroitsPatient,
    FichePatient,
    Sexe,
    SourceDroits,
    StatutIdentite,
)
from secretariat.ui.composants import Avatar, Carte, EtiquetteSimulation, Puce, ligne, petit, pile, titre
from secretariat.ui.composants.fluide import Fluide
from secretariat.ui.facturation.repartition import Payeurs
from secretariat.ui.theme.jetons import AVATAR, ESPACE, Ton
from secretariat.ui.typographie import age, date_courte

STATUTS_SURS = {StatutIdentite.VALIDEE, StatutIdentite.QUALIFIEE}


class EntetePatient(Carte):
    """Le patient d’une facture, et en puces son identité, ses droits, sa complémentaire, son praticien."""

    def __init__(self) -> None:
        super().__init__()
        self.avatar, self.nom, self.naissance = Avatar("", AVATAR.moyen), titre(), petit(encre="texte2")
        self.nom.setObjectName("facturation.patient")
        self.identite, self.amo, self.amc, self.praticien = Puce(""), Puce(""), Puce(""), Puce("")
        self.simulation = EtiquetteSimulation()
        puces = QWidget()
        puces.setLayout(Fluide(self.identite, self.amo, self.amc, self.praticien, self.simulation))
        rangee = ligne(self.avatar, pile(self.nom, self.naissance, espace=0), espace=ESPACE.moyen)
        rangee.addSpacing(ESPACE.moyen)
        rangee.addWidget(puces, 1, Qt.AlignmentFlag.AlignVCenter)
        self.ajouter(rangee)

    def montrer(self, patient: FichePatient, praticien: FichePraticien, jour: date) -> None:
        """Montre le patient et le praticien au jour de l’acte."""
        droits = patient.droits
        self.setAccessibleName(f"Patient\u00a0: {patient.nom}")
        self.avatar.setText(_initiales(patient))
        self.nom.setText(patient.nom)
        self.naissance.setText(_naissance(patient, jour))
        ton = Ton.SUCCES if patient.statut in STATUTS_SURS else Ton.NEUTRE
        self.identite.montrer(LIBELLES_STATUTS[patient.statut], "bouclier", ton)
        self.amo.montrer(*_amo(droits, jour))
        self.amc.montrer(*_amc(droits, jour))
        self.praticien.montrer(f"{praticien.titre} · {LIBELLES_SECTEURS[praticien.secteur]}", "stetho")
        simules = droits is not None and droits.source is SourceDroits.CARTE_SIMULEE
        self.simulation.setVisible(patient.simule or simules)


def payeurs_de(patient: FichePatient) -> Payeurs:
    """Comment nommer ceux qui paient."""
    droits = patient.droits
    caisse = " ".join(filter(None, (droits.regime, droits.caisse, droits.centre))) if droits else ""
    return Payeurs(
        amo=f"Caisse {caisse}" if caisse else "Caisse non connue",
        amc=(droits.complementaire if droits else "") or "Aucune complémentaire",
        patient="Patiente" if patient.traits.sexe is Sexe.FEMININ else "Patient",
    )


def _amo(droits: DroitsPatient | None, jour: date) -> tuple[str, str, Ton]:
    if droits is None or not droits.nir:
        return "AMO\u00a0: aucun droit au dossier", "alerte", Ton.ATTENTION
    if droits.droits_jusqu_au is not None and droits.droits_jusqu_au < jour:
        return f"AMO échue le {date_courte(droits.droits_jusqu_au)}", "alerte", Ton.ATTENTION
    if not droits.sont_attestes:
        return "AMO\u00a0: droits non attestés", "question", Ton.ATTENTION
    mention = " · ALD" if droits.ald else ""
    return f"AMO\u00a0: droits ouverts{mention}", "coche_cercle", Ton.SUCCES


def _amc(droits: DroitsPatient | None, jour: date) -> tuple[str, str, Ton]:
    if droits is not None and droits.c2s:
        return "Complémentaire santé solidaire", "coche_cercle", Ton.SUCCES
    if droits is None or not droits.complementaire:
        return "Sans complémentaire", "info", Ton.NEUTRE
    if droits.amc_jusqu_au is not None and droits.amc_jusqu_au < jour:
        return f"AMC échue le {date_courte(droits.amc_jusqu_au)}", "alerte", Ton.ATTENTION
    return "AMC\u00a0: droits ouverts", "coche_cercle", Ton.SUCCES


def _naissance(patient: FichePatient, jour: date) -> str:
    traits = patient.traits
    accord = "née" if traits.sexe is Sexe.FEMININ else "né"
    nom = f"{accord} {traits.nom_naissance.upper()}" if traits.nom_utilise else ""
    ans = age(traits.naissance, le=jour) if traits.naissance <= jour else ""
    return " · ".join(filter(None, (nom, date_courte(traits.naissance), ans)))


def _initiales(patient: FichePatient) -> str:
    nom, _, prenom = patient.nom.rpartition(" ")
    return f"{prenom[:1]}{nom[:1]}".upper()
