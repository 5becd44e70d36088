"""La matrice des droits : une action par ligne, un rôle par colonne, ce que le cabinet a changé marqué.

Une case se change à la souris, ou au clavier par Espace ; le service la refuse s’il le doit, et dit pourquoi.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from secretariat.cabinet import lectures, services
from secretariat.cabinet.valeurs import CaseDeDroit, LigneDeDroit, MatriceDuCabinet
from secretariat.socle.droits import Droit
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.ui.cabinet.tableau_des_droits import ModeleDroits, TableauDroits
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.dialogue import Confirmation
from secretariat.ui.composants.etiquette import petit
from secretariat.ui.composants.rangement import ligne
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE, Ton
from secretariat.ui.typographie import espaces_fines

INVITE = "Les flèches passent d’une case à l’autre, Espace la change."
A_LIRE = "À lire seulement\u00a0: votre rôle ne change pas les droits."


class VueDroits(Ecran):
    """Qui peut faire quoi ; d’où vient le défaut, et comment y revenir."""

    TABLES = frozenset({"droits"})

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        self.modele = ModeleDroits(self)
        self.tableau = TableauDroits(self.modele)
        self.tableau.setObjectName("cabinet.droits")
        self.tableau.demandee.connect(self._changer)
        self.tableau.visee.connect(self._dire_la_note)
        self.revenir = Bouton("Revenir au défaut", icone="annuler").au_clic(self._revenir)
        self.revenir.setObjectName("cabinet.droits.defaut")
        self._compte, self.note = petit(encre="texte2"), petit(INVITE, encre="texte2").replier()
        self._source = petit(encre="texte3").replier().selectionnable()
        self.message = Bandeau("", ton=Ton.DANGER)
        self.message.hide()
        carte = Carte()
        tete = ligne(self.note, self._compte, self.revenir, espace=ESPACE.grand)
        tete.setStretch(0, 1)
        carte.ajouter(tete)
        carte.corps.addWidget(self.tableau, 1)
        carte.ajouter(self._source)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(ESPACE.moyen)
        page.addWidget(self.message)
        page.addWidget(carte, 1)
        poste.droits.change.connect(self._regler)

    def activer(self) -> None:
        """Le clavier va à la matrice."""
        super().activer()
        self.tableau.setFocus()

    def relire(self) -> None:
        """Redemande la matrice."""
        self.poste.taches.lire(lectures.matrice_des_droits, self.montrer, sujet="matrice des droits")

    def montrer(self, matrice: MatriceDuCabinet) -> None:
        """Montre la matrice."""
        self.modele.remplacer(matrice)
        self.tableau.etendre_les_groupes()
        changees = matrice.changees
        self._compte.setText(f"{changees} case{'s' if changees > 1 else ''} hors du défaut" if changees else "")
        source = f"{matrice.notes} Source\u00a0: {matrice.source}, relue le {matrice.verifie_le}."
        self._source.setText(espaces_fines(source))
        self._regler()

    def _regler(self) -> None:
        permis = self.poste.droits.peut(Droit.GERER_DROITS)
        self.tableau.modifiable = permis
        self.revenir.setVisible(permis)
        self.revenir.setEnabled(self.modele.changees > 0)
        self.note.setText(INVITE if permis else A_LIRE)

    def _dire_la_note(self, ligne_visee: LigneDeDroit) -> None:
        self.note.setText(espaces_fines(ligne_visee.note) or (INVITE if self.tableau.modifiable else A_LIRE))

    def _changer(self, ligne_visee: LigneDeDroit, case: CaseDeDroit) -> None:
        self.message.hide()
        self.poste.taches.faire(
            "droits du cabinet",
            lambda unite: services.changer_droit(unite, case.role, ligne_visee.droit, permis=not case.permis),
            en_cas_de_refus=self._refuser,
        )

    def _revenir(self) -> None:
        if not Confirmation.demander(
            self,
            "Revenir au défaut\u202f?",
            detail=f"{self.modele.changees} case(s) changée(s) par le cabinet reprennent la valeur livrée.",
            valider="Revenir au défaut",
        ):
            return
        self.message.hide()
        self.poste.taches.faire(
            "retour des droits au défaut", services.revenir_au_defaut, en_cas_de_refus=self._refuser
        )

    def _refuser(self, erreur: ErreurSecretariat) -> None:
        self.message.dire(str(erreur), erreur.conseil, Ton.DANGER)
        self.message.show()
