"""Changer la matrice des droits : une case, ou tout remettre au défaut. Chaque changement est au journal."""

from __future__ import annotations

from sqlalchemy import select

from secretariat.cabinet.services.comptes import garder_un_gardien
from secretariat.cabinet.valeurs import LIBELLES_ROLES, Role
from secretariat.socle.droits import Droit, geste
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.matrice import EcartDeDroit, defaut, droits_par_defaut
from secretariat.socle.unite_de_travail import UniteDeTravail

INTANGIBLES = frozenset({Droit.LIRE_IDENTITE, Droit.LIRE_MEDICAL, Droit.ETRE_PREVENU})
"""Ce qu’on n’ôte pas au praticien : il lit ses patients, et il est prévenu de qui a ouvert leur partie médicale."""

MEDICAUX = frozenset({Droit.LIRE_MEDICAL, Droit.CLASSER_DOCUMENT, Droit.BRIS_DE_GLACE})
"""Ce que seul peut donner qui lit déjà la partie médicale : un administrateur ne se l’ouvre pas."""


@geste(Droit.GERER_DROITS)
def changer_droit(unite: UniteDeTravail, role: Role, droit: Droit, *, permis: bool) -> None:
    """Permet ou refuse une action à un rôle.

    Raises:
        ErreurMetier: Le praticien perdrait ce qui lui revient, un droit médical serait donné par qui ne l’a pas, ou
            plus personne ne pourrait changer les droits.
    """
    if permis == (droit in unite.droits_des_roles()[role.value]):
        return
    _verifier(unite, role, droit, permis=permis)
    ecart = unite.premier(
        select(EcartDeDroit).where(EcartDeDroit.role == role.value, EcartDeDroit.droit == droit.value)
    )
    if permis == (droit in droits_par_defaut(role.value)):
        if ecart is not None:
            unite.noter("droit remis au défaut", f"droits:{role.value}/{droit.value}", permis=[not permis, permis])
            unite.retirer(ecart)
    elif ecart is None:
        unite.ajouter(EcartDeDroit(role=role.value, droit=droit.value, permis=permis))
    else:
        ecart.permis = permis
    garder_un_gardien(unite)


@geste(Droit.GERER_DROITS)
def revenir_au_defaut(unite: UniteDeTravail) -> int:
    """Remet toute la matrice au défaut livré ; rend le nombre de cases changées. Mêmes refus que `changer_droit`."""
    ecarts = unite.tous(select(EcartDeDroit).order_by(EcartDeDroit.role, EcartDeDroit.droit))
    for ecart in sorted(ecarts, key=lambda e: e.permis):
        role, droit = Role(ecart.role), Droit(ecart.droit)
        changer_droit(unite, role, droit, permis=droit in droits_par_defaut(role.value))
    return len(ecarts)


def _verifier(unite: UniteDeTravail, role: Role, droit: Droit, *, permis: bool) -> None:
    action = defaut().decrit(droit).libelle
    if role is Role.PRATICIEN and droit in INTANGIBLES and not permis:
        raise ErreurMetier(
            f"«\u00a0{action}\u00a0» ne s’ôte pas au praticien\u00a0: ce sont ses patients, et il répond du secret.",
            conseil="Fermer le compte, si cette personne n’exerce plus ici.",
        )
    if permis and droit in MEDICAUX and not unite.peut(Droit.LIRE_MEDICAL):
        raise ErreurMetier(
            f"«\u00a0{action}\u00a0» touche au secret médical\u00a0: vous ne lisez pas vous-même cette partie.",
            conseil=f"Seul un {LIBELLES_ROLES[Role.PRATICIEN]} peut donner ce droit.",
        )
