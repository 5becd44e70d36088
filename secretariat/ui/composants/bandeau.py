"""Le bandeau : une remarque posée dans l’écran, avec son icône et, au besoin, le geste qui y répond."""

from __future__ import annotations

from secretariat.ui.composants.bouton import Bouton
from secretariat.ui.composants.etiquette import Etiquette
from secretariat.ui.composants.icone import Icone
from secretariat.ui.composants.panneau import Fond, Panneau
from secretariat.ui.composants.rangement import pile
from secretariat.ui.theme.jetons import ESPACE, ICONE, RAYON, Ton

ICONES_DU_TON = {
    Ton.NEUTRE: "info",
    Ton.ACCENT: "info",
    Ton.INFO: "info",
    Ton.SUCCES: "coche_cercle",
    Ton.ATTENTION: "alerte",
    Ton.DANGER: "alerte",
}
MARGES = (ESPACE.moyen, ESPACE.petit, ESPACE.petit, ESPACE.petit)


class Bandeau(Panneau):
    """Une remarque : titre, détail, et un bouton facultatif à droite."""

    def __init__(
        self, titre: str, detail: str = "", ton: Ton = Ton.INFO, *, icone: str = "", action: Bouton | None = None
    ) -> None:
        super().__init__(Fond(ton.fond, rayon=RAYON.controle), en_ligne=True, marges=MARGES, espace=ESPACE.moyen)
        self._icone = Icone(icone or ICONES_DU_TON[ton], ton.encre, ICONE.grande)
        self.titre = Etiquette(titre, graisse=600).replier()
        self.detail = Etiquette(detail, "petit", encre="texte2").replier()
        if not detail:
            self.detail.hide()
        self.ajouter(self._icone)
        self.rangee.addLayout(pile(self.titre, self.detail, espace=2), 1)
        if action is not None:
            self.ajouter(action)
        self.setMinimumHeight(ESPACE.vaste + ESPACE.moyen)
        self.setAccessibleName(_phrases(titre, detail))

    def dire(self, titre: str, detail: str = "", ton: Ton = Ton.INFO) -> None:
        """Change la remarque et son ton."""
        self.titre.setText(titre)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        self._icone.montrer(ICONES_DU_TON[ton], ton.encre)
        self.peindre_avec(Fond(ton.fond, rayon=RAYON.controle))
        self.setAccessibleName(_phrases(titre, detail))


def _phrases(titre: str, detail: str) -> str:
    return f"{titre.removesuffix('.')}. {detail}" if detail else titre
