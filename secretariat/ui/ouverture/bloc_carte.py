"""La carte de professionnel en place, sur la page de connexion : à qui elle est, et son code."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secretariat.cartes.valeurs import CODE_PORTEUR, CarteCps, EssaisRestants
from secretariat.ui.cartes.forme_du_code import FORME_DU_CODE, a_la_forme_d_un_code
from secretariat.ui.composants.bandeau import Bandeau
from secretariat.ui.composants.bouton import Bouton
from secretariat.ui.composants.champ import ChampTexte
from secretariat.ui.composants.rangement import pile
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, Ton

DERNIER_ESSAI = "Il reste un seul essai\u202f: un code faux de plus bloque la carte."


class BlocCarte(QWidget):
    """Caché tant qu’aucune carte de professionnel n’est là.

    Signals:
        code_donne: On demande à entrer par la carte ; porte son code.
    """

    code_donne = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.annonce = Bandeau("", ton=Ton.INFO)
        self.annonce.setObjectName("connexion.carte")
        self.code = ChampTexte("Code porteur")
        self.code.masquer()
        self.code.saisie.setObjectName("connexion.code")
        self.entrer = Bouton("Entrer par la carte", icone="carte", hauteur=HAUTEUR.bouton)
        self.entrer.setObjectName("connexion.entrer_par_carte")
        self.entrer.large(centre=True)
        self.setLayout(pile(self.annonce, self.code, self.entrer, espace=ESPACE.moyen))
        self.entrer.clicked.connect(self._donner)
        self.code.saisie.returnPressed.connect(self._donner)
        self.hide()

    def proposer(self, carte: CarteCps, essais: EssaisRestants) -> None:
        """Montre à qui est la carte, et demande son code ; une carte bloquée n’en demande plus."""
        qui = f"Carte {carte.porteur}"
        if carte.simulee:
            qui += f", simulée (code {CODE_PORTEUR})"
        bloquee = essais is EssaisRestants.BLOQUE
        detail = {
            EssaisRestants.BLOQUE: "Son code est bloqué\u202f: entrer par le mot de passe.",
            EssaisRestants.DERNIER: DERNIER_ESSAI,
            EssaisRestants.PEU: "Un code faux a déjà été tapé\u202f: après trois de suite, la carte se bloque.",
        }.get(essais, carte.profession)
        self.annonce.dire(qui, detail, Ton.INFO if essais is EssaisRestants.NORMAL else Ton.ATTENTION)
        self._ouvrir_a_la_saisie(ouvert=not bloquee)

    def dire(self, message: str, conseil: str) -> None:
        """Dit pourquoi la carte n’ouvre rien."""
        self.annonce.dire(message, conseil, Ton.ATTENTION)
        self._ouvrir_a_la_saisie(ouvert=False)

    def attendre(self, *, en_cours: bool) -> None:
        """Grise le bouton pendant que la carte signe."""
        self.entrer.setEnabled(not en_cours)

    def _ouvrir_a_la_saisie(self, *, ouvert: bool) -> None:
        self.code.poser("")
        self.code.setVisible(ouvert)
        self.entrer.setVisible(ouvert)
        self.show()

    def _donner(self) -> None:
        code = self.code.saisie.text()
        if not code or not self.entrer.isEnabled():
            return
        self.code.poser("")
        if a_la_forme_d_un_code(code):
            self.code_donne.emit(code)
        else:
            self.code.refuser(FORME_DU_CODE)
