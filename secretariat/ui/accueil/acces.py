"""Une ligne discrète à l’accueil quand une demande d’accès arrive à son terme ; absente sinon."""

from __future__ import annotations

from secretariat.conformite.lectures.acces import alertes
from secretariat.conformite.valeurs.acces import Alerte, DemandeListee
from secretariat.ui.composants import Bandeau, Bouton, StyleBouton
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import HAUTEUR, Ton
from secretariat.ui.typographie import date_courte


class LigneDesAcces(Bandeau):
    """Combien de demandes pressent, et la première échéance."""

    def __init__(self, poste: Poste) -> None:
        voir = Bouton("Voir", StyleBouton.DISCRET, icone="droite", hauteur=HAUTEUR.bouton_titre)
        super().__init__("", ton=Ton.ATTENTION, action=voir)
        self.setObjectName("accueil.acces")
        self._poste = poste
        voir.setAccessibleName("Voir les demandes d’accès au dossier")
        voir.au_clic(lambda: poste.demandes.aller.emit("cabinet"))
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
        nombre = f"{len(pressees)} demande{'s' if len(pressees) > 1 else ''} d’accès au dossier"
        premiere = min(d.bornes.au_plus_tard for d in pressees if d.bornes is not None)
        suite = f", dont {retards} en retard" if retards else ""
        detail = (
            f"La première était à rendre le {date_courte(premiere)}."
            if retards
            else (f"À rendre avant le {date_courte(premiere)}.")
        )
        self.dire(
            f"{nombre} à terme{suite}",
            f"{detail} Cabinet, Données personnelles.",
            Ton.DANGER if retards else Ton.ATTENTION,
        )
