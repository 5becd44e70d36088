"""L’unité de travail : une transaction, un acteur, un motif. Rien ne s’écrit en base autrement.

Lire ouvre une transaction qui ne gêne personne et dont la vue ne bouge pas ; écrire ouvre une transaction qui passe
seule, sur un fichier comme sur un serveur : une règle vérifiée dedans (« ce créneau est libre ») est encore vraie quand
la transaction se confirme.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, Executable, Select, event, select
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import ORMExecuteState, Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from secretariat.socle import journal, moteurs
from secretariat.socle.audit import Criteres, EtatJournal, Occasion, Sceau
from secretariat.socle.base import Base
from secretariat.socle.conflits import ADecider
from secretariat.socle.droits import Droit
from secretariat.socle.erreurs import ErreurEnvironnement, ErreurMetier
from secretariat.socle.garde import Garde
from secretariat.socle.horloge import PARIS, Horloge
from secretariat.socle.journal import Ancre, Auteur, Evenement
from secretariat.socle.pannes import panne_de
from secretariat.socle.veille import LUES_AU_PLUS, Reveil, Suivi, reveil_de, tables_changees
from secretariat.socle.voile import voiler

SANS_CRITERE = Criteres()
UNITE = "unite_de_travail"
T = TypeVar("T")
B = TypeVar("B", bound=Base)

ADMISES_EN_LECTURE_SEULE = frozenset({"utilisateurs", "journal"})
"""Ce qu’écrivent une connexion et une consultation."""


class LectureSeule(ErreurMetier):
    """Ce cabinet se consulte, et ne se modifie plus."""


class ModifieAilleurs(ErreurMetier):
    """Quelqu’un a modifié la même ligne entre la lecture et l’écriture.

    Args:
        a_decider: Les champs à décider, quand le geste peut reprendre après une décision.
    """

    def __init__(self, message: str, *, conseil: str = "", a_decider: ADecider | None = None) -> None:
        super().__init__(message, conseil=conseil)
        self.a_decider = a_decider


@dataclass(frozen=True, slots=True)
class Identite:
    """Qui agit, avec quel rôle, depuis quel poste.

    Attributes:
        acteur: L’identifiant de connexion.
        nom: Le nom montré à l’écran.
        role: secretaire, praticien, remplacant, administrateur ou programme.
    """

    acteur: str
    nom: str
    role: str
    poste: str


@dataclass(frozen=True, slots=True)
class LigneDuJournal:
    """Une ligne du journal, pour la montrer."""

    numero: int
    instant: datetime
    acteur: str
    role: str
    poste: str
    motif: str
    operation: str
    objet: str
    details: str
    patient_id: int | None = None


class _SessionDeLecture(Session):
    """Une session qui refuse d’écrire."""


class _SessionDEcriture(Session):
    """Une session qui journalise ce qu’elle envoie, et refuse d’écrire en masse."""


class LectureDuJournal:
    """Ce que le journal dit de lui-même, vu d’une lecture."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def connus(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Les personnes qui y ont laissé une ligne, et les sortes de gestes qu’il contient."""
        return journal.acteurs(self._session), journal.operations(self._session)

    def par_mois(self, *, avant: date) -> tuple[tuple[date, int], ...]:
        """Combien de lignes a chaque mois qui précède ce jour, du plus ancien au plus récent."""
        return journal.par_mois(self._session, avant)

    def sceaux(self, limite: int | None = None) -> tuple[Sceau, ...]:
        """Ses ancres, la plus récente d’abord."""
        return tuple(_sceau(ancre) for ancre in journal.dernieres_ancres(self._session, limite))


@dataclass(slots=True)
class Gel:
    """Pourquoi rien ne doit plus changer dans cette base ; vide si l’on y travaille. Toutes ses vues le partagent."""

    raison: str = ""


