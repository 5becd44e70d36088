"""Une ligne discrète à l’accueil quand une demande d’accès arrive à son terme ; absente sinon."""

from __future__ import annotations

from secretariat.conformite.lectures.acces import alertes
from secretariat.conformite.valeurs.acces import Alerte, DemandeListee
from secretariat.ui.composants import Bouton, Etiquette, Fond, Icone, Panneau, StyleBouton
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, ICONE, RAYON, Ton
from secretariat.ui.typographie import date_courte

MARGES = (ESPACE.moyen, 0, 0, 0)


class LigneDesAcces(Panneau):
    """Combien de demandes pressent, et la première échéance."""

    def __init__(self, poste: Poste) -> None:
        fond = Fond(Ton.ATTENTION.fond, rayon=RAYON.controle)
        super().__init__(fond, en_ligne=True, marges=MARGES, espace=ESPACE.petit)
        self.setObjectName("accueil.acces")
        self._poste = poste
        self.phrase = Etiquette("", "petit", graisse=500, encre=Ton.ATTENTION.encre).abreger()
        voir = Bouton("Voir", StyleBouton.DISCRET, icone="droite", hauteur=HAUTEUR.bouton_titre)
        voir.setAccessibleName("Voir les demandes d’accès au dossier")
        voir.au_clic(lambda: poste.demandes.aller.emit("cabinet"))
        self.ajouter(Icone("alerte", Ton.ATTENTION.encre, ICONE.petite))
        self.rangee.addWidget(self.phrase, 1)
        self.ajouter(voir)
        self.hide()

    def relire(self) -> None:
        """Redemande les demandes qui pressent."""
        self._poste.taches.lire(alertes, self.montrer, sujet="demandes d’accès qui pressent")

    def montrer(self, pressees: tuple[DemandeListee, ...]) -> None:
        """Dit les demandes en retard ou proches de leur terme ; se cache s’il n’y en a pas."""
        self.setVisible(bool(pressees))
        if not pressees:
            return
        retards = sum(d.alerte is Alerte.DEPASSEE for d in pressees)
        nombre = f"{len(pressees)} demande{'s' if len(pressees) > 1 else ''} d’accès au dossier à rendre"
        suite = f", dont {retards} en retard" if retards else ""
        premiere = min(d.bornes.au_plus_tard for d in pressees if d.bornes is not None)
        self.phrase.setText(f"{nombre}{suite}\u00a0: la première le {date_courte(premiere)}")
        self.setAccessibleName(self.phrase.text())
