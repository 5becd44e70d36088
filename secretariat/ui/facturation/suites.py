"""Ce qui suit la validation : où en est la feuille (validée, signée, en lot), ce qui lui manque, et son histoire."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from secretariat.comptabilite.valeurs import LIBELLES_MOYENS
from secretariat.facturation.valeurs import LIBELLES_ETATS, Etape, EtatFacture, FicheFacture
from secretariat.socle.horloge import a_paris
from secretariat.ui.composants import (
    Bandeau,
    Bouton,
    Carte,
    Etiquette,
    EtiquetteSimulation,
    Icone,
    LigneInfo,
    Panneau,
    StyleBouton,
    contenir,
    ligne,
    petit,
    pile,
    vider,
)
from secretariat.ui.facturation.etats import ASPECTS, ETAPES, est_contraire
from secretariat.ui.theme.jetons import ESPACE, ICONE, Ton
from secretariat.ui.typographie import date_courte, heure


class FriseEtats(Panneau):
    """Les étapes d’une feuille ; celle où l’on en est porte son icône et sa couleur."""

    def __init__(self) -> None:
        super().__init__(en_ligne=True, espace=ESPACE.petit)
        self._etapes = {etape: (Icone("cercle"), Etiquette("", "petit")) for etape in ETAPES}
        for rang, (icone, mot) in enumerate(self._etapes.values()):
            if rang:
                self.ajouter(None, Icone("droite", "texte3", ICONE.petite), None)
            self.rangee.addLayout(ligne(icone, mot, espace=ESPACE.infime))

    def montrer(self, etat: EtatFacture, lot: int | None) -> None:
        """Montre jusqu’où la feuille est allée."""
        atteint = ETAPES.index(etat) if etat in ETAPES else -1
        for rang, (etape, (icone, mot)) in enumerate(self._etapes.items()):
            fait, courant = rang <= atteint, rang == atteint
            nom, ton = ASPECTS[etape] if courant else ("coche" if fait else "cercle", Ton.NEUTRE)
            icone.montrer(nom, ton.encre if fait else "texte3")
            mot.setText(f"En lot {lot}" if etape is EtatFacture.EN_LOT and lot else LIBELLES_ETATS[etape])
            mot.teindre(("texte" if courant else "texte2") if fait else "texte3")
        self.setAccessibleName(f"État\u00a0: {LIBELLES_ETATS[etat]}")


class CarteSuites(Carte):
    """La feuille de soins électronique : son état et le geste qui vient."""

    def __init__(self) -> None:
        self.simulation = EtiquetteSimulation()
        super().__init__("Feuille de soins", droite=self.simulation)
        self.frise = FriseEtats()
        self.manque = Bandeau("", ton=Ton.ATTENTION)
        self.manque.setObjectName("facturation.manque")
        self.signer = Bouton("Signer et mettre en lot", StyleBouton.PRINCIPAL, icone="signature", raccourci="S").large()
        self.signer.setObjectName("facturation.signer")
        self.papier = Bouton("Feuille de soins papier (PDF)", icone="imprimer", raccourci="P").large()
        self.papier.setObjectName("facturation.papier")
        self.ajouter(self.frise, self.manque, self.signer, self.papier)

    def montrer(self, fiche: FicheFacture) -> None:
        """Montre où en est la feuille."""
        vivante = not est_contraire(fiche) and fiche.etat is not EtatFacture.ANNULEE
        a_faire = vivante and fiche.etat in {EtatFacture.VALIDEE, EtatFacture.SIGNEE}
        self.simulation.setVisible(fiche.simulee)
        self.frise.setVisible(vivante)
        self.frise.montrer(fiche.etat, fiche.lot_numero)
        self.signer.setVisible(a_faire)
        self.signer.setEnabled(a_faire)
        self.papier.setVisible(vivante)
        if not vivante:
            self.dire(*_close(fiche))
        else:
            self.manque.hide()

    def dire(self, message: str, conseil: str = "", ton: Ton = Ton.ATTENTION) -> None:
        """Dit sur place ce qui manque à la feuille."""
        self.manque.dire(message, conseil, ton)
        self.manque.show()


class CarteHistoire(Carte):
    """Chaque moment de la facture."""

    def __init__(self) -> None:
        super().__init__("Histoire de la facture", espace=0)

    def montrer(self, etapes: tuple[Etape, ...]) -> None:
        """Montre les moments, du premier au dernier."""
        vider(self.corps)
        for etape in etapes:
            moment = f"{date_courte(a_paris(etape.instant).date())} · {heure(etape.instant)}"
            self.corps.addWidget(contenir(_moment(etape.texte, moment)))


class CarteReglee(Carte):
    """Les règlements reçus, contre-passés ou non."""

    def __init__(self) -> None:
        super().__init__("Règlements", espace=0)

    def montrer(self, fiche: FicheFacture) -> None:
        """Montre les règlements, et ce qui reste dû."""
        vider(self.corps)
        for reglement in fiche.reglements:
            texte = f"{reglement.montant} · {LIBELLES_MOYENS[reglement.moyen]}"
            if reglement.contrepasse_id is not None:
                texte = f"{texte} · contre-passation"
            moment = f"{date_courte(a_paris(reglement.recu_le).date())} · {heure(reglement.recu_le)}"
            self.corps.addWidget(contenir(_moment(texte, moment)))
        if not fiche.reglements:
            self.corps.addWidget(petit("Aucun règlement."))
        self.corps.addWidget(LigneInfo("Total réglé par le patient", str(fiche.regle)))


def _moment(texte: str, instant: str) -> QHBoxLayout:
    rangee = ligne(espace=ESPACE.moyen)
    rangee.addWidget(petit(texte, encre="texte").replier(), 1)
    rangee.addLayout(pile(petit(instant, encre="texte2")))
    rangee.setContentsMargins(0, ESPACE.infime, 0, ESPACE.infime)
    return rangee


def _close(fiche: FicheFacture) -> tuple[str, str]:
    if fiche.annule:
        return (
            f"Contre-passation de la facture {fiche.annule}",
            "Elle en annule chaque montant\u202f; rien ne se signe.",
        )
    par = f" par la facture {fiche.annulee_par}" if fiche.annulee_par else ""
    return f"Facture contre-passée{par}", "Les deux restent au dossier. Refaire la facture si la venue est à facturer."
