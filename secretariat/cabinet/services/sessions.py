"""Ouvrir une session, en deux moitiés : prouver qui l’on est, puis entrer.

La preuve est ici le mot de passe ; celle d’une carte de professionnel se fait dans `cartes.session`, et entre de même.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from secretariat.cabinet import mots_de_passe
from secretariat.cabinet.lectures import securite
from secretariat.cabinet.modele import Praticien, Utilisateur
from secretariat.cabinet.regles import attente_apres, il_faut_attendre
from secretariat.cabinet.valeurs import Role, Securite
from secretariat.socle.droits import Droit
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.horloge import a_paris
from secretariat.socle.unite_de_travail import Identite, UniteDeTravail


class ConnexionRefusee(ErreurMetier):
    """L’identifiant ou le mot de passe n’est pas bon, ou il faut attendre."""


@dataclass(frozen=True, slots=True)
class SessionOuverte:
    """Ce qu’une connexion réussie donne à la fenêtre.

    Attributes:
        a_changer: Pourquoi le mot de passe est à changer avant d’aller plus loin ; vide s’il convient.
    """

    identite: Identite
    role: Role
    praticien_id: int | None
    a_changer: str = ""
    securite: Securite = field(default_factory=Securite)


def ouvrir_session(unite: UniteDeTravail, identifiant: str, mot_de_passe: str, poste: str) -> SessionOuverte | None:
    """Vérifie un mot de passe ; l’essai, bon ou faux, est noté au journal.

    Rend None si le mot de passe est faux : l’appelant valide alors l’unité de travail (l’échec doit être compté), puis
    lève `refus_de_connexion()`.

    Raises:
        ConnexionRefusee: Le compte est verrouillé, ou il faut attendre la fin du délai imposé par les échecs.
    """
    identifiant = identifiant.strip().lower()
    utilisateur = unite.premier(select(Utilisateur).where(Utilisateur.identifiant == identifiant))
    if utilisateur is None or not utilisateur.actif:
        mots_de_passe.deriver(mot_de_passe)
        unite.noter("connexion refusée", "utilisateurs", identifiant="inconnu")
        return None
    if not verifier_mot_de_passe(unite, utilisateur, mot_de_passe):
        return None
    return entrer(unite, utilisateur.id, poste=poste, preuve="mot de passe")


def entrer(unite: UniteDeTravail, compte_id: int, *, poste: str, preuve: str) -> SessionOuverte:
    """Ouvre la session d’une personne qui a prouvé qui elle est ; `preuve` dit comment, et le journal le retient.

    Raises:
        ConnexionRefusee: Le compte est fermé ou verrouillé.
    """
    utilisateur = unite.un(Utilisateur, compte_id)
    if not utilisateur.actif:
        raise refus_de_connexion()
    _refuser_si_verrouille(utilisateur)
    regles, maintenant = securite(unite), unite.horloge()
    utilisateur.echecs = 0
    utilisateur.attendre_jusqu_a = None
    utilisateur.derniere_connexion = maintenant
    unite.noter("connexion", f"utilisateurs:{utilisateur.id}", preuve=preuve)
    identite = Identite(utilisateur.identifiant, utilisateur.prenom, utilisateur.role.value, poste)
    raison = _pourquoi_changer(utilisateur, regles, maintenant)
    return SessionOuverte(identite, utilisateur.role, utilisateur.praticien_id, raison, regles)


def compte_de_la_carte(unite: UniteDeTravail, identifiant: str, rpps: str | None) -> int:
    """Le compte qu’ouvre cette carte : celui qui lui est associé, sinon celui du praticien qui a ce RPPS.

    Raises:
        ConnexionRefusee: Aucun compte, ou plusieurs, ne correspond.
    """
    comptes = unite.tous(select(Utilisateur.id).where(Utilisateur.carte == identifiant))
    if not comptes and rpps:
        comptes = unite.tous(
            select(Utilisateur.id)
            .join(Praticien, Praticien.id == Utilisateur.praticien_id)
            .where(Utilisateur.role == Role.PRATICIEN, Utilisateur.actif, Utilisateur.carte.is_(None))
            .where(Praticien.rpps == rpps, Praticien.actif)
        )
    if len(comptes) != 1:
        raise ConnexionRefusee(
            "Cette carte n’ouvre aucun compte de ce cabinet.",
            conseil="Entrer par le mot de passe. Une carte s’associe à un compte dans Cabinet, vue Personnes.",
        )
    return comptes[0]


def verifier_mot_de_passe(unite: UniteDeTravail, utilisateur: Utilisateur, mot_de_passe: str) -> bool:
    """Compare un mot de passe à celui du compte ; un échec se compte, fait attendre, et finit par verrouiller.

    Raises:
        ConnexionRefusee: Le compte est verrouillé, ou il faut attendre.
    """
    _refuser_si_verrouille(utilisateur)
    maintenant = unite.horloge()
    if (fin := utilisateur.attendre_jusqu_a) is not None and il_faut_attendre(maintenant, fin):
        raise _attendre(fin)
    if mots_de_passe.est_le_bon(mot_de_passe, utilisateur.mot_de_passe):
        return True
    utilisateur.echecs += 1
    regles = securite(unite)
    utilisateur.attendre_jusqu_a = maintenant + attente_apres(utilisateur.echecs, regles.essais_libres)
    unite.noter("connexion refusée", f"utilisateurs:{utilisateur.id}", echecs=utilisateur.echecs)
    if utilisateur.echecs >= regles.echecs_avant_verrou and _quelqu_un_leverait(unite, utilisateur):
        utilisateur.verrouille_le = maintenant
        unite.noter("compte verrouillé", f"utilisateurs:{utilisateur.id}", echecs=utilisateur.echecs)
    return False


def refus_de_connexion() -> ConnexionRefusee:
    """L’erreur à montrer après un essai manqué ; elle ne dit pas lequel des deux champs est faux."""
    return ConnexionRefusee(
        "L’identifiant ou le mot de passe n’est pas bon.",
        conseil="Vérifier la touche Verr. Maj. ; en cas d’oubli, un administrateur du cabinet peut aider.",
    )


def _quelqu_un_leverait(unite: UniteDeTravail, utilisateur: Utilisateur) -> bool:
    """Vrai si une autre personne peut lever le verrou : des essais faux n’enferment pas tout le cabinet dehors."""
    droits = unite.droits_des_roles()
    autres = unite.tous(
        select(Utilisateur.role).where(
            Utilisateur.id != utilisateur.id, Utilisateur.actif, Utilisateur.verrouille_le.is_(None)
        )
    )
    return any(Droit.GERER_COMPTES in droits[role.value] for role in autres)


def _pourquoi_changer(utilisateur: Utilisateur, regles: Securite, maintenant: datetime) -> str:
    if utilisateur.a_changer:
        return "Ce mot de passe vous a été donné par une autre personne."
    jours, depuis = regles.renouvellement_administrateur_jours, utilisateur.mot_de_passe_le
    administre = utilisateur.role is Role.ADMINISTRATEUR
    if administre and jours and depuis is not None and maintenant - depuis > timedelta(days=jours):
        return f"Celui d’un administrateur se renouvelle tous les {jours} jours (réglage du cabinet)."
    return ""


def _refuser_si_verrouille(utilisateur: Utilisateur) -> None:
    if utilisateur.verrouille_le is not None:
        raise ConnexionRefusee(
            f"Ce compte est verrouillé depuis {a_paris(utilisateur.verrouille_le):%H h %M}, après "
            f"{utilisateur.echecs} essais manqués.",
            conseil="Un administrateur du cabinet lève le verrou dans l’écran Cabinet, vue Personnes.",
        )


def _attendre(jusqu_a: datetime) -> ConnexionRefusee:
    return ConnexionRefusee(
        f"Trop d’essais manqués : ce compte attend jusqu’à {a_paris(jusqu_a):%H h %M min %S s}.",
        conseil="Patienter, puis recommencer ; en cas d’oubli, un administrateur du cabinet peut aider.",
    )
