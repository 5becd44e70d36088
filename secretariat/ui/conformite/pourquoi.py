"""Pourquoi cette date ? Les règles qui l’ont donnée, ce qui empêche la destruction, et les gestes possibles."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secretariat.conformite.valeurs.conservation import LIBELLES_DECISIONS, Decision, LigneDeConservation
from secretariat.ui.composants import Bandeau, Bouton, Carte, StyleBouton, corps, petit, pile
from secretariat.ui.composants.fluide import Fluide
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, Ton
from secretariat.ui.typographie import date_courte, espaces_fines


class Pourquoi(QWidget):
    """La carte de droite.

    Signals:
        geste: Un geste est demandé ; porte son nom et la ligne.
    """

    geste = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._place = pile(espace=0)
        self.setLayout(self._place)
        self._carte: Carte | None = None

    def montrer(self, lue: LigneDeConservation | None) -> None:
        """Explique la date de ce dossier."""
        if self._carte is not None:
            self._carte.hide()
            self._carte.deleteLater()
        self._carte = None if lue is None else self._composer(lue)
        if self._carte is not None:
            self._place.addWidget(self._carte)
            self._carte.show()

    def _composer(self, lue: LigneDeConservation) -> Carte:
        carte = Carte("Pourquoi cette date\u202f?")
        for rang, motif in enumerate(lue.echeance.motifs):
            dernier = rang == len(lue.echeance.motifs) - 1
            phrase = corps(
                espaces_fines(motif.texte), encre="texte" if dernier else "texte2", graisse=500 if dernier else 400
            )
            carte.ajouter(pile(phrase.replier(), petit(motif.reference).replier(), espace=2))
        if lue.archive_le is not None:
            carte.ajouter(corps(f"En archive intermédiaire depuis le {date_courte(lue.archive_le)}.").replier())
        elif not lue.echu:
            carte.ajouter(
                corps(f"Sorti de la base active le {date_courte(lue.echeance.archive_le)}.", encre="texte2").replier()
            )
        if lue.decision in {Decision.DETRUIRE, Decision.GARDER}:
            raison = f"\u00a0: {lue.decision_raison}" if lue.decision_raison else ""
            carte.ajouter(corps(f"{LIBELLES_DECISIONS[lue.decision]} par {lue.decide_par}{raison}.").replier())
        for empechement in lue.empechements:
            carte.ajouter(Bandeau("Destruction impossible", espaces_fines(empechement), Ton.ATTENTION))
        return carte.ajouter(Fluide(*self._boutons(lue), espace=ESPACE.petit))

    def _boutons(self, lue: LigneDeConservation) -> list[QWidget]:
        gestes = [("faits", "Décès, transfusion…", "crayon", StyleBouton.A_BORD)]
        if lue.echeance.le is None:
            gestes.insert(0, ("reprendre", "Reprendre le délai", "actualiser", StyleBouton.PRINCIPAL))
        elif lue.echu:
            gestes = [*self._decisions(lue), *gestes]
        if lue.archive_le is None and lue.echeance.le is not None and not lue.echu:
            gestes.insert(0, ("archiver", "Mettre en archive", "sauvegarde", StyleBouton.PRINCIPAL))
        elif lue.archive_le is not None:
            gestes.append(("sortir", "Remettre en base active", "annuler", StyleBouton.A_BORD))
        boutons: list[QWidget] = []
        for nom, libelle, icone, style in gestes:
            bouton = Bouton(libelle, style, icone=icone, hauteur=HAUTEUR.bouton_carte)
            bouton.setObjectName(f"conformite.{nom}")
            boutons.append(bouton.au_clic(partial(self.geste.emit, nom, lue)))
        return boutons

    def _decisions(self, lue: LigneDeConservation) -> list[tuple[str, str, str, StyleBouton]]:
        decisions = [
            ("garder", "Garder…", "dossier_ouvert", StyleBouton.A_BORD),
            ("suspendre", "Suspendre…", "horloge", StyleBouton.A_BORD),
        ]
        if not lue.empechements and lue.decision is not Decision.DETRUIRE:
            decisions.insert(0, ("detruire", "À détruire", "corbeille", StyleBouton.DANGER))
        return decisions
