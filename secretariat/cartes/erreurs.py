"""Ce qui empêche de lire une carte : une sorte par remède, avec la phrase à montrer et le conseil.

`code` ne change jamais d’une version à l’autre (il se dicte au téléphone, il se lit dans un diagnostic). `detail` est
technique (code PC/SC, mot d’état de la carte) et ne contient jamais de donnée de la personne.
"""

from __future__ import annotations

from typing import ClassVar

from secretariat.socle.erreurs import ErreurEnvironnement

CONSEIL_SAISIE = "Saisir l’identité à la main, d’après une pièce d’identité."


class ErreurCarte(ErreurEnvironnement):
    """La racine de ce qui empêche une lecture.

    Args:
        message: La phrase à montrer ; celle de la sorte par défaut.
        conseil: Ce que la personne au poste peut faire ; celui de la sorte par défaut.
        detail: Le fait technique, sans donnée personnelle.
    """

    code: ClassVar[str] = "carte"
    phrase: ClassVar[str] = "La carte n’a pas pu être lue."
    remede: ClassVar[str] = CONSEIL_SAISIE

    def __init__(self, message: str = "", *, conseil: str = "", detail: str = "") -> None:
        super().__init__(message or self.phrase, conseil=conseil or self.remede)
        self.detail = detail


class ServiceAbsent(ErreurCarte):
    """Le service PC/SC du poste ne répond pas ; le moniteur le guette et reprend seul."""

    code = "service-absent"
    phrase = "Le service de cartes à puce de ce poste n’est pas démarré."
    remede = (
        "Attendre quelques secondes\u202f: il est guetté, et la lecture reprendra seule. Sinon, redémarrer le poste ou "
        "appeler la personne qui s’en occupe (service «\u00a0pcscd\u00a0» ou «\u00a0Carte à puce\u00a0»)."
    )


class AucunLecteur(ErreurCarte):
    """Le service tourne, et ne voit aucun lecteur."""

    code = "aucun-lecteur"
    phrase = "Aucun lecteur de cartes n’est branché à ce poste."
    remede = "Brancher le lecteur. S’il l’est déjà, voir Cabinet, vue Cartes."


class LecteurDebranche(ErreurCarte):
    """Le lecteur a quitté le poste."""

    code = "lecteur-debranche"
    phrase = "Le lecteur de cartes vient d’être débranché."
    remede = "Le rebrancher, puis remettre la carte\u202f; rien n’a été enregistré."


class CarteAbsente(ErreurCarte):
    """Aucune carte dans la fente demandée."""

    code = "carte-absente"
    phrase = "Aucune carte dans le lecteur."
    remede = "Insérer la carte, puce vers l’avant."


class CarteRetiree(ErreurCarte):
    """La carte a quitté le lecteur, ou une autre l’a remplacée, pendant la lecture."""

    code = "carte-retiree"
    phrase = "La carte a été retirée pendant la lecture."
    remede = "Remettre la carte et la laisser en place jusqu’à la fin de la lecture\u202f; rien n’a été enregistré."


class CarteEchangee(CarteRetiree):
    """Une autre carte est en place, sans que le lecteur ait annoncé l’échange."""

    phrase = "La carte a été retirée pendant la lecture, et une autre mise à sa place."


class CarteReinitialisee(ErreurCarte):
    """Un autre programme a réinitialisé la carte, deux fois de suite."""

    code = "carte-reinitialisee"
    phrase = "Un autre logiciel a interrompu la lecture de la carte."
    remede = "Fermer l’autre logiciel qui lit des cartes, puis remettre la carte."


class CarteOccupee(ErreurCarte):
    """Un autre programme garde la carte pour lui."""

    code = "carte-occupee"
    phrase = "La carte est utilisée par un autre logiciel."
    remede = "Attendre qu’il ait fini ou le fermer, puis remettre la carte."


class CarteMuette(ErreurCarte):
    """La carte ne répond pas."""

    code = "carte-muette"
    phrase = "La carte ne répond pas."
    remede = "Retirer la carte, vérifier son sens et essuyer la puce, puis la remettre."


