"""Les ordres sur les patients : importer un fichier, chercher."""

from __future__ import annotations

import sys
from pathlib import Path

from secretariat.commandes.bases import cabinet_ouvert
from secretariat.commandes.compte_rendu import CompteRendu
from secretariat.conformite import ecriture, portabilite
from secretariat.conformite.services.exports import annoncer_export
from secretariat.dossiers import importation, lectures
from secretariat.dossiers.importation import AnomalieDeLigne, Rapport
from secretariat.socle.depot import Depot
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.horloge import horloge_du_poste

FAUTES_MONTREES = 20


def importer(
    depot: Depot, phrase_depuis: Path | None, fichier: Path, *, essai: bool, ignorer_fautives: bool
) -> CompteRendu:
    """Importe un CSV en une seule transaction : tout, ou rien."""
    rapport = importation.analyser(fichier, horloge_du_poste().date())
    with cabinet_ouvert(depot, phrase_depuis) as cabinet:
        if essai or (rapport.anomalies and not ignorer_fautives):
            return _compte_rendu(rapport, importes=0, essai=essai)
        with cabinet.unite(f"import de {fichier.name}") as unite:
            importes = importation.importer(unite, rapport, ignorer_fautives=ignorer_fautives, progression=_progression)
            unite.valider()
    return _compte_rendu(rapport, importes=importes, essai=False)


def rechercher(depot: Depot, phrase_depuis: Path | None, texte: str) -> CompteRendu:
    """Cherche un patient comme la fenêtre le ferait ; la recherche est notée au journal."""
    with cabinet_ouvert(depot, phrase_depuis) as cabinet:
        with cabinet.lecture() as lecture:
            trouves = lectures.rechercher(lecture, texte)
        with cabinet.unite("recherche en ligne de commande") as unite:
            unite.noter("recherche", "patients", resultats=len(trouves))
            unite.valider()
    return CompteRendu(
        tuple(f"{p.id:>6}  {p.nom}  né(e) le {p.naissance:%d/%m/%Y}  ({p.raison})" for p in trouves)
        or ("Aucun patient ne correspond.",),
        {
            "patients": [
                {"id": p.id, "nom": p.nom, "naissance": p.naissance.isoformat(), "raison": p.raison, "proche": p.proche}
                for p in trouves
            ]
        },
    )


def exporter(depot: Depot, phrase_depuis: Path | None, numero: int, destination: Path, *, raison: str) -> CompteRendu:
    """Exporte toutes les données d’un patient ; le journal le retient avant que rien ne s’écrive."""
    with cabinet_ouvert(depot, phrase_depuis) as cabinet:
        with cabinet.unite("export d’un dossier en ligne de commande") as unite:
            annoncer_export(unite, numero, raison=raison, vers=destination.name)
            unite.valider()
        with cabinet.lecture() as lecture:
            export = portabilite.preparer(lecture, numero)
            ecriture.ecrire(export, destination, _progression)
    return CompteRendu(
        (f"Dossier n° {numero} exporté dans {destination} ({len(export.fichiers) + 1} fichiers).",),
        {"patient": numero, "destination": str(destination), "fichiers": [chemin for chemin, _ in export.fichiers]},
    )


def _progression(fait: int, total: int) -> bool:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{fait} / {total}" + ("\n" if fait >= total else ""))
    return True


def _compte_rendu(rapport: Rapport, *, importes: int, essai: bool) -> CompteRendu:
    donnees = {
        "lignes": rapport.lignes,
        "importes": importes,
        "fautes": [_en_json(faute) for faute in rapport.anomalies],
        "alertes": [_en_json(alerte) for alerte in rapport.alertes],
    }
    phrases = [f"{rapport.lignes} lignes lues, {len(rapport.anomalies)} faute(s), {importes} patient(s) importé(s)."]
    phrases += [f"Ligne {f.ligne}, {f.colonne} : {f.message}" for f in rapport.anomalies[:FAUTES_MONTREES]]
    if reste := len(rapport.anomalies) - FAUTES_MONTREES:
        phrases += [f"… et {reste} autre(s) ; --json les donne toutes."] if reste > 0 else []
    phrases += [f"À regarder, ligne {a.ligne}, {a.colonne} : {a.message}" for a in rapport.alertes[:FAUTES_MONTREES]]
    if (reste := len(rapport.alertes) - FAUTES_MONTREES) > 0:
        phrases.append(f"… et {reste} autre(s) ligne(s) à regarder ; --json les donne toutes.")
    refus = rapport.anomalies and not importes and not essai
    return CompteRendu(
        tuple(phrases),
        donnees,
        refus="Rien n’a été importé : le fichier a des fautes." if refus else "",
        conseil="Corriger ces lignes, ou ajouter --ignorer-fautives pour importer les autres." if refus else "",
    )


def _en_json(anomalie: AnomalieDeLigne) -> dict[str, object]:
    return {
        "ligne": anomalie.ligne,
        "colonne": anomalie.colonne,
        "message": anomalie.message,
        "conseil": anomalie.conseil,
    }


def refuser_sans_fichier(fichier: Path) -> None:
    """Refuse un chemin qui ne mène à rien.

    Raises:
        ErreurMetier: Le fichier n’existe pas.
    """
    if not fichier.is_file():
        raise ErreurMetier(f"Il n’y a pas de fichier à cet endroit : {fichier}.", conseil="Vérifier le chemin.")