class Lecture(Garde):
    """Une transaction de lecture ; ce qu’elle rend reste vrai d’un bout à l’autre."""

    def __init__(self, fabrique: Callable[[], Session], identite: Identite, horloge: Horloge) -> None:
        super().__init__(identite.role)
        self._fabrique = fabrique
        self.identite = identite
        self.horloge = horloge

    def __enter__(self) -> Self:
        with _erreurs_de_la_base():
            self._session = self._fabrique()
            self._preparer(self._session)
            try:
                self._session.connection()
            except BaseException:
                self._session.close()
                raise
        return self

    def __exit__(self, _sorte: object, erreur: BaseException | None, _trace: object) -> None:
        self._session.close()
        if isinstance(erreur, DatabaseError | StaleDataError | UnicodeEncodeError) and (dite := _en_francais(erreur)):
            raise dite from erreur

    @property
    def aujourd_hui(self) -> date:
        """Le jour, à Paris."""
        return self.horloge().astimezone(PARIS).date()

    def un(self, classe: type[B], identifiant: object) -> B:
        """L’objet de cet identifiant.

        Raises:
            LookupError: Il n’existe pas.
        """
        objet = self._session.get(classe, identifiant)
        if objet is None:
            raise LookupError(f"{classe.__name__} {identifiant}")
        return objet

    def premier(self, requete: Select[T]) -> T | None:
        """Le premier objet ou la première valeur d’une lecture, ou None."""
        return self._session.scalars(requete.limit(1)).first()

    def tous(self, requete: Select[T]) -> tuple[T, ...]:
        """Tous les objets, ou toutes les valeurs de la première colonne."""
        return tuple(self._session.scalars(requete))

    def lignes(self, requete: Executable, vers: Callable[..., T]) -> tuple[T, ...]:
        """Exécute une lecture et range chaque ligne dans une valeur immuable."""
        return tuple(vers(*ligne) for ligne in self._session.execute(requete))

    def etat_du_journal(self, *, cherchee: str = "", avancer: Callable[[int, int], bool] | None = None) -> EtatJournal:
        """Relit toute la chaîne du journal et ses ancres ; `cherchee` est le début d’une empreinte à y retrouver."""
        return journal.relire(self._session, cherchee=cherchee, avancer=avancer)

    def lignes_du_journal(self, criteres: Criteres = SANS_CRITERE, *, limite: int | None) -> tuple[LigneDuJournal, ...]:
        """Les lignes du journal qui répondent aux critères, la plus récente d’abord.

        Ce qui dirait la maladie y est voilé pour qui ne lit pas la partie médicale, ou les motifs ; un mot ne s’y
        cherche alors pas non plus.

        Raises:
            DroitManquant: La personne connectée n’a pas le droit de lire le journal.
        """
        self.exiger(Droit.LIRE_JOURNAL)
        voit_tout = self.peut(Droit.LIRE_MEDICAL) and self.peut(Droit.LIRE_MOTIF)
        permis = replace(criteres, dans_les_details=criteres.dans_les_details and voit_tout)
        lues = journal.chercher(self._session, permis, limite)
        return tuple(self._voiler(LigneDuJournal(*ligne)) for ligne in lues)

    @property
    def audit(self) -> LectureDuJournal:
        """Ce que le journal dit de lui-même, sans ses lignes : qui y écrit, ses ancres, son volume."""
        return LectureDuJournal(self._session)

    def dernier_numero_du_journal(self) -> int:
        """Le numéro de la dernière ligne, zéro si le journal est vide."""
        return journal.dernier_numero(self._session)

    def journal_depuis(self, numero: int, limite: int) -> tuple[tuple[int, str], ...]:
        """Numéro et table changée des lignes qui suivent ce numéro, les dernières d’abord."""
        return journal.depuis(self._session, numero, limite)

    def ecritures_de(self, *objets: str) -> tuple[LigneDuJournal, ...]:
        """Les dernières créations et modifications de ces objets (`patients:12`), la plus récente d’abord."""
        return tuple(LigneDuJournal(*ligne) for ligne in journal.ecritures_de(self._session, objets))

    def controles_de_la_base(self) -> tuple[str, ...]:
        """Les défauts que la base trouve dans ce qu’elle garde ; vide si tout va bien."""
        return moteurs.defauts(self._session.connection())

    def _voiler(self, ligne: LigneDuJournal) -> LigneDuJournal:
        return replace(ligne, details=voiler(ligne.objet, ligne.details, self.peut))

    def _connexion(self) -> Connection:
        self._session.flush()
        return self._session.connection()

    def _preparer(self, session: Session) -> None:
        """Lie la session à ce qui l’a ouverte."""


