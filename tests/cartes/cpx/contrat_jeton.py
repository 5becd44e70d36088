"""Ce que tout jeton doit tenir, réel ou simulé ; chacun hérite de `ContratJeton` et fournit son banc."""

import traceback
from datetime import datetime
from typing import Protocol

import pytest

from secretariat.cartes.cpx.chaine import Autorites, verifier
from secretariat.cartes.cpx.jeton import Jeton
from secretariat.cartes.erreurs import CarteRetiree, CodeFaux, SignatureInvalide
from secretariat.cartes.valeurs import EssaisRestants, UsageCle

FEUILLE = "feuille n° 12, 30,00 €".encode()


class Banc(Protocol):
    """La main qui pose et retire la carte du Dr MARCHAND, et qui sait son code."""

    jeton: Jeton
    code: str
    autorites: Autorites
    quand: datetime
    simule: bool

    def retirer(self) -> None:
        """Ôte la carte du lecteur."""

    def remettre(self) -> Jeton:
        """Remet la même carte, et rend un jeton neuf."""


class ContratJeton:
    def test_sans_code_il_dit_de_qui_est_la_carte(self, banc: Banc):
        titulaire = banc.jeton.titulaire()
        assert (titulaire.nom, titulaire.rpps) == ("MARCHAND", "10000000009")
        assert banc.jeton.titulaire() == titulaire

    def test_sans_code_il_dit_la_specialite_et_les_essais(self, banc: Banc):
        assert banc.jeton.code_specialite() == "SM26"
        assert banc.jeton.essais_restants() is EssaisRestants.NORMAL

    @pytest.mark.parametrize("usage", UsageCle)
    def test_ce_qu_il_signe_se_verifie_jusqu_a_son_autorite(self, banc: Banc, usage):
        signature = banc.jeton.signer(FEUILLE, banc.code, usage=usage)
        assert signature.simulee == banc.simule
        assert verifier(FEUILLE, signature, banc.autorites, banc.quand) == banc.jeton.titulaire()
        with pytest.raises(SignatureInvalide):
            verifier(FEUILLE + b" ", signature, banc.autorites, banc.quand)

    def test_avec_le_code_il_dit_ou_exerce_le_titulaire(self, banc: Banc):
        situations = banc.jeton.situations(banc.code)
        assert situations
        assert all(situation.raison_sociale and situation.secteur for situation in situations)

    @pytest.mark.parametrize("geste", ["signer", "situations"])
    def test_un_code_faux_est_refuse_compte_et_oublie(self, banc: Banc, geste):
        avec = (FEUILLE,) if geste == "signer" else ()
        with pytest.raises(CodeFaux) as refus:
            getattr(banc.jeton, geste)(*avec, "97531")
        assert refus.value.conseil
        assert banc.jeton.essais_restants() is not EssaisRestants.NORMAL
        assert getattr(banc.jeton, geste)(*avec, banc.code)
        assert banc.jeton.essais_restants() is EssaisRestants.NORMAL

    @pytest.mark.parametrize("code", ["", "123", "1234567890123", "12é4", "12\n4", "12\ud8004"])
    def test_ce_qui_n_est_pas_un_code_n_est_pas_presente_a_la_carte(self, banc: Banc, code):
        with pytest.raises(CodeFaux, match="de 4 à 12 caractères"):
            banc.jeton.signer(FEUILLE, code)
        with pytest.raises(CodeFaux, match="de 4 à 12 caractères"):
            banc.jeton.situations(code)
        assert banc.jeton.essais_restants() is EssaisRestants.NORMAL

    def test_aucun_code_tape_ne_reste_nulle_part(self, banc: Banc):
        faux = str(97530 + 1)
        with pytest.raises(CodeFaux) as refus:
            banc.jeton.signer(FEUILLE, faux)
        banc.jeton.signer(FEUILLE, banc.code)
        trace = "".join(traceback.format_exception(refus.value))
        dits = (
            trace,
            str(refus.value),
            refus.value.conseil,
            refus.value.detail,
            repr(banc.jeton),
            repr(vars(banc.jeton)),
        )
        assert not any(faux in dit or banc.code in dit for dit in dits)

    def test_carte_retiree_plus_rien_ne_repond(self, banc: Banc):
        banc.retirer()
        gestes = (
            banc.jeton.titulaire,
            banc.jeton.code_specialite,
            banc.jeton.essais_restants,
            lambda: banc.jeton.signer(FEUILLE, banc.code),
            lambda: banc.jeton.situations(banc.code),
        )
        for geste in gestes:
            with pytest.raises(CarteRetiree):
                geste()

    def test_carte_remise_un_jeton_neuf_signe_dans_le_meme_processus(self, banc: Banc):
        for _ in range(3):
            banc.retirer()
            with pytest.raises(CarteRetiree):
                banc.jeton.titulaire()
            banc.jeton = banc.remettre()
            assert banc.jeton.signer(FEUILLE, banc.code).signataire == "810000000009"

    def test_ferme_deux_fois_il_ne_signe_plus(self, banc: Banc):
        banc.jeton.fermer()
        banc.jeton.fermer()
        with pytest.raises(CarteRetiree):
            banc.jeton.signer(FEUILLE, banc.code)
