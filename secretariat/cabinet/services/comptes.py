"""Les comptes : les créer, les changer, les fermer, leur rendre un mot de passe.

Il reste toujours un compte ouvert qui sait gérer les comptes, et un qui sait changer les droits.
"""

from __future__ import annotations

from sqlalchemy import select

from secretariat.cabinet import mots_de_passe
from secretariat.cabinet.lectures import securite
from secretariat.cabinet.modele import Utilisateur
from secretariat.cabinet.services.sessions import verifier_mot_de_passe
from secretariat.cabinet.valeurs import SANS_CARTE, NouveauCompte, Role
from secretariat.socle.droits import Droit, geste
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import UniteDeTravail

GARDIENS = {Droit.GERER_COMPTES: "gérer les comptes", Droit.GERER_DROITS: "changer les droits"}


@geste(Droit.GERER_COMPTES)
def creer_utilisateur(
    unite: UniteDeTravail, compte: NouveauCompte, mot_de_passe: str, *, provisoire: bool = False
) -> int:
    """Crée un compte ; `provisoire` fait changer le mot de passe à la première connexion.

    Raises:
        ErreurMetier: L’identifiant est vide ou pris, un praticien n’est pas désigné, ou le mot de passe est trop
            faible (CNIL 2022-100).
    """
    identifiant = compte.identifiant.strip().lower()
    if not identifiant:
        raise ErreurMetier("L’identifiant est vide.", conseil="Choisir un identifiant court, par exemple le prénom.")
    if unite.premier(select(Utilisateur.id).where(Utilisateur.identifiant == identifiant)) is not None:
        raise ErreurMetier(f"L’identifiant « {identifiant} » est déjà pris.", conseil="En choisir un autre.")
    _exiger_un_praticien(compte)
    _refuser_faible(unite, mot_de_passe, identifiant)
    utilisateur = Utilisateur(
        identifiant=identifiant,
        nom=compte.nom,
        prenom=compte.prenom,
        role=compte.role,
        mot_de_passe=mots_de_passe.deriver(mot_de_passe),
        praticien_id=compte.praticien_id,
        a_changer=provisoire,
        mot_de_passe_le=unite.horloge(),
    )
    unite.ajouter(utilisateur)
    return utilisateur.id


@geste(Droit.GERER_COMPTES)
def modifier_compte(unite: UniteDeTravail, compte_id: int, compte: NouveauCompte) -> None:
    """Change le nom, le rôle ou le praticien d’un compte ; son identifiant ne change pas.

    Un rôle changé vaut à la prochaine ouverture de session, ou au prochain déverrouillage du poste.

    Raises:
        ErreurMetier: Un praticien n’est pas désigné, ou plus personne ne saurait gérer les comptes ou les droits.
    """
    _exiger_un_praticien(compte)
    utilisateur = unite.un(Utilisateur, compte_id)
    utilisateur.nom, utilisateur.prenom = compte.nom.strip(), compte.prenom.strip()
    utilisateur.role, utilisateur.praticien_id = compte.role, compte.praticien_id
    garder_un_gardien(unite)


@geste(Droit.GERER_COMPTES)
def fermer_compte(unite: UniteDeTravail, compte_id: int) -> None:
    """Ferme un compte : il n’ouvre plus de session. Ce qu’il a fait reste à son nom.

    Raises:
        ErreurMetier: C’est le sien, ou plus personne ne saurait gérer les comptes ou les droits.
    """
    utilisateur = unite.un(Utilisateur, compte_id)
    if utilisateur.identifiant == unite.identite.acteur:
        raise ErreurMetier(
            "On ne ferme pas le compte de sa propre session.", conseil="Le demander à une autre personne."
        )
    utilisateur.actif = False
    garder_un_gardien(unite)


@geste(Droit.GERER_COMPTES)
def rouvrir_compte(unite: UniteDeTravail, compte_id: int) -> None:
    """Rouvre un compte fermé, avec le mot de passe qu’il avait."""
    unite.un(Utilisateur, compte_id).actif = True


@geste(Droit.GERER_COMPTES)
def lever_verrou(unite: UniteDeTravail, compte_id: int) -> None:
    """Rend l’entrée à un compte que trop d’échecs ont verrouillé."""
    _liberer(unite.un(Utilisateur, compte_id))


