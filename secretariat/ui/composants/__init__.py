"""Les pièces dont tous les écrans sont faits.

Un écran range des pièces (`ligne`, `pile`, `Carte`, `Panneau`), y écrit des textes (`titre`, `corps`, `gras`, `petit`),
pose des gestes (`Bouton`) et des saisies (`ChampTexte`…). Il nomme des jetons (`ESPACE.grand`, `Ton.SUCCES`,
« texte2 »), jamais une couleur ni une taille. Les icônes portent les noms des fichiers de `resources/icones`.
"""

from secretariat.ui.composants.avatar import Avatar
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton, BoutonIcone, StyleBouton
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.champ import Champ, ChampNote, ChampTexte
from secretariat.ui.composants.champ_date import ChampDate
from secretariat.ui.composants.champ_montant import ChampMontant
from secretariat.ui.composants.champ_recherche import ChampRecherche
from secretariat.ui.composants.conflit import DialogueConflit
from secretariat.ui.composants.dialogue import Confirmation, Dialogue
from secretariat.ui.composants.etats import Chargement, EtatErreur, EtatVide
from secretariat.ui.composants.etiquette import Etiquette, chiffre, corps, gras, petit, titre
from secretariat.ui.composants.filet import Filet
from secretariat.ui.composants.icone import Icone
from secretariat.ui.composants.ligne_info import LigneInfo, Valeur
from secretariat.ui.composants.liste_choix import ListeChoix
from secretariat.ui.composants.panneau import Fond, Panneau
from secretariat.ui.composants.puce import EtiquetteSimulation, Puce, PuceDemo
from secretariat.ui.composants.rangement import contenir, garnir, ligne, pile, vider
from secretariat.ui.composants.segment import Segment
from secretariat.ui.composants.tableau import Tableau
from secretariat.ui.composants.toast import Toast
from secretariat.ui.composants.touche import Touche, nom_touche
from secretariat.ui.composants.tuiles import Option, Tuiles

__all__ = [
    "Avatar",
    "Bandeau",
    "Bouton",
    "BoutonIcone",
    "Carte",
    "Champ",
    "ChampDate",
    "ChampMontant",
    "ChampNote",
    "ChampRecherche",
    "ChampTexte",
    "Chargement",
    "Confirmation",
    "Dialogue",
    "DialogueConflit",
    "EtatErreur",
    "EtatVide",
    "Etiquette",
    "EtiquetteSimulation",
    "Filet",
    "Fond",
    "Icone",
    "LigneInfo",
    "ListeChoix",
    "Option",
    "Panneau",
    "Puce",
    "PuceDemo",
    "Segment",
    "StyleBouton",
    "Tableau",
    "Toast",
    "Touche",
    "Tuiles",
    "Valeur",
    "chiffre",
    "contenir",
    "corps",
    "garnir",
    "gras",
    "ligne",
    "nom_touche",
    "petit",
    "pile",
    "titre",
    "vider",
]
