"""Les sauvegardes de la base : où l’on en est, la liste, et les gestes (faire, essayer, restaurer, copier, régler)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QProgressBar

from secretariat.socle.conservatoire.coffre import Coffre
from secretariat.socle.conservatoire.valeurs import LIBELLES_RAISONS, Alerte, Bilan, BilanExercice, Fiche
from secretariat.socle.copie import TravailInterrompu
from secretariat.socle.dates import moment_dit
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.horloge import a_paris
from secretariat.socle.sauvegarde import Sauvegarde
from secretariat.socle.unite_de_travail import LigneDuJournal
from secretariat.ui import enregistrer_sous
from secretariat.ui.cabinet.dialogue_restauration import DialogueRestauration
from secretariat.ui.cabinet.reglages_sauvegardes import DialogueReglages
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton, StyleBouton
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.etats import EtatVide
from secretariat.ui.composants.fluide import Fluide
from secretariat.ui.composants.ligne_info import Valeur
from secretariat.ui.composants.rangement import contenir, ligne
from secretariat.ui.composants.tableau import Tableau
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.poste import Poste
from secretariat.ui.sauvegardes import Sauvegardes
from secretariat.ui.theme.jetons import ESPACE, Ton

COLONNES = (
    Colonne[Fiche]("Faite le", lambda f: f"{a_paris(f.faite_le):%d/%m/%Y %H:%M}", graisse=500),
    Colonne[Fiche]("Pourquoi", lambda f: LIBELLES_RAISONS[f.raison]),
    Colonne[Fiche]("Taille", lambda f: megaoctets(f.taille) if f.taille else "", droite=True),
    Colonne[Fiche]("Lignes du journal", lambda f: f"{f.lignes_du_journal}" if f.verifiee else "", droite=True),
    Colonne[Fiche](
        "État",
        lambda f: "relue" if f.verifiee else f"manquée\u00a0: {f.defaut}",
        icone=lambda f: "coche_cercle" if f.verifiee else "alerte",
        encre=lambda f: Ton.SUCCES.encre if f.verifiee else Ton.DANGER.encre,
        etiree=True,
    ),
)
JAMAIS = "jamais"


@dataclass(frozen=True, slots=True)
class EtatDuCoffre:
    """Tout ce que la carte montre, lu d’un coup hors du fil graphique."""

    fiches: tuple[Fiche, ...]
    bilan: Bilan
    alerte: Alerte | None
    dossier: Path
    meme_disque: bool


def etat_du_coffre(coffre: Coffre) -> EtatDuCoffre:
    """Lit l’état ; à appeler hors du fil graphique, le disque peut être lent ou absent."""
    return EtatDuCoffre(coffre.fiches(), coffre.bilan(), coffre.alerte(), coffre.dossier, coffre.sur_le_meme_disque())


def megaoctets(octets: int) -> str:
    """« 12,3 Mo »."""
    return f"{octets / 1e6:.1f}\u00a0Mo".replace(".", ",")


class CarteSauvegardes(Carte):
    """La liste des sauvegardes et leurs gestes."""

    def __init__(self, poste: Poste, sauvegardes: Sauvegardes) -> None:
        super().__init__("Sauvegardes")
        self._poste = poste
        self._sauvegardes = sauvegardes
        self._etat: EtatDuCoffre | None = None
        self.faire = self._geste("Sauvegarder", "sauvegarde", self._faire, StyleBouton.PRINCIPAL)
        self.restaurer = self._geste("Restaurer…", "historique", self._restaurer)
        self.exercer = self._geste("Essayer", "coche_cercle", self._exercer)
        self.copier = self._geste("Copier vers…", "telecharger", self._copier)
        self.regler = self._geste("Régler…", "reglages", self._regler)
        self.message, self.avis = Bandeau(""), Bandeau("")
        self.disque = Bandeau(
            "Les sauvegardes sont sur le même disque que la base",
            "S’il casse ou disparaît, elles se perdent avec elle. Choisir un autre disque (Régler…).",
            Ton.ATTENTION,
        )
        self._attente = QProgressBar()
        self._attente.setRange(0, 0)
        self._attente.setAccessibleName("Travail sur les sauvegardes en cours")
        self.derniere, self.exercice, self.lieu = Valeur("", ""), Valeur("", ""), Valeur("", "")
        self._faits = ligne(espace=ESPACE.ample)
        self.modele = ModeleTable(COLONNES, lambda fiche: fiche.nom, self)
        premiere = "La première se fait après l’ouverture."
        if poste.etablissement.demonstration:
            premiere = "Une démonstration ne se sauvegarde pas d’elle-même."
        vide = EtatVide("sauvegarde", "Aucune sauvegarde de cette base.", premiere)
        self.tableau = Tableau("Sauvegardes", self.modele, vide)
        self.tableau.choisie.connect(lambda _fiche: self._permettre())
        if poste.place_des_sauvegardes is not None:  # un serveur se restaure par la ligne de commande
            self.restaurer.hide()
        gestes = contenir(Fluide(self.faire, self.restaurer, self.exercer, self.copier, self.regler))
        self.ajouter(self.message, self.avis, self.disque, contenir(self._faits), gestes, self._attente, self.tableau)
        for cache in (self.message, self.avis, self.disque, self._attente):
            cache.hide()
        self._permettre()

    def relire(self) -> None:
        """Redemande l’état du coffre."""
        coffre = self._sauvegardes.coffre
        self._poste.taches.travailler(lambda _suivi: etat_du_coffre(coffre), self.montrer)

    def montrer(self, etat: EtatDuCoffre) -> None:
        """Montre les sauvegardes et ce qu’il faut en dire."""
        self._etat = etat
        self.modele.remplacer(etat.fiches)
        self._dire_les_faits(etat)
        self.disque.setVisible(etat.meme_disque)
        self.avis.setVisible(etat.alerte is not None)
        if etat.alerte is not None:
            ton = Ton.INFO if self._poste.etablissement.demonstration else Ton.DANGER
            self.avis.dire(etat.alerte.titre, etat.alerte.detail, ton)
        self._permettre()

    def _dire_les_faits(self, etat: EtatDuCoffre) -> None:
        while (place := self._faits.takeAt(0)) is not None:
            if (piece := place.widget()) is not None:
                piece.deleteLater()
        derniere, essai = etat.bilan.derniere, etat.bilan.exercice
        self.derniere = Valeur("Dernière bonne sauvegarde", moment_dit(derniere.faite_le) if derniere else JAMAIS)
        issue = "" if essai is None else ("réussi, " if essai.reussi else "manqué, ") + moment_dit(essai.instant)
        self.exercice = Valeur("Dernier essai de restauration", issue or JAMAIS)
        self.lieu = Valeur("Dossier", str(etat.dossier))
        for piece in (self.derniere, self.exercice, self.lieu):
            self._faits.addWidget(piece)
        self._faits.addStretch(1)

    def _geste(
        self, libelle: str, icone: str, geste: Callable[[], None], style: StyleBouton = StyleBouton.A_BORD
    ) -> Bouton:
        bouton = Bouton(libelle, style, icone=icone).au_clic(geste)
        bouton.setObjectName(f"cabinet.sauvegardes.{icone}")
        return bouton

    def _permettre(self) -> None:
        choisie = self.tableau.ligne_courante()
        libre = not self._attente.isVisibleTo(self)
        a_une_bonne = any(fiche.verifiee for fiche in self.modele.lignes)
        for bouton, permis in (
            (self.faire, True),
            (self.copier, True),
            (self.regler, True),
            (self.exercer, a_une_bonne),
            (self.restaurer, choisie is not None and choisie.verifiee),
        ):
            bouton.setEnabled(libre and permis)

    def _faire(self) -> None:
        self._commencer()
        self._sauvegardes.faire(self._annoncer_la_sauvegarde, self._refuser)

    def _exercer(self) -> None:
        self._commencer()
        self._sauvegardes.exercer(self._annoncer_l_exercice, self._refuser)

    def _copier(self) -> None:
        jour = self._poste.taches.cabinet.horloge().date()
        nom = f"cabinet-{jour:%Y-%m-%d}.sqlite"
        filtre, titre = "Base du Secrétariat (*.sqlite)", "Copier le cabinet"
        destination = enregistrer_sous.demander(self, nom, filtre, titre)
        if destination is not None:
            self._commencer()
            self._sauvegardes.copier(destination, self._annoncer_la_copie, self._refuser)

    def _restaurer(self) -> None:
        fiche = self.tableau.ligne_courante()
        if fiche is None or self._etat is None:
            return
        source = self._etat.dossier / fiche.nom

        def demander(lignes: int) -> None:
            if DialogueRestauration.demander(self, fiche, lignes):
                self._poste.demandes.restaurer.emit(source)

        self._poste.taches.lire(lambda lecture: _derniere_ligne(lecture.lignes_du_journal(limite=1)), demander)

    def _regler(self) -> None:
        coffre = self._sauvegardes.coffre
        voulues = DialogueReglages.demander(self, coffre.preferences)
        if voulues is None:
            return
        self._commencer()
        self._poste.taches.travailler(
            lambda _suivi: coffre.regler(voulues),
            lambda _rien: self._annoncer_les_reglages(),
            en_cas_de_refus=self._refuser,
        )

    def _annoncer_la_sauvegarde(self, faite: Fiche) -> None:
        duree = f"{faite.duree_s:.1f}\u00a0s".replace(".", ",")
        self._finir("Sauvegarde faite et relue", f"{faite.nom} ({megaoctets(faite.taille)}, {duree})", Ton.SUCCES)

    def _annoncer_la_copie(self, faite: Sauvegarde) -> None:
        self._finir("Copie faite et relue", f"{faite.fichier} ({megaoctets(faite.taille)})", Ton.SUCCES)

    def _annoncer_l_exercice(self, bilan: BilanExercice) -> None:
        titre = "L’essai de restauration a réussi" if bilan.reussi else "L’essai de restauration est manqué"
        ton = Ton.SUCCES if bilan.reussi else Ton.DANGER
        self._finir(titre, "\n".join(bilan.constats), ton)

    def _annoncer_les_reglages(self) -> None:
        self._finir("Réglages gardés", "", Ton.SUCCES)
        self.relire()
        self._sauvegardes.relire()

    def _refuser(self, erreur: ErreurSecretariat) -> None:
        ton = Ton.INFO if isinstance(erreur, TravailInterrompu) else Ton.DANGER
        self._finir(str(erreur), erreur.conseil, ton)

    def _commencer(self) -> None:
        self.message.hide()
        self._attente.show()
        self._permettre()

    def _finir(self, titre: str, detail: str, ton: Ton) -> None:
        self._attente.hide()
        self.message.dire(titre, detail, ton)
        self.message.show()
        self._permettre()


def _derniere_ligne(lignes: tuple[LigneDuJournal, ...]) -> int:
    return lignes[0].numero if lignes else 0
