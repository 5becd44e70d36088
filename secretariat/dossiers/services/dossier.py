"""Les gestes sur un dossier : le créer, le corriger, l’ouvrir.

Chacun refuse d’un coup tous les défauts de la saisie (`SaisieRefusee`), et tient à jour les mots de la recherche.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date

from sqlalchemy import select

from secretariat.cabinet.lectures import etablissement
from secretariat.dossiers.lectures import attribuer_au_dossier, changements_du_dossier, fiche_patient
from secretariat.dossiers.modele import Couverture, MotRecherche, Patient
from secretariat.dossiers.regles.carte import perd_son_statut
from secretariat.dossiers.regles.coordonnees import (
    anomalies_des_coordonnees,
    anomalies_des_droits,
    normaliser_coordonnees,
    normaliser_droits,
)
from secretariat.dossiers.regles.identite import anomalies_des_traits, normaliser_traits
from secretariat.dossiers.regles.recherche import mots_du_patient, texte_comparable
from secretariat.dossiers.regles.rubriques import (
    assembler,
    decouper,
    dossier_de,
    fusionner_dossier,
    normaliser_dossier,
    rubriques_de,
)
from secretariat.dossiers.valeurs import (
    Anomalie,
    Coordonnees,
    DejaUnDossier,
    Difference,
    DossierSaisi,
    DroitsPatient,
    FichePatient,
    NouveauPatient,
    SaisieRefusee,
    SourceDroits,
    StatutIdentite,
    Traits,
)
from secretariat.socle.conflits import ADecider, Choix, Divergence, enumerer, nommer
from secretariat.socle.droits import Droit, geste
from secretariat.socle.erreurs import ErreurMetier
from secretariat.socle.unite_de_travail import ModifieAilleurs, UniteDeTravail


@geste(Droit.ECRIRE_IDENTITE)
def creer_patient(
    unite: UniteDeTravail,
    traits: Traits,
    coordonnees: Coordonnees,
    *,
    droits: DroitsPatient | None = None,
    simule: bool = False,
    medecin_traitant_id: int | None = None,
) -> int:
    """Ouvre un dossier à une personne que l’on a d’abord cherchée ; rend son numéro.

    Raises:
        SaisieRefusee: Un trait, une coordonnée ou le NIR n’est pas recevable ; tous les défauts y sont.
        DejaUnDossier: Une personne a déjà ces cinq traits stricts, au caractère près ; voir `creer_homonyme`.
        ErreurMetier: Quelque chose y est simulé, et le cabinet n’est pas une démonstration.
    """
    _refuser_la_simulation(unite, droits, simule=simule)
    nouveau = preparer_patient(
        NouveauPatient(traits, coordonnees, droits, simule, medecin_traitant_id), unite.aujourd_hui
    )
    if jumeaux := _de_memes_traits(unite, nouveau.traits):
        raise DejaUnDossier(nouveau.traits, jumeaux)
    return ajouter_patients(unite, [nouveau])[0]


@geste(Droit.ECRIRE_IDENTITE)
def creer_homonyme(unite: UniteDeTravail, nouveau: NouveauPatient, *autres: int) -> int:
    """Ouvre un dossier à une personne dont on a vérifié qu’elle n’est aucune des autres, et les signale homonymes.

    Raises:
        SaisieRefusee: Un trait, une coordonnée ou le NIR n’est pas recevable.
        ErreurMetier: Quelque chose y est simulé, et le cabinet n’est pas une démonstration.
    """
    _refuser_la_simulation(unite, nouveau.droits, simule=nouveau.simule)
    (numero,) = ajouter_patients(unite, [preparer_patient(nouveau, unite.aujourd_hui)])
    marquer_homonymes(unite, numero, *autres)
    return numero


def preparer_patient(nouveau: NouveauPatient, aujourd_hui: date) -> NouveauPatient:
    """Met en forme et vérifie une saisie entière, sans rien écrire.

    Raises:
        SaisieRefusee: Avec tous les défauts.
    """
    prepare = replace(
        nouveau,
        traits=normaliser_traits(nouveau.traits),
        coordonnees=normaliser_coordonnees(nouveau.coordonnees),
        droits=normaliser_droits(nouveau.droits) if nouveau.droits else None,
    )
    _refuser((
        *anomalies_des_traits(prepare.traits, aujourd_hui),
        *anomalies_des_coordonnees(prepare.coordonnees),
        *(anomalies_des_droits(prepare.droits) if prepare.droits else ()),
    ))
    return prepare


@geste(Droit.ECRIRE_IDENTITE)
def ajouter_patients(unite: UniteDeTravail, prepares: Iterable[NouveauPatient]) -> tuple[int, ...]:
    """Écrit d’un coup des patients déjà préparés ; rend leurs numéros, dans l’ordre."""
    prepares = tuple(prepares)
    instant = unite.horloge()
    patients = [
        Patient(
            **asdict(p.traits),
            **asdict(p.coordonnees),
            simule=p.simule,
            medecin_traitant_id=p.medecin_traitant_id,
            recherche=texte_comparable(p.traits),
            cree_le=instant,
        )
        for p in prepares
    ]
    unite.ajouter(*patients)
    couples = list(zip(patients, prepares, strict=True))
    unite.ajouter(*(Couverture(patient_id=x.id, maj_le=instant, **asdict(p.droits)) for x, p in couples if p.droits))
    unite.ajouter(
        *(
            MotRecherche(mot=m.mot, champ=m.champ.value, patient_id=x.id)
            for x, p in couples
            for m in mots_du_patient(p.traits, p.coordonnees.telephone, p.droits.nir if p.droits else "")
        )
    )
    return tuple(patient.id for patient in patients)


@geste(Droit.ECRIRE_IDENTITE)
def modifier_patient(unite: UniteDeTravail, patient_id: int, traits: Traits, *, version: int | None = None) -> None:
    """Corrige les traits à la main ; un trait strict changé rend l’identité provisoire.

    `version` est celle de la fiche que l’on a sous les yeux.

    Raises:
        SaisieRefusee: Un trait n’est pas recevable.
        ModifieAilleurs: Quelqu’un a modifié le dossier depuis.
        DejaUnDossier: Ces traits deviendraient ceux d’un autre dossier, et celui-ci n’est pas signalé homonyme.
    """
    patient = _inchange(unite.un(Patient, patient_id), version)
    nouveaux = normaliser_traits(traits)
    _refuser(anomalies_des_traits(nouveaux, unite.aujourd_hui))
    jumeaux = _de_memes_traits(unite, nouveaux)
    if jumeaux and patient.id not in jumeaux and not patient.homonyme:
        raise DejaUnDossier(nouveaux, jumeaux)
    if perd_son_statut(_traits(patient), nouveaux):
        patient.statut = StatutIdentite.PROVISOIRE
    _recopier(asdict(nouveaux), patient)
    _indexer(unite, patient)


@geste(Droit.ECRIRE_IDENTITE)
def mettre_a_jour_coordonnees(
    unite: UniteDeTravail, patient_id: int, coordonnees: Coordonnees, *, version: int | None = None
) -> None:
    """Remplace les coordonnées ; `version` est celle de la fiche que l’on a sous les yeux.

    Raises:
        SaisieRefusee: Le téléphone ou le courriel n’est pas recevable.
        ModifieAilleurs: Quelqu’un a modifié le dossier depuis.
    """
    patient = _inchange(unite.un(Patient, patient_id), version)
    nouvelles = normaliser_coordonnees(coordonnees)
    _refuser(anomalies_des_coordonnees(nouvelles))
    _recopier(asdict(nouvelles), patient)
    _indexer(unite, patient)


@geste(Droit.ECRIRE_IDENTITE)
def noter_a_savoir(unite: UniteDeTravail, patient_id: int, a_savoir: str, *, medecin_traitant_id: int | None) -> None:
    """Remplace ce que l’accueil doit savoir, et le médecin traitant ; None dit qu’il n’en a pas au cabinet."""
    patient = unite.un(Patient, patient_id)
    patient.a_savoir = a_savoir.strip()
    patient.medecin_traitant_id = medecin_traitant_id


@geste(Droit.ECRIRE_IDENTITE)
def modifier_dossier(
    unite: UniteDeTravail, lue: FichePatient, saisi: DossierSaisi, *, choix: Sequence[Choix] = ()
) -> tuple[Divergence, ...]:
    """Enregistre un formulaire entier, et rend ce qu’un autre poste, ou une carte, avait changé de son côté.

    `lue` est la fiche que montrait le formulaire. Ce que l’autre a changé ailleurs dans le dossier est gardé ; `choix`
    porte les décisions prises, dans l’ordre, après de précédents refus.

    Raises:
        ModifieAilleurs: Les deux ont changé la même rubrique ; son `a_decider` dit lesquelles, et attend une décision.
        SaisieRefusee: Une valeur n’est pas recevable.
        DejaUnDossier: Voir `modifier_patient`.
    """
    actuelle = fiche_patient(unite, lue.id)
    fusion = fusionner_dossier(lue, saisi, actuelle, choix=choix)
    reprises = attribuer_au_dossier(unite, lue.id, fusion.reprises)
    if fusion.conflits:
        conflits = attribuer_au_dossier(unite, lue.id, fusion.conflits)
        raise _modifie_ailleurs(unite.un(Patient, lue.id), ADecider(conflits, reprises, decouper(dossier_de(actuelle))))
    _enregistrer(unite, actuelle, assembler(fusion.valeurs))
    return reprises


def _enregistrer(unite: UniteDeTravail, actuelle: FichePatient, voulu: DossierSaisi) -> None:
    avant = normaliser_dossier(dossier_de(actuelle))
    if voulu.traits != avant.traits:
        modifier_patient(unite, actuelle.id, voulu.traits)
    if voulu.coordonnees != avant.coordonnees:
        mettre_a_jour_coordonnees(unite, actuelle.id, voulu.coordonnees)
    if (voulu.a_savoir, voulu.medecin_traitant_id) != (avant.a_savoir, avant.medecin_traitant_id):
        noter_a_savoir(unite, actuelle.id, voulu.a_savoir, medecin_traitant_id=voulu.medecin_traitant_id)
    if voulu.droits != replace(avant.droits, source=SourceDroits.SAISIE):
        enregistrer_droits(unite, actuelle.id, voulu.droits)


@geste(Droit.ECRIRE_IDENTITE)
def enregistrer_droits(unite: UniteDeTravail, patient_id: int, droits: DroitsPatient) -> None:
    """Remplace les droits ; des droits venus une fois d’une carte simulée restent marqués simulés.

    Raises:
        SaisieRefusee: Le NIR est faux.
        ErreurMetier: Ils viennent d’une carte simulée, et le cabinet n’est pas une démonstration.
    """
    _refuser_la_simulation(unite, droits)
    nouveaux = normaliser_droits(droits)
    _refuser(anomalies_des_droits(nouveaux))
    patient = unite.un(Patient, patient_id)
    couverture = _couverture(unite, patient_id)
    if couverture is None:
        unite.ajouter(Couverture(patient_id=patient_id, maj_le=unite.horloge(), **asdict(nouveaux)))
    else:
        if couverture.source is SourceDroits.CARTE_SIMULEE:
            nouveaux = replace(nouveaux, source=SourceDroits.CARTE_SIMULEE)
        _recopier(asdict(nouveaux), couverture)
        couverture.maj_le = unite.horloge()
    _indexer(unite, patient)


@geste(Droit.ECRIRE_IDENTITE)
def appliquer_carte(
    unite: UniteDeTravail,
    patient_id: int,
    acceptees: Iterable[Difference],
    *,
    source: SourceDroits,
    comparee: FichePatient | None = None,
) -> None:
    """Reporte au dossier les seules différences acceptées ; un trait strict accepté rend l’identité provisoire.

    Ce qui vient d’une carte simulée marque le dossier ou ses droits pour toujours. `comparee` est la fiche que l’écran
    mettait en face de la carte.

    Raises:
        ModifieAilleurs: Ce que la carte remplacerait n’est plus ce que montrait la fiche comparée.
        SaisieRefusee: Une valeur de la carte n’est pas recevable.
        DejaUnDossier: Les traits acceptés sont ceux d’un autre dossier.
        ErreurMetier: La carte est simulée, et le cabinet n’est pas une démonstration.
    """
    acceptees, simulee = tuple(acceptees), source is SourceDroits.CARTE_SIMULEE
    _refuser_la_simulation(unite, simule=simulee)
    if comparee is not None:
        _refuser_si_remplace(unite, comparee, acceptees)
    patient = unite.un(Patient, patient_id)
    traits = {d.champ: d.valeur for d in acceptees if not d.droits}
    if traits:
        modifier_patient(unite, patient_id, replace(_traits(patient), **traits))  # type: ignore[arg-type]
        patient.simule = patient.simule or simulee
    couverture = _couverture(unite, patient_id)
    actuels = _droits(couverture) if couverture else DroitsPatient()
    lus = {d.champ: d.valeur for d in acceptees if d.droits}
    if not lus:
        return
    if source is SourceDroits.CARTE_SIMPLE and couverture is not None:
        _reporter_le_nir(unite, patient, couverture, str(lus["nir"]))
    else:
        enregistrer_droits(unite, patient_id, replace(actuels, **{**lus, "source": source}))  # type: ignore[arg-type]


def _reporter_le_nir(unite: UniteDeTravail, patient: Patient, couverture: Couverture, nir: str) -> None:
    """Le NIR d’une lecture simple ; elle n’atteste rien, et les droits connus gardent leur source et leur date."""
    nouveaux = normaliser_droits(replace(_droits(couverture), nir=nir))
    _refuser(anomalies_des_droits(nouveaux))
    couverture.nir = nouveaux.nir
    _indexer(unite, patient)


@geste(Droit.ECRIRE_IDENTITE)
def marquer_homonymes(unite: UniteDeTravail, *patients: int) -> None:
    """Signale que ces dossiers se ressemblent mais sont ceux de personnes différentes."""
    for patient_id in patients:
        unite.un(Patient, patient_id).homonyme = True


@geste(Droit.LIRE_IDENTITE)
def ouvrir_dossier(unite: UniteDeTravail, patient_id: int) -> FichePatient:
    """Rend la fiche, et note au journal qu’elle a été ouverte."""
    fiche = fiche_patient(unite, patient_id)
    unite.consulter(f"patients:{patient_id}")
    return fiche


def _refuser(anomalies: tuple[Anomalie, ...]) -> None:
    if anomalies:
        raise SaisieRefusee(anomalies)


def _refuser_la_simulation(unite: UniteDeTravail, droits: DroitsPatient | None = None, *, simule: bool = False) -> None:
    de_carte_simulee = droits is not None and droits.source is SourceDroits.CARTE_SIMULEE
    if (simule or de_carte_simulee) and not etablissement(unite).demonstration:
        raise ErreurMetier(
            "Ces données viennent d’une carte simulée, et ce cabinet n’est pas une démonstration.",
            conseil="Ne rien reprendre d’une carte fictive\u202f; saisir ce que dit la pièce d’identité.",
        )


def _inchange(patient: Patient, version: int | None) -> Patient:
    if version is not None and patient.version != version:
        raise _modifie_ailleurs(patient)
    return patient


def _refuser_si_remplace(unite: UniteDeTravail, comparee: FichePatient, acceptees: Iterable[Difference]) -> None:
    touchees = rubriques_de(difference.champ for difference in acceptees)
    if changees := tuple(d for d in changements_du_dossier(unite, comparee).divergences if d.champ in touchees):
        raise ModifieAilleurs(
            f"{nommer(changees)} vient de modifier ce dossier\u00a0: {enumerer(changees)}.",
            conseil="Comparer de nouveau la carte et le dossier avant de reporter.",
        )


def _modifie_ailleurs(patient: Patient, a_decider: ADecider | None = None) -> ModifieAilleurs:
    return ModifieAilleurs(
        f"Le dossier de {patient.nom_naissance} {patient.premier_prenom} vient d’être modifié sur un autre poste.",
        conseil="Relire la fiche, puis refaire la correction.",
        a_decider=a_decider,
    )


def _de_memes_traits(unite: UniteDeTravail, traits: Traits) -> tuple[int, ...]:
    memes = (
        Patient.naissance == traits.naissance,
        Patient.nom_naissance == traits.nom_naissance,
        Patient.premier_prenom == traits.premier_prenom,
        Patient.sexe == traits.sexe,
        Patient.lieu_naissance == traits.lieu_naissance,
    )
    return unite.tous(select(Patient.id).where(*memes))


def _traits(patient: Patient) -> Traits:
    return Traits(**{champ: getattr(patient, champ) for champ in Traits.__dataclass_fields__})


def _droits(couverture: Couverture) -> DroitsPatient:
    return DroitsPatient(**{champ: getattr(couverture, champ) for champ in DroitsPatient.__dataclass_fields__})


def _couverture(unite: UniteDeTravail, patient_id: int) -> Couverture | None:
    return unite.premier(select(Couverture).where(Couverture.patient_id == patient_id))


def _recopier(valeurs: dict[str, object], ligne: Patient | Couverture) -> None:
    for champ, valeur in valeurs.items():
        if getattr(ligne, champ) != valeur:
            setattr(ligne, champ, valeur)


def _indexer(unite: UniteDeTravail, patient: Patient) -> None:
    """Recalcule les mots par lesquels on retrouve le patient, sans toucher à ceux qui restent bons."""
    traits = _traits(patient)
    couverture = _couverture(unite, patient.id)
    patient.recherche = texte_comparable(traits)
    mots = mots_du_patient(traits, patient.telephone, couverture.nir if couverture else "")
    voulus = {(m.mot, m.champ.value) for m in mots}
    presents = {
        (ligne.mot, ligne.champ): ligne
        for ligne in unite.tous(select(MotRecherche).where(MotRecherche.patient_id == patient.id))
    }
    for cle in presents.keys() - voulus:
        unite.retirer(presents[cle])
    unite.ajouter(*(MotRecherche(mot=m, champ=c, patient_id=patient.id) for m, c in voulus - presents.keys()))
