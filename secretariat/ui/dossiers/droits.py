"""La saisie des droits : assurance maladie et complémentaire."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from secretariat.dossiers.regles.coordonnees import normaliser_droits
from secretariat.dossiers.valeurs import DroitsPatient
from secretariat.socle.horloge import Horloge
from secretariat.socle.identifiants import formater_nir
from secretariat.ui.composants import ChampDate, ChampTexte, contenir, ligne
from secretariat.ui.dossiers.formulaire import ChampNir, Formulaire
from secretariat.ui.theme.jetons import ESPACE

TEXTES = {
    "regime": "Régime",
    "caisse": "Caisse",
    "centre": "Centre",
    "amc_nom": "Complémentaire",
    "amc_numero": "Numéro de la complémentaire",
    "amc_adherent": "Numéro d’adhérent",
}


class FormulaireDroits(Formulaire):
    """Les droits tels qu’une attestation les donne."""

    def __init__(self, horloge: Horloge) -> None:
        super().__init__()
        self.nir = ChampNir()
        self.textes = {nom: ChampTexte(libelle) for nom, libelle in TEXTES.items()}
        self.droits_jusqu_au = ChampDate("Droits ouverts jusqu’au", horloge)
        self.amc_jusqu_au = ChampDate("Complémentaire jusqu’au", horloge)
        self.ald, self.c2s = QCheckBox("Affection de longue durée"), QCheckBox("Complémentaire santé solidaire")
        self.suivre(nir=self.nir, droits_jusqu_au=self.droits_jusqu_au, **self.textes, amc_jusqu_au=self.amc_jusqu_au)
        organisme = ligne(*(self.textes[nom] for nom in ("regime", "caisse", "centre")), espace=ESPACE.grand)
        self.ranger(
            (self.nir, self.droits_jusqu_au),
            (contenir(organisme),),
            (contenir(ligne(self.ald, self.c2s, None, espace=ESPACE.ample)),),
            (self.textes["amc_nom"], self.textes["amc_numero"]),
            (self.textes["amc_adherent"], self.amc_jusqu_au),
        )

    def droits(self) -> DroitsPatient:
        """Les droits saisis, mis en forme."""
        textes = {nom: champ.texte() for nom, champ in self.textes.items()}
        return normaliser_droits(
            DroitsPatient(
                nir=self.nir.texte(),
                regime=textes["regime"],
                caisse=textes["caisse"],
                centre=textes["centre"],
                droits_jusqu_au=self.droits_jusqu_au.valeur(),
                ald=self.ald.isChecked(),
                c2s=self.c2s.isChecked(),
                amc_nom=textes["amc_nom"],
                amc_numero=textes["amc_numero"],
                amc_adherent=textes["amc_adherent"],
                amc_jusqu_au=self.amc_jusqu_au.valeur(),
            )
        )

    def poser(self, droits: DroitsPatient) -> None:
        """Remplit les champs."""
        self.nir.poser(formater_nir(droits.nir))
        self.droits_jusqu_au.poser_date(droits.droits_jusqu_au)
        self.amc_jusqu_au.poser_date(droits.amc_jusqu_au)
        self.ald.setChecked(droits.ald)
        self.c2s.setChecked(droits.c2s)
        for nom, champ in self.textes.items():
            champ.poser(getattr(droits, nom))

    def verifier(self) -> bool:
        """Montre tous les défauts ; dit si les droits sont recevables."""
        verifies = [champ.verifier() for champ in (self.nir, self.droits_jusqu_au, self.amc_jusqu_au)]
        return all(verifies)
