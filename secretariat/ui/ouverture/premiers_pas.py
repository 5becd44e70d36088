"""Les premiers pas d’un poste sans cabinet : en créer un ici ou sur le serveur, ou rejoindre celui qui y est."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from secretariat.cabinet import lectures
from secretariat.socle.adresse import Serveur
from secretariat.socle.depot import DepotServeur, Ouvreur
from secretariat.socle.unite_de_travail import Cabinet
from secretariat.ui.fenetre.principale import FenetrePrincipale
from secretariat.ui.ouverture.serveur import PageServeur
from secretariat.ui.taches import Taches


class PremiersPas(QObject):
    """Les pages qui précèdent un cabinet.

    Signals:
        cree: Un cabinet existe sur ce poste ; porte la clé de sa base.
        rejoint: Un serveur est choisi et ouvert ; porte son dépôt.
        pret: Le cabinet du serveur existe ; le porte.
    """

    cree = Signal(object)
    rejoint = Signal(object)
    pret = Signal(object)

    def __init__(self, fenetre: FenetrePrincipale, taches: Taches, ouvreur: Ouvreur, base: Path) -> None:
        super().__init__(fenetre)
        self._fenetre, self._taches, self._ouvreur, self._base = fenetre, taches, ouvreur, base

    def commencer(self) -> None:
        """Propose de créer un cabinet sur ce poste, ou de joindre un serveur."""
        from secretariat.ui.ouverture.premier_demarrage import PagePremierDemarrage  # noqa: PLC0415  (une seule fois)

        page = PagePremierDemarrage(self._taches, self._base)
        page.cree.connect(self.cree)
        page.serveur_demande.connect(self._demander_le_serveur)
        self._fenetre.montrer(page)
        page.cabinet.saisie.setFocus()

    def _demander_le_serveur(self) -> None:
        page = PageServeur()

        def essayer(adresse: Serveur, secret: str) -> None:
            depot = DepotServeur(adresse, self._ouvreur)
            self._taches.travailler(
                lambda _avancement: depot.ouvrir_avec(secret),
                lambda cabinet: self._rejoindre(depot, cabinet),
                en_cas_de_refus=lambda erreur: page.refuser(str(erreur), erreur.conseil),
            )

        page.demandee.connect(essayer)
        page.renoncee.connect(self.commencer)
        self._fenetre.montrer(page)
        page.hote.saisie.setFocus()

    def _rejoindre(self, depot: DepotServeur, cabinet: Cabinet) -> None:
        self.rejoint.emit(depot)
        self._taches.servir(cabinet)
        self._taches.lire(
            lectures.est_decrit,
            lambda decrit: self.pret.emit(cabinet) if decrit else self._creer_sur(depot, cabinet),
        )

    def _creer_sur(self, depot: DepotServeur, serveur: Cabinet) -> None:
        """La base du serveur est vide : le premier poste y crée le cabinet."""
        from secretariat.ui.ouverture.premier_demarrage import PagePremierDemarrage  # noqa: PLC0415  (une seule fois)

        page = PagePremierDemarrage(self._taches, Path(), serveur)
        page.situer(f"La base {depot.nom} est vide. Quelques lignes suffisent pour commencer.")
        page.cree.connect(lambda _cle: self.pret.emit(serveur))
        self._fenetre.montrer(page)
        page.cabinet.saisie.setFocus()
