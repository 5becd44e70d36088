"""Ce dont le praticien connecté est à prévenir : qui a ouvert la partie médicale d’un de ses patients, et pourquoi."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from secretariat.cabinet.valeurs import LIBELLES_ROLES, Role
from secretariat.dossiers.lectures import acces_a_signaler
from secretariat.dossiers.services import marquer_vu
from secretariat.dossiers.valeurs import AccesASignaler
from secretariat.socle.dates import date_courte, heure_dite
from secretariat.socle.droits import Droit
from secretariat.socle.horloge import a_paris
from secretariat.ui.composants import Bouton, Carte, Icone, contenir, corps, ligne, petit, pile, vider
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, ICONE, Ton

TABLES = frozenset({"acces_exceptionnels", "avis_acces", "droits"})
MONTRES = 3


class AccesASignalerCarte(Carte):
    """Les accès que le praticien n’a pas encore vus ; la carte n’est là que s’il y en a."""

    def __init__(self, poste: Poste) -> None:
        super().__init__("Accès exceptionnels à votre attention", espace=ESPACE.petit)
        self._poste = poste
        self.setObjectName("accueil.acces")
        self._reste = petit(encre="texte2")
        self._rangees = pile(espace=ESPACE.petit)
        self.ajouter(contenir(self._rangees), self._reste)
        self.hide()
        poste.taches.modifie.connect(self._sur_modification)
        poste.droits.change.connect(self.relire)
        self.relire()

    def relire(self) -> None:
        """Redemande les accès, si la personne connectée est de celles que l’on prévient."""
        if self._poste.droits.peut(Droit.ETRE_PREVENU):
            self._poste.taches.lire(acces_a_signaler, self.montrer, sujet="accès exceptionnels à signaler")
        else:
            self.hide()

    def montrer(self, acces: tuple[AccesASignaler, ...]) -> None:
        """Montre les plus anciens."""
        vider(self._rangees)
        for un in acces[:MONTRES]:
            self._rangees.addWidget(self._rangee(un))
        reste = len(acces) - MONTRES
        self._reste.setText(f"et {reste} autre{'s' if reste > 1 else ''}")
        self._reste.setVisible(reste > 0)
        self.setVisible(bool(acces))

    def _rangee(self, acces: AccesASignaler) -> QWidget:
        jour = date_courte(a_paris(acces.ouvert_le).date())
        qui = f"{acces.qui} ({LIBELLES_ROLES[Role(acces.role)]}) a ouvert le dossier de {acces.patient}"
        quand = f"{jour}, de {heure_dite(acces.ouvert_le)} à {heure_dite(acces.jusqu_a)}, poste {acces.poste}"
        vu = Bouton("Vu", icone="coche", hauteur=HAUTEUR.bouton_titre).au_clic(lambda: self._dire_vu(acces.id))
        vu.setObjectName(f"accueil.acces.vu.{acces.id}")
        vu.setAccessibleName(f"Vu\u00a0: {qui}")
        texte = pile(
            corps(qui, graisse=500).abreger(),
            petit(f"«\u00a0{acces.raison}\u00a0» · {quand}", encre="texte2").replier(),
        )
        rangee = ligne(Icone("verrou", Ton.ATTENTION.encre, ICONE.moyenne), espace=ESPACE.moyen)
        rangee.addLayout(texte, 1)
        rangee.addWidget(vu)
        return contenir(rangee)

    def _dire_vu(self, acces_id: int) -> None:
        self._poste.taches.faire("accès exceptionnel vu", lambda unite: marquer_vu(unite, acces_id))

    def _sur_modification(self, tables: frozenset[str]) -> None:
        if tables & TABLES:
            self.relire()
