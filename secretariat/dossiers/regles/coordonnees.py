"""Coordonnées et droits : les mettre en forme, et dire tout ce qui les ferait refuser."""

from __future__ import annotations

import re
from dataclasses import replace

import phonenumbers

from secretariat.dossiers.valeurs import Anomalie, Coordonnees, DroitsPatient
from secretariat.socle.identifiants import compacter_nir, formater_nir, nir_valide
from secretariat.socle.texte import chiffres

COURRIEL = re.compile(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+")
LONGUEUR_MAX = 200
LONGUEUR_NATIONALE = 10
OUTRE_MER = {
    **dict.fromkeys(("0262", "0263", "0269", "0692", "0693"), "262"),
    **dict.fromkeys(("0590", "0690", "0691"), "590"),
    **dict.fromkeys(("0594", "0694"), "594"),
    **dict.fromkeys(("0596", "0696", "0697"), "596"),
}
"""Les débuts de numéro à dix chiffres qui ne sont pas du +33 ; ils se composent de même depuis toute la France."""
INDICATIFS_FRANCAIS = ("+33", *sorted({f"+{indicatif}" for indicatif in OUTRE_MER.values()}))


def telephone_e164(texte: str) -> str | None:
    """Le numéro au format E.164, français si rien ne dit le pays ; None s’il ne peut pas exister.

    >>> telephone_e164("06 39 98 12 47"), telephone_e164("0692 12 34 56"), telephone_e164("12")
    ('+33639981247', '+262692123456', None)
    """
    compose = chiffres(texte)
    if len(compose) == LONGUEUR_NATIONALE and (indicatif := OUTRE_MER.get(compose[:4])):
        texte = f"+{indicatif}{compose[1:]}"
    try:
        numero = phonenumbers.parse(texte, "FR")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(numero):
        return None
    return phonenumbers.format_number(numero, phonenumbers.PhoneNumberFormat.E164)


def telephone_compose(e164: str) -> str:
    """Les chiffres que l’on compose de France, par lesquels on cherche.

    >>> telephone_compose("+33639981247"), telephone_compose("+41791234567")
    ('0639981247', '41791234567')
    """
    indicatif = next((debut for debut in INDICATIFS_FRANCAIS if e164.startswith(debut)), None)
    return f"0{e164.removeprefix(indicatif)}" if indicatif else chiffres(e164)


def normaliser_coordonnees(coordonnees: Coordonnees) -> Coordonnees:
    """Les mêmes coordonnées, sans espaces autour, le téléphone en E.164 s’il est lisible."""
    return Coordonnees(
        telephone=telephone_e164(coordonnees.telephone) or coordonnees.telephone.strip(),
        courriel=coordonnees.courriel.strip(),
        adresse=coordonnees.adresse.strip(),
        code_postal=coordonnees.code_postal.strip(),
        commune=coordonnees.commune.strip(),
    )


def anomalies_des_coordonnees(coordonnees: Coordonnees) -> tuple[Anomalie, ...]:
    """Tout ce qui fait refuser ces coordonnées normalisées ; aucune n’est obligatoire."""
    anomalies = []
    if coordonnees.telephone and telephone_e164(coordonnees.telephone) is None:
        anomalies.append(
            Anomalie(
                "telephone",
                f"Le téléphone « {coordonnees.telephone} » n’est pas un numéro possible.",
                "Saisir dix chiffres, ou l’indicatif du pays précédé de « + ».",
            )
        )
    if coordonnees.courriel and not COURRIEL.fullmatch(coordonnees.courriel):
        anomalies.append(
            Anomalie(
                "courriel",
                f"L’adresse « {coordonnees.courriel} » n’est pas une adresse de courriel.",
                "Elle s’écrit nom@domaine.fr.",
            )
        )
    trop_longs = (
        Anomalie(champ, f"Ce texte dépasse {LONGUEUR_MAX} caractères.", "Le raccourcir.")
        for champ in ("courriel", "adresse", "code_postal", "commune")
        if len(getattr(coordonnees, champ)) > LONGUEUR_MAX
    )
    illisibles = (
        Anomalie(champ, "Ce texte contient un caractère illisible.", "L’effacer et le taper à nouveau.")
        for champ in ("courriel", "adresse", "code_postal", "commune")
        if not getattr(coordonnees, champ).isprintable()
    )
    return (*anomalies, *trop_longs, *illisibles)


def normaliser_droits(droits: DroitsPatient) -> DroitsPatient:
    """Les mêmes droits, le NIR compact."""
    return replace(droits, nir=compacter_nir(droits.nir))


def anomalies_des_droits(droits: DroitsPatient) -> tuple[Anomalie, ...]:
    """Ce qui fait refuser ces droits normalisés : un NIR faux."""
    if not droits.nir or nir_valide(droits.nir):
        return ()
    return (
        Anomalie(
            "nir",
            f"Le numéro de sécurité sociale {formater_nir(droits.nir)} est faux : longueur, forme ou clé.",
            "Relire les quinze caractères sur la carte Vitale ou l’attestation.",
        ),
    )
