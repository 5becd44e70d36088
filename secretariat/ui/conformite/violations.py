"""Le registre des violations : les déclarer, et tenir les soixante-douze heures de la CNIL."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QScrollArea

from secretariat.conformite.lectures.registre import violations
from secretariat.conformite.services import registre as gestes
from secretariat.conformite.valeurs.registre import NouvelleViolation, ViolationListee
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.horloge import a_paris
from secretariat.socle.unite_de_travail import UniteDeTravail
from secretariat.ui.composants import (
    Bandeau,
    Bouton,
    Carte,
    ChampNote,
    ChampTexte,
    EtatVide,
    StyleBouton,
    Tableau,
    contenir,
    ligne,
    pile,
)
from secretariat.ui.conformite.questions import DemandeDeRaison
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, LARGEUR, Ton
from secretariat.ui.typographie import date_courte, espaces_fines, heure


def reponse(violation: ViolationListee) -> str:
    """Ce qui a été répondu, ou le temps qu’il reste."""
    if violation.notifiee_le is not None:
        return f"CNIL prévenue le {date_courte(a_paris(violation.notifiee_le).date())}"
    if violation.sans_notification:
        return "Sans notification"
    limite = a_paris(violation.a_notifier_avant)
    return f"À notifier avant le {date_courte(limite.date())} à {heure(limite)}"


def encre(violation: ViolationListee) -> str:
    """La couleur de la réponse."""
    repondue = violation.notifiee_le is not None or bool(violation.sans_notification)
    if repondue:
        return Ton.SUCCES.encre
    return Ton.DANGER.encre if violation.en_retard else Ton.ATTENTION.encre


COLONNES = (
    Colonne[ViolationListee]("Constatée le", lambda v: date_courte(a_paris(v.constat.constatee_le).date())),
    Colonne[ViolationListee](
        "Nature", lambda v: v.constat.nature, graisse=600, etiree=True, detail=lambda v: v.constat.mesures
    ),
    Colonne[ViolationListee]("Personnes", lambda v: v.constat.personnes, accessoire=True),
    Colonne[ViolationListee]("CNIL", reponse, encre=encre, detail=lambda v: v.sans_notification),
)


class VueViolations(Ecran):
    """La liste à gauche ; à droite, de quoi en déclarer une."""

    TABLES = frozenset({"violations"})

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        self.modele = ModeleTable(COLONNES, lambda v: v.id, self)
        vide = EtatVide("bouclier", "Aucune violation de données.", "Perte, vol, envoi au mauvais destinataire…")
        self.tableau = Tableau("Violations de données", self.modele, vide)
        self.nature = ChampTexte("Ce qui s’est passé", obligatoire=True)
        self.personnes = ChampTexte("Personnes concernées", invite="combien, lesquelles")
        self.consequences = ChampNote("Conséquences probables")
        self.mesures = ChampNote("Mesures prises")
        self.refus = Bandeau("", ton=Ton.DANGER)
        self.refus.hide()
        self.declarer = Bouton("Inscrire au registre", StyleBouton.PRINCIPAL, icone="plus").au_clic(self._declarer)
        self.declarer.setObjectName("conformite.declarer")
        self.notifier = Bouton("CNIL prévenue", icone="envoi", hauteur=HAUTEUR.bouton_titre).au_clic(self._notifier)
        self.dispenser = Bouton("Sans notification…", hauteur=HAUTEUR.bouton_titre).au_clic(self._dispenser)
        self.notifier.setObjectName("conformite.notifier")
        self._ranger()
        self.tableau.choisie.connect(self._offrir)
        self._offrir(None)

    def relire(self) -> None:
        """Redemande les violations."""
        self.poste.taches.lire(violations, self._montrer, sujet="violations")

    def _ranger(self) -> None:
        liste = Carte("Violations de données", droite=contenir(ligne(self.notifier, self.dispenser)))
        liste.corps.addWidget(self.tableau)
        saisie = Carte("Constater une violation maintenant")
        delai = Bandeau("Soixante-douze heures", "C’est le délai pour prévenir la CNIL, s’il y a un risque (art. 33).")
        champs = (self.nature, self.personnes, self.consequences, self.mesures)
        saisie.ajouter(self.refus, delai, *champs, ligne(None, self.declarer))
        droite = QScrollArea(widgetResizable=True)
        droite.setFrameShape(QFrame.Shape.NoFrame)
        droite.setWidget(contenir(pile(saisie, None)))
        droite.setFixedWidth(LARGEUR.liste)
        rangee = ligne(liste, droite, espace=ESPACE.grand)
        rangee.setStretch(0, 1)
        page = pile()
        page.addLayout(rangee, 1)
        self.setLayout(page)

    def _montrer(self, lues: tuple[ViolationListee, ...]) -> None:
        self.modele.remplacer(lues)
        if lues and self.tableau.ligne_courante() is None:
            self.tableau.choisir(lues[0].id)
        self._offrir(self.tableau.ligne_courante())

    def _offrir(self, violation: ViolationListee | None) -> None:
        attend = violation is not None and violation.notifiee_le is None and not violation.sans_notification
        self.notifier.setVisible(attend)
        self.dispenser.setVisible(attend)

    def _declarer(self) -> None:
        if not self.nature.verifier():
            return
        nouvelle = NouvelleViolation(
            self.poste.taches.cabinet.horloge(),
            self.nature.texte(),
            self.personnes.texte(),
            self.consequences.texte(),
            self.mesures.texte(),
        )

        def fait(numero: int) -> None:
            for champ in (self.nature, self.personnes, self.consequences, self.mesures):
                champ.poser("")
            self.tableau.choisir(numero)

        self._faire("Violation inscrite", lambda u: gestes.declarer_violation(u, nouvelle), fait)

    def _notifier(self) -> None:
        if (violation := self.tableau.ligne_courante()) is not None:
            self._faire("Notification notée", lambda u: gestes.noter_notification(u, violation.id, u.horloge()))

    def _dispenser(self) -> None:
        violation = self.tableau.ligne_courante()
        detail = "Le registre garde cette raison."
        if (
            violation is None
            or (raison := DemandeDeRaison.demander(self, "Ne pas prévenir la CNIL", detail=detail)) is None
        ):
            return
        self._faire("Raison notée", lambda u: gestes.dispenser_de_notification(u, violation.id, raison))

    def _faire(
        self,
        fait: str,
        service: Callable[[UniteDeTravail], int | None],
        ensuite: Callable[[int], None] | None = None,
    ) -> None:
        def finir(rendu: int | None) -> None:
            self.refus.hide()
            self.poste.demandes.message.emit(fait)
            if ensuite is not None and rendu is not None:
                ensuite(rendu)

        self.poste.taches.faire("registre des violations", service, finir, en_cas_de_refus=self._refuser)

    def _refuser(self, erreur: ErreurSecretariat) -> None:
        self.refus.dire(espaces_fines(str(erreur)), espaces_fines(erreur.conseil), Ton.DANGER)
        self.refus.show()
