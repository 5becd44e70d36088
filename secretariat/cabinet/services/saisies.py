"""Récrire un texte qu’un autre poste a pu récrire aussi."""

from __future__ import annotations

from secretariat.cabinet.lectures import derniers_changements
from secretariat.socle.conflits import ADecider, attribuer, fusionner, nommer
from secretariat.socle.unite_de_travail import ModifieAilleurs, UniteDeTravail


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