class CarteInconnue(ErreurCarte):
    """Ce n’est ni une carte Vitale, ni une carte de professionnel de santé."""

    code = "carte-inconnue"
    phrase = "Cette carte n’est ni une carte Vitale, ni une carte de professionnel de santé."
    remede = "Insérer la carte Vitale du patient\u202f; une carte bancaire ou de mutuelle ne se lit pas ici."


class CarteNonPriseEnCharge(ErreurCarte):
    """La carte est reconnue, et le programme ne sait pas la lire."""

    code = "carte-non-prise-en-charge"


class AccesProtege(ErreurCarte):
    """La carte réserve cette donnée (mots d’état 6982 et 6985)."""

    code = "acces-protege"
    phrase = "La carte réserve cette donnée à un logiciel agréé, en présence d’une carte de professionnel."
    remede = "Demander une attestation de droits, ou passer par le logiciel agréé du cabinet."


class FichierAbsent(ErreurCarte):
    """La carte n’a pas ce fichier (mots d’état 6A82, 6A83 et 6A88)."""

    code = "fichier-absent"
    phrase = "La carte n’a pas le fichier attendu."


class ReponseInattendue(ErreurCarte):
    """La carte refuse un échange d’une façon qui n’est pas prévue, ou n’en finit pas de répondre."""

    code = "reponse-inattendue"
    phrase = "La carte a répondu de façon inattendue."
    remede = "Retirer la carte et la remettre\u202f; sinon saisir l’identité à la main."


class DonneesInvalides(ErreurCarte):
    """Les octets lus (carte, XML, certificat) n’ont pas la forme attendue."""

    code = "donnees-invalides"
    phrase = "Les données lues sont illisibles\u202f: elles n’ont pas la forme attendue."
    remede = "Essayer une seconde fois\u202f; sinon saisir l’identité à la main et signaler la carte à sa caisse."


class LicenceRequise(ErreurCarte):
    """Ce qui est demandé n’existe que dans un composant sous licence, absent de ce poste."""

    code = "licence-requise"
    phrase = "Lire les droits demande l’«\u00a0API de lecture Vitale\u00a0» sous licence, qui n’est pas installée ici."
    remede = (
        "L’identité se lit sans elle. Pour les droits\u00a0: attestation du patient, téléservice, ou le composant du "
        "GIE SESAM-Vitale, à désigner dans Cabinet, vue Cartes."
    )


class JetonAbsent(ErreurCarte):
    """La bibliothèque PKCS#11 n’est pas là, ou ne voit pas la carte du professionnel."""

    code = "jeton-absent"
    phrase = "La carte du professionnel n’est pas accessible à la bibliothèque de signature."
    remede = "Vérifier la carte et, dans Cabinet, vue Cartes, la bibliothèque PKCS#11 de ce poste."


class CodeFaux(ErreurCarte):
    """Le code porteur est faux ; la carte compte les essais."""

    code = "code-faux"
    phrase = "Le code porteur est faux."
    remede = "Retaper le code avec soin\u202f: après trois essais faux, la carte se bloque."


class CodeBloque(ErreurCarte):
    """Trop d’essais faux : la carte refuse tout code."""

    code = "code-bloque"
    phrase = "Le code porteur de cette carte est bloqué."
    remede = "La débloquer avec le code de secours remis par l’ANS\u202f; d’ici là, entrer par le mot de passe."


class SignatureInvalide(ErreurCarte):
    """Une signature, ou le certificat qui la porte, ne se vérifie pas."""

    code = "signature-invalide"
    phrase = "La signature de la carte ne se vérifie pas."
    remede = "Vérifier dans Cabinet, vue Cartes, les autorités de certification, et la validité de la carte."


NOM_DE_LA_SORTE = {sorte.code: sorte for sorte in ErreurCarte.__subclasses__()}
"""Toutes les sortes, par leur code."""
