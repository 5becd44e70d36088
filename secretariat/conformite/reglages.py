"""Les durées et délais que le cabinet peut régler : ceux dont le texte reste à relire, tels que livrés sinon."""

from __future__ import annotations

from secretariat.cabinet.reglages import Entier, Reglage, Section, Source
from secretariat.conformite import parametres
from secretariat.conformite.valeurs.parametres import ParametreDeDroit

PREFIXE = "conformite."
PLUS_GRANDE = 200
UNITES = {"ans": "ans", "mois": "mois", "jours": "jours"}


def _reglage(parametre: ParametreDeDroit) -> Reglage[int]:
    _, _, unite = parametre.nom.rpartition("_")
    return Reglage(
        PREFIXE + parametre.nom,
        Section.DONNEES,
        parametre.description,
        Entier(0, PLUS_GRANDE, UNITES[unite]) if unite in UNITES else Entier(0, 1, ""),
        parametre.valeur,
        source=Source(parametre.source, parametre.verifie_le, parametre.note),
    )


REGLAGES: dict[str, Reglage[int]] = {
    nom: _reglage(parametre)
    for nom, parametre in {**parametres.conservation(), **parametres.delais_d_acces()}.items()
    if parametre.reglable
}
"""Par nom de paramètre."""
