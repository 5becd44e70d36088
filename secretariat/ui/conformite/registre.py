"""Le registre des traitements : les relire un à un, les corriger, les confirmer, les exporter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QFrame, QScrollArea

from secretariat.conformite.documents.registre import Registre, etat_dit, registre_csv, registre_pdf, registre_xlsx
from secretariat.conformite.lectures.registre import registre
from secretariat.conformite.services import registre as gestes
from secretariat.conformite.valeurs.registre import RUBRIQUES, EntreeDuRegistre, Traitement
from secretariat.socle.erreurs import ErreurSecretariat
from secretariat.socle.unite_de_travail import UniteDeTravail
from secretariat.ui import enregistrer_sous
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
    petit,
    pile,
)
from secretariat.ui.modele_table import Colonne, ModeleTable
from secretariat.ui.poste import Ecran, Poste
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, LARGEUR, Ton
from secretariat.ui.typographie import espaces_fines

COLONNES = (
    Colonne[EntreeDuRegistre](
        "Traitement", lambda e: e.traitement.nom, graisse=600, etiree=True, detail=lambda e: e.traitement.finalites
    ),
    Colonne[EntreeDuRegistre](
        "État",
        lambda e: e.etat[:1].upper() + e.etat[1:],
        encre=lambda e: Ton.SUCCES.encre if e.confirmee_le else Ton.ATTENTION.encre,
    ),
)
FORMATS = {"pdf": "Document (*.pdf)", "xlsx": "Classeur XLSX (*.xlsx)", "csv": "Tableau CSV (*.csv)"}


class VueRegistre(Ecran):
    """La liste à gauche, l’entrée choisie à droite."""

    TABLES = frozenset({"registre_traitements"})

    def __init__(self, poste: Poste) -> None:
        super().__init__(poste)
        self._montree: EntreeDuRegistre | None = None
        self._a_montrer = 0
        self.modele = ModeleTable(COLONNES, lambda e: e.id, self)
        remplir = Bouton("Pré-remplir le registre", StyleBouton.PRINCIPAL, icone="plus")
        remplir.setObjectName("conformite.preremplir")
        remplir.au_clic(lambda: self._faire("Registre pré-rempli, à vérifier", gestes.preremplir_registre))
        vide = EtatVide("journal", "Le registre est vide.", "Neuf traitements types vous attendent.", action=remplir)
        self.tableau = Tableau("Registre des traitements", self.modele, vide)
        self.tableau.setObjectName("conformite.registre")
        self.champs: dict[str, ChampTexte | ChampNote] = {
            nom: ChampTexte(libelle, obligatoire=True) if nom == "nom" else ChampNote(libelle)
            for nom, libelle in RUBRIQUES.items()
        }
        self.enregistrer = Bouton("Enregistrer", icone="coche").au_clic(self._enregistrer)
        self.confirmer = Bouton("Confirmer", StyleBouton.PRINCIPAL, icone="coche_cercle").au_clic(self._confirmer)
        self.confirmer.setObjectName("conformite.confirmer")
        self.refus = Bandeau("", ton=Ton.DANGER)
        self.refus.hide()
        self._ranger()
        self.tableau.choisie.connect(self._choisir)

    def relire(self) -> None:
        """Redemande le registre."""
        self.poste.taches.lire(registre, self._montrer, sujet="registre des traitements")

    def exporter(self, nom: str) -> None:
        """Écrit le registre en PDF, en classeur ou en CSV."""
        destination = enregistrer_sous.demander(self, f"registre-des-traitements.{nom}", FORMATS[nom])
        if destination is None:
            return
        entrees, etablissement = self.modele.lignes, self.poste.etablissement
        jour = self.poste.taches.cabinet.horloge().date()
        ecrire: dict[str, Callable[[Registre], bytes]] = {
            "pdf": lambda e: registre_pdf(etablissement, e, le=jour),
            "xlsx": registre_xlsx,
            "csv": registre_csv,
        }
        self.poste.taches.travailler(
            lambda _suivi: enregistrer_sous.ecrire(destination, ecrire[nom](entrees)),
            lambda chemin: self.poste.demandes.message.emit(f"Enregistré\u00a0: {chemin}"),
            en_cas_de_refus=self._refuser,
        )

    def _ranger(self) -> None:
        boutons = [
            Bouton(nom.upper(), icone="telecharger", hauteur=HAUTEUR.bouton_titre).au_clic(partial(self.exporter, nom))
            for nom in FORMATS
        ]
        for nom, bouton in zip(FORMATS, boutons, strict=True):
            bouton.setAccessibleName(f"Exporter le registre en {nom.upper()}")
            bouton.setObjectName(f"conformite.registre.{nom}")
        ajouter = Bouton("Ajouter", icone="plus", hauteur=HAUTEUR.bouton_titre).au_clic(self._ajouter)
        ajouter.setAccessibleName("Ajouter un traitement propre au cabinet")
        ajouter.setObjectName("conformite.ajouter")
        liste = Carte("Registre (art. 30)", droite=contenir(ligne(ajouter, *boutons)))
        liste.corps.addWidget(self.tableau)
        self._fiche = Carte("Traitement")
        self._fiche.titre.abreger()
        self._etat = petit(encre="texte2").replier()
        self._fiche.ajouter(self._etat, *self.champs.values())
        aire = QScrollArea(widgetResizable=True)
        aire.setFrameShape(QFrame.Shape.NoFrame)
        aire.setWidget(self._fiche)
        droite = pile(self.refus, espace=ESPACE.moyen)
        droite.addWidget(aire, 1)
        droite.addLayout(ligne(None, self.enregistrer, self.confirmer))
        self._aire = contenir(droite)
        self._aire.setFixedWidth(LARGEUR.liste)
        rangee = ligne(liste, self._aire, espace=ESPACE.grand)
        rangee.setStretch(0, 1)
        page = pile()
        page.addLayout(rangee, 1)
        self.setLayout(page)
        self._aire.hide()

    def _montrer(self, entrees: tuple[EntreeDuRegistre, ...]) -> None:
        self.modele.remplacer(entrees)
        if self._a_montrer and self.tableau.choisir(self._a_montrer):
            self._a_montrer = 0
        if entrees and self.tableau.ligne_courante() is None:
            self.tableau.choisir(entrees[0].id)
        self._choisir(self.tableau.ligne_courante())

    def _choisir(self, entree: EntreeDuRegistre | None) -> None:
        self._aire.setVisible(entree is not None)
        if entree is None or entree == self._montree:
            return
        self._montree = entree
        self.refus.hide()
        self._fiche.titre.setText(entree.traitement.nom)
        etat = etat_dit(entree)
        self._etat.setText(f"{etat[:1].upper()}{etat[1:]}")
        for nom, champ in self.champs.items():
            champ.poser(getattr(entree.traitement, nom))
        self.confirmer.setEnabled(entree.confirmee_le is None)

    def _ajouter(self) -> None:
        """Inscrit une entrée à compléter, et la montre."""
        vierge = Traitement(**dict.fromkeys(RUBRIQUES, ""))
        nouveau = replace(vierge, nom="Nouveau traitement", finalites="À compléter.")

        def fait(entree_id: int) -> None:
            self._a_montrer = entree_id
            self.poste.demandes.message.emit("Traitement ajouté, à compléter")

        self.poste.taches.faire("registre des traitements", lambda u: gestes.ajouter_traitement(u, nouveau), fait)

    def _enregistrer(self) -> None:
        if (entree := self._montree) is not None:
            saisi = Traitement(**{nom: champ.texte() for nom, champ in self.champs.items()})
            self._faire(
                "Traitement enregistré, à confirmer",
                lambda u: gestes.modifier_traitement(u, entree.id, saisi, version=entree.version),
            )

    def _confirmer(self) -> None:
        if (entree := self._montree) is None:
            return
        if self._a_change(entree):
            self.refus.dire(
                "Des corrections ne sont pas enregistrées.", "Les enregistrer, puis confirmer.", Ton.ATTENTION
            )
            self.refus.show()
            return
        self._faire("Traitement confirmé", lambda u: gestes.confirmer_traitement(u, entree.id, version=entree.version))

    def _a_change(self, entree: EntreeDuRegistre) -> bool:
        return any(champ.texte() != getattr(entree.traitement, nom).strip() for nom, champ in self.champs.items())

    def _faire(self, fait: str, service: Callable[[UniteDeTravail], object]) -> None:
        self.poste.taches.faire(
            "registre des traitements",
            service,
            lambda _rendu: self.poste.demandes.message.emit(fait),
            en_cas_de_refus=self._refuser,
        )

    def _refuser(self, erreur: ErreurSecretariat) -> None:
        self.refus.dire(espaces_fines(str(erreur)), espaces_fines(erreur.conseil), Ton.DANGER)
        self.refus.show()
