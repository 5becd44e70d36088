"""L’assemblage : la lecture simple, les droits, et ce qui arrive entre les deux."""

from collections.abc import Callable
from datetime import datetime

import pytest

from secretariat.cartes import surveillance
from secretariat.cartes.api_vitale.ecriture_xml import ecrire_xml
from secretariat.cartes.api_vitale.source import ApiAbsente
from secretariat.cartes.cps import AID_IAS
from secretariat.cartes.cpx.jeton_simule import JetonSimule
from secretariat.cartes.erreurs import (
    CarteInconnue,
    CarteMuette,
    CarteNonPriseEnCharge,
    CarteRetiree,
    JetonAbsent,
    ReponseInattendue,
)
from secretariat.cartes.lecteur import Evenement
from secretariat.cartes.lecteur_de_cartes import LecteurDeCartes, Materiel
from secretariat.cartes.moniteur import Fait, Nouvelle
from secretariat.cartes.simulateur.images import ATR_CPS_3, ATR_VITALE_2
from secretariat.cartes.simulateur.poste import LECTEURS, PosteSimule
from secretariat.cartes.simulateur.puce import Application, PuceVirtuelle
from secretariat.cartes.valeurs import CarteVitale, SourceLecture, TypeCarte
from tests.cartes.canaux import CanalDePuce
from tests.cartes.cartes_forgees import CARTES, carte_fictive

PATIENT, AUTRE = CARTES["patient-avec-mutuelle"], CARTES["famille-trois-enfants"]


class Api:
    """Une API de lecture des droits qui fait ce qu’on lui dit."""

    def __init__(self, geste) -> None:
        self._geste = geste

    def lire(self, lecteur: str, *, depuis: datetime) -> bytes:
        return bytes(self._geste())


def droits_de(carte):
    assert isinstance(carte.contenu, CarteVitale)
    return ecrire_xml(carte.contenu)


@pytest.fixture
def poste():
    return PosteSimule(CARTES.__getitem__)


def un_lecteur(poste, api=None, connecter=None):
    lecteur = LecteurDeCartes(
        Materiel(
            nom="essai", simule=True, moniteur=poste, connecter=connecter or poste.connecter,
            jeton=lambda _lecteur: JetonSimule(carte_fictive("cps-marchand")), api=api or ApiAbsente(),
        ),
        patience_s=3.0,
    )  # fmt: skip
    poste.inserer(PATIENT)
    return lecteur


def refuser():
    raise ReponseInattendue("L’API a dit non.", conseil="Recommencer.")


def test_sans_api_la_carte_se_lit_et_n_a_rien_a_en_dire(poste):
    carte = un_lecteur(poste).lire_vitale()
    assert (carte.source, carte.remarques) == (SourceLecture.SIMPLE, ())


def test_une_api_qui_echoue_laisse_l_identite_et_dit_pourquoi(poste):
    carte = un_lecteur(poste, Api(refuser)).lire_vitale()
    (remarque,) = carte.remarques
    assert "L’API a dit non." in remarque.message
    assert remarque.conseil == "Recommencer."
    assert (carte.source, carte.numero_serie) == (SourceLecture.SIMPLE, "")


@pytest.mark.parametrize("rendu", [b"", b"<vitale/>", b"\xff\xfe", b"<!DOCTYPE x><x/>"])
def test_une_api_qui_rend_n_importe_quoi_laisse_l_identite(poste, rendu):
    carte = un_lecteur(poste, Api(lambda: rendu)).lire_vitale()
    assert len(carte.remarques) == 1
    assert carte.beneficiaires[0].nom == "GARNIER"


def test_les_droits_d_un_autre_patient_ne_se_prennent_pas(poste):
    carte = un_lecteur(poste, Api(lambda: droits_de(AUTRE))).lire_vitale()
    assert (carte.source, carte.numero_serie, len(carte.beneficiaires)) == (SourceLecture.SIMPLE, "", 1)
    assert "ne sont pas ceux de la carte en place" in carte.remarques[0].message


@pytest.mark.parametrize("geste", ["retirer", "inserer"])
def test_une_carte_sortie_pendant_la_lecture_des_droits_ne_rend_rien(poste, geste):
    def bouger():
        poste.retirer(TypeCarte.VITALE) if geste == "retirer" else poste.inserer(AUTRE)
        return droits_de(PATIENT)

    with pytest.raises(CarteRetiree):
        un_lecteur(poste, Api(bouger)).lire_vitale()


