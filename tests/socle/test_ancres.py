"""Les ancres du journal : chaque falsification faite pour de bon, par une connexion nue, et ce que l’on en voit."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, text

from secretariat.cabinet.audit.scellement import empreinte_dite, empreinte_lue, sceller_la_cloture, sceller_le_jour
from secretariat.cabinet.modele import FicheCabinet
from secretariat.socle.audit import RelectureInterrompue
from secretariat.socle.journal import LigneJournal, empreinte_de
from secretariat.socle.journal.lignes import CHAMPS
from tests.conftest import oter_les_declencheurs

MOTIF = "renommer"


def sceller(cabinet, geste=sceller_le_jour):
    with cabinet.unite("scellement du journal") as unite:
        sceau = geste(unite)
        unite.valider()
    return sceau


def renommer(cabinet, nom):
    with cabinet.unite(MOTIF) as unite:
        unite.un(FicheCabinet, 1).nom = nom
        unite.valider()


def etat(cabinet, cherchee=""):
    with cabinet.lecture() as lecture:
        return lecture.etat_du_journal(cherchee=cherchee)


@pytest.fixture
def trois_jours(cabinet, horloge):
    """Trois jours scellés, trois modifications par jour ; rend les sceaux."""
    sceaux = []
    for jour in range(3):
        sceaux.append(sceller(cabinet))
        for rang in range(3):
            renommer(cabinet, f"Cabinet {jour} {rang}")
        horloge.avancer(days=1)
    return tuple(sceaux)


def falsifier(cabinet, *ordres, **valeurs):
    with cabinet.connexion_nue() as connexion:
        oter_les_declencheurs(connexion)
        oter_les_declencheurs(connexion, "ancres")
        for ordre in ordres:
            connexion.execute(text(ordre), valeurs)
        connexion.commit()
    return etat(cabinet)


def refaire_la_chaine(cabinet, depuis):
    """Ce que ferait un faussaire soigneux : changer une ligne, puis recalculer toutes les empreintes qui suivent."""
    with cabinet.connexion_nue() as connexion:
        oter_les_declencheurs(connexion)
        connexion.execute(text("UPDATE journal SET acteur = 'personne' WHERE id = :id"), {"id": depuis})
        champs = ", ".join(CHAMPS)
        precedente = ""
        for numero, patient, *valeurs in connexion.execute(
            text(f"SELECT id, patient_id, {champs} FROM journal ORDER BY id")  # noqa: S608  (les noms des colonnes)
        ).all():
            precedente = empreinte_de(precedente, dict(zip(CHAMPS, valeurs, strict=True)), patient)
            connexion.execute(text("UPDATE journal SET empreinte = :e WHERE id = :id"), {"e": precedente, "id": numero})
        connexion.commit()
    return etat(cabinet)


def test_chaque_jour_a_son_ancre_et_une_seule(cabinet, trois_jours):
    assert [sceau.numero for sceau in trois_jours] == [1, 2, 3]
    assert [sceau.jour.day for sceau in trois_jours] == [12, 13, 14]
    with cabinet.lecture() as lecture:
        assert lecture.audit.sceaux() == trois_jours[::-1]
    intact = etat(cabinet)
    assert intact.entier
    assert intact.ancres == 3


def test_rouvrir_le_meme_jour_ne_scelle_pas_deux_fois(cabinet):
    assert sceller(cabinet) is not None
    assert sceller(cabinet) is None


def test_arreter_les_comptes_scelle_encore(cabinet):
    sceller(cabinet)
    assert sceller(cabinet, sceller_la_cloture).numero == 2
    assert sceller(cabinet, sceller_la_cloture).numero == 3


def test_un_journal_vide_ne_se_scelle_pas(cabinet_nu):
    assert sceller(cabinet_nu) is None


def test_une_horloge_qui_recule_ne_derange_ni_l_ordre_ni_les_ancres(cabinet, trois_jours, horloge):
    horloge.instant -= timedelta(days=400)
    sceau = sceller(cabinet)
    renommer(cabinet, "Avant")
    horloge.instant += timedelta(days=400)
    assert (sceau.numero, sceller(cabinet).numero) == (4, 5)
    assert etat(cabinet).entier
    with cabinet.lecture() as lecture:
        numeros = [ligne.numero for ligne in lecture.lignes_du_journal(limite=None)]
    assert numeros == list(range(len(numeros), 0, -1))


def test_une_ancre_ne_se_corrige_ni_ne_s_ote(cabinet, trois_jours):
    for ordre in ("DELETE FROM ancres", "UPDATE ancres SET derniere_ligne = 1"):
        with cabinet.connexion_nue() as connexion, pytest.raises(Exception, match="ne se corrige pas"):
            connexion.execute(text(ordre))


def test_une_fin_coupee_se_voit(cabinet, trois_jours):
    sceau = trois_jours[-1]
    coupe = falsifier(cabinet, "DELETE FROM journal WHERE id >= :id", id=sceau.derniere_ligne)
    assert coupe.rupture is None
    assert not coupe.entier
    assert any("sa fin a été coupée" in anomalie for anomalie in coupe.anomalies)


def test_une_ancre_otee_se_voit(cabinet, trois_jours):
    assert any(
        "l’ancre 3" in a and "n’est plus là" in a
        for a in falsifier(cabinet, "DELETE FROM ancres WHERE numero = 3").anomalies
    )


def test_une_ancre_otee_au_milieu_se_voit_deux_fois(cabinet, trois_jours):
    anomalies = " ".join(falsifier(cabinet, "DELETE FROM ancres WHERE numero = 2").anomalies)
    assert "l’ancre 2, que le journal annonce, n’est plus là" in anomalies
    assert "l’ancre 3 du 14/03/2026 ne suit pas celle d’avant" in anomalies


def test_une_ancre_changee_se_voit(cabinet, trois_jours):
    etat_faux = falsifier(cabinet, "UPDATE ancres SET derniere_ligne = 2 WHERE numero = 2")
    assert any("l’ancre 2" in a and "a été changée" in a for a in etat_faux.anomalies)


def test_une_chaine_refaite_avec_ses_empreintes_se_voit_par_ses_ancres(cabinet, trois_jours):
    refaite = refaire_la_chaine(cabinet, trois_jours[1].derniere_ligne)
    assert refaite.rupture is None
    assert any("il a été récrit" in anomalie for anomalie in refaite.anomalies)


def test_couper_la_fin_avec_ses_ancres_ne_se_voit_que_par_l_empreinte_gardee_ailleurs(cabinet, trois_jours):
    imprimee = empreinte_lue(empreinte_dite(trois_jours[2].empreinte).upper())
    assert etat(cabinet, imprimee).trouvee == trois_jours[2].derniere_ligne
    coupe = falsifier(
        cabinet,
        "DELETE FROM ancres WHERE numero = 3",
        "DELETE FROM journal WHERE id >= :id",
        id=trois_jours[2].derniere_ligne,
    )
    assert coupe.entier
    assert etat(cabinet, imprimee).trouvee is None


def test_une_chaine_refaite_ne_porte_plus_l_empreinte_imprimee(cabinet, trois_jours):
    refaire_la_chaine(cabinet, 2)
    assert etat(cabinet, trois_jours[0].empreinte).trouvee is None


def test_relire_avance_et_s_arrete_si_on_le_demande(cabinet, trois_jours):
    annonces = []

    def noter(fait, total):
        annonces.append((fait, total))
        return True

    with cabinet.lecture() as lecture:
        lecture.etat_du_journal(avancer=noter)
        with pytest.raises(RelectureInterrompue):
            lecture.etat_du_journal(avancer=lambda _fait, _total: False)
        total = lecture.etat_du_journal().lignes
    assert annonces == [(0, total)]


def test_une_ligne_inseree_au_bon_numero_rompt_la_chaine(cabinet, trois_jours):
    avant = etat(cabinet)
    with cabinet.connexion_nue() as connexion:
        valeurs = dict.fromkeys(CHAMPS, "x") | {"id": avant.lignes + 1, "empreinte": "0" * 64, "patient_id": None}
        connexion.execute(insert(LigneJournal), valeurs)
        connexion.commit()
    assert etat(cabinet).rupture == avant.lignes + 1
