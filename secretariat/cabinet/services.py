"""Les gestes du cabinet : le décrire, y ajouter praticiens et utilisateurs, ouvrir une session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from secretariat.cabinet import mots_de_passe
from secretariat.cabinet.lectures import derniers_changements
from secretariat.cabinet.modele import FicheCabinet, Praticien, Utilisateur
from secretariat.cabinet.regles import attente_apres, il_faut_attendre
from secretariat.cabinet.valeurs import Etablissement, FichePraticien, NouveauCompte, Role
from secretariat.socle.conflits import ADecider, attribuer, fusionner, nommer
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.horloge import a_paris
from secretariat.socle.unite_de_travail import Identite, ModifieAilleurs, UniteDeTravail


class ConnexionRefusee(ErreurMetier):
    """L’identifiant ou le mot de passe n’est pas bon, ou il faut attendre."""


@dataclass(frozen=True, slots=True)
class SessionOuverte:
    """Ce qu’une connexion réussie donne à la fenêtre."""

    identite: Identite
    role: Role
    praticien_id: int | None


def decrire_le_cabinet(unite: UniteDeTravail, etablissement: Etablissement) -> None:
    """Écrit la fiche du cabinet ; une base n’en a qu’une, et reste de démonstration pour toujours.

    Raises:
        ErreurMetier: Le cabinet est déjà décrit.
    """
    if unite.premier(select(FicheCabinet)) is not None:
        raise ErreurMetier("Ce cabinet est déjà décrit.", conseil="Modifier sa fiche depuis l’écran Cabinet.")
    unite.ajouter(
        FicheCabinet(
            nom=etablissement.nom,
            adresse=etablissement.adresse,
            code_postal=etablissement.code_postal,
            ville=etablissement.ville,
            telephone=etablissement.telephone,
            demonstration=etablissement.demonstration,
        )
    )


def ajouter_praticien(unite: UniteDeTravail, fiche: FichePraticien) -> int:
    """Ajoute un praticien à la suite des autres ; l’identifiant de la fiche reçue est ignoré."""
    rang = unite.premier(select(func.count()).select_from(Praticien)) or 0
    praticien = Praticien(
        civilite=fiche.civilite,
        nom=fiche.nom,
        prenom=fiche.prenom,
        specialite=fiche.specialite,
        rpps=fiche.rpps,
        numero_am=fiche.numero_am,
        secteur=fiche.secteur,
        ordre=rang,
    )
    unite.ajouter(praticien)
    return praticien.id


def creer_utilisateur(unite: UniteDeTravail, compte: NouveauCompte, mot_de_passe: str) -> int:
    """Crée un compte.

    Raises:
        ErreurMetier: L’identifiant est vide ou pris, ou le mot de passe est trop faible (CNIL 2022-100).
    """
    identifiant = compte.identifiant.strip().lower()
    if not identifiant:
        raise ErreurMetier("L’identifiant est vide.", conseil="Choisir un identifiant court, par exemple le prénom.")
    if unite.premier(select(Utilisateur.id).where(Utilisateur.identifiant == identifiant)) is not None:
        raise ErreurMetier(f"L’identifiant « {identifiant} » est déjà pris.", conseil="En choisir un autre.")
    if manques := mots_de_passe.defauts(mot_de_passe):
        raise ErreurMetier(
            f"Ce mot de passe est trop faible : {', et '.join(manques)}.",
            conseil="Une phrase que l’on retient convient mieux qu’un mot compliqué.",
        )
    utilisateur = Utilisateur(
        identifiant=identifiant,
        nom=compte.nom,
        prenom=compte.prenom,
        role=compte.role,
        mot_de_passe=mots_de_passe.deriver(mot_de_passe),
        praticien_id=compte.praticien_id,
    )
    unite.ajouter(utilisateur)
    return utilisateur.id


def ouvrir_session(unite: UniteDeTravail, identifiant: str, mot_de_passe: str, poste: str) -> SessionOuverte | None:
    """Vérifie un mot de passe ; l’essai, bon ou faux, est noté au journal.

    Rend None si le mot de passe est faux : l’appelant valide alors l’unité de travail (l’échec doit être compté), puis
    lève `refus_de_connexion()`.

    Raises:
        ConnexionRefusee: Il faut attendre la fin du délai imposé par les échecs précédents.
    """
    identifiant = identifiant.strip().lower()
    utilisateur = unite.premier(select(Utilisateur).where(Utilisateur.identifiant == identifiant))
    if utilisateur is None or not utilisateur.actif:
        mots_de_passe.deriver(mot_de_passe)
        unite.noter("connexion refusée", "utilisateurs", identifiant="inconnu")
        return None
    maintenant = unite.horloge()
    if (fin := utilisateur.attendre_jusqu_a) is not None and il_faut_attendre(maintenant, fin):
        raise _attendre(fin)
    if not mots_de_passe.est_le_bon(mot_de_passe, utilisateur.mot_de_passe):
        utilisateur.echecs += 1
        utilisateur.attendre_jusqu_a = maintenant + attente_apres(utilisateur.echecs)
        unite.noter("connexion refusée", f"utilisateurs:{utilisateur.id}", echecs=utilisateur.echecs)
        return None
    utilisateur.echecs = 0
    utilisateur.attendre_jusqu_a = None
    utilisateur.derniere_connexion = maintenant
    unite.noter("connexion", f"utilisateurs:{utilisateur.id}")
    identite = Identite(utilisateur.identifiant, utilisateur.prenom, utilisateur.role.value, poste)
    return SessionOuverte(identite, utilisateur.role, utilisateur.praticien_id)


def refus_de_connexion() -> ConnexionRefusee:
    """L’erreur à montrer après un essai manqué ; elle ne dit pas lequel des deux champs est faux."""
    return ConnexionRefusee(
        "L’identifiant ou le mot de passe n’est pas bon.",
        conseil="Vérifier la touche Verr. Maj. ; en cas d’oubli, un administrateur du cabinet peut aider.",
    )


def texte_a_ecrire(
    unite: UniteDeTravail, objet: str, champ: tuple[str, str], *, trois: tuple[str | None, str, str]
) -> str:
    """Le texte à écrire quand un autre poste a pu récrire le même ; rien ne s’écrase en silence.

    `champ` est la colonne et son libellé ; `trois` ce que l’on avait lu (None si on ne le dit pas), ce que l’on veut,
    et ce que la base garde.

    Raises:
        ModifieAilleurs: Les deux l’ont changé, différemment.
    """
    (colonne, libelle), (lu, voulu, actuel) = champ, trois
    if lu is None or lu == actuel:
        return voulu
    fusion = fusionner({colonne: lu}, {colonne: voulu}, {colonne: actuel}, {colonne: libelle})
    if fusion.conflits:
        divergences = attribuer(fusion.conflits, derniers_changements(unite, objet))
        raise ModifieAilleurs(
            f"{nommer(divergences)} vient de récrire ce texte\u00a0: «\u00a0{actuel}\u00a0».",
            conseil="Le relire, puis garder l’un des deux.",
            a_decider=ADecider(divergences, (), {colonne: actuel}),
        )
    return actuel


def _attendre(jusqu_a: datetime) -> ConnexionRefusee:
    return ConnexionRefusee(
        f"Trop d’essais manqués : ce compte attend jusqu’à {a_paris(jusqu_a):%H h %M min %S s}.",
        conseil="Patienter, puis recommencer ; en cas d’oubli, un administrateur du cabinet peut aider.",
    )
