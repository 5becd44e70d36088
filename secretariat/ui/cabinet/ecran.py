"""L’écran « Cabinet » : des vues que l’on choisit en haut, chacune chargée la première fois qu’on la demande."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from secretariat.socle.droits import Droit
from secretariat.ui.composants.etiquette import titre
from secretariat.ui.composants.rangement import ligne
from secretariat.ui.composants.segment import Segment
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE


@dataclass(frozen=True, slots=True)
class Vue:
    """Une vue de l’écran ; `ecran` est « module:classe », dans ce paquet.

    Attributes:
        droit: Celui sans lequel la vue ne montrerait rien ; None, elle se montre à tous.
    """

    nom: str
    libelle: str
    ecran: str
    droit: Droit | None = None

    def fabriquer(self, poste: Poste) -> Ecran:
        """Charge et construit la vue."""
        module, classe = self.ecran.split(":")
        fabrique: Callable[[Poste], Ecran] = getattr(import_module(f"secretariat.ui.cabinet.{module}"), classe)
        return fabrique(poste)


VUES = (
    Vue("base", "Base et sauvegarde", "base:VueBase"),
    Vue("cles", "Clés", "cles:VueCles", Droit.CHANGER_REGLAGES),
    Vue("journal", "Journal d’audit", "journal:VueJournal", Droit.LIRE_JOURNAL),
    Vue("personnes", "Personnes", "personnes:VuePersonnes"),
    Vue("droits", "Droits", "droits:VueDroits"),
    Vue("conformite", "Données personnelles", "conformite:VueConformite"),
    Vue("cartes", "Cartes", "cartes:VueCartes"),
    Vue("reglages", "Réglages", "reglages:VueReglages"),
)


def vues_de(poste: Poste) -> tuple[Vue, ...]:
    """Les vues que cette personne peut ouvrir ; un serveur n’a pas de clés à lui."""
    permises = (vue for vue in VUES if vue.droit is None or poste.droits.peut(vue.droit))
    a_un_fichier = poste.sauvegardes is not None and poste.place_des_sauvegardes is None
    return tuple(vue for vue in permises if vue.nom != "cles" or a_un_fichier)


class EcranCabinet(Ecran):
    """Contrôler, sauvegarder, relire le journal, voir qui travaille ici."""

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        vues = vues_de(poste)
        self.choix = Segment("Vue du cabinet", tuple((vue.libelle, vue.nom) for vue in vues), vues[0].nom)
        self.choix.setObjectName("cabinet.vues")
        self._vues: dict[str, Ecran] = {}
        self._pile = QStackedWidget()
        self.choix.choisi.connect(self._montrer)
        page = QVBoxLayout(self)
        page.setContentsMargins(ESPACE.ample, ESPACE.moyen, ESPACE.ample, ESPACE.grand)
        page.setSpacing(ESPACE.moyen)
        page.addLayout(ligne(titre("Cabinet"), self.choix, None, espace=ESPACE.grand))
        page.addWidget(self._pile, 1)

    def vue(self, nom: str) -> Ecran:
        """La vue de ce nom."""
        if nom not in self._vues:
            self._vues[nom] = next(vue for vue in VUES if vue.nom == nom).fabriquer(self.poste)
            self._pile.addWidget(self._vues[nom])
        return self._vues[nom]

    def montrer(self, nom: str) -> None:
        """Choisit la vue de ce nom."""
        self.choix.choisir(nom)

    def qui_a_ouvert(self, patient_id: int, nom: str) -> None:
        """Montre au journal tout ce qui a été fait de ce dossier."""
        from secretariat.ui.cabinet.journal import VueJournal  # noqa: PLC0415  (une vue se charge quand on la demande)

        self.choix.choisir("journal")
        vue = self.vue("journal")
        assert isinstance(vue, VueJournal)  # noqa: S101  (dit au vérificateur de types)
        vue.montrer_le_patient(patient_id, nom)

    def activer(self) -> None:
        """Relit la vue montrée."""
        self._montrer(self.choix.valeur())

    def _montrer(self, nom: str) -> None:
        vue = self.vue(nom)
        self._pile.setCurrentWidget(vue)
        vue.activer()
