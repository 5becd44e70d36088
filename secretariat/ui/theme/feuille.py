"""La feuille de style générale, faite des jetons : les contrôles de Qt que les pièces maison ne repeignent pas."""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, LARGEUR, RAYON, TEXTE
from secretariat.ui.theme.traces import fichier

SAISIES = Template("""
QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit, QTextEdit {
  background: $creux; color: $texte; border: 1px solid $bord_champ; border-radius: ${rayon}px;
  padding: 0 ${marge}px; selection-background-color: $accent; selection-color: $sur_accent; }
QLineEdit, QAbstractSpinBox, QComboBox { min-height: ${champ}px; max-height: ${champ}px; }
QPlainTextEdit, QTextEdit { padding: ${infime}px ${petit}px; }
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover, QPlainTextEdit:hover { border-color: $texte2; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus { background: $surface; }
QLineEdit:read-only { background: $surface; border-color: $bord; color: $texte2; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled, QPlainTextEdit:disabled {
  background: $fond; color: $inactif; border-color: $bord; }
QLineEdit[erreur="true"], QComboBox[erreur="true"], QPlainTextEdit[erreur="true"] { border-color: $danger; }
QLineEdit[nu="true"] { background: transparent; border: none; padding: 0; }
QComboBox { padding: 0 ${infime}px 0 ${moyen}px; combobox-popup: 0; }
QAbstractSpinBox { padding: 0; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { background: transparent; border: none; padding: 0;
  min-height: 0; }
QAbstractSpinBox QLineEdit { padding-left: ${marge}px; }
QDateTimeEdit::drop-down { border: none; width: ${vaste}px; }
QComboBox::drop-down { border: none; width: ${vaste}px; }
QComboBox::down-arrow { image: url("$fleche_bas"); width: ${icone}px; height: ${icone}px; }
QComboBox::down-arrow:disabled { image: url("$fleche_bas_inactive"); }
QComboBox QAbstractItemView { background: $surface; color: $texte; border: 1px solid $bord_fort;
  padding: ${infime}px; outline: none; selection-background-color: $survol; selection-color: $texte; }
QComboBox QAbstractItemView::item { min-height: ${ligne_serree}px; padding: 0 ${petit}px;
  border-radius: ${puce}px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: ${ample}px; background: none; }
QAbstractSpinBox::up-arrow { image: url("$fleche_haut"); width: ${icone}px; height: ${icone}px; }
QAbstractSpinBox::down-arrow { image: url("$fleche_bas"); width: ${icone}px; height: ${icone}px; }
""")
COCHES = Template("""
QCheckBox, QRadioButton { color: $texte; spacing: ${petit}px; min-height: ${cible}px; }
QCheckBox:disabled, QRadioButton:disabled { color: $inactif; }
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid $bord_champ;
  background: $creux; }
QCheckBox::indicator { border-radius: ${puce}px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $texte2; background: $survol; }
QCheckBox::indicator:pressed, QRadioButton::indicator:pressed { background: $appui; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox::indicator:checked { image: url("$coche"); }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent; image: url("$moins"); }
QRadioButton::indicator:checked { image: url("$point"); }
QCheckBox::indicator:checked:hover, QRadioButton::indicator:checked:hover { background: $accent_survol; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $fond; border-color: $bord; }
QCheckBox::indicator:checked:disabled { image: url("$coche_inactive"); }
QRadioButton::indicator:checked:disabled { image: url("$point_inactif"); }
""")
VUES = Template("""
QAbstractItemView { background: $surface; color: $texte; border: none; outline: none;
  selection-background-color: $accent_fond; selection-color: $texte; }
QListView::item { min-height: ${ligne_serree}px; padding: 0 ${petit}px; margin: 0; border-radius: ${rdv}px; }
QListView::item:hover { background: $survol; }
QListView::item:selected { background: $accent_fond; color: $texte; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $texte2; border: none; border-bottom: 1px solid $bord;
  padding: 0 ${petit}px; font-size: ${texte_petit}px; font-weight: 500; }
QTableCornerButton::section { background: $surface; border: none; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: ${defilement}px; }
QScrollBar:horizontal { height: ${defilement}px; }
QScrollBar::handle { background: $bord_fort; border-radius: 3px; }
QScrollBar::handle:vertical { margin: 3px; min-height: ${vaste}px; }
QScrollBar::handle:horizontal { margin: 3px; min-width: ${vaste}px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $bord_champ; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
""")
FENETRES = Template("""
QMainWindow { background: $fond; }
QDialog { background: $surface; }
QMenu { background: $surface; color: $texte; border: 1px solid $bord_fort; padding: ${infime}px; }
QMenu::item { min-height: ${cible}px; padding: ${infime}px ${ample}px ${infime}px ${moyen}px;
  border-radius: ${puce}px; }
QMenu::item:selected { background: $survol; }
QMenu::item:disabled { color: $inactif; }
QMenu::icon { padding-left: ${petit}px; }
QMenu::indicator { width: ${icone}px; height: ${icone}px; padding-left: ${petit}px; }
QMenu::indicator:checked { image: url("$coche_menu"); }
QMenu::separator { height: 1px; background: $bord; margin: ${infime}px ${petit}px; }
QToolTip { background: $toast; color: $sur_toast; border: none; padding: ${infime}px ${petit}px; }
QTabBar { background: transparent; }
QTabBar::tab { color: $texte2; padding: ${petit}px ${moyen}px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $texte; background: $survol; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; }
QTabBar::tab:disabled { color: $inactif; }
QTabWidget::pane { border: none; border-top: 1px solid $bord; }
QProgressBar { background: $survol; border: none; border-radius: 3px; max-height: 6px;
  min-height: 6px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
.QPushButton { background: $surface; color: $texte; border: 1px solid $bord_fort; border-radius: ${rayon}px;
  padding: 0 ${moyen}px; min-height: ${bouton}px; }
.QPushButton:hover { background: $survol; }
.QPushButton:pressed { background: $appui; }
.QPushButton:default { border-color: $accent; }
.QPushButton:disabled { color: $inactif; border-color: $bord; }
QSplitter::handle { background: $bord; }
""")