class UniteDeTravail(Lecture):
    """Une transaction d’écriture, qui se défait si `valider` n’a pas été appelé.

    Les objets ajoutés ou modifiés sont journalisés en partant en base, dans la même transaction.
    """

    def __init__(
        self, fabrique: Callable[[], Session], identite: Identite, horloge: Horloge, *, motif: str, suivi: Suivi
    ) -> None:
        super().__init__(fabrique, identite, horloge)
        self._motif = motif
        self.gel = Gel()
        self._suivi = suivi
        self._lignes = range(0)
        self.touches: set[str] = set()

    def valider(self) -> None:
        """Envoie, journalise, annonce aux autres postes et confirme."""
        with _erreurs_de_la_base():
            self._session.flush()
            if self._lignes:
                moteurs.annoncer(self._session.connection())
            self._suivi.confirmer(self._session.commit, self._lignes)

    def ajouter(self, *objets: Base) -> None:
        """Met de nouveaux objets sous la garde de l’unité de travail et leur donne leur identifiant."""
        self._session.add_all(objets)
        self._session.flush()

    def retirer(self, objet: Base) -> None:
        """Supprime une ligne ; réservé aux tables dérivées et aux écarts à un défaut : le reste s’annule."""
        self._session.delete(objet)

    def detruire(self, *objets: Base) -> None:
        """Supprime pour de bon, tout de suite : seulement ce que la loi fait effacer, une fois sa durée passée."""
        for objet in objets:
            self._session.delete(objet)
        self._session.flush()

    def consulter(self, objet: str, **details: Any) -> None:  # noqa: ANN401
        """Note au journal qu’un objet (`patients:12`) a été ouvert."""
        self.noter("consultation", objet, **details)

    def noter(self, operation: str, objet: str, **details: Any) -> None:  # noqa: ANN401
        """Note au journal un fait qui n’est pas une écriture : consultation, impression, connexion."""
        self.touches.add("journal")
        evenement = Evenement(operation, objet, details, self._patient_de(objet))
        self._retenir(journal.ajouter(self._session, self._auteur(), [evenement]))

    def sceller(self, occasion: Occasion) -> Sceau | None:
        """Pose une ancre sur l’état du journal, ce geste compris ; None si le journal est vide."""
        self._session.flush()
        derniere_ligne, empreinte = journal.derniere_ligne(self._session.connection())
        if not derniere_ligne:
            return None
        precedente = next(iter(journal.dernieres_ancres(self._session, 1)), None)
        ancre = Ancre(
            numero=precedente.numero + 1 if precedente else 1,
            jour=self.aujourd_hui,
            occasion=occasion,
            derniere_ligne=derniere_ligne,
            empreinte_journal=empreinte,
            scelle_le=self.horloge().astimezone(UTC).isoformat(),
            precedente=precedente.empreinte if precedente else "",
        )
        ancre.empreinte = ancre.calculer()
        self.ajouter(ancre)
        return _sceau(ancre)

    def _preparer(self, session: Session) -> None:
        session.info[UNITE] = self

    def _refuser_si_fige(self) -> None:
        if self.gel.raison and not self.touches <= ADMISES_EN_LECTURE_SEULE:
            raise LectureSeule(
                f"Rien n’a été enregistré, car cette base est en lecture seule. {self.gel.raison}",
                conseil="Refaire ce geste dans la base où le cabinet travaille.",
            )

    def consigner(self, session: Session) -> None:
        """Écrit au journal ce que la session vient d’envoyer ; c’est elle qui appelle."""
        self.touches |= {objet.__tablename__ for objet in (*session.new, *session.dirty, *session.deleted)}
        self._refuser_si_fige()
        self._retenir(journal.consigner(session, self._auteur()))

    def _retenir(self, ajoutees: range) -> None:
        """Étend les lignes de cette transaction : elle est seule à écrire, ses numéros se suivent."""
        if ajoutees:
            self._lignes = range(self._lignes.start or ajoutees.start, ajoutees.stop)

    def _patient_de(self, objet: str) -> int | None:
        """Le patient d’un objet désigné par son nom : lui-même, ou celui que sa ligne nomme."""
        nom, _, numero = objet.partition(":")
        if not numero.isdecimal():
            return None
        if nom == "patients":
            return int(numero)
        table = Base.metadata.tables.get(nom)
        if table is None or "patient_id" not in table.c:
            return None
        return self._session.scalar(select(table.c.patient_id).where(table.c.id == int(numero)))

    def _auteur(self) -> Auteur:
        qui = self.identite
        return Auteur(qui.acteur, qui.role, qui.poste, self._motif, self.horloge())