@geste(Droit.GERER_COMPTES)
def associer_carte(unite: UniteDeTravail, compte_id: int, identifiant: str | None) -> None:
    """Dit quelle carte de professionnel ouvre ce compte, par son identifiant national ; None n’en laisse aucune.

    Aucune veut dire aucune : celle d’un praticien ne se reconnaît plus à son RPPS.

    Raises:
        ErreurMetier: Cette carte ouvre déjà un autre compte.
    """
    autre = identifiant and unite.premier(
        select(Utilisateur).where(Utilisateur.carte == identifiant, Utilisateur.id != compte_id)
    )
    if autre:
        raise ErreurMetier(
            f"Cette carte ouvre déjà le compte «\u00a0{autre.identifiant}\u00a0».",
            conseil="L’en dissocier d’abord, si la carte a changé de main.",
        )
    unite.un(Utilisateur, compte_id).carte = identifiant or f"{SANS_CARTE}{compte_id}"


@geste(Droit.GERER_COMPTES)
def reinitialiser_mot_de_passe(unite: UniteDeTravail, compte_id: int, provisoire: str) -> None:
    """Donne un mot de passe provisoire, que la personne changera à sa prochaine connexion ; lève aussi le verrou.

    Raises:
        ErreurMetier: Le mot de passe est trop faible.
    """
    utilisateur = unite.un(Utilisateur, compte_id)
    _poser(unite, utilisateur, provisoire)
    utilisateur.a_changer = True
    _liberer(utilisateur)


def changer_mon_mot_de_passe(unite: UniteDeTravail, ancien: str, nouveau: str) -> bool:
    """Change le mot de passe de la personne connectée ; rend faux si l’ancien n’est pas le bon.

    L’appelant valide l’unité de travail même alors : l’échec se compte comme à la connexion.

    Raises:
        ConnexionRefusee: Trop d’échecs : il faut attendre, ou le compte est verrouillé.
        ErreurMetier: Le nouveau est trop faible, ou c’est l’ancien.
    """
    acteur = unite.identite.acteur
    utilisateur = unite.premier(select(Utilisateur).where(Utilisateur.identifiant == acteur, Utilisateur.actif))
    if utilisateur is None:
        raise ErreurMetier(f"« {acteur} » n’a pas de compte ouvert.", conseil="Ouvrir une session, puis recommencer.")
    if not verifier_mot_de_passe(unite, utilisateur, ancien):
        return False
    if nouveau == ancien:
        raise ErreurMetier("Le nouveau mot de passe est l’ancien.", conseil="En choisir un autre.")
    _poser(unite, utilisateur, nouveau)
    utilisateur.a_changer = False
    _liberer(utilisateur)
    return True


def garder_un_gardien(unite: UniteDeTravail) -> None:
    """Refuse un état où plus aucun compte ouvert ne saurait gérer les comptes, ou changer les droits.

    Raises:
        ErreurMetier: Il n’en resterait pas.
    """
    droits = unite.droits_des_roles()
    ouverts = {role.value for role in unite.tous(select(Utilisateur.role).where(Utilisateur.actif))}
    if not ouverts:
        return
    for droit, verbe in GARDIENS.items():
        if not any(droit in droits[role] for role in ouverts):
            raise ErreurMetier(
                f"Plus aucun compte ouvert ne pourrait {verbe}.",
                conseil="Donner d’abord ce droit à une autre personne, ou lui ouvrir un compte.",
            )


def _poser(unite: UniteDeTravail, utilisateur: Utilisateur, mot_de_passe: str) -> None:
    _refuser_faible(unite, mot_de_passe, utilisateur.identifiant)
    utilisateur.mot_de_passe = mots_de_passe.deriver(mot_de_passe)
    utilisateur.mot_de_passe_le = unite.horloge()


def _liberer(utilisateur: Utilisateur) -> None:
    utilisateur.echecs, utilisateur.attendre_jusqu_a, utilisateur.verrouille_le = 0, None, None


def _refuser_faible(unite: UniteDeTravail, mot_de_passe: str, identifiant: str) -> None:
    force = mots_de_passe.force(mot_de_passe, securite(unite).cas, identifiant=identifiant)
    if not force.suffisante:
        raise ErreurMetier(
            f"Ce mot de passe est trop faible ({force.bits} bits, il en faut {force.seuil})\u00a0: "
            f"{', et '.join(force.manques)}.",
            conseil="Une phrase que l’on retient convient mieux qu’un mot compliqué.",
        )


def _exiger_un_praticien(compte: NouveauCompte) -> None:
    if compte.role is Role.PRATICIEN and compte.praticien_id is None:
        raise ErreurMetier(
            "Le compte d’un praticien doit dire lequel il est.",
            conseil="Choisir son nom dans la liste des praticiens\u202f; l’y ajouter d’abord s’il n’y est pas.",
        )
