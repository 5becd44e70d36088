"""Entrer par la carte de professionnel : la page de connexion la propose, elle signe un défi, et sa sortie verrouille.

Le lecteur du poste naît ici, hors du fil graphique et après la page : ouvrir le programme ne l’attend pas. Il sert
ensuite à toute la session, et à la suivante.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from secretariat.cabinet.services import SessionOuverte
from secretariat.cartes.lecteur import Evenement, Lecteur, SorteEvenement
from secretariat.cartes.valeurs import CarteCps, EssaisRestants, Signature, TypeCarte, UsageCle
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.horloge import Horloge
from secretariat.socle.unite_de_travail import Cabinet
from secretariat.ui.ouverture.connexion import PageConnexion
from secretariat.ui.taches import Taches


def ouvrir_le_lecteur(*, demonstration: bool, donnees: Path | None) -> Lecteur:
    """Le lecteur de ce poste ; simulé dans une base de démonstration, et là seulement."""
    if demonstration:
        from secretariat.cartes.lecteur_simule import LecteurSimule  # noqa: PLC0415  (chargé après la page)

        return LecteurSimule()
    try:
        from secretariat.cartes.lecteur_reel import lecteur_reel  # noqa: PLC0415  (chargé après la page)
    except (ImportError, OSError):
        from secretariat.cartes.lecteur_absent import LecteurAbsent  # noqa: PLC0415

        return LecteurAbsent()
    from secretariat.cartes.reglages import lire_reglages  # noqa: PLC0415

    return lecteur_reel(lire_reglages(donnees))


class EntreeParCarte(QObject):
    """Le lecteur du poste, la carte qui s’y présente à la connexion, et celle qui a ouvert la session.

    Signals:
        ouverte: La carte a ouvert une session ; porte la `SessionOuverte`.
        refusee: Elle n’en ouvre pas ; porte l’erreur.
        retiree: La carte qui a ouvert la session vient de sortir.
    """

    ouverte = Signal(object)
    refusee = Signal(object)
    retiree = Signal()
    _evenement = Signal(object)

    def __init__(self, page: PageConnexion, taches: Taches, horloge: Horloge, poste: str) -> None:
        super().__init__(page)
        self._page, self._taches, self._horloge, self._poste = page, taches, horloge, poste
        self._cabinet: Cabinet | None = None
        self._lecteur: Lecteur | None = None
        self._attentes: list[Callable[[Lecteur], None]] = []
        self._cesser: Callable[[], None] = lambda: None
        self._carte: CarteCps | None = None
        self._tenue_par: int | None = None
        self._sorties: set[int] = set()
        self._par_carte = False
        self._evenement.connect(self._sur_evenement, Qt.ConnectionType.QueuedConnection)
        page.code_donne.connect(self._entrer)
        page.montree.connect(self._regarder)

    def preparer(self, cabinet: Cabinet, *, demonstration: bool, donnees: Path | None) -> None:
        """Crée le lecteur, s’il ne l’est pas, pour ce cabinet."""
        self._cabinet = cabinet
        if self._lecteur is None:
            self._taches.lire_la_carte(
                lambda: ouvrir_le_lecteur(demonstration=demonstration, donnees=donnees), self._sur_lecteur
            )

    def avec_le_lecteur(self, suite: Callable[[Lecteur], None]) -> None:
        """Appelle `suite` avec le lecteur, maintenant ou dès qu’il est là."""
        if self._lecteur is None:
            self._attentes.append(suite)
        else:
            suite(self._lecteur)

    @property
    def carte_partie(self) -> bool:
        """Vrai si la carte qui tient la session est sortie, fût-ce avant que l’écran ne s’ouvre."""
        return self._tenue_par is not None and self._tenue_par in self._sorties

    def oublier(self) -> None:
        """Plus aucune carte ne tient la session : elle est fermée, ou un mot de passe l’a ouverte."""
        self._tenue_par = None
        self._par_carte = False

    def terminer(self) -> None:
        """Libère le lecteur, sans prendre pour un retrait la fin du programme."""
        self._cesser()
        self.oublier()
        if self._lecteur is not None:
            self._lecteur.fermer()

    def _sur_lecteur(self, lecteur: Lecteur) -> None:
        self._lecteur = lecteur
        self._cesser = lecteur.ecouter(self._evenement.emit)
        attentes, self._attentes = self._attentes, []
        for suite in attentes:
            suite(lecteur)
        self._regarder()

    def _sur_evenement(self, evenement: Evenement) -> None:
        if evenement.type_carte is not TypeCarte.CPS:
            return
        if evenement.sorte is SorteEvenement.INSERTION:
            self._regarder()
            return
        self._carte = None
        self._page.oublier_la_carte()
        self._sorties.add(evenement.generation)
        if evenement.generation == self._tenue_par:
            self.retiree.emit()

    def _regarder(self) -> None:
        """Lit la carte de professionnel en place, si c’est la page de connexion que l’on regarde."""
        lecteur = self._lecteur
        if lecteur is None or not self._page.isVisible() or not lecteur.cps_presente():
            return

        def lire() -> tuple[CarteCps, EssaisRestants]:
            carte = lecteur.lire_cps()
            return carte, lecteur.essais_du_code(carte.generation)

        self._taches.lire_la_carte(lire, self._proposer, en_cas_de_refus=self._illisible)

    def _proposer(self, lu: tuple[CarteCps, EssaisRestants]) -> None:
        self._carte, essais = lu
        attendue = self._par_carte or not self._page.est_verrouillee
        self._page.proposer_la_carte(self._carte, essais, prendre_le_clavier=attendue)

    def _illisible(self, refus: ErreurSecretariat) -> None:
        self._carte = None
        self._page.dire_de_la_carte(str(refus), refus.conseil)

    def _entrer(self, code: str) -> None:
        """Fait signer un défi par la carte, puis ouvre la session de qui elle prouve l’identité."""
        carte, lecteur = self._carte, self._lecteur
        if carte is None or lecteur is None:
            return
        from secretariat.cartes.session import Defi, lancer_un_defi  # noqa: PLC0415  (chargé si l’on s’en sert)

        self._page.attendre(en_cours=True)

        def signer() -> tuple[Defi, Signature]:
            defi = lancer_un_defi(self._poste, self._horloge())
            textes, usage = [defi.octets], UsageCle.AUTHENTIFICATION
            return defi, lecteur.signer(textes, code, generation=carte.generation, usage=usage)[0]

        self._taches.lire_la_carte(
            signer, lambda faite: self._ouvrir(*faite, carte.generation), en_cas_de_refus=self._refuser
        )

    def _ouvrir(self, defi: object, signature: Signature, generation: int) -> None:
        from secretariat.cartes.session import Defi, noter_un_refus, ouvrir_session_par_carte  # noqa: PLC0415

        assert isinstance(defi, Defi)  # noqa: S101  (dit au vérificateur de types)

        def ouverte(session: SessionOuverte) -> None:
            self._tenue_par = None  # celle d’avant le verrou est sortie : elle ne doit pas reverrouiller l’écran
            self.ouverte.emit(session)
            self._par_carte = True
            self._tenue_par = generation if session.securite.carte_retiree_verrouille else None

        def refusee(refus: ErreurSecretariat) -> None:
            self._taches.faire(
                "connexion par carte refusée", lambda unite: noter_un_refus(unite, refus), cabinet=self._cabinet
            )
            self._refuser(refus)

        self._taches.faire(
            "ouverture de session par carte",
            lambda unite: ouvrir_session_par_carte(unite, defi, signature),
            ouverte,
            en_cas_de_refus=refusee,
            cabinet=self._cabinet,
        )

    def _refuser(self, refus: ErreurSecretariat) -> None:
        self.refusee.emit(refus)
        self._regarder()
