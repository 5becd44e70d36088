"""Les situations d’exercice de la carte en place : où son titulaire exerce, ce que la carte ne dit qu’avec son code."""

from __future__ import annotations

from secretariat.cartes.valeurs import CarteCps, EssaisRestants, Situation
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.ui.cartes.code_porteur import DialogueCode
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton
from secretariat.ui.composants.carte import Carte
from secretariat.ui.composants.etiquette import petit
from secretariat.ui.composants.ligne_info import LigneInfo
from secretariat.ui.composants.rangement import pile, vider
from secretariat.ui.poste import Poste
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, Ton

EXPLICATION = "Lieux d’exercice inscrits sur la carte du professionnel en place\u202f; rien n’en est enregistré."
AUCUNE = "La carte n’inscrit aucune situation d’exercice."


class CarteSituations(Carte):
    """Un bouton, un code, une ligne par situation."""

    def __init__(self, poste: Poste) -> None:
        super().__init__("Situations d’exercice", espace=ESPACE.petit)
        self._poste = poste
        self.lire = Bouton("Lire avec le code…", icone="cle", hauteur=HAUTEUR.bouton_carte).au_clic(self._identifier)
        self.lire.setObjectName("cabinet.cartes.situations")
        self.message = Bandeau("")
        self.message.hide()
        self.lignes = pile(espace=ESPACE.infime)
        self.ajouter(petit(EXPLICATION, encre="texte2").replier(), self.lire, self.message, self.lignes)

    def oublier(self) -> None:
        """La carte n’est plus là : ce qu’elle disait non plus."""
        vider(self.lignes)
        self.message.hide()

    def _identifier(self) -> None:
        lecteur = self._poste.lecteur
        self.oublier()

        def lire() -> tuple[CarteCps, EssaisRestants]:
            carte = lecteur.lire_cps()
            return carte, lecteur.essais_du_code(carte.generation)

        self._poste.taches.lire_la_carte(lire, self._demander, en_cas_de_refus=self._refuser)

    def _demander(self, lu: tuple[CarteCps, EssaisRestants]) -> None:
        boite = DialogueCode.poser(self, *lu, "Pour lire ses situations d’exercice.", valider="Lire")
        boite.finished.connect(lambda _fin: self._lire(boite.donne, lu[0].generation))

    def _lire(self, code: str | None, generation: int) -> None:
        if code is not None:
            self._poste.taches.lire_la_carte(
                lambda: self._poste.lecteur.situations(code, generation=generation),
                self._montrer,
                en_cas_de_refus=self._refuser,
            )

    def _montrer(self, situations: tuple[Situation, ...]) -> None:
        if not situations:
            self._dire(AUCUNE, "", Ton.NEUTRE)
        for situation in situations:
            detail = ", ".join(filter(None, (situation.structure, situation.secteur)))
            self.lignes.addWidget(LigneInfo(situation.raison_sociale or "Sans raison sociale", detail or "—"))

    def _refuser(self, refus: ErreurSecretariat) -> None:
        self._dire(str(refus), refus.conseil, Ton.ATTENTION)

    def _dire(self, message: str, conseil: str, ton: Ton) -> None:
        self.message.dire(message, conseil, ton)
        self.message.show()
