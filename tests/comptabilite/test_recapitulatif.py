"""Le récapitulatif du jour : les écritures, les sommes, et l’empreinte qui scelle le journal d’audit."""

import re
from datetime import timedelta

import pypdfium2

from secretariat.cabinet.audit.scellement import empreinte_lue
from secretariat.comptabilite.recapitulatif import arreter_les_comptes, ecrire_le_recapitulatif, pdf_du_recapitulatif
from tests.comptabilite.conftest import EXEMPLE, JOUR


def arreter(cabinet, debut=JOUR, fin=JOUR):
    with cabinet.unite("arrêt des comptes") as unite:
        recapitulatif = arreter_les_comptes(unite, debut, fin)
        unite.valider()
    return recapitulatif


def texte_du(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "\n")


def test_la_feuille_porte_chaque_ecriture_les_sommes_et_l_empreinte(journee):
    recapitulatif = arreter(journee)
    texte = texte_du(pdf_du_recapitulatif(recapitulatif)).replace("\u00a0", " ")
    assert "Récapitulatif du jeudi 12 mars 2026" in texte
    assert f"Écritures ({len(EXEMPLE)})" in texte
    for somme in (recapitulatif.totaux.recette, recapitulatif.totaux.depense, recapitulatif.totaux.solde):
        assert str(somme).replace("\u00a0", " ").replace("\u202f", " ") in texte
    imprimee = re.search(r"(?:[0-9a-f]{8}\s){7}[0-9a-f]{8}", texte)
    assert imprimee is not None
    with journee.lecture() as lecture:
        etat = lecture.etat_du_journal(cherchee=empreinte_lue(imprimee[0]))
    assert recapitulatif.sceau is not None
    assert etat.trouvee == recapitulatif.sceau.derniere_ligne
    assert etat.entier


def test_deux_arrets_ont_deux_ancres(journee):
    premier, second = arreter(journee), arreter(journee)
    assert premier.sceau is not None
    assert second.sceau is not None
    assert second.sceau.numero == premier.sceau.numero + 1


def test_une_periode_se_dit_et_une_periode_vide_s_imprime(journee, tmp_path):
    vide = arreter(journee, JOUR - timedelta(days=40), JOUR - timedelta(days=30))
    ecrire_le_recapitulatif(vide, tmp_path / "r.pdf")
    texte = texte_du(tmp_path / "r.pdf").replace("\u00a0", " ")
    assert "Récapitulatif du 31/01/2026 au 10/02/2026" in texte
    assert "Écritures (0)" in texte


def test_une_transaction_abandonnee_ne_scelle_rien(journee):
    with journee.unite("arrêt des comptes") as unite:
        arreter_les_comptes(unite, JOUR, JOUR)
    with journee.lecture() as lecture:
        assert lecture.audit.sceaux() == ()
