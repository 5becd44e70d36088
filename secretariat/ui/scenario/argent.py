"""Les chapitres de l’argent et du papier : encaisser, signer, contre-passer, écrire, relire le journal."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTableView, QWidget

from secretariat.cartes.valeurs import CODE_PORTEUR
from secretariat.ui.composants import Bandeau
from secretariat.ui.scenario.jeu import CONTROLE, Jeu

CPS, CODE = "cps-marchand", "carte.code.saisie"


def inserer_la_cps(jeu: Jeu) -> None:
    """La carte du Dr Marchand entre dans le lecteur."""
    acteur = jeu.acteur
    jeu.horloge.poser("1040")
    acteur.cliquer("barre.carte")
    tableau = acteur.trouver(QTableView, "lecteur.cps")
    codes = [c.code for c in tableau.model().lignes]  # type: ignore[attr-defined]
    acteur.cliquer_ligne(tableau, codes.index(CPS))
    acteur.cliquer("lecteur.cps.inserer")
    acteur.cliquer("barre.carte")
    jeu.raconter("La CPS simulée du Dr MARCHAND est insérée")


def encaisser_puis_corriger(jeu: Jeu) -> None:
    """Réglée 30,00 € sans tiers payant par erreur : la facture est contre-passée, puis refaite avec tiers payant."""
    acteur = jeu.acteur
    jeu.horloge.poser("1042")
    _ouvrir(jeu, "GARNIER Paul")
    acteur.photographier("encaisser-sans-tiers-payant")
    _valider(jeu, "C")
    _donner_le_code(jeu, photo="code-porteur")
    acteur.photographier("facture-en-lot")
    jeu.raconter("La feuille est signée par la CPS simulée et mise en lot", compte="feuilles_signees")
    acteur.cliquer("facturation.papier")
    jeu.raconter("La feuille de soins papier est rangée au dossier", compte="feuilles_papier")
    jeu.horloge.poser("1045")
    acteur.cliquer("facturation.contrepasser")
    acteur.taper("Tiers payant oublié")
    acteur.touche(Qt.Key.Key_Return)
    acteur.jusqu_a(acteur.trouver(QWidget, "facturation.refaire").isVisible, "la facture n’est pas contre-passée")
    acteur.photographier("facture-contrepassee")
    jeu.raconter("La facture est corrigée par contre-passation", compte="contrepassations")
    jeu.encaisse.append("−" + jeu.encaisse[-1])
    acteur.cliquer("facturation.refaire")
    acteur.choisir_option("facturation.tiers_payant", "AMO")
    acteur.photographier("encaisser-avec-tiers-payant")
    _valider(jeu, "E")
    _donner_le_code(jeu)
    _partir(jeu)


def encaisser_avec_tiers_payant(jeu: Jeu) -> None:
    """Une autre consultation, en tiers payant sur la part obligatoire."""
    jeu.horloge.poser("1048")
    _ouvrir(jeu, "MOREAU Jeanne")
    jeu.acteur.choisir_option("facturation.tiers_payant", "AMO")
    _valider(jeu, "H")
    _donner_le_code(jeu)
    _partir(jeu)


def ecrire_un_courrier(jeu: Jeu) -> None:
    """Un certificat de présence : l’arrivée est déjà écrite, le départ manque ; il est dit, puis rempli."""
    acteur = jeu.acteur
    jeu.horloge.poser("1050")
    jeu.aller("courriers")
    acteur.cliquer("courriers.nouveau")
    acteur.remplir("courriers.patient", "roussel maurice")
    acteur.touche(Qt.Key.Key_Return)
    bilan = acteur.trouver(QWidget, "courriers.bilan")
    acteur.jusqu_a(bilan.isVisible, "les champs manquants ne sont pas annoncés")
    acteur.photographier("courrier-champs-manquants")
    acteur.remplir("courriers.presence.depart", "10 h 50")
    acteur.jusqu_a(lambda: not bilan.isVisible(), "l’annonce reste alors que tout est rempli")
    acteur.photographier("courrier")
    acteur.touche(Qt.Key.Key_Return, CONTROLE)
    acteur.trouver(QWidget, "courriers.liste")
    acteur.souffler()
    for bouton in ("courriers.pdf", "courriers.docx"):
        acteur.cliquer(bouton)
    jeu.raconter("Un certificat de présence est écrit et rangé au dossier", compte="courriers")
    acteur.photographier("courriers")


def relire_le_journal(jeu: Jeu) -> None:
    """Les recettes du jour, exportées ; puis le contrôle de la base."""
    acteur = jeu.acteur
    jeu.horloge.poser("1055")
    jeu.aller("comptabilite")
    acteur.choisir_option("comptabilite.periode", "Jour")
    acteur.photographier("journal-des-recettes")
    for format_ in ("csv", "xlsx"):
        acteur.cliquer(f"comptabilite.exporter.{format_}")
    jeu.raconter("Le journal est exporté en CSV et en XLSX", compte="exports")
    jeu.aller("cabinet")
    acteur.cliquer("cabinet.verifier")
    acteur.jusqu_a(lambda: len(_bandeaux(jeu)) >= 3, "le contrôle ne répond pas")  # noqa: PLR2004  (trois contrôles)
    acteur.photographier("controle-de-la-base")
    jeu.raconter("La base et la chaîne du journal sont contrôlées", compte="controles")


def verrouiller(jeu: Jeu, mot_de_passe: str) -> None:
    """Nadia s’absente ; l’écran se cache, puis revient où il en était."""
    acteur = jeu.acteur
    jeu.horloge.poser("1100")
    jeu.aller("agenda")
    acteur.touche(Qt.Key.Key_L, CONTROLE)
    acteur.jusqu_a(jeu.lancement.connexion.isVisible, "le poste ne se verrouille pas")
    acteur.photographier("poste-verrouille")
    acteur.taper(mot_de_passe)
    acteur.touche(Qt.Key.Key_Return)
    acteur.jusqu_a(lambda: not jeu.lancement.connexion.isVisible(), "le poste ne se rouvre pas")
    jeu.raconter("Le poste est verrouillé, puis rouvert", compte="verrouillages")
    acteur.photographier("agenda")


def _ouvrir(jeu: Jeu, patient: str) -> None:
    jeu.aller("accueil")
    jeu.ligne_attendue(patient)
    jeu.acteur.touche(Qt.Key.Key_E)
    jeu.acteur.trouver(QLabel, "facturation.du")


def _valider(jeu: Jeu, moyen: str) -> None:
    acteur = jeu.acteur
    acteur.touche(Qt.Key(ord(moyen)))
    du = acteur.trouver(QLabel, "facturation.du").text()
    jeu.encaisse.append(du)
    acteur.touche(Qt.Key.Key_Return, CONTROLE)
    acteur.trouver(QWidget, "facturation.papier")
    jeu.raconter(f"{du} encaissés", compte="encaissements")


def _donner_le_code(jeu: Jeu, *, photo: str = "") -> None:
    """Le Dr Marchand tape le code de sa carte, et la feuille est signée."""
    acteur = jeu.acteur
    acteur.trouver(QWidget, CODE)
    if photo:
        acteur.photographier(photo)
    acteur.taper(CODE_PORTEUR)
    acteur.touche(Qt.Key.Key_Return)
    acteur.jusqu_a(lambda: not acteur.montre(CODE), "la boîte du code reste ouverte")
    acteur.souffler()


def _partir(jeu: Jeu) -> None:
    jeu.acteur.cliquer("facturation.depart")
    jeu.raconter("Le patient s’en va", compte="departs")


def _bandeaux(jeu: Jeu) -> list[Bandeau]:
    return [b for b in jeu.acteur.fenetre.findChildren(Bandeau) if b.isVisible()]