class Cabinet:
    """La base d’un cabinet, vue par une personne : ouvre les lectures et les unités de travail."""

    def __init__(self, moteur: Engine, identite: Identite, horloge: Horloge, suivi: Suivi | None = None) -> None:
        self._moteur = moteur
        self._gel = Gel()
        self._suivi = suivi or Suivi()
        self._pour_lire = sessionmaker(moteurs.pour_lire(moteur), class_=_SessionDeLecture, expire_on_commit=False)
        self._pour_ecrire = sessionmaker(moteurs.pour_ecrire(moteur), class_=_SessionDEcriture, expire_on_commit=False)
        self.identite = identite
        self.horloge = horloge

    def en_tant_que(self, identite: Identite) -> Cabinet:
        """La même base, vue par une autre personne."""
        vue = Cabinet(self._moteur, identite, self.horloge, self._suivi)
        vue._gel = self._gel
        return vue

    def fige_par(self, raison: str) -> Self:
        """Le même, où rien ne change plus pour cette raison : on y entre, on y lit, et le journal le retient."""
        self._gel.raison = raison
        return self

    @property
    def moteur(self) -> Engine:
        """Le moteur de la base, pour un transfert."""
        return self._moteur

    def lecture(self) -> Lecture:
        """Une nouvelle lecture."""
        return Lecture(self._pour_lire, self.identite, self.horloge)

    def unite(self, motif: str) -> UniteDeTravail:
        """Une nouvelle unité de travail ; `motif` dit en clair ce que l’on fait."""
        unite = UniteDeTravail(self._pour_ecrire, self.identite, self.horloge, motif=motif, suivi=self._suivi)
        unite.gel = self._gel
        return unite

    def veiller(self) -> Veille:
        """Une nouvelle veille, pour voir ce que les autres postes changent à partir de maintenant.

        Raises:
            ErreurEnvironnement: La base ne répond pas.
        """
        with _erreurs_de_la_base():
            return Veille(self, reveil_de(self._moteur), self._suivi)

    @contextmanager
    def connexion_nue(self) -> Iterator[Connection]:
        """Une connexion pour les migrations, les sauvegardes et les contrôles."""
        with self._moteur.connect() as connexion:
            yield connexion

    def fermer(self) -> None:
        """Ferme toutes les connexions."""
        self._moteur.dispose()


class Veille:
    """Ce que les autres postes changent, au fur et à mesure ; à servir depuis un seul fil."""

    def __init__(self, cabinet: Cabinet, reveil: Reveil, suivi: Suivi) -> None:
        self._cabinet = cabinet
        self._reveil = reveil
        self._suivi = suivi
        with cabinet.lecture() as lecture:
            self._vu = lecture.dernier_numero_du_journal()

    def attendre(self, delai_s: float) -> frozenset[str]:
        """Les tables que d’autres ont touchées ; vide si rien n’a changé pendant ce délai.

        Raises:
            ErreurEnvironnement: La base ne répond plus.
        """
        if not self._reveil.attendre(delai_s):
            return frozenset()
        with self._cabinet.lecture() as lecture:
            lignes = lecture.journal_depuis(self._vu, LUES_AU_PLUS)
        self._vu = max((numero for numero, *_ in lignes), default=self._vu)
        return tables_changees(lignes, self._suivi)

    def fermer(self) -> None:
        """Rend la connexion."""
        self._reveil.fermer()


def _sceau(ancre: Ancre) -> Sceau:
    return Sceau(ancre.numero, ancre.jour, ancre.occasion, ancre.derniere_ligne, ancre.empreinte_journal)


@event.listens_for(_SessionDEcriture, "after_flush")
def _consigner(session: Session, _contexte: object) -> None:
    session.info[UNITE].consigner(session)


@event.listens_for(_SessionDeLecture, "before_flush")
def _refuser_ecriture(*_arguments: object) -> None:
    raise RuntimeError("Une lecture n’écrit pas : ouvrir une unité de travail.")


@event.listens_for(_SessionDEcriture, "do_orm_execute")
def _refuser_ecriture_en_masse(etat: ORMExecuteState) -> None:
    if not etat.is_select:
        raise RuntimeError("Écriture en masse : elle échapperait au journal. Modifier les objets un à un.")


@contextmanager
def _erreurs_de_la_base() -> Iterator[None]:
    try:
        yield
    except (DatabaseError, StaleDataError, UnicodeEncodeError) as erreur:
        if dite := _en_francais(erreur):
            raise dite from erreur
        raise


def _en_francais(
    erreur: DatabaseError | StaleDataError | UnicodeEncodeError,
) -> ErreurEnvironnement | ErreurMetier | None:
    if isinstance(erreur, UnicodeEncodeError) or "NUL (0x00)" in str(erreur):
        return ErreurMetier(
            "Ce texte contient un caractère illisible\u00a0: rien n’a été enregistré.",
            conseil="L’effacer et le taper à nouveau.",
        )
    if isinstance(erreur, StaleDataError):
        return ModifieAilleurs(
            "Quelqu’un vient de modifier cette ligne : rien n’a été enregistré.",
            conseil="Relire l’écran, puis refaire le geste.",
        )
    if isinstance(erreur, IntegrityError):
        if "chevauchement" in str(erreur.orig):
            return ErreurMetier(
                "Ce créneau vient d’être pris : rien n’a été enregistré.",
                conseil="Relire l’agenda et choisir un autre créneau.",
            )
        return None
    return panne_de(erreur)
