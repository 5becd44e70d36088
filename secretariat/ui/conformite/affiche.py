"""L’affiche de la salle d’attente : la voir telle qu’elle s’imprimera, puis l’enregistrer en PDF."""

from __future__ import annotations

from secretariat.conformite.documents.affiche import affiche
from secretariat.conformite.lectures.reglages import durees
from secretariat.socle.unite_de_travail import Lecture
from secretariat.ui import enregistrer_sous
from secretariat.ui.composants import Bouton, Carte, StyleBouton, contenir, corps, ligne, petit, pile
from secretariat.ui.composants.apercu_pdf import ApercuPdf, PageRendue, rendre_les_pages
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE, LARGEUR


class VueAffiche(Ecran):
    """L’aperçu à gauche, ce qu’il faut en savoir à droite."""

    TABLES = frozenset({"cabinets", "reglages"})

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        self._pdf = b""
        self.apercu = ApercuPdf("Aperçu de l’affiche")
        self.enregistrer = Bouton("Enregistrer le PDF…", StyleBouton.PRINCIPAL, icone="imprimer")
        self.enregistrer.setObjectName("conformite.affiche")
        self.enregistrer.au_clic(self._enregistrer).setEnabled(False)
        page = Carte("Affiche de la salle d’attente")
        page.corps.addWidget(self.apercu, 1)
        notice = Carte("À afficher à l’entrée ou en salle d’attente")
        notice.ajouter(
            corps("Elle dit qui est responsable, pourquoi, de quel droit, qui voit les données, combien de temps, "
                  "quels droits, et comment saisir la CNIL.").replier(),
            petit("A4, en caractères lisibles à 1,50\u00a0m. Le cabinet, son adresse et son téléphone viennent de sa "
                  "fiche.", encre="texte2").replier(),
            ligne(self.enregistrer, None),
        )  # fmt: skip
        droite = contenir(pile(notice, None))
        droite.setFixedWidth(LARGEUR.actions)
        rangee = ligne(page, droite, espace=ESPACE.grand)
        rangee.setStretch(0, 1)
        colonne = pile()
        colonne.addLayout(rangee, 1)
        self.setLayout(colonne)

    def relire(self) -> None:
        """Recompose l’affiche."""
        etablissement = self.poste.etablissement

        def lire(lecture: Lecture) -> tuple[bytes, tuple[PageRendue, ...]]:
            pdf = affiche(etablissement, durees(lecture))
            return pdf, rendre_les_pages(pdf)

        self.poste.taches.lire(lire, self._montrer, sujet="affiche")

    def _montrer(self, lu: tuple[bytes, tuple[PageRendue, ...]]) -> None:
        self._pdf, pages = lu
        self.apercu.montrer(pages)
        self.enregistrer.setEnabled(True)

    def _enregistrer(self) -> None:
        destination = enregistrer_sous.demander(self, "affiche-donnees-personnelles.pdf", "Document (*.pdf)")
        if destination is not None:
            self.poste.taches.travailler(
                lambda _suivi: enregistrer_sous.ecrire(destination, self._pdf),
                lambda chemin: self.poste.demandes.message.emit(f"Enregistré\u00a0: {chemin}"),
            )
