"""« Avant de signer » : ce qui est en place, ce qui manque, et ce qui s’ensuit ; rien de cela n’empêche d’encaisser."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QSizePolicy

from secretariat.cabinet.valeurs import FichePraticien
from secretariat.ui.composants import Carte, EtiquetteSimulation, Icone, Panneau, petit, vider
from secretariat.ui.facturation.cartes_presentes import EtatCartes
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, ICONE, Ton
from secretariat.ui.typographie import de

ICONES = {Ton.SUCCES: "coche_cercle", Ton.ATTENTION: "alerte", Ton.DANGER: "alerte", Ton.NEUTRE: "cercle"}


@dataclass(frozen=True, slots=True)
class Controle:
    """Un point vérifié : ce qu’il est, où il en est, ce qu’il entraîne."""

    libelle: str
    ton: Ton
    suite: str = ""


def controler_les_cartes(
    etat: EtatCartes, praticien: FichePraticien, *, nir: str, simule: bool
) -> tuple[Controle, ...]:
    """Les deux cartes, et à qui elles sont ; `nir` est celui qui prend le patient en charge, vide si inconnu."""
    provenance = "simulation" if simule else ""
    return _vitale(etat, nir, provenance), _cps(etat, praticien, provenance)


def _vitale(etat: EtatCartes, nir: str, provenance: str) -> Controle:
    if not etat.vitale_presente:
        return Controle("Carte Vitale absente", Ton.ATTENTION, "feuille papier possible")
    if etat.vitale is None or not nir:
        return Controle("Carte Vitale présente", Ton.NEUTRE, "à comparer au dossier")
    if nir not in {etat.vitale.nir_assure, *(porteur.nir for porteur in etat.vitale.beneficiaires)}:
        return Controle("Carte Vitale d’une autre personne", Ton.ATTENTION, "la changer, ou papier")
    return Controle("Carte Vitale du patient", Ton.SUCCES, provenance)


def _cps(etat: EtatCartes, praticien: FichePraticien, provenance: str) -> Controle:
    if not etat.cps_presente:
        return Controle(f"Carte CPS {de(praticien.titre)} absente", Ton.ATTENTION, "à signer plus tard")
    if etat.cps is None:
        return Controle("Carte CPS en cours de lecture", Ton.NEUTRE)
    if etat.cps.rpps != praticien.rpps:
        return Controle(f"Carte CPS {de(etat.cps.nom.upper())}", Ton.ATTENTION, f"il faut celle {de(praticien.titre)}")
    return Controle(f"Carte CPS {de(praticien.titre)}", Ton.SUCCES, provenance)


class CarteControles(Carte):
    """Les points vérifiés, un par ligne."""

    def __init__(self, *, simule: bool) -> None:
        super().__init__("Avant de signer", droite=EtiquetteSimulation() if simule else None, espace=0)
        self.setObjectName("facturation.controles")
        self.controles: tuple[Controle, ...] = ()

    def montrer(self, controles: tuple[Controle, ...]) -> None:
        """Remplace les points."""
        if controles == self.controles:
            return
        self.controles = controles
        vider(self.corps)
        for controle in controles:
            self.corps.addWidget(_ligne(controle))


def _ligne(controle: Controle) -> Panneau:
    panneau = Panneau(en_ligne=True, espace=ESPACE.petit)
    panneau.setMinimumHeight(HAUTEUR.fait)
    suite = petit(controle.suite, encre="texte2")
    suite.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    libelle = petit(controle.libelle, encre="texte", graisse=500).replier()
    panneau.ajouter(Icone(ICONES[controle.ton], controle.ton.encre, ICONE.moyenne), libelle, suite)
    panneau.rangee.setStretch(1, 1)
    panneau.setAccessibleName(f"{controle.libelle}, {controle.suite}" if controle.suite else controle.libelle)
    return panneau
