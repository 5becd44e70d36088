"""Les autorités de certification du cabinet : sans elles, aucune vraie carte de professionnel ne se vérifie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from secretariat.cartes.autorites import enregistrer_autorites, lire_autorites
from secretariat.cartes.diagnostic_autorites import AutoriteConnue, autorites_connues, avec, sans
from secretariat.socle.dates import date_courte
from secretariat.socle.droits import Droit
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurSecretariat
from secretariat.socle.fichiers import cause_dite
from secretariat.socle.unite_de_travail import Lecture, UniteDeTravail
from secretariat.ui.cabinet import choisir_fichier
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton, StyleBouton
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.etats import EtatVide
from secretariat.ui.composants.etiquette import petit
from secretariat.ui.composants.rangement import ligne
from secretariat.ui.composants.tableau import Tableau
from secretariat.ui.droits import griser
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import HAUTEUR, Ton
from secretariat.ui.theme.theme import theme

Geste = Callable[[UniteDeTravail], None]
FILTRE = "Certificats PEM (*.pem *.crt *.cer);;Tous les fichiers (*)"
TAILLE_MAX = 1_000_000
LIGNES_VIDES = 4
DEMONSTRATION = "Cette démonstration se fie d’elle-même à l’autorité de ses cartes fictives, et à elle seule."
EXPLICATION = (
    "Elles disent qu’une carte de professionnel est vraie. Celles de l’IGC-Santé se prennent sur le site de l’ANS, et "
    "valent pour tous les postes du cabinet."
)


def lire_pem(chemin: Path) -> str:
    """Le texte d’un fichier de certificats.

    Raises:
        ErreurEnvironnement: Il ne se lit pas, est trop gros, ou n’est pas du texte.
    """
    try:
        with chemin.open("rb") as flux:
            octets = flux.read(TAILLE_MAX + 1)
    except OSError as erreur:
        raise ErreurEnvironnement(
            f"Le fichier {chemin.name} ne se lit pas\u00a0: {cause_dite(erreur)}.", conseil="En choisir un autre."
        ) from erreur
    if len(octets) > TAILLE_MAX or not octets.isascii():
        raise ErreurEnvironnement(
            f"Le fichier {chemin.name} n’est pas un fichier de certificats PEM.",
            conseil="Choisir un fichier de texte qui contient «\u00a0BEGIN CERTIFICATE\u00a0».",
        )
    return octets.decode("ascii")


def importer(unite: UniteDeTravail, chemin: Path) -> None:
    """Ajoute aux autorités du cabinet celles de ce fichier.

    Raises:
        ErreurEnvironnement: Le fichier ne se lit pas.
        DonneesInvalides: Ce ne sont pas des certificats PEM.
    """
    enregistrer_autorites(unite, avec(lire_autorites(unite), lire_pem(chemin)))


def retirer(unite: UniteDeTravail, empreinte: str) -> None:
    """Retire une autorité du cabinet."""
    enregistrer_autorites(unite, sans(lire_autorites(unite), empreinte))


class CarteAutorites(Carte):
    """La liste des autorités, et ses deux gestes."""

    def __init__(self, poste: Poste) -> None:
        super().__init__("Autorités de certification du cabinet")
        self._poste = poste
        aujourd_hui = poste.taches.cabinet.horloge().date()

        def echue(autorite: AutoriteConnue) -> bool:
            return autorite.jusqu_au < aujourd_hui

        colonnes = (
            Colonne[AutoriteConnue](
                "Autorité et échéance",
                lambda a: a.nom,
                graisse=500,
                detail=lambda a: f"{'Échue le' if echue(a) else 'Jusqu’au'} {date_courte(a.jusqu_au)}",
                icone=lambda a: "alerte" if echue(a) else "coche_cercle",
                encre=lambda a: Ton.DANGER.encre if echue(a) else "",
                etiree=True,
            ),
        )
        self.modele = ModeleTable(colonnes, lambda autorite: autorite.empreinte, self)
        detail = "Sans elles, aucune vraie carte n’ouvre de session ni ne signe."
        vide = EtatVide("bouclier", "Aucune autorité désignée.", detail)
        self.tableau = Tableau("Autorités de certification", self.modele, vide)
        self.tableau.setObjectName("cabinet.cartes.autorites")
        self.tableau.choisie.connect(lambda _autorite: self._permettre())
        self.importer = Bouton("Importer un fichier PEM…", icone="plus").au_clic(self._importer)
        self.importer.setObjectName("cabinet.cartes.importer")
        self.retirer = Bouton("Retirer", StyleBouton.DANGER, icone="corbeille").au_clic(self._retirer)
        self.retirer.setObjectName("cabinet.cartes.retirer")
        self.message = Bandeau("")
        self.message.hide()
        demonstration = [petit(DEMONSTRATION, encre="texte2").replier()] if poste.etablissement.demonstration else []
        self.ajouter(
            petit(EXPLICATION, encre="texte2").replier(),
            *demonstration,
            self.message,
            self.tableau,
            ligne(self.importer, None, self.retirer),
        )
        poste.droits.change.connect(self._permettre)
        theme().change.connect(self._dimensionner)
        self._montrer(())

    def relire(self) -> None:
        """Redemande les autorités."""

        def lire(lecture: Lecture) -> tuple[AutoriteConnue, ...]:
            return autorites_connues(lire_autorites(lecture))

        self._poste.taches.lire(lire, self._montrer, sujet="autorités des cartes", en_cas_de_refus=self._refuser)

    def _montrer(self, autorites: tuple[AutoriteConnue, ...]) -> None:
        self.modele.remplacer(autorites)
        self._dimensionner()
        self._permettre()

    def _importer(self) -> None:
        chemin = choisir_fichier.demander(self, "Importer des autorités de certification", FILTRE)
        if chemin is not None:
            self._faire(
                "autorités des cartes importées", lambda unite: importer(unite, chemin), f"{chemin.name} est importé"
            )

    def _retirer(self) -> None:
        choisie = self.tableau.ligne_courante()
        if choisie is not None:
            empreinte = choisie.empreinte
            self._faire(
                "autorité des cartes retirée", lambda unite: retirer(unite, empreinte), f"{choisie.nom} est retirée"
            )

    def _faire(self, motif: str, geste: Geste, fait: str) -> None:
        self.message.hide()
        self._poste.taches.faire(
            motif, geste, lambda _rien: self._poste.demandes.message.emit(fait), en_cas_de_refus=self._refuser
        )

    def _refuser(self, erreur: ErreurSecretariat) -> None:
        self.message.dire(str(erreur), erreur.conseil, Ton.DANGER)
        self.message.show()

    def _permettre(self) -> None:
        for bouton in (self.importer, self.retirer):
            griser(bouton, self._poste.droits, Droit.CHANGER_REGLAGES)
        if self.tableau.ligne_courante() is None:
            self.retirer.setEnabled(False)

    def _dimensionner(self) -> None:
        vide = theme().px(LIGNES_VIDES * HAUTEUR.ligne_double)
        self.tableau.setFixedHeight(self.tableau.hauteur_du_contenu() if self.modele.lignes else vide)
