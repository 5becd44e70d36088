"""Les jetons de dessin : le seul endroit où une couleur ou une taille s’écrit en chiffres. Sans Qt.

Un écran nomme un jeton (`ESPACE.grand`, `couleur("accent")`), jamais une valeur. Les tailles sont en pixels
logiques, à multiplier par le grossissement choisi (`Theme.px`) quand elles portent du texte.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

Taille = Literal["petit", "corps", "titre", "chiffre"]


class Apparence(StrEnum):
    """Le thème voulu par la personne au poste."""

    SYSTEME = "systeme"
    CLAIR = "clair"
    SOMBRE = "sombre"


class Ton(StrEnum):
    """Le sens d’une couleur ; une icône et un mot l’accompagnent toujours."""

    NEUTRE = "neutre"
    ACCENT = "accent"
    SUCCES = "succes"
    ATTENTION = "attention"
    DANGER = "danger"
    INFO = "info"

    @property
    def encre(self) -> str:
        """Le jeton de couleur du texte et de l’icône."""
        return "texte2" if self is Ton.NEUTRE else self.value

    @property
    def fond(self) -> str:
        """Le jeton de couleur du fond."""
        return "creux" if self is Ton.NEUTRE else f"{self.value}_fond"


@dataclass(frozen=True, slots=True)
class Espaces:
    """La grille de 4 px : rien ne s’écarte d’une autre valeur."""

    infime: int = 4
    petit: int = 8
    moyen: int = 12
    grand: int = 16
    ample: int = 24
    vaste: int = 32


@dataclass(frozen=True, slots=True)
class Rayons:
    """Les arrondis."""

    puce: int = 4
    rendez_vous: int = 6
    controle: int = 8
    carte: int = 12


@dataclass(frozen=True, slots=True)
class Hauteurs:
    """Les hauteurs des pièces."""

    bande_demo: int = 4
    barre: int = 56
    navigation: int = 40
    bouton: int = 36
    bouton_carte: int = 32
    bouton_titre: int = 28
    action: int = 40
    champ: int = 36
    champ_long: int = 96
    puce: int = 24
    puce_fine: int = 20
    touche: int = 20
    tuile: int = 48
    valider: int = 52
    ligne: int = 40
    ligne_double: int = 52
    ligne_serree: int = 32
    entete: int = 32
    fait: int = 24
    toast: int = 44
    chargement: int = 2
    outils: int = 60
    cible: int = 24
    jour: int = 28


@dataclass(frozen=True, slots=True)
class Largeurs:
    """Les largeurs des colonnes et des boîtes."""

    fenetre: int = 1600
    fenetre_min: int = 1280
    hauteur_fenetre: int = 1000
    hauteur_fenetre_min: int = 720
    navigation: int = 208
    mois: int = 256
    salle: int = 304
    actions: int = 376
    reglement: int = 424
    recherche: int = 480
    dialogue_etroit: int = 420
    dialogue: int = 560
    dialogue_large: int = 840
    champ_court: int = 136
    champ: int = 240
    montant: int = 96
    etat_vide: int = 360
    bande: int = 4
    defilement: int = 12
    jour: int = 32
    trait: int = 1
    liste: int = 448


@dataclass(frozen=True, slots=True)
class Agenda:
    """La géométrie de l’agenda."""

    px_par_heure: int = 160
    gouttiere: int = 56
    colonne_min: int = 160
    colonne_etroite: int = 160
    heure: int = 56
    ligne_nom: int = 18
    ligne_detail: int = 16
    bloc_min: int = 18
    hachure: int = 8
    etiquette_heure: int = 20


@dataclass(frozen=True, slots=True)
class Icones:
    """Les tailles d’affichage des icônes, dessinées sur 24 × 24."""

    petite: int = 14
    moyenne: int = 16
    grande: int = 18
    titre: int = 20
    vide: int = 32


@dataclass(frozen=True, slots=True)
class Avatars:
    """Les diamètres d’avatar."""

    petit: int = 32
    moyen: int = 40
    grand: int = 64


@dataclass(frozen=True, slots=True)
class Anneau:
    """L’anneau de focus : un trait d’accent à distance du contrôle."""

    trait: int = 2
    distance: int = 2


@dataclass(frozen=True, slots=True)
class Durees:
    """Les délais visibles, en millisecondes."""

    toast: int = 8000
    attente: int = 300
    image: int = 40
    bulle: int = 500


ESPACE = Espaces()
RAYON = Rayons()
HAUTEUR = Hauteurs()
LARGEUR = Largeurs()
AGENDA = Agenda()
ICONE = Icones()
AVATAR = Avatars()
ANNEAU = Anneau()
DUREE_MS = Durees()
TEXTE: Mapping[Taille, int] = MappingProxyType({"petit": 12, "corps": 14, "titre": 20, "chiffre": 40})
GROSSISSEMENTS = (0.9, 1.0, 1.15, 1.3)
POLICES = ("Inter", "DejaVu Sans")
TEINTE_MOTIF: Mapping[str, float] = MappingProxyType({"clair": 0.09, "sombre": 0.17})
MOTIFS = ("m_consultation", "m_suivi", "m_enfant", "m_acte", "m_tele", "m_certificat", "m_urgence")

COULEURS: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "clair": MappingProxyType({
        "fond": "#F5F6F8",
        "surface": "#FFFFFF",
        "creux": "#F0F2F5",
        "survol": "#E9ECF0",
        "appui": "#DDE1E7",
        "bord": "#E2E5EA",
        "bord_fort": "#C3C9D2",
        "bord_champ": "#7E8794",
        "texte": "#151A21",
        "texte2": "#454E5B",
        "texte3": "#5E6877",
        "inactif": "#8B94A1",
        "accent": "#0B666E",
        "accent_survol": "#09565D",
        "accent_appui": "#07474D",
        "accent_fond": "#E1F1F2",
        "sur_accent": "#FFFFFF",
        "succes": "#17693A",
        "succes_fond": "#E4F4E9",
        "attention": "#855000",
        "attention_fond": "#FFF2D6",
        "danger": "#B3201B",
        "danger_fond": "#FDEAE8",
        "danger_appui": "#FAD9D5",
        "info": "#2353B5",
        "info_fond": "#E7EEFC",
        "demo": "#B3201B",
        "sur_demo": "#FFFFFF",
        "toast": "#1D232B",
        "toast_survol": "#2D3540",
        "sur_toast": "#F4F6F8",
        "accent_toast": "#7ADCE2",
        "m_consultation": "#0F7C86",
        "m_suivi": "#6647C7",
        "m_enfant": "#2A8A4A",
        "m_acte": "#B26A00",
        "m_tele": "#2C66D8",
        "m_certificat": "#7A8494",
        "m_urgence": "#C9302A",
    }),
    "sombre": MappingProxyType({
        "fond": "#101317",
        "surface": "#191D23",
        "creux": "#14181D",
        "survol": "#252B33",
        "appui": "#2F3641",
        "bord": "#2A3039",
        "bord_fort": "#465060",
        "bord_champ": "#6E798A",
        "texte": "#EEF1F5",
        "texte2": "#BCC4CF",
        "texte3": "#98A2B1",
        "inactif": "#6B7686",
        "accent": "#58C7CF",
        "accent_survol": "#74D3DA",
        "accent_appui": "#8FDDE3",
        "accent_fond": "#12353A",
        "sur_accent": "#06282B",
        "succes": "#6CCB8C",
        "succes_fond": "#172D20",
        "attention": "#EFB555",
        "attention_fond": "#302514",
        "danger": "#FF8F87",
        "danger_fond": "#411C1B",
        "danger_appui": "#552423",
        "info": "#8FB4FF",
        "info_fond": "#1A2640",
        "demo": "#B3201B",
        "sur_demo": "#FFFFFF",
        "toast": "#E9EDF2",
        "toast_survol": "#D5DBE3",
        "sur_toast": "#171C22",
        "accent_toast": "#0B5B63",
        "m_consultation": "#35B2BC",
        "m_suivi": "#9C84F0",
        "m_enfant": "#55BE78",
        "m_acte": "#E0A03C",
        "m_tele": "#6C9BF5",
        "m_certificat": "#8E98A8",
        "m_urgence": "#F2665E",
    }),
})
