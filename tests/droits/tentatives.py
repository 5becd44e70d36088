"""Un geste réel pour chaque droit : ce que la personne tente, dans une unité de travail que l’on ne valide pas."""

from __future__ import annotations

from collections.abc import Callable

from secretariat.accueil.services import appeler, changer_remarque
from secretariat.agenda import lectures as agenda_lu
from secretariat.agenda import services as agenda
from secretariat.cabinet import lectures as cabinet_lu
from secretariat.cabinet import services as cabinet
from secretariat.cabinet.reglages import changer, registre
from secretariat.cabinet.valeurs import Role
from secretariat.comptabilite import lectures as comptabilite_lue
from secretariat.comptabilite import services as comptabilite
from secretariat.comptabilite.valeurs import MoyenPaiement
from secretariat.conformite.lectures.acces import demandes
from secretariat.conformite.lectures.certificats import certificats
from secretariat.courriers.lectures import courriers_recents
from secretariat.courriers.services import signer_document
from secretariat.dossiers import lectures as dossiers_lus
from secretariat.dossiers import services as dossiers
from secretariat.dossiers.valeurs import Confidentialite
from secretariat.facturation import lectures as factures_lues
from secretariat.facturation import services as facturation
from secretariat.socle.droits import Droit, DroitManquant
from secretariat.socle.montant import Montant
from secretariat.socle.unite_de_travail import UniteDeTravail
from tests.comptabilite.conftest import mouvement
from tests.droits.conftest import JOUR, RESULTAT, Bureau

Tentative = Callable[[UniteDeTravail, Bureau], object]


def _lire_le_motif(unite: UniteDeTravail, bureau: Bureau) -> None:
    """Le rendez-vous se lit sans son motif : ce n’est pas un refus, mais rien n’en paraît."""
    rdv = agenda_lu.rdv(unite, bureau.rdv)
    if (rdv.note, rdv.motif) == ("", ""):
        unite.exiger(Droit.LIRE_MOTIF)
    assert (rdv.note, rdv.motif) == ("toux depuis lundi", "Suivi")


def _mettre_en_lot(unite: UniteDeTravail, bureau: Bureau) -> None:
    facturation.signer(unite, bureau.validee, bureau.signature)
    facturation.mettre_en_lot(unite, bureau.validee)


TENTATIVES: dict[Droit, Tentative] = {
    Droit.LIRE_IDENTITE: lambda u, _b: dossiers_lus.fiche_patient(u, 1),
    Droit.ECRIRE_IDENTITE: lambda u, _b: dossiers.noter_a_savoir(u, 1, "malentendante", medecin_traitant_id=1),
    Droit.LIRE_AGENDA: lambda u, _b: agenda_lu.jour(u, JOUR),
    Droit.ECRIRE_AGENDA: lambda u, b: agenda.annuler(u, b.rdv),
    Droit.TENIR_ACCUEIL: lambda u, b: appeler(u, b.visite),
    Droit.LIRE_MOTIF: _lire_le_motif,
    Droit.ECRIRE_MOTIF: lambda u, b: (agenda.changer_note(u, b.rdv, "fièvre"), changer_remarque(u, b.visite, "pâle")),
    Droit.LIRE_MEDICAL: lambda u, b: dossiers.ouvrir_document(u, b.document, vers="écran"),
    Droit.CLASSER_DOCUMENT: lambda u, b: dossiers.changer_confidentialite(u, b.document, Confidentialite.MEDICAL),
    Droit.RANGER_DOCUMENT: lambda u, _b: dossiers.ranger_document(u, 1, RESULTAT),
    Droit.BRIS_DE_GLACE: lambda u, _b: dossiers.ouvrir_acces_exceptionnel(u, 1, "le pharmacien attend la dose"),
    Droit.ETRE_PREVENU: lambda u, _b: dossiers_lus.acces_a_signaler(u),
    Droit.REDIGER_COURRIER: lambda u, _b: courriers_recents(u),
    Droit.VALIDER_COURRIER: lambda u, b: signer_document(u, b.document, b.signature_du_document),
    Droit.LIRE_FACTURES: lambda u, b: factures_lues.facture(u, b.validee),
    Droit.PREPARER_FACTURE: lambda u, b: facturation.valider(u, b.brouillon),
    Droit.SIGNER_FACTURE: lambda u, b: facturation.signer(u, b.validee, b.signature),
    Droit.ENCAISSER: lambda u, b: facturation.encaisser(
        u, b.validee, montant=Montant.euros("9.00"), moyen=MoyenPaiement.CARTE
    ),
    Droit.CORRIGER_FACTURE: lambda u, b: facturation.annuler(u, b.validee, "mauvais acte"),
    Droit.TELETRANSMETTRE: _mettre_en_lot,
    Droit.LIRE_TOTAUX: lambda u, _b: comptabilite_lue.totaux(u, JOUR, JOUR),
    Droit.LIRE_COMPTABILITE: lambda u, _b: comptabilite_lue.journal(u, JOUR, JOUR),
    Droit.ECRIRE_COMPTABILITE: lambda u, _b: comptabilite.enregistrer_depense(
        u, mouvement(montant="12.00", libelle="Timbres")
    ),
    Droit.EXPORTER: lambda u, _b: comptabilite.sortir_le_journal(u, JOUR, JOUR),
    Droit.LIRE_JOURNAL: lambda u, _b: u.lignes_du_journal(limite=1),
    Droit.GERER_COMPTES: lambda u, b: (
        cabinet_lu.utilisateurs(u),
        cabinet.lever_verrou(u, b.comptes[Role.SECRETAIRE]),
    ),
    Droit.GERER_DROITS: lambda u, _b: cabinet.changer_droit(u, Role.SECRETAIRE, Droit.EXPORTER, permis=False),
    Droit.TRAITER_DEMANDES_D_ACCES: lambda u, _b: demandes(u),
    Droit.DECIDER_CONSERVATION: lambda u, _b: certificats(u),
    Droit.CHANGER_REGLAGES: lambda u, _b: changer(u, registre.ECHECS_AVANT_VERROU, 6),
}

SANS_GESTE = {
    Droit.SAUVEGARDER: "la sauvegarde se fait hors de toute transaction ; le poste l’exige avant de copier",
    Droit.RESTAURER: "la base est alors fermée ; le poste l’exige avant",
}
"""Les droits qu’aucun service ne demande encore ; on y éprouve `exiger`, que ces gestes appelleront."""

AVEC: dict[Droit, frozenset[Droit]] = {
    Droit.LIRE_MEDICAL: frozenset({Droit.RANGER_DOCUMENT}),
    Droit.VALIDER_COURRIER: frozenset({Droit.RANGER_DOCUMENT, Droit.LIRE_MEDICAL}),
    Droit.TELETRANSMETTRE: frozenset({Droit.SIGNER_FACTURE}),
}
"""Les droits qu’il faut aussi pour arriver jusqu’à celui que l’on éprouve."""

SANS: dict[Droit, frozenset[Droit]] = {Droit.BRIS_DE_GLACE: frozenset({Droit.LIRE_MEDICAL})}
"""Les droits qui rendraient le geste sans objet."""


def tenter(unite: UniteDeTravail, bureau: Bureau, droit: Droit) -> bool:
    """Fait le geste ; dit s’il a été accepté, et laisse passer un refus qui viendrait d’un autre droit."""
    geste = TENTATIVES.get(droit, lambda u, _b: u.exiger(droit))
    try:
        geste(unite, bureau)
    except DroitManquant as refus:
        if refus.droit is not droit:
            raise
        return False
    return True
