"""Les réglages du cabinet, tirés de leur registre : une carte par section, un réglage par ligne, enregistré à part."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from secretariat.cabinet import reglages
from secretariat.cabinet.reglages import Anomalie, Choix, Etat, OuiNon, Reglage, Section, Source
from secretariat.conformite.reglages import REGLAGES
from secretariat.socle.dates import date_courte
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.unite_de_travail import Lecture
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton, StyleBouton
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.composants.etiquette import petit
from secretariat.ui.composants.liste_choix import ListeChoix
from secretariat.ui.composants.rangement import contenir, ligne, pile
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, LARGEUR, Ton

TOUS = (*reglages.REGISTRE, *REGLAGES.values())
OUI_NON = (("oui", "oui"), ("non", "non"))


def source_dite(source: Source) -> str:
    """« CNIL… ; relu le 22/11/2026 ; à confirmer… »."""
    reserve = f"\u202f; {source.reserve}" if source.reserve else ""
    return f"Source\u00a0: {source.texte}\u202f; relu le {date_courte(source.verifie_le)}{reserve}."


class LigneReglage(QWidget):
    """Un réglage : sa saisie, ce qui est permis, et les gestes qui l’enregistrent.

    Signals:
        demandee: Enregistrer ce texte ; porte le réglage, le texte, et celui que l’on avait sous les yeux.
    """

    demandee = Signal(object, str, str)

    def __init__(self, reglage: Reglage[Any]) -> None:
        super().__init__()
        self.reglage = reglage
        self._montre = self._lu = ""
        self.saisie = self._saisie()
        self.saisie.setObjectName(f"reglage.{reglage.cle}")
        self.enregistrer = Bouton("Enregistrer", hauteur=HAUTEUR.bouton_carte).au_clic(self._enregistrer)
        self.defaut = Bouton("Revenir au défaut", StyleBouton.DISCRET, hauteur=HAUTEUR.bouton_carte)
        self.defaut.au_clic(lambda: self.demandee.emit(reglage, reglage.sorte.vers_texte(reglage.defaut), self._lu))
        self.saisie.modifie.connect(self._suivre)
        notes = [reglage.aide, source_dite(reglage.source) if reglage.source else ""]
        explications = pile(*(petit(note, encre="texte2").replier() for note in notes if note), espace=ESPACE.infime)
        explications.addStretch(1)
        gestes = contenir(pile(self.saisie, ligne(self.enregistrer, self.defaut, None), None, espace=ESPACE.petit))
        gestes.setFixedWidth(LARGEUR.actions)
        rangee = ligne(gestes, espace=ESPACE.ample)
        rangee.addLayout(explications, 1)
        self.setLayout(rangee)

    def montrer(self, etat: Etat[Any]) -> None:
        """Montre ce qui s’applique, sans effacer ce que l’on est en train d’écrire."""
        texte = etat.reglage.sorte.vers_texte(etat.valeur)
        if not self._montre or self._texte() == self._montre:
            self._poser(texte)
            self._lu = texte
        self._montre = texte
        self.defaut.setVisible(not etat.est_au_defaut)
        self._suivre()

    def accepter(self, texte: str) -> None:
        """Ce texte est enregistré : la saisie le montre, et suivra désormais la base."""
        self._poser(texte)
        self._montre = self._lu = texte
        self._suivre()

    def refuser(self, erreur: ErreurSecretariat) -> None:
        """Montre le refus sous la saisie, qui reste écrite ; ce qu’un autre poste a mis est lu désormais."""
        self._lu = self._montre
        self.saisie.refuser(f"{erreur} {erreur.conseil}")

    def _saisie(self) -> ChampTexte | ListeChoix[str]:
        sorte, unite = self.reglage.sorte, self.reglage.sorte.unite
        libelle = f"{self.reglage.libelle} ({unite})" if unite else self.reglage.libelle
        aide = f"{sorte.dire(self.reglage.defaut)} par défaut"
        match sorte:
            case Choix():
                return ListeChoix(libelle, sorte.options, aide=f"Par défaut\u00a0: {sorte.dire(self.reglage.defaut)}.")
            case OuiNon():
                return ListeChoix(libelle, OUI_NON, aide=f"{aide}.")
            case _:
                champ = ChampTexte(libelle, aide=f"{aide}\u202f; {sorte.attendu}.")
                champ.valide.connect(self._enregistrer)
                return champ

    def _texte(self) -> str:
        return self.saisie.texte() if isinstance(self.saisie, ChampTexte) else self.saisie.valeur()

    def _poser(self, texte: str) -> None:
        (self.saisie.poser if isinstance(self.saisie, ChampTexte) else self.saisie.choisir)(texte)

    def _enregistrer(self) -> None:
        if self._texte() != self._montre:
            self.demandee.emit(self.reglage, self._texte(), self._lu)

    def _suivre(self) -> None:
        self.enregistrer.setVisible(self._texte() != self._montre)


class VueReglages(Ecran):
    """Tous les réglages que l’on peut changer ; ce que la base dit mal est signalé en tête."""

    TABLES = frozenset({"reglages"})

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        self.anomalies = Bandeau("", ton=Ton.ATTENTION)
        self.anomalies.hide()
        self.lignes = {reglage.cle: LigneReglage(reglage) for reglage in TOUS if reglage.section is not Section.CACHEE}
        colonne = pile(self.anomalies, espace=ESPACE.grand)
        for section in Section:
            if voisines := [ligne for ligne in self.lignes.values() if ligne.reglage.section is section]:
                colonne.addWidget(Carte(section.value, espace=ESPACE.grand).ajouter(*voisines))
        colonne.addStretch(1)
        for une in self.lignes.values():
            une.demandee.connect(self._enregistrer)
        aire = QScrollArea(widgetResizable=True)
        aire.setFrameShape(QFrame.Shape.NoFrame)
        aire.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        aire.setWidget(contenir(colonne))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(aire)

    def relire(self) -> None:
        """Redemande les réglages et leurs anomalies."""

        def lire(lecture: Lecture) -> tuple[tuple[Etat[Any], ...], tuple[Anomalie, ...]]:
            return reglages.etats(lecture, TOUS), reglages.anomalies(lecture, TOUS)

        self.poste.taches.lire(lire, self._montrer, sujet="réglages")

    def _montrer(self, lus: tuple[tuple[Etat[Any], ...], tuple[Anomalie, ...]]) -> None:
        etats, anomalies = lus
        for etat in etats:
            if etat.reglage.cle in self.lignes:
                self.lignes[etat.reglage.cle].montrer(etat)
        self.anomalies.setVisible(bool(anomalies))
        if anomalies:
            self.anomalies.dire(
                "La base contient des réglages que ce programme ne comprend pas\u00a0: leur défaut s’applique.",
                "\n".join(f"{self._nom(anomalie.cle)}\u00a0: {anomalie.raison}." for anomalie in anomalies),
                Ton.ATTENTION,
            )

    def _nom(self, cle: str) -> str:
        return self.lignes[cle].reglage.libelle if cle in self.lignes else cle

    def _enregistrer(self, reglage: Reglage[Any], texte: str, lu: str) -> None:
        self.poste.taches.faire(
            f"réglage du cabinet\u00a0: {reglage.libelle}",
            lambda unite: reglages.changer_depuis_texte(unite, reglage, texte, lu=lu),
            lambda _rien: self.lignes[reglage.cle].accepter(texte),
            en_cas_de_refus=self.lignes[reglage.cle].refuser,
        )
