"""La matinée entière : préparer un cabinet de démonstration à 7 h 50, la jouer dans la vraie fenêtre, la résumer.

Le dossier de sortie reçoit les images numérotées, les documents produits et `resume.json`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from secretariat.comptabilite.lectures import totaux
from secretariat.demonstration.creation import creer
from secretariat.socle.montant import Montant
from secretariat.ui import enregistrer_sous
from secretariat.ui.lancement import CompteMontre, Lancement, Options, application
from secretariat.ui.scenario import argent, salle, telephone
from secretariat.ui.scenario.acteur import Acteur, ScenarioRompu
from secretariat.ui.scenario.horloge import HorlogeDuRecit
from secretariat.ui.scenario.jeu import Jeu
from secretariat.ui.theme.jetons import LARGEUR, Apparence
from secretariat.ui.theme.theme import theme


@dataclass(frozen=True, slots=True)
class ResumeScenario:
    """Ce que la matinée a fait, tel qu’on peut le vérifier.

    Attributes:
        encaisse: Les montants lus à l’écran, contre-passations comprises.
        recettes: Le total des recettes du jour au journal, pour les trois praticiens, moins celles d’avant la matinée.
    """

    jour: str
    comptes: dict[str, int]
    encaisse: tuple[str, ...]
    recettes: str
    journal_lignes: int
    journal_entier: bool
    images: tuple[str, ...]
    documents: tuple[str, ...]
    recit: tuple[str, ...]


def jouer(
    sortie: Path,
    *,
    jour: date,
    compte: CompteMontre,
    graine: int = 2026,
    apparence: Apparence = Apparence.CLAIR,
    dire: Callable[[str], None] = lambda _phrase: None,
) -> ResumeScenario:
    """Joue la matinée de ce jour ouvert et écrit tout dans `sortie`.

    Raises:
        ScenarioRompu: Ce qui devait arriver à l’écran n’est pas arrivé.
    """
    images, documents = sortie / "images", sortie / "documents"
    for dossier in (images, documents):
        dossier.mkdir(parents=True, exist_ok=True)
        for ancien in dossier.iterdir():
            ancien.unlink()
    horloge = HorlogeDuRecit(jour)
    base = sortie / "demonstration.sqlite"
    dire("Préparation du cabinet de démonstration…")
    creer(base, graine=graine, horloge=horloge)
    lancement = _ouvrir_la_fenetre(base, compte, horloge, apparence)
    jeu = Jeu(Acteur(lancement.fenetre, lancement.taches, images), horloge, lancement, sortie)
    demande_habituelle = enregistrer_sous.demander

    def ranger(parent: QWidget, nom: str, filtre: str, titre: str = "") -> Path | None:  # noqa: ARG001  (la forme de `demander`)
        """À la place de la boîte du système, que personne ne peut jouer : les documents vont dans la sortie."""
        return documents / nom.replace("/", "-")

    enregistrer_sous.demander = ranger
    try:
        _jouer_les_chapitres(jeu, compte, dire)
        resume = _resumer(jeu, documents)
    finally:
        enregistrer_sous.demander = demande_habituelle
        lancement.fenetre.close()
        lancement.terminer()
    (sortie / "resume.json").write_text(json.dumps(asdict(resume), ensure_ascii=False, indent=2) + "\n", "utf-8")
    return resume


def _ouvrir_la_fenetre(base: Path, compte: CompteMontre, horloge: HorlogeDuRecit, apparence: Apparence) -> Lancement:
    application()
    theme().choisir(apparence)
    lancement = Lancement(Options(base, compte, apparence, horloge))
    lancement.fenetre.resize(LARGEUR.fenetre, LARGEUR.hauteur_fenetre)
    lancement.fenetre.show()
    lancement.commencer()
    acteur = Acteur(lancement.fenetre, lancement.taches, base.parent)
    acteur.jusqu_a(lancement.connexion.entrer.isEnabled, "la base ne s’ouvre pas")
    return lancement


def _jouer_les_chapitres(jeu: Jeu, compte: CompteMontre, dire: Callable[[str], None]) -> None:
    """Joue chaque chapitre en disant lequel ; le récit, qui nomme des patients, n’est que dans le résumé."""
    chapitres: tuple[tuple[str, Callable[[], None]], ...] = (
        ("ouvrir la session", lambda: salle.ouvrir(jeu, compte.mot_de_passe)),
        ("recevoir dix patients", lambda: salle.recevoir(jeu)),
        ("recevoir une urgence", lambda: salle.urgence(jeu)),
        ("déplacer un rendez-vous et le remettre", lambda: telephone.deplacer_puis_remettre(jeu)),
        ("noter une absence", lambda: telephone.noter_l_absence(jeu)),
        ("éviter un doublon", lambda: telephone.doublon_evite(jeu)),
        ("refuser une double réservation", lambda: telephone.double_reservation_refusee(jeu)),
        ("lire une carte qu’on arrache", lambda: salle.carte_arrachee(jeu)),
        ("insérer la CPS", lambda: argent.inserer_la_cps(jeu)),
        ("encaisser, contre-passer, refaire", lambda: argent.encaisser_puis_corriger(jeu)),
        ("encaisser en tiers payant", lambda: argent.encaisser_avec_tiers_payant(jeu)),
        ("écrire un courrier", lambda: argent.ecrire_un_courrier(jeu)),
        ("relire le journal", lambda: argent.relire_le_journal(jeu)),
        ("verrouiller le poste", lambda: argent.verrouiller(jeu, compte.mot_de_passe)),
    )
    for nom, chapitre in chapitres:
        dire(f"{nom[0].upper()}{nom[1:]}…")
        try:
            chapitre()
        except ScenarioRompu as rupture:
            raise ScenarioRompu(f"Chapitre « {nom} » : {rupture}") from rupture


def _resumer(jeu: Jeu, documents: Path) -> ResumeScenario:
    cabinet = jeu.lancement.taches.cabinet
    jour = jeu.horloge().date()
    with cabinet.lecture() as lecture:
        recettes: Montant = totaux(lecture, jour, jour).recette
        etat = lecture.etat_du_journal()
    return ResumeScenario(
        jour=jour.isoformat(),
        comptes=dict(sorted(jeu.comptes.items())),
        encaisse=tuple(jeu.encaisse),
        recettes=str(recettes),
        journal_lignes=etat.lignes,
        journal_entier=etat.rupture is None,
        images=tuple(jeu.acteur.photos),
        documents=tuple(sorted(chemin.name for chemin in documents.iterdir())),
        recit=tuple(jeu.recit),
    )
