"""Les clés de la base : les moyens de l’ouvrir, jamais les secrets ; en ajouter, en renouveler, en révoquer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout

from secretariat.cabinet.valeurs import FicheRecuperation
from secretariat.socle import cles, emplacements, recuperation
from secretariat.socle.cles import Emplacement, Moyen
from secretariat.socle.dates import date_courte
from secretariat.socle.erreurs import ErreurMetier, ErreurSecretariat
from secretariat.socle.horloge import a_paris
from secretariat.socle.trousseau import trousseau_du_bureau
from secretariat.ui.cabinet.dialogues_cles import DialogueEssai, DialogueFiche, DialoguePhrase, DialoguePreuve
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton, StyleBouton
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.etiquette import petit
from secretariat.ui.composants.rangement import ligne
from secretariat.ui.composants.tableau import Tableau
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE, Ton

MOYENS = {
    Moyen.TROUSSEAU: "Trousseau du bureau",
    Moyen.PHRASE: "Phrase de passe",
    Moyen.RECUPERATION: "Fiche de récupération",
}
COLONNES = (
    Colonne[Emplacement]("Moyen", lambda e: MOYENS[e.moyen], graisse=600, icone=lambda _e: "cle"),
    Colonne[Emplacement]("À qui, où", lambda e: e.libelle or "—", etiree=True),
    Colonne[Emplacement]("Créée le", lambda e: _jour_dit(e.cree_le)),
    Colonne[Emplacement]("Repère", lambda e: e.repere, droite=True),
)
ANCIENNES = "Les sauvegardes déjà faites s’ouvrent encore par les clés qu’elles avaient, jusqu’à ce qu’elles partent."

Changement = Callable[[Path, bytes, str], Emplacement]
"""Un changement de clés : la base, sa clé, le jour ; rend l’emplacement touché."""


@dataclass(frozen=True, slots=True)
class EtatDesCles:
    """Ce que la vue montre."""

    emplacements: tuple[Emplacement, ...]
    fiche_verifiee_le: str


class VueCles(Ecran):
    """La liste des moyens et leurs gestes ; chaque changement demande une preuve, et s’écrit au journal."""

    TABLES = frozenset({"cles"})

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        assert poste.sauvegardes is not None  # noqa: S101  (une base sur serveur n’a pas cette vue)
        self._base = poste.sauvegardes.coffre.base
        self.modele = ModeleTable(COLONNES, lambda e: e.repere, self)
        self.tableau = Tableau("Clés", self.modele)
        self.tableau.choisie.connect(lambda _e: self._permettre())
        self.ajouter = self._geste("Ajouter une phrase…", "plus", self._ajouter, StyleBouton.PRINCIPAL)
        self.renouveler = self._geste("Changer la phrase…", "crayon", self._renouveler)
        self.revoquer = self._geste("Révoquer…", "corbeille", self._revoquer, StyleBouton.DANGER)
        self.trousseau = self._geste("Confier au trousseau de ce poste…", "verrou", self._confier)
        self.essayer = self._geste("Tester la fiche…", "coche_cercle", self._essayer)
        self.refaire = self._geste("Refaire la fiche…", "imprimer", self._refaire)
        self.message = Bandeau("")
        self.message.hide()
        self.essai = Bandeau("")
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(ESPACE.grand)
        carte = Carte("Moyens d’ouvrir la base").ajouter(
            petit(
                "La base est chiffrée. Chacun de ces moyens l’ouvre\u00a0; sans aucun, elle est illisible à jamais. "
                "Aucun secret n’est montré ici.",
                encre="texte2",
            ).replier(),
            self.message,
            ligne(self.ajouter, self.renouveler, self.trousseau, None, self.revoquer),
            self.tableau,
        )
        page.addWidget(carte, 1)
        page.addWidget(Carte("Fiche de récupération").ajouter(self.essai, ligne(self.essayer, self.refaire, None)))
        self._permettre()

    def relire(self) -> None:
        """Redemande la liste."""
        base = self._base
        self.poste.taches.travailler(
            lambda _suivi: EtatDesCles(cles.lire(base).emplacements, emplacements.dernier_essai(base)),
            self.montrer,
            en_cas_de_refus=self._refuser,
        )

    def montrer(self, etat: EtatDesCles) -> None:
        """Montre les moyens, et où en est la fiche."""
        self.modele.remplacer(etat.emplacements)
        if not any(e.moyen is Moyen.RECUPERATION for e in etat.emplacements):
            self.essai.dire(
                "Cette base n’a pas de fiche de récupération", "En faire une, et l’imprimer.", Ton.ATTENTION
            )
        elif etat.fiche_verifiee_le:
            jour = _jour_dit(etat.fiche_verifiee_le)
            self.essai.dire(f"Fiche vérifiée le {jour}", "La tester de nouveau une fois par an.", Ton.SUCCES)
        else:
            self.essai.dire(
                "La fiche imprimée n’a jamais été vérifiée", "La tester\u00a0: elle doit ouvrir la base.", Ton.ATTENTION
            )
        self._permettre()

    def _geste(
        self, libelle: str, icone: str, geste: Callable[[], None], style: StyleBouton = StyleBouton.A_BORD
    ) -> Bouton:
        return Bouton(libelle, style, icone=icone).au_clic(geste)

    def _permettre(self) -> None:
        choisi = self.tableau.ligne_courante()
        self.renouveler.setEnabled(choisi is not None and choisi.moyen is Moyen.PHRASE)
        self.revoquer.setEnabled(choisi is not None)

    def _ajouter(self) -> None:
        voulue = DialoguePhrase.demander(self, "Ajouter une phrase de passe", avec_libelle=True)
        if voulue is None:
            return
        phrase, libelle = voulue.phrase, voulue.libelle
        self._changer(
            "clé ajoutée",
            voulue.preuve,
            lambda base, cle, le: emplacements.ajouter_phrase(base, cle, phrase, libelle=libelle, le=le),
        )

    def _renouveler(self) -> None:
        choisi = self.tableau.ligne_courante()
        if choisi is None:
            return
        voulue = DialoguePhrase.demander(self, "Changer la phrase de passe", avec_libelle=False)
        if voulue is None:
            return
        phrase, repere = voulue.phrase, choisi.repere
        self._changer(
            "clé renouvelée",
            voulue.preuve,
            lambda base, cle, le: emplacements.renouveler_phrase(base, cle, phrase, repere=repere, le=le),
        )

    def _revoquer(self) -> None:
        choisi = self.tableau.ligne_courante()
        if choisi is None:
            return
        nom = " ".join(filter(None, (MOYENS[choisi.moyen].lower(), choisi.libelle)))
        preuve = DialoguePreuve.demander(
            self,
            f"Révoquer\u00a0: {nom}\u202f?",
            detail=f"Ce moyen n’ouvrira plus la base. {ANCIENNES}",
            geste="Révoquer",
            danger=True,
        )
        if preuve is not None:
            repere = choisi.repere
            self._changer(
                "clé révoquée", preuve, lambda base, cle, _le: emplacements.revoquer(base, cle, repere=repere)
            )

    def _confier(self) -> None:
        detail = "Ce poste ouvrira la base sans rien demander. Ne le faire que sur un poste du cabinet."
        preuve = DialoguePreuve.demander(
            self, "Confier la clé au trousseau de ce poste", detail=detail, geste="Confier"
        )
        if preuve is not None:
            self._changer("clé ajoutée", preuve, _confier_au_trousseau)

    def _refaire(self) -> None:
        detail = "Une nouvelle fiche va être tirée au sort. L’ancienne vaut tant que la nouvelle n’est pas vérifiée."
        preuve = DialoguePreuve.demander(self, "Refaire la fiche de récupération", detail=detail, geste="Continuer")
        if preuve is None:
            return
        base = self._base
        self.poste.taches.travailler(
            lambda _suivi: (emplacements.prouver(base, preuve), cles.lire(base).base)[1],
            lambda identifiant: self._remettre_la_fiche(preuve, identifiant),
            en_cas_de_refus=self._refuser,
        )

    def _remettre_la_fiche(self, preuve: str, identifiant: str) -> None:
        jour = a_paris(self.poste.taches.cabinet.horloge()).date()
        code = recuperation.nouveau_code()
        fiche = FicheRecuperation(code, self.poste.etablissement.nom, identifiant, jour)
        if not DialogueFiche.demander(self, fiche, self.poste.taches):
            return

        def changer(base: Path, cle: bytes, le: str) -> Emplacement:
            place = emplacements.renouveler_la_fiche(base, cle, code, le=le)
            emplacements.noter_l_essai(base, le)
            return place

        self._changer("clé renouvelée", preuve, changer)

    def _essayer(self) -> None:
        saisie = DialogueEssai.demander(self)
        if saisie is None:
            return
        base, jour = self._base, self._jour()

        def essai(_suivi: object) -> Emplacement:
            place = emplacements.essayer_la_fiche(base, saisie)
            emplacements.noter_l_essai(base, jour)
            return place

        self.poste.taches.travailler(essai, self._dire_que_la_fiche_ouvre, en_cas_de_refus=self._refuser)

    def _dire_que_la_fiche_ouvre(self, place: Emplacement) -> None:
        self._dire("Cette fiche ouvre la base", f"C’est celle du {_jour_dit(place.cree_le)}. Rien n’a changé.")
        self.relire()

    def _changer(self, operation: str, preuve: str, changement: Changement) -> None:
        """Prouve, change, relit, puis écrit au journal qui l’a fait."""
        base, jour = self._base, self._jour()
        self.message.hide()
        self.poste.taches.travailler(
            lambda _suivi: changement(base, emplacements.prouver(base, preuve), jour),
            lambda place: self._noter(operation, place),
            en_cas_de_refus=self._refuser,
        )

    def _noter(self, operation: str, place: Emplacement) -> None:
        self._dire(f"{operation.capitalize()}\u00a0: {MOYENS[place.moyen].lower()}", ANCIENNES)
        self.relire()
        self.poste.taches.faire(
            "clés de la base",
            lambda unite: unite.noter(
                operation, f"cles:{place.repere}", moyen=place.moyen.value, libelle=place.libelle
            ),
        )

    def _jour(self) -> str:
        return f"{a_paris(self.poste.taches.cabinet.horloge()).date()}"

    def _dire(self, titre: str, detail: str) -> None:
        self.message.dire(titre, detail, Ton.SUCCES)
        self.message.show()

    def _refuser(self, erreur: ErreurSecretariat) -> None:
        self.message.dire(str(erreur), erreur.conseil, Ton.DANGER)
        self.message.show()


def _confier_au_trousseau(base: Path, cle: bytes, le: str) -> Emplacement:
    trousseau = trousseau_du_bureau()
    if trousseau is None:
        raise ErreurMetier("Ce poste n’a pas de trousseau.", conseil="Se servir d’une phrase de passe.")
    return emplacements.confier_au_trousseau(base, cle, trousseau, le=le)


def _jour_dit(iso: str) -> str:
    try:
        return date_courte(date.fromisoformat(iso))
    except ValueError:
        return iso
