"""Un jeton SoftHSM2 neuf : une vraie bibliothèque PKCS#11, dont les cartes sont des dossiers que l’on ôte et remet.

`Pannes` remplace, dans la table des fonctions de la bibliothèque, celles dont on veut un refus que SoftHSM ne fait
jamais (il ne bloque pas un code, il n’a pas de puce qui lâche) ; python-pkcs11 les appelle comme les vraies.
"""

import ctypes
import shutil
import subprocess
from pathlib import Path

import pkcs11
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute, ObjectClass
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.rsa import decode_rsa_private_key
from pkcs11.util.x509 import decode_x509_certificate

BIBLIOTHEQUE = Path("/usr/lib/softhsm/libsofthsm2.so")
CODE, CODE_ADMINISTRATEUR = "2468", "administrateur"
RANGS = {"C_GetTokenInfo": 6, "C_OpenSession": 12, "C_CloseSession": 13, "C_Login": 18, "C_FindObjects": 27,
         "C_SignInit": 42, "C_Sign": 43}  # fmt: skip
"""La place des fonctions dans CK_FUNCTION_LIST (PKCS#11 v2.40)."""
DRAPEAUX = 96
"""Le rang de `flags` dans CK_TOKEN_INFO, après quatre textes (32, 32, 16, 16) ; `serialNumber` est à 80."""
NUMERO_DE_SERIE = 80

DATA = {Attribute.CLASS: ObjectClass.DATA, Attribute.TOKEN: True}


class Etui:
    """Un dossier de jetons SoftHSM, sa configuration, et de quoi y graver des cartes."""

    def __init__(self, dossier, monkeypatch, reglages=""):
        self.jetons = dossier / "jetons"
        self.ailleurs = dossier / "ailleurs"
        self.jetons.mkdir()
        configuration = dossier / "softhsm2.conf"
        configuration.write_text(
            f"directories.tokendir = {self.jetons}\nobjectstore.backend = file\nlog.level = ERROR\n{reglages}"
        )
        monkeypatch.setenv("SOFTHSM2_CONF", str(configuration))

    def graver(self, nom, *, certificats=(), cles=(), donnees=()):
        """Une carte de plus : certificats `(CKA_ID, DER)`, clés `(CKA_ID, clé)`, données `(nom, octets, privée)`."""
        commande = ["softhsm2-util", "--init-token", "--free", "--label", nom, "--pin", CODE]
        subprocess.run([*commande, "--so-pin", CODE_ADMINISTRATEUR], check=True, capture_output=True)
        bibliotheque = pkcs11.lib(str(BIBLIOTHEQUE))
        try:
            with bibliotheque.get_token(token_label=nom).open(rw=True, user_pin=CODE) as session:
                for objet in [
                    *(_certificat(*certificat) for certificat in certificats),
                    *(_cle(*cle) for cle in cles),
                    *(_donnee(*donnee) for donnee in donnees),
                ]:
                    session.create_object(objet)
        finally:
            bibliotheque.finalize()

    def fentes(self):
        """Le nom de la fente où est chaque carte."""
        bibliotheque = pkcs11.lib(str(BIBLIOTHEQUE))
        try:
            presentes = bibliotheque.get_slots(token_present=True)
            return {fente.get_token().label: fente.slot_description for fente in presentes}
        finally:
            bibliotheque.finalize()

    def retirer(self):
        self.jetons.rename(self.ailleurs)
        self.jetons.mkdir()

    def remettre(self):
        shutil.rmtree(self.jetons)
        self.ailleurs.rename(self.jetons)


class Pannes:
    """Les fonctions de la bibliothèque que l’on remplace, jusqu’à `lever`."""

    def __init__(self):
        obtenir = ctypes.CDLL(str(BIBLIOTHEQUE)).C_GetFunctionList
        liste = ctypes.POINTER(ctypes.c_void_p)()
        assert obtenir(ctypes.byref(liste)) == 0
        self._fonctions = liste
        self._vraies = {}
        self._gardees = []

    def refuser(self, nom, code):
        """Cette fonction refuse désormais tout, de ce code CKR."""
        self._remplacer(nom, lambda *arguments: code)

    def changer_le_jeton(self, *, drapeaux=0, serie=b""):
        """C_GetTokenInfo ajoute désormais ces drapeaux, et rend ce numéro de série."""
        vraie = ctypes.CFUNCTYPE(ctypes.c_ulong, ctypes.c_ulong, ctypes.c_void_p)(self._adresse("C_GetTokenInfo"))

        def fausse(fente, info, *_):
            rendu = vraie(fente, info)
            if serie:
                ctypes.memmove(info + NUMERO_DE_SERIE, serie.ljust(16), 16)
            ctypes.c_ulong.from_address(info + DRAPEAUX).value |= drapeaux
            return rendu

        self._remplacer("C_GetTokenInfo", fausse)

    def lever(self):
        for rang, adresse in self._vraies.items():
            self._fonctions[rang] = adresse
        self._vraies.clear()

    def _adresse(self, nom):
        return self._fonctions[RANGS[nom] + 1]

    def _remplacer(self, nom, fonction):
        fausse = ctypes.CFUNCTYPE(ctypes.c_ulong, ctypes.c_ulong, *[ctypes.c_void_p] * 4)(fonction)
        self._gardees.append(fausse)
        self._vraies.setdefault(RANGS[nom] + 1, self._adresse(nom))
        self._fonctions[RANGS[nom] + 1] = ctypes.cast(fausse, ctypes.c_void_p).value


def _certificat(identifiant, der):
    return decode_x509_certificate(der) | {Attribute.TOKEN: True, Attribute.ID: identifiant}


def _cle(identifiant, cle, toujours=False):
    der = cle.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    attributs = decode_ec_private_key(der) if hasattr(cle, "curve") else decode_rsa_private_key(der)
    return attributs | {
        Attribute.TOKEN: True, Attribute.PRIVATE: True, Attribute.SIGN: True, Attribute.ID: identifiant,
        Attribute.ALWAYS_AUTHENTICATE: toujours,
    }  # fmt: skip


def _donnee(nom, valeur, privee):
    return DATA | {Attribute.LABEL: nom, Attribute.PRIVATE: privee, Attribute.VALUE: valeur}
