"""Toutes les pièces sur une planche, pour les regarder : `python -m secretariat.ui.galerie --rendre DOSSIER`.

Sans `--rendre`, la planche s’ouvre dans une fenêtre. Les données sont inventées.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QCheckBox, QProgressBar, QRadioButton, QScrollArea, QWidget

from secretariat.socle.montant import Montant
from secretariat.ui.composants import (
    Avatar,
    Bandeau,
    Bouton,
    BoutonIcone,
    Carte,
    ChampDate,
    ChampMontant,
    ChampNote,
    ChampRecherche,
    ChampTexte,
    Dialogue,
    EtatErreur,
    EtatVide,
    EtiquetteSimulation,
    Filet,
    LigneInfo,
    ListeChoix,
    Option,
    Panneau,
    Puce,
    PuceDemo,
    Segment,
    StyleBouton,
    Tableau,
    Toast,
    Touche,
    Tuiles,
    Valeur,
    chiffre,
    contenir,
    corps,
    gras,
    ligne,
    petit,
    pile,
    titre,
)
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.theme.focus import AnneauFocus
from secretariat.ui.theme.jetons import AVATAR, ESPACE, HAUTEUR, LARGEUR, Apparence, Ton
from secretariat.ui.theme.theme import theme
from secretariat.ui.typographie import montant

AUJOURD_HUI = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)
ECHELLES = {"100": "1", "150": "1.5"}
LARGE = ESPACE.ample


@dataclass(frozen=True, slots=True)
class Acte:
    """Une ligne du tableau de démonstration."""

    code: str
    nom: str
    detail: str
    tarif: Montant
    etat: str


ACTES = (
    Acte("G", "Consultation au cabinet", "Médecin généraliste, secteur 1", Montant(3000), "Réglé"),
    Acte("MRT", "Majoration de régulation SAS", "Adressée par le SAS, médecin traitant", Montant(1500), "Réglé"),
    Acte("VL", "Visite longue et complexe au domicile", "Une fois par trimestre", Montant(123450), "Impayé"),
)
COLONNES: tuple[Colonne[Acte], ...] = (
    Colonne("Code", lambda a: a.code, graisse=500),
    Colonne("Acte", lambda a: a.nom, graisse=500, detail=lambda a: a.detail, etiree=True),
    Colonne(
        "État",
        lambda a: a.etat,
        icone=lambda a: "coche_cercle" if a.etat == "Réglé" else "alerte",
        encre=lambda a: "succes" if a.etat == "Réglé" else "danger",
    ),
    Colonne("Tarif", lambda a: montant(a.tarif), droite=True, graisse=600),
)


def boutons() -> Carte:
    """Les quatre poids de bouton, leurs états, le large et le carré."""
    pleins = [Bouton("Nouveau rendez-vous", StyleBouton.PRINCIPAL, icone="plus", raccourci="N")]
    pleins += [Bouton("Trouver un créneau", icone="recherche", raccourci="R"), Bouton("Plus tard", StyleBouton.DISCRET)]
    pleins += [Bouton("Annuler la facture", StyleBouton.DANGER, icone="corbeille", raccourci="Del")]
    inactifs = [Bouton("Nouveau rendez-vous", StyleBouton.PRINCIPAL, icone="plus"), Bouton("Modifier", raccourci="M")]
    for bouton in inactifs:
        bouton.setEnabled(False)
    appuye = Bouton("Appuyé", hauteur=HAUTEUR.bouton_carte)
    appuye.setDown(True)
    carres = [BoutonIcone("gauche", "Jour précédent"), Bouton("Aujourd’hui", raccourci="T")]
    carres += [BoutonIcone("droite", "Jour suivant"), BoutonIcone("reglages", "Réglages", StyleBouton.DISCRET)]
    valider = Bouton(
        "Valider et encaisser 9,00 €",
        StyleBouton.PRINCIPAL,
        icone="coche",
        raccourci="Ctrl+Return",
        hauteur=HAUTEUR.valider,
    ).large(centre=True)
    return Carte("Boutons").ajouter(
        ligne(*pleins[:2], None),
        ligne(*pleins[2:], None),
        ligne(*inactifs, appuye, None),
        ligne(*carres, None, espace=ESPACE.infime),
        Bouton("Encaisser", StyleBouton.PRINCIPAL, icone="euro", raccourci="E").large(),
        Bouton("Voir tout l’historique", icone="horloge", raccourci="H").large(),
        valider,
    )


def etats() -> Carte:
    """Les puces, les touches, les avatars, les mentions."""
    puces = [
        Puce("Identité validée", "bouclier", Ton.SUCCES),
        Puce("Échue le 28/02/2026", "alerte", Ton.ATTENTION),
        Puce("2 factures", "alerte", Ton.DANGER),
        Puce("En cours", "stetho", Ton.INFO),
        Puce("Confirmé", "coche_cercle"),
    ]
    return Carte("États", droite=EtiquetteSimulation()).ajouter(
        ligne(*puces[:3], None),
        ligne(*puces[3:], Puce("3", fine=True), PuceDemo(), None),
        ligne(*(Touche(touche) for touche in ("N", "F2", "Ctrl+K", "Return", "Esc", "Up", "+")), None),
        ligne(
            Avatar("CL", AVATAR.grand), Avatar("NA"), Avatar("HM", AVATAR.moyen, Ton.NEUTRE), petit("Dr MARCHAND"), None
        ),
        Segment("Étendue", (("Jour", 1), ("Semaine", 7), ("Mois", 30)), 7),
        Filet(),
        pile(
            LigneInfo("Caisse", "CPAM de Loire-Atlantique"),
            LigneInfo("Tiers payant", "Suspendu : droits à mettre à jour", icone="alerte", ton=Ton.ATTENTION),
        ),
    )


def saisies() -> Carte:
    """Les champs, remplis, vides, en erreur, inactifs."""
    refuse = ChampDate("Date de naissance", lambda: AUJOURD_HUI, naissance=True, obligatoire=True)
    refuse.poser("31/02/1960")
    refuse.verifier()
    inactif = ChampTexte("Numéro de contrat", "0048 2216")
    inactif.setEnabled(False)
    naissance = ChampDate("Date de naissance", lambda: AUJOURD_HUI, date(1960, 7, 14), naissance=True)
    coche, choisi, libre = QCheckBox("Rappels par SMS"), QRadioButton("Féminin"), QRadioButton("Masculin")
    coche.setChecked(True)
    choisi.setChecked(True)
    morte = QCheckBox("Inactive")
    morte.setEnabled(False)
    return Carte("Saisies").ajouter(
        ChampRecherche("Rechercher un patient, un rendez-vous, une action…", raccourci="Ctrl+K"),
        ligne(ChampTexte("Nom de naissance", "DUMONTIER", obligatoire=True), naissance, espace=ESPACE.grand),
        ligne(refuse, inactif, espace=ESPACE.grand),
        ligne(
            ListeChoix("Praticien", (("Dr Hélène MARCHAND", 1), ("Dr Karim BENALI", 2))),
            ChampMontant("Montant reçu", Montant(123450)),
            espace=ESPACE.grand,
        ),
        ChampNote("À savoir à l’accueil", "Préfère le matin. Entend mal : parler face à elle."),
        ligne(coche, QCheckBox("Arrivée en avance"), morte, None, espace=ESPACE.grand),
        ligne(choisi, libre, None, espace=ESPACE.grand),
    )


def textes() -> Carte:
    """Les quatre tailles et les valeurs d’un dossier."""
    barre = QProgressBar()
    barre.setValue(60)
    return Carte("Textes", droite=petit("quatre tailles")).ajouter(
        ligne(chiffre("9,00 €"), None, Puce("Ticket modérateur", "info", Ton.INFO)),
        titre("LEFÈVRE Clémence"),
        gras("Régime obligatoire (AMO)"),
        corps("Consultation au cabinet, secteur 1, parcours de soins respecté").abreger(),
        petit("Arrivée enregistrée à 10 h 14 par Nadia", encre="texte2"),
        ligne(Valeur("Né(e) le", "14/06/1984"), Valeur("Téléphone", "06 39 98 12 47"), None, espace=ESPACE.ample),
        barre,
    )


def bandeaux() -> Carte:
    """Les remarques et leur geste."""
    return Carte("Ce qui manque", droite=petit("3 points", encre="texte2"), espace=ESPACE.petit).ajouter(
        Bandeau(
            "Droits à mettre à jour",
            "Mutuelle échue le 28/02/2026",
            Ton.ATTENTION,
            action=Bouton("Mettre à jour", raccourci="U", hauteur=HAUTEUR.bouton_carte),
        ),
        Bandeau("Carte retirée pendant la lecture", "Remettre la carte pour reprendre.", Ton.DANGER),
        Bandeau(
            "INS à récupérer",
            "Pour qualifier l’identité",
            icone="bouclier",
            action=Bouton("Interroger INSi", raccourci="I", hauteur=HAUTEUR.bouton_carte),
        ),
        Bandeau("Lot n° 73 envoyé", ton=Ton.SUCCES),
    )


def tableaux() -> Carte:
    """Un tableau rempli, un choix dedans."""
    modele = ModeleTable(COLONNES, cle=lambda acte: acte.code)
    modele.remplacer(ACTES)
    tableau = Tableau("Actes", modele)
    tableau.choisir("MRT")
    tableau.setFixedHeight(tableau.hauteur_du_contenu())
    ajouter = Bouton("Ajouter un acte", raccourci="+", hauteur=HAUTEUR.bouton_titre)
    return Carte("Actes du 12 mars 2026", droite=ajouter).ajouter(tableau)


def moyens() -> Carte:
    """Le choix par tuiles."""
    options = (
        Option("Carte bancaire", "cb", "carte", "C"),
        Option("Espèces", "especes", "billet", "E"),
        Option("Chèque", "cheque", "cheque", "H"),
    )
    return Carte("Moyen de paiement").ajouter(Tuiles("Moyen de paiement", options, "cb"))


def vides() -> Carte:
    """Rien à montrer, et une panne."""
    vide = EtatVide(
        "salle",
        "Personne en salle d’attente.",
        "Les patients arrivés paraissent ici.",
        action=Bouton("Trouver un patient", icone="recherche"),
    )
    erreur = EtatErreur("La base ne répond pas.", "Vérifier que le poste principal est allumé.")
    return Carte("États d’écran").ajouter(vide, Filet(), erreur)


def dialogue() -> Dialogue:
    """Un dialogue ouvert."""
    boite = Dialogue(
        "Déplacer le rendez-vous", valider="Déplacer", detail="CARON Michel, jeudi 12 mars à 11 h 15, Dr MARCHAND."
    )
    return boite.ajouter(
        ChampDate("Nouveau jour", lambda: AUJOURD_HUI, date(2026, 3, 19), obligatoire=True),
        Bandeau("Un rappel par SMS est déjà parti.", ton=Ton.ATTENTION),
    )


def planche() -> Panneau:
    """Toutes les pièces, en trois colonnes."""
    fond = Panneau(en_ligne=True, marges=(LARGE,) * 4, espace=ESPACE.grand)
    for colonne in ((boutons(), etats()), (saisies(), moyens()), (textes(), bandeaux(), tableaux(), vides())):
        fond.rangee.addLayout(pile(*colonne, None, espace=ESPACE.grand), 1)
    fond.setFixedWidth(LARGEUR.fenetre)
    return fond


def rendre(dossier: Path, suffixe: str) -> None:
    """Écrit la planche et le dialogue, dans les deux thèmes, à l’échelle du processus."""
    dossier.mkdir(parents=True, exist_ok=True)
    for apparence in (Apparence.CLAIR, Apparence.SOMBRE):
        theme().choisir(apparence)
        for nom, piece in (("planche", planche()), ("dialogue", dialogue())):
            anneaux = _preparer(piece)
            piece.grab().save(str(dossier / f"{nom}-{apparence.value}-{suffixe}.png"))
            del anneaux
            piece.deleteLater()


def _preparer(piece: QWidget) -> list[QWidget]:
    piece.ensurePolished()
    piece.adjustSize()
    if isinstance(piece, Panneau):
        Toast(piece).montrer("Rendez-vous déplacé à 11 h 15")
    piece.grab()
    cibles: list[QWidget] = [b for b in piece.findChildren(Bouton) if b.text() in {"Trouver un créneau", "Encaisser"}]
    cibles += [c.saisie for c in piece.findChildren(ChampTexte)][:1]
    return [AnneauFocus(cible, lambda: theme().couleur("accent")) for cible in cibles]


def main(arguments: list[str] | None = None) -> int:
    """Ouvre la planche, ou l’écrit en images à 100 % et 150 %."""
    lecteur = argparse.ArgumentParser(prog="secretariat.ui.galerie", description="Toutes les pièces de l’interface.")
    lecteur.add_argument("--rendre", type=Path, metavar="DOSSIER", help="écrit les images au lieu d’ouvrir la fenêtre")
    lecteur.add_argument("--echelle", choices=ECHELLES, help="une seule échelle, celle de ce processus")
    options = lecteur.parse_args(arguments)
    if options.rendre and not options.echelle:
        return max(_rendre_a(options.rendre, echelle) for echelle in ECHELLES)
    application = QApplication(sys.argv[:1])
    theme().installer(application)
    if options.rendre:
        rendre(options.rendre, options.echelle)
        return 0
    aire = QScrollArea(widgetResizable=True)
    aire.setWidget(contenir(pile(planche())))
    aire.resize(LARGEUR.fenetre, LARGEUR.hauteur_fenetre)
    aire.show()
    return application.exec()


def _rendre_a(dossier: Path, echelle: str) -> int:
    """L’échelle d’affichage se fixe au lancement de Qt : un processus par échelle."""
    commande = [sys.executable, "-m", "secretariat.ui.galerie", "--rendre", str(dossier), "--echelle", echelle]
    environnement = {**os.environ, "QT_SCALE_FACTOR": ECHELLES[echelle], "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(commande, env=environnement, check=False).returncode  # noqa: S603 — arguments fixes


if __name__ == "__main__":
    sys.exit(main())
