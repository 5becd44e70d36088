"""Les doublons possibles, montrés pendant la saisie : chacun s’ouvre, ou s’écarte en connaissance de cause."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from secretariat.dossiers.valeurs import Candidat, PatientTrouve
from secretariat.ui.composants import (
    Bandeau,
    Bouton,
    Carte,
    Fond,
    Panneau,
    Puce,
    gras,
    ligne,
    petit,
    pile,
    vider,
)
from secretariat.ui.composants.fluide import Fluide
from secretariat.ui.theme.jetons import ESPACE, HAUTEUR, RAYON, Ton
from secretariat.ui.typographie import date_courte, telephone

CANDIDATS_AU_PLUS = 6
MARGES = (ESPACE.moyen,) * 4


class PanneauDoublons(Carte):
    """Les dossiers qui ressemblent à ce que l’on saisit.

    Signals:
        ouvrir: Ouvrir ce dossier plutôt que d’en créer un ; porte le numéro du patient.
        ecarte: « C’est une autre personne » a changé.
    """

    ouvrir = Signal(int)
    ecarte = Signal()

    def __init__(self) -> None:
        super().__init__("Doublons possibles")
        self.setObjectName("creation.doublons")
        self._liste = QVBoxLayout()
        self._liste.setSpacing(ESPACE.petit)
        self.corps.addLayout(self._liste)
        self._candidats: tuple[Candidat, ...] = ()
        self._ecartes: set[int] = set()
        self.attendre()

    @property
    def ecartes(self) -> frozenset[int]:
        """Les dossiers montrés dont on a dit qu’ils sont d’une autre personne."""
        return frozenset(c.patient.id for c in self._candidats if c.patient.id in self._ecartes)

    @property
    def a_trancher(self) -> tuple[Candidat, ...]:
        """Les doublons probables que rien n’a encore écartés."""
        return tuple(c for c in self._candidats if c.probable and c.patient.id not in self._ecartes)

    def attendre(self) -> None:
        """Rien à comparer encore."""
        self._candidats = ()
        self._remplir(Bandeau("Rien à comparer encore.", "La comparaison commence dès le nom.", icone="doublon"))

    def oublier(self) -> None:
        """Recommence sans rien d’écarté."""
        self._ecartes.clear()
        self.attendre()

    def proposer_voisins(self, trouves: tuple[PatientTrouve, ...]) -> None:
        """Avant la date : les dossiers qui portent ce nom, pour information."""
        self._candidats = ()
        if not trouves:
            self._remplir(Bandeau("Personne sous ce nom.", "La date de naissance affinera.", icone="doublon"))
            return
        self._remplir(*(self._voisin(patient) for patient in trouves[:CANDIDATS_AU_PLUS]))

    def proposer(self, candidats: tuple[Candidat, ...]) -> None:
        """Les doublons possibles, du plus ressemblant au moins."""
        if candidats == self._candidats and candidats:
            return
        self._candidats = candidats
        if not candidats:
            self._remplir(Bandeau("Aucun doublon.", "Aucun dossier ne ressemble à cette personne.", Ton.SUCCES))
            return
        self._remplir(*(self._candidat(candidat) for candidat in candidats[:CANDIDATS_AU_PLUS]))

    def _remplir(self, *pieces: QWidget) -> None:
        vider(self._liste)
        for piece in pieces:
            self._liste.addWidget(piece)
            piece.show()

    def _candidat(self, candidat: Candidat) -> QWidget:
        probable, numero = candidat.probable, candidat.patient.id
        mot = "Doublon probable" if probable else "Doublon possible"
        puce = Puce(mot, "alerte" if probable else "question", Ton.DANGER if probable else Ton.ATTENTION)
        autre = Bouton("C’est une autre personne", hauteur=HAUTEUR.bouton_carte)
        autre.setCheckable(True)
        autre.setChecked(numero in self._ecartes)
        autre.setObjectName(f"creation.autre.{numero}")
        autre.setAccessibleName(f"{candidat.patient.nom} : c’est une autre personne")
        autre.toggled.connect(lambda coche: self._ecarter(numero, coche=coche))
        gestes = Fluide(self._bouton_ouvrir(candidat.patient), autre)
        raisons = petit(", ".join(candidat.raisons).capitalize(), encre="texte2").replier()
        return _boite(Ton.DANGER if probable else Ton.ATTENTION).ajouter(
            ligne(puce, None), _identite(candidat.patient), raisons, gestes
        )

    def _voisin(self, patient: PatientTrouve) -> QWidget:
        raison = petit(patient.raison.capitalize(), encre="texte2").replier()
        return _boite(Ton.NEUTRE).ajouter(_identite(patient), raison, ligne(self._bouton_ouvrir(patient), None))

    def _bouton_ouvrir(self, patient: PatientTrouve) -> Bouton:
        bouton = Bouton("Ouvrir ce dossier", icone="dossier_ouvert", hauteur=HAUTEUR.bouton_carte)
        bouton.setObjectName(f"creation.ouvrir.{patient.id}")
        bouton.setAccessibleName(f"Ouvrir le dossier de {patient.nom}")
        return bouton.au_clic(lambda: self.ouvrir.emit(patient.id))

    def _ecarter(self, numero: int, *, coche: bool) -> None:
        if coche:
            self._ecartes.add(numero)
        else:
            self._ecartes.discard(numero)
        self.ecarte.emit()


def _boite(ton: Ton) -> Panneau:
    fond = Fond(ton.fond, rayon=RAYON.controle, bande=ton.encre if ton is not Ton.NEUTRE else "")
    return Panneau(fond, marges=MARGES, espace=ESPACE.petit)


def _identite(patient: PatientTrouve) -> QWidget:
    details = [f"{patient.sexe.value} · {date_courte(patient.naissance)}", patient.commune]
    if patient.nom_utilise:
        details.insert(0, f"nom de naissance {patient.nom_naissance}")
    if patient.telephone:
        details.append(telephone(patient.telephone))
    piece = QWidget()
    texte = petit(" · ".join(filter(None, details)), encre="texte2").replier()
    piece.setLayout(pile(gras(patient.nom).replier(), texte, espace=0))
    return piece
