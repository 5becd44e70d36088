"""La migration 0006 : les documents déjà rangés reçoivent une confidentialité, les comptes gardent leur entrée."""

from __future__ import annotations

from alembic import command
from sqlalchemy import text

from tests.migrations.test_migrations import configuration

DOCUMENT = (
    "INSERT INTO documents (patient_id, titre, nature, type_mime, nom_fichier, contenu, empreinte, simule, auteur, "
    "cree_le) VALUES (1, :nature, :nature, 'application/pdf', 'x.pdf', :contenu, '', :faux, 'claire', :instant)"
)
COMPTE = (
    "INSERT INTO utilisateurs (identifiant, nom, prenom, role, mot_de_passe, praticien_id, actif, echecs) "
    "VALUES ('helene', '', 'Hélène', 'praticien', '', 1, TRUE, 0)"
)
PATIENT = (
    "INSERT INTO patients (id, nom_naissance, premier_prenom, prenoms, naissance, naissance_incertaine, sexe, "
    "lieu_naissance, nom_utilise, prenom_utilise, statut, homonyme, telephone, courriel, adresse, code_postal, "
    "commune, a_savoir, simule, recherche, cree_le, version) VALUES (1, 'X', 'Y', '', '1980-01-01', :faux, 'F', '44109'"
    ", '', '', 'PROV', :faux, '', '', '', '', '', '', :faux, '', :instant, 1)"
)


def test_les_documents_d_avant_recoivent_la_confidentialite_de_leur_nature(cabinet):
    demande = configuration()
    commun = {"faux": False, "instant": "2026-03-12 10:20:00"}
    with cabinet.connexion_nue() as connexion:
        demande.attributes["connexion"] = connexion
        command.downgrade(demande, "0005")
        connexion.execute(text(PATIENT), commun)
        connexion.execute(text(COMPTE))
        for nature in ("courrier", "feuille_de_soins"):
            connexion.execute(text(DOCUMENT), {**commun, "nature": nature, "contenu": b"%PDF-"})
        connexion.commit()
        command.upgrade(demande, "0006")
        connexion.commit()
        lignes = connexion.execute(text("SELECT nature, confidentialite FROM documents ORDER BY nature")).all()
        compte = connexion.execute(text("SELECT a_changer, mot_de_passe_le, verrouille_le FROM utilisateurs")).one()
    assert [tuple(ligne) for ligne in lignes] == [("courrier", "medical"), ("feuille_de_soins", "administratif")]
    assert (bool(compte[0]), compte[1], compte[2]) == (False, None, None)