def feuille(couleurs: Mapping[str, str], grossissement: float) -> str:
    """La feuille de style d’un thème, à un grossissement."""
    valeurs = {**couleurs, **_images(couleurs), **_tailles(grossissement)}
    return "".join(partie.substitute(valeurs) for partie in (SAISIES, COCHES, VUES, FENETRES))


def _images(couleurs: Mapping[str, str]) -> dict[str, str]:
    return {
        "fleche_bas": fichier("bas", couleurs["texte2"]),
        "fleche_bas_inactive": fichier("bas", couleurs["inactif"]),
        "fleche_haut": fichier("haut", couleurs["texte2"]),
        "coche_menu": fichier("coche", couleurs["accent"]),
        "coche": fichier("coche", couleurs["sur_accent"]),
        "coche_inactive": fichier("coche", couleurs["inactif"]),
        "moins": fichier("moins", couleurs["sur_accent"]),
        "point": fichier("point", couleurs["sur_accent"]),
        "point_inactif": fichier("point", couleurs["inactif"]),
    }


def _tailles(grossissement: float) -> dict[str, int]:
    bords = 2
    return {
        "rayon": RAYON.controle,
        "puce": RAYON.puce,
        "rdv": RAYON.rendez_vous,
        "infime": ESPACE.infime,
        "petit": ESPACE.petit,
        "moyen": ESPACE.moyen,
        "marge": ESPACE.moyen - 2,
        "ample": ESPACE.ample,
        "vaste": ESPACE.vaste,
        "icone": 14,
        "defilement": LARGEUR.defilement,
        "cible": HAUTEUR.cible,
        "champ": round(HAUTEUR.champ * grossissement) - bords,
        "bouton": round(HAUTEUR.bouton * grossissement) - bords,
        "ligne_serree": round(HAUTEUR.ligne_serree * grossissement),
        "texte_petit": round(TEXTE["petit"] * grossissement),
    }
