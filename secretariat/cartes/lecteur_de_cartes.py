"""Le lecteur du poste : toutes les fentes branchées, réelles ou simulées, vues comme une seule chose.

Il ne sait rien du matériel : un moniteur lui dit ce qui entre et sort, un connecteur lui ouvre un canal. Une carte
Vitale se lit simplement (identité), puis se complète par l’API sous licence si le poste l’a (droits).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from threading import Lock

from secretariat.cartes import cps, porteurs, vitale2
from secretariat.cartes.api_vitale.lecture_xml import lire_xml
from secretariat.cartes.api_vitale.source import ApiVitale
from secretariat.cartes.canal import PRISE, SW_BIEN, Canal, Echange, Echangeur
from secretariat.cartes.completer import completer
from secretariat.cartes.cote_des_cles import CoteDesCles
from secretariat.cartes.cpx.jeton import Jeton
from secretariat.cartes.diagnostic_epreuve import DROITS_LUS, Chronometre, Compte, Epreuve, ServiceDeCartes, eprouver
from secretariat.cartes.erreurs import (
    CarteEchangee,
    CarteInconnue,
    CarteNonPriseEnCharge,
    ErreurCarte,
    JetonAbsent,
    LicenceRequise,
)
from secretariat.cartes.fentes import Fentes, Insertion
from secretariat.cartes.identification import Modele
from secretariat.cartes.lecteur import EtatDuPoste, Evenement, Rappel, SorteEvenement
from secretariat.cartes.moniteur import Fait, Moniteur, Nouvelle
from secretariat.cartes.reglages import PATIENCE_S
from secretariat.cartes.surveillance import Surveillance
from secretariat.cartes.valeurs import (
    AnomalieCarte,
    CarteCps,
    CarteVitale,
    EssaisRestants,
    Signature,
    Situation,
    TypeCarte,
    UsageCle,
)
from secretariat.socle.horloge import horloge_du_poste

trace = logging.getLogger(__name__)

Noter = Callable[[Echange], None]


@dataclass(frozen=True, slots=True)
class Materiel:
    """Ce qu’un poste branche à ses lecteurs, tout réel ou tout simulé.

    Attributes:
        connecter: Ouvre un canal vers la carte d’un lecteur.
        jeton: Ouvre la carte de professionnel d’un lecteur du côté de ses clés ; lève `JetonAbsent` si rien ne le peut.
        api: Ce qui lit les droits.
    """

    nom: str
    simule: bool
    moniteur: Moniteur
    connecter: Callable[[str], Canal]
    jeton: Callable[[str], Jeton]
    api: ApiVitale


class LecteurDeCartes:
    """Les lecteurs du poste.

    Args:
        materiel: Ce qui est branché.
        patience_s: Le temps laissé à une carte pour répondre à un échange, en secondes.
        preferes: Le lecteur que l’on préfère pour chaque sorte de carte, quand plusieurs en ont une.
    """

    def __init__(
        self,
        materiel: Materiel,
        *,
        patience_s: float = PATIENCE_S,
        preferes: Mapping[TypeCarte, str] | None = None,
    ) -> None:
        self._materiel = materiel
        self._preferes = dict(preferes or {})
        self._fentes = Fentes()
        self._surveillance = Surveillance(self._fentes, patience_s)
        self._verrou = Lock()
        self._rappels: list[Rappel] = []
        self._cles = CoteDesCles(self._surveillance, materiel.jeton)
        self._lus: dict[int, vitale2.Lu] = {}
        self._service = ServiceDeCartes()
        materiel.moniteur.commencer(self._recevoir)

    @property
    def nom(self) -> str:
        """Nom montré à l’écran."""
        return self._materiel.nom

    @property
    def simule(self) -> bool:
        """Vrai si rien de ce qu’il rend ne vient d’une vraie carte."""
        return self._materiel.simule

    def etat(self) -> EtatDuPoste:
        """Le service, les lecteurs et leurs cartes."""
        return self._fentes.etat()

    def service(self) -> ServiceDeCartes:
        """Depuis quand le service est là, ou n’y est plus."""
        return self._service

    def vitale_presente(self) -> bool:
        """Vrai si une carte de patient est dans un lecteur."""
        return self._fentes.presente(TypeCarte.VITALE)

    def cps_presente(self) -> bool:
        """Vrai si une carte de professionnel est dans un lecteur."""
        return self._fentes.presente(TypeCarte.CPS)

    def lire_vitale(self) -> CarteVitale:
        """Lit la carte du patient, et ses droits si le poste en a le moyen."""
        insertion = self._choisir(TypeCarte.VITALE)
        if insertion.modele is Modele.VITALE_1:
            raise non_prise_en_charge(insertion.modele.nom)
        try:
            simple = self._surveillance.lire(insertion, lambda noter: self._vitale(insertion, noter))
        except CarteEchangee:
            self._reprendre(insertion)
            raise
        except CarteInconnue:
            if self._surveillance.lire(insertion, lambda noter: self._est_une_cps(insertion, noter)):
                self._fentes.apprendre(insertion.atr, Modele.CPS)
                self._reprendre(insertion)
            raise
        lue = self._avec_ses_droits(simple, insertion)
        if not self._fentes.est_en_place(insertion):
            raise self._fentes.depart()
        return lue

    def lire_cps(self) -> CarteCps:
        """Lit, sans code, la carte du professionnel."""
        insertion = self._choisir(TypeCarte.CPS)
        try:
            return self._surveillance.lire(insertion, lambda noter: self._cps(insertion, noter))
        except cps.REFUS_D_UN_FICHIER as refus:
            return self._cps_par_sa_bibliotheque(insertion, refus)

    def eprouver(self, type_carte: TypeCarte) -> Epreuve:
        """Lit une fois la carte en place, pour n’en garder que la suite des échanges."""
        insertion = self._choisir(type_carte)
        return eprouver(insertion.lecteur, type_carte, lambda chronometre: self._compter(insertion, chronometre))

    def essais_du_code(self, generation: int) -> EssaisRestants:
        """Où en est le compteur d’essais de cette carte de professionnel."""
        return self._cles.essais(self._fentes.retrouver(generation))

    def signer(
        self, textes: Sequence[bytes], code: str, *, generation: int, usage: UsageCle = UsageCle.SIGNATURE
    ) -> tuple[Signature, ...]:
        """Fait signer ces textes, tous ou aucun, par la carte que l’on a lue."""
        return self._cles.signer(self._fentes.retrouver(generation), textes, code, usage)

    def situations(self, code: str, *, generation: int) -> tuple[Situation, ...]:
        """Les situations d’exercice de cette carte."""
        return self._cles.situations(self._fentes.retrouver(generation), code)

    def ecouter(self, rappel: Rappel) -> Callable[[], None]:
        """Appelle `rappel` à chaque événement, dans le fil du moniteur."""
        with self._verrou:
            self._rappels.append(rappel)

        def cesser() -> None:
            with self._verrou:
                if rappel in self._rappels:
                    self._rappels.remove(rappel)

        return cesser

    def fermer(self) -> None:
        """Cesse de guetter ; ce qui était en place est tenu pour sorti."""
        self._materiel.moniteur.arreter()
        for lecteur in self._fentes.etat().lecteurs:
            self._fentes.recevoir(Nouvelle(Fait.LECTEUR_DEBRANCHE, lecteur.nom))

    def _choisir(self, type_carte: TypeCarte) -> Insertion:
        return self._fentes.choisir(type_carte, self._preferes.get(type_carte, ""))

    def _compter(self, insertion: Insertion, chronometre: Chronometre) -> Compte:
        if insertion.modele is Modele.VITALE_1:
            raise non_prise_en_charge(insertion.modele.nom)
        lire = self._surveillance.lire
        if insertion.type_carte is TypeCarte.CPS:
            lire(insertion, lambda noter: self._cps(insertion, chronometre.devant(noter)), essais=1)
            return Compte(porteurs=1)
        simple = lire(insertion, lambda noter: self._vitale(insertion, chronometre.devant(noter)), essais=1)
        try:
            self._completee(simple, insertion)
        except ErreurCarte as refus:
            return Compte(len(simple.beneficiaires), simple.nirs_lus, refus.code)
        return Compte(len(simple.beneficiaires), simple.nirs_lus, DROITS_LUS)

    def _est_une_cps(self, insertion: Insertion, noter: Noter) -> bool:
        """Vrai si cette carte, que son ATR ne nomme pas, a l’application des cartes de professionnel."""
        with _ouvert(self._materiel.connecter(insertion.lecteur), noter) as canal:
            return Echangeur(canal, noter).choisir_application(cps.AID_IAS).sw == SW_BIEN

    def _vitale(self, insertion: Insertion, noter: Noter) -> CarteVitale:
        with _ouvert(self._materiel.connecter(insertion.lecteur), noter) as canal:
            lu = vitale2.lire(Echangeur(canal, noter))
        if self._lus.get(insertion.generation, lu) != lu:
            raise CarteEchangee(detail="deux lectures de la même insertion diffèrent")
        if self._fentes.est_en_place(insertion):
            self._lus[insertion.generation] = lu
        return porteurs.comprendre(lu, simulee=self.simule, generation=insertion.generation)

    def _cps(self, insertion: Insertion, noter: Noter) -> CarteCps:
        with _ouvert(self._materiel.connecter(insertion.lecteur), noter) as canal:
            return cps.lire(Echangeur(canal, noter), simulee=self.simule, generation=insertion.generation)

    def _cps_par_sa_bibliotheque(self, insertion: Insertion, refus: ErreurCarte) -> CarteCps:
        """L’identité par PKCS#11, quand la carte n’ouvre pas son chemin public ; sans bibliothèque, que faire."""
        try:
            return self._cles.identite(insertion, simulee=self.simule)
        except JetonAbsent as absent:
            raise CarteNonPriseEnCharge(
                f"{insertion.modele.nom}\u00a0: elle est reconnue, et ne montre pas à qui elle est.",
                conseil=absent.conseil,
                detail=refus.detail,
            ) from absent

    def _avec_ses_droits(self, simple: CarteVitale, insertion: Insertion) -> CarteVitale:
        """La carte et ses droits ; sans l’API, ou si elle échoue, l’identité seule, et pourquoi."""
        try:
            return self._completee(simple, insertion)
        except LicenceRequise:
            return simple
        except ErreurCarte as refus:
            message = f"Les droits n’ont pas pu être lus\u202f: {refus}"
            return replace(simple, remarques=(AnomalieCarte(message, refus.conseil),))

    def _completee(self, simple: CarteVitale, insertion: Insertion) -> CarteVitale:
        xml = self._materiel.api.lire(insertion.lecteur, depuis=insertion.depuis)
        return completer(simple, lire_xml(xml, simulee=self.simule, generation=simple.generation))

    def _reprendre(self, insertion: Insertion) -> None:
        """Une carte en a remplacé une autre en silence : on l’annonce comme un retrait, puis une insertion."""
        if self._fentes.est_en_place(insertion):
            self._recevoir(Nouvelle(Fait.CARTE_RETIREE, insertion.lecteur))
            self._recevoir(Nouvelle(Fait.CARTE_INSEREE, insertion.lecteur, insertion.atr))

    def _recevoir(self, nouvelle: Nouvelle) -> None:
        """Prend acte, puis prévient hors du verrou : un rappel peut lui-même lire, insérer ou retirer."""
        evenement = self._fentes.recevoir(nouvelle)
        if nouvelle.fait in {Fait.SERVICE_PRESENT, Fait.SERVICE_PERDU}:
            self._service = ServiceDeCartes(horloge_du_poste(), nouvelle.detail)
        if evenement.sorte is SorteEvenement.RETRAIT:
            self._lus.pop(evenement.generation, None)
        with self._verrou:
            rappels = tuple(self._rappels)
        for rappel in rappels:
            self._prevenir(rappel, evenement)

    def _prevenir(self, rappel: Rappel, evenement: Evenement) -> None:
        """Un écran détruit entre-temps ne doit pas arrêter le moniteur : il est oublié."""
        try:
            rappel(evenement)
        except RuntimeError as erreur:
            trace.warning("Rappel oublié\u00a0: %s", type(erreur).__name__)
            with self._verrou, suppress(ValueError):
                self._rappels.remove(rappel)


@contextmanager
def _ouvert(porte: Canal, noter: Noter) -> Iterator[Canal]:
    """Ce canal, que l’on tient, refermé quoi qu’il arrive."""
    noter(PRISE)
    try:
        yield porte
    finally:
        porte.fermer()


def non_prise_en_charge(nom_carte: str) -> CarteNonPriseEnCharge:
    """Le refus d’une carte reconnue mais d’un modèle que le programme ne lit pas."""
    return CarteNonPriseEnCharge(
        f"{nom_carte}\u00a0: lecture non prise en charge. Le contenu de cet ancien modèle n’est pas public.",
        conseil="Saisir l’identité à la main, et conseiller au patient de demander une carte récente à sa caisse.",
    )
