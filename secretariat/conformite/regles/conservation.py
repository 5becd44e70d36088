"""Combien de temps un dossier se garde (CSP art. R1112-7), et pourquoi cette date.

La durée ordinaire court du dernier passage. Un mineur est gardé au moins jusqu’à l’âge minimal ; un décès survenu
moins de dix ans après le dernier passage remplace ces durées ; une transfusion ne peut que prolonger ; un contentieux
suspend.
"""

from __future__ import annotations

from datetime import date

from secretariat.conformite.regles.durees import plus_ans
from secretariat.conformite.valeurs.conservation import Echeance, Situation
from secretariat.conformite.valeurs.parametres import Parametres
from secretariat.socle.dates import date_dite
from secretariat.socle.motif import Motif


def echeance(situation: Situation, parametres: Parametres) -> Echeance:
    """Quand ce dossier peut se détruire, et quand il quitte la base active."""
    archive_le = plus_ans(situation.dernier_passage, parametres["base_active_ans"].valeur)
    if situation.suspension:
        texte = f"Le délai est suspendu\u00a0: {situation.suspension}."
        return Echeance(None, archive_le, (Motif(texte, reference="Conservation de la preuve pendant un contentieux"),))
    le, motifs = _sans_transfusion(situation, parametres)
    if situation.transfusion is not None:
        fin = plus_ans(situation.transfusion, parametres["transfusion_ans"].valeur)
        if fin > le:
            le = fin
            motifs += (_motif("transfusion_ans", parametres, fin, f"une transfusion le {_dit(situation.transfusion)}"),)
    return Echeance(le, archive_le, motifs)


def _sans_transfusion(situation: Situation, parametres: Parametres) -> tuple[date, tuple[Motif, ...]]:
    passage, deces = situation.dernier_passage, situation.deces
    fin = plus_ans(passage, parametres["duree_ordinaire_ans"].valeur)
    motifs = (_motif("duree_ordinaire_ans", parametres, fin, f"le dernier passage, le {_dit(passage)}"),)
    apres_deces = parametres["apres_deces_ans"].valeur
    if deces is not None and deces < plus_ans(passage, apres_deces):
        le = plus_ans(deces, apres_deces)
        return le, (*motifs, _motif("apres_deces_ans", parametres, le, f"le décès, le {_dit(deces)}"))
    age = parametres["age_minimal_ans"].valeur
    majeur = plus_ans(situation.naissance, age)
    if fin < majeur:
        texte = f"Gardé jusqu’au {age}e anniversaire, le {_dit(majeur)}."
        reference = parametres["age_minimal_ans"].source
        return majeur, (*motifs, Motif(texte, f"{age} ans", "rgpd.age_minimal_ans", reference))
    return fin, motifs


def fin_des_pieces_comptables(jour: date, parametres: Parametres) -> date:
    """Le dernier jour où une pièce de ce jour-là doit être gardée : à la fin de son exercice, plus la durée.

    L’exercice d’un cabinet est l’année civile.
    """
    return date(jour.year + parametres["pieces_comptables_ans"].valeur, 12, 31)


def anomalies_des_faits(situation: Situation, aujourd_hui: date) -> tuple[str, ...]:
    """Ce qui ne peut pas être vrai dans les dates d’un patient."""
    fautes = []
    if situation.deces is not None and situation.deces < situation.dernier_passage:
        dernier = _dit(situation.dernier_passage)
        fautes.append(f"Le décès serait antérieur au dernier passage, le {dernier}.")
    for nom, jour in (("Le décès", situation.deces), ("La transfusion", situation.transfusion)):
        if jour is not None and jour > aujourd_hui:
            fautes.append(f"{nom} serait à venir\u00a0: {_dit(jour)}.")
        if jour is not None and jour < situation.naissance:
            fautes.append(f"{nom} serait antérieur à la naissance\u00a0: {_dit(jour)}.")
    return tuple(fautes)


def _motif(nom: str, parametres: Parametres, fin: date, depuis: str) -> Motif:
    parametre = parametres[nom]
    texte = f"{parametre.valeur} ans après {depuis}\u00a0: {_dit(fin)}."
    return Motif(texte, f"{parametre.valeur} ans", f"rgpd.{nom}", parametre.source)


def _dit(jour: date) -> str:
    return date_dite(jour)