def test_un_defaut_de_l_api_n_est_pas_avale(poste):
    with pytest.raises(ZeroDivisionError):
        un_lecteur(poste, Api(lambda: 1 // 0)).lire_vitale()


def test_rien_de_ce_qui_a_ete_lu_ne_reste_apres_le_retrait(poste):
    lecteur = un_lecteur(poste)
    lecteur.lire_vitale()
    assert lecteur._lus
    poste.retirer(TypeCarte.VITALE)
    assert lecteur._lus == {}


def test_une_carte_d_autre_chose_n_est_pas_une_carte_de_sante(poste):
    lecteur = un_lecteur(poste, connecter=lambda _nom: CanalDePuce(PuceVirtuelle(ATR_VITALE_2, {})))
    with pytest.raises(CarteInconnue):
        lecteur.lire_vitale()


def test_une_carte_muette_des_l_entree_ne_s_ouvre_pas(poste):
    lecteur = un_lecteur(poste, connecter=lambda _nom: pytest.fail("ouverte"))
    lecteur._recevoir(Nouvelle(Fait.CARTE_INSEREE, LECTEURS[TypeCarte.VITALE], b""))
    with pytest.raises(CarteMuette):
        lecteur.lire_vitale()


def test_le_canal_se_referme_quoi_qu_il_arrive(poste, monkeypatch):
    monkeypatch.setattr(surveillance, "CONFIRMATION_S", 0.01)
    fermes = []

    class Canal(CanalDePuce):
        def transmettre(self, apdu):
            return b""

        def fermer(self):
            fermes.append(self)

    lecteur = un_lecteur(poste, connecter=lambda _nom: Canal(PuceVirtuelle(ATR_VITALE_2, {})))
    with pytest.raises(CarteRetiree):
        lecteur.lire_vitale()
    assert len(fermes) == surveillance.ESSAIS_MAX


def test_un_rappel_ote_pendant_qu_on_previent_ne_gene_pas_les_autres(poste):
    lecteur = un_lecteur(poste)
    recus: list[Evenement] = []
    cessations: list[Callable[[], None]] = []
    cessations.append(lecteur.ecouter(lambda _evenement: cessations[0]()))
    lecteur.ecouter(recus.append)
    poste.retirer(TypeCarte.VITALE)
    poste.inserer(AUTRE)
    assert len(recus) == 2


class CpsFermee(PuceVirtuelle):
    """Une carte de professionnel que l’on reconnaît, et qui n’ouvre rien."""

    def __init__(self) -> None:
        super().__init__(ATR_CPS_3, {})


def test_sans_bibliotheque_une_cps_fermee_se_dit_reconnue_avec_un_conseil(poste):
    def sans_bibliotheque(_lecteur):
        raise JetonAbsent(conseil="Désigner la bibliothèque.")

    lecteur = LecteurDeCartes(
        Materiel(
            nom="essai", simule=True, moniteur=poste, connecter=lambda _lecteur: CanalDePuce(CpsFermee()),
            jeton=sans_bibliotheque, api=ApiAbsente(),
        )
    )  # fmt: skip
    poste.inserer(CARTES["cps-marchand"])
    with pytest.raises(CarteNonPriseEnCharge, match="CPS de 3e génération") as refus:
        lecteur.lire_cps()
    assert refus.value.conseil == "Désigner la bibliothèque."


class CpsDUnAtrNouveau(PuceVirtuelle):
    """Une carte de professionnel que son ATR ne nomme pas, et que son application nomme."""

    def __init__(self) -> None:
        super().__init__(b"\x3b\x99", {AID_IAS: Application({})})


def test_une_carte_d_atr_nouveau_se_reconnait_a_son_application(poste):
    lecteur = un_lecteur(poste, connecter=lambda _lecteur: CanalDePuce(CpsDUnAtrNouveau()))
    poste.retirer(TypeCarte.VITALE)
    lecteur._recevoir(Nouvelle(Fait.CARTE_INSEREE, LECTEURS[TypeCarte.CPS], b"\x3b\x99"))
    with pytest.raises(CarteInconnue):
        lecteur.lire_vitale()
    assert lecteur.cps_presente()
    assert not lecteur.vitale_presente()


def test_une_carte_bancaire_oubliee_ne_passe_pas_devant_la_vitale(poste):
    lecteur = un_lecteur(poste)
    lecteur._recevoir(Nouvelle(Fait.CARTE_INSEREE, "un autre lecteur", b"\x3b\x65"))
    assert lecteur.lire_vitale().beneficiaires[0].nom == "GARNIER"
