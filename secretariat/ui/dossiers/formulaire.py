"""Les champs d’un dossier : identité, coordonnées, droits ; chaque défaut se dit sous son champ."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from secretariat.dossiers.regles.coordonnees import (
    anomalies_des_coordonnees,
    anomalies_des_droits,
    normaliser_coordonnees,
    normaliser_droits,
)
from secretariat.dossiers.regles.identite import (
    LIEU_INCONNU,
    alertes_des_traits,
    anomalies_des_traits,
    normaliser_traits,
)
from secretariat.dossiers.valeurs import LIBELLES_SEXES, Anomalie, Coordonnees, DroitsPatient, Sexe, Traits
from secretariat.socle.horloge import Horloge, a_paris
from secretariat.socle.identifiants import formater_nir
from secretariat.ui.composants import Bouton, ChampDate, ChampTexte, ListeChoix, contenir, ligne, pile
from secretariat.ui.theme.jetons import ESPACE
from secretariat.ui.typographie import espaces_fines, telephone

SEXES: tuple[tuple[str, Sexe | None], ...] = (
    ("À choisir", None),
    *((libelle, sexe) for sexe, libelle in LIBELLES_SEXES.items()),
)
COLONNES = 2


class Formulaire(QWidget):
    """Des champs sur deux colonnes, reconnus par le nom de la valeur qu’ils saisissent.

    Signals:
        modifie: Un champ a changé.
    """

    modifie = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.champs: dict[str, ChampTexte | ListeChoix[Sexe | None]] = {}
        self._grille = QGridLayout(self)
        self._grille.setContentsMargins(0, 0, 0, 0)
        self._grille.setHorizontalSpacing(ESPACE.grand)
        self._grille.setVerticalSpacing(ESPACE.moyen)
        for colonne in range(COLONNES):
            self._grille.setColumnStretch(colonne, 1)

    def ranger(self, *lignes: tuple[QWidget, ...]) -> None:
        """Pose les champs, une ou deux pièces par ligne ; une seule prend toute la largeur."""
        for rang, pieces in enumerate(lignes):
            for colonne, piece in enumerate(pieces):
                large = COLONNES if len(pieces) == 1 else 1
                self._grille.addWidget(piece, rang, colonne, 1, large, Qt.AlignmentFlag.AlignTop)

    def suivre(self, **champs: ChampTexte | ListeChoix[Sexe | None]) -> None:
        """Branche les champs et leur donne le nom par lequel on les trouve."""
        self.champs |= champs
        for nom, champ in champs.items():
            champ.saisie.setObjectName(f"champ.{nom}")
            champ.modifie.connect(self.modifie)

    def refuser(self, anomalies: Iterable[Anomalie]) -> bool:
        """Montre chaque anomalie sous son champ ; dit s’il y en avait ici."""
        trouvees = False
        for anomalie in anomalies:
            if (champ := self.champs.get(anomalie.champ)) is not None:
                champ.refuser(espaces_fines(anomalie.message))
                trouvees = True
        return trouvees

    def commencer_par(self, nom: str) -> bool:
        """Place le focus sur ce champ ; dit s’il est ici."""
        if (champ := self.champs.get(nom)) is None:
            return False
        champ.saisie.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def premier_en_erreur(self) -> str:
        """Le nom du premier champ refusé, vide s’il n’y en a pas."""
        return next((nom for nom, champ in self.champs.items() if champ.erreur), "")


class FormulaireIdentite(Formulaire):
    """Les cinq traits stricts, puis le nom et le prénom utilisés, jamais remplis d’avance."""

    def __init__(self, horloge: Horloge) -> None:
        super().__init__()
        self._horloge = horloge
        self.nom_naissance = ChampTexte("Nom de naissance", obligatoire=True)
        self.premier_prenom = ChampTexte("Premier prénom de naissance", obligatoire=True)
        self.naissance = ChampDate("Date de naissance", horloge, naissance=True, obligatoire=True)
        self.incertaine = QCheckBox("Date incomplète ou incertaine")
        self.sexe: ListeChoix[Sexe | None] = ListeChoix("Sexe", SEXES, obligatoire=True)
        self.lieu_naissance = ChampTexte(
            "Lieu de naissance",
            obligatoire=True,
            invite="44109",
            aide=f"Code INSEE de la commune ou du pays\u202f; {LIEU_INCONNU} s’il n’est pas connu.",
        )
        self.prenoms = ChampTexte("Tous les prénoms", aide="Dans l’ordre de la pièce d’identité.")
        self.nom_utilise = ChampTexte("Nom utilisé")
        self.prenom_utilise = ChampTexte("Prénom utilisé")
        self.suivre(
            nom_naissance=self.nom_naissance,
            premier_prenom=self.premier_prenom,
            naissance=self.naissance,
            sexe=self.sexe,
            lieu_naissance=self.lieu_naissance,
            prenoms=self.prenoms,
            nom_utilise=self.nom_utilise,
            prenom_utilise=self.prenom_utilise,
        )
        self.incertaine.toggled.connect(self.modifie)
        self.modifie.connect(self._relever)
        self.lieu_naissance.saisie.editingFinished.connect(lambda: self._relever(fini=True))
        self.ranger(
            (self.nom_naissance, self.premier_prenom),
            (contenir(pile(self.naissance, self.incertaine)), self.sexe),
            (self.lieu_naissance, self.prenoms),
            (self._recopiable(self.nom_utilise, self.nom_naissance), self._recopiable_prenom()),
        )

    def traits(self) -> Traits | None:
        """Les traits saisis, même irrecevables ; rien tant que la date ne se lit pas."""
        naissance = self.naissance.valeur()
        return None if naissance is None else self._traits(naissance)

    def poser(self, traits: Traits) -> None:
        """Remplit les champs."""
        self.nom_naissance.poser(traits.nom_naissance)
        self.premier_prenom.poser(traits.premier_prenom)
        self.naissance.poser_date(traits.naissance)
        self.incertaine.setChecked(traits.naissance_incertaine)
        self.sexe.choisir(traits.sexe)
        self.lieu_naissance.poser(traits.lieu_naissance)
        self.prenoms.poser(traits.prenoms)
        self.nom_utilise.poser(traits.nom_utilise)
        self.prenom_utilise.poser(traits.prenom_utilise)

    def verifier(self) -> bool:
        """Montre tous les défauts ; dit si les traits sont recevables."""
        textes = [champ for champ in self.champs.values() if isinstance(champ, ChampTexte)]
        verifies = [champ.verifier() for champ in textes]
        complets = all(verifies)
        if self.sexe.valeur() is None:
            self.sexe.refuser("Sexe : à choisir.")
            complets = False
        traits = self.traits()
        return complets and traits is not None and not self.refuser(self._anomalies(traits))

    def _recopiable(self, champ: ChampTexte, source: ChampTexte) -> QWidget:
        bouton = Bouton("Recopier").au_clic(lambda: champ.poser(source.texte()))
        bouton.setAccessibleName(f"Recopier : {source.libelle.lower()} vers {champ.libelle.lower()}")
        rangee = ligne()
        rangee.addWidget(champ, 1)
        rangee.addWidget(bouton, 0, Qt.AlignmentFlag.AlignBottom)
        return contenir(rangee)

    def _recopiable_prenom(self) -> QWidget:
        return self._recopiable(self.prenom_utilise, self.premier_prenom)

    def _traits(self, naissance: date) -> Traits:
        return Traits(
            nom_naissance=self.nom_naissance.texte(),
            premier_prenom=self.premier_prenom.texte(),
            naissance=naissance,
            sexe=self.sexe.valeur() or Sexe.INDETERMINE,
            lieu_naissance=self.lieu_naissance.texte(),
            prenoms=self.prenoms.texte(),
            nom_utilise=self.nom_utilise.texte(),
            prenom_utilise=self.prenom_utilise.texte(),
            naissance_incertaine=self.incertaine.isChecked(),
        )

    def _anomalies(self, traits: Traits) -> tuple[Anomalie, ...]:
        return anomalies_des_traits(normaliser_traits(traits), a_paris(self._horloge()).date())

    def _relever(self, *, fini: bool = False) -> None:
        """Dit les défauts de ce qui est déjà tapé ; un champ encore vide ou un code en cours attendent."""
        traits = self._traits(self.naissance.valeur() or a_paris(self._horloge()).date())
        anomalies = self._anomalies(traits)
        attente = {"lieu_naissance"} if not fini else set()
        self.refuser(a for a in anomalies if a.champ not in attente and self._est_rempli(a.champ))
        if not any(a.champ == "premier_prenom" for a in anomalies):
            alerte = next(iter(alertes_des_traits(normaliser_traits(traits))), None)
            self.premier_prenom.aider(alerte.message if alerte and traits.premier_prenom else "")

    def _est_rempli(self, nom: str) -> bool:
        champ = self.champs.get(nom)
        return isinstance(champ, ChampTexte) and bool(champ.texte())


class FormulaireCoordonnees(Formulaire):
    """Comment joindre la personne."""

    def __init__(self) -> None:
        super().__init__()
        self.telephone = ChampTexte("Téléphone", invite="06 39 98 12 47")
        self.courriel = ChampTexte("Courriel")
        self.adresse = ChampTexte("Adresse")
        self.code_postal = ChampTexte("Code postal")
        self.commune = ChampTexte("Commune")
        self.suivre(
            telephone=self.telephone,
            courriel=self.courriel,
            adresse=self.adresse,
            code_postal=self.code_postal,
            commune=self.commune,
        )
        for champ in (self.telephone, self.courriel):
            champ.saisie.editingFinished.connect(self.verifier)
        self.telephone.saisie.editingFinished.connect(self._mettre_en_forme)
        self.ranger((self.telephone, self.courriel), (self.adresse,), (self.code_postal, self.commune))

    def coordonnees(self) -> Coordonnees:
        """Les coordonnées saisies, mises en forme."""
        return normaliser_coordonnees(
            Coordonnees(**{nom: champ.texte() for nom, champ in self.champs.items() if isinstance(champ, ChampTexte)})
        )

    def poser(self, coordonnees: Coordonnees) -> None:
        """Remplit les champs."""
        self.telephone.poser(telephone(coordonnees.telephone) if coordonnees.telephone else "")
        self.courriel.poser(coordonnees.courriel)
        self.adresse.poser(coordonnees.adresse)
        self.code_postal.poser(coordonnees.code_postal)
        self.commune.poser(coordonnees.commune)

    def verifier(self) -> bool:
        """Montre tous les défauts ; dit si les coordonnées sont recevables."""
        return not self.refuser(anomalies_des_coordonnees(self.coordonnees()))

    def _mettre_en_forme(self) -> None:
        if self.telephone.texte() and not self.telephone.erreur:
            self.telephone.poser(telephone(self.telephone.texte()))


class ChampNir(ChampTexte):
    """Un numéro de sécurité sociale, groupé et vérifié quand on quitte le champ."""

    def __init__(self) -> None:
        super().__init__("Numéro de sécurité sociale", invite="2 84 06 44 990 001 08")
        self.saisie.editingFinished.connect(self._finir)

    def verifier(self) -> bool:
        """Refuse une longueur, une forme ou une clé fausse."""
        anomalies = anomalies_des_droits(normaliser_droits(DroitsPatient(nir=self.texte())))
        self.refuser(espaces_fines(anomalies[0].message) if anomalies else "")
        return not anomalies

    def _finir(self) -> None:
        if self.verifier() and self.texte():
            self.poser(formater_nir(self.texte()))


def verifier_tout(*formulaires: Formulaire, verifications: Iterable[Callable[[], bool]]) -> bool:
    """Vérifie tout d’un coup, puis place le focus sur le premier champ refusé."""
    verifies = [verifier() for verifier in verifications]
    recevable = all(verifies)
    if not recevable:
        for formulaire in formulaires:
            if (nom := formulaire.premier_en_erreur()) and formulaire.commencer_par(nom):
                break
    return recevable
