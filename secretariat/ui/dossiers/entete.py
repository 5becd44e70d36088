"""L’entête d’un dossier : qui est cette personne, sans rien couper."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from secretariat.dossiers.valeurs import LIBELLES_SEXES, LIBELLES_STATUTS, FichePatient
from secretariat.ui.composants import (
    Avatar,
    Bouton,
    Carte,
    EtiquetteSimulation,
    Puce,
    Valeur,
    corps,
    ligne,
    pile,
    titre,
)
from secretariat.ui.composants.fluide import Fluide
from secretariat.ui.dossiers.colonnes import STATUTS
from secretariat.ui.dossiers.donnees import DossierLu
from secretariat.ui.theme.jetons import AVATAR, ESPACE, Ton
from secretariat.ui.typographie import age, date_courte, telephone

LIEU_INCONNU = "99999"


def entete(page: DossierLu, modifier: Bouton) -> Carte:
    """L’avatar, le nom, les mentions, puis les traits en une rangée."""
    fiche = page.fiche
    nom = titre(fiche.nom).selectionnable()
    nom.setObjectName("patient.nom")
    quel_age = corps(age(fiche.traits.naissance, le=page.lu_le.date()), encre="texte2")
    mentions = Fluide(nom, quel_age, *_puces(page), espace=ESPACE.petit)
    traits = Fluide(*_traits(fiche), espace=ESPACE.vaste, entre_lignes=ESPACE.petit)
    tete = ligne(espace=ESPACE.grand)
    tete.addLayout(mentions, 1)
    tete.addWidget(modifier, 0, Qt.AlignmentFlag.AlignTop)
    texte = pile(tete, traits, espace=ESPACE.petit)
    rangee = ligne(espace=ESPACE.grand)
    rangee.addLayout(pile(Avatar(initiales(fiche.nom), AVATAR.grand), None))
    rangee.addLayout(texte, 1)
    carte = Carte()
    carte.setAccessibleName(f"Identité de {fiche.nom}")
    return carte.ajouter(rangee)


def initiales(nom: str) -> str:
    """« LC » pour « LEFÈVRE Clémence » : la première lettre du premier mot et du dernier."""
    mots = nom.split()
    return (mots[0][0] + mots[-1][0]).upper() if len(mots) > 1 else nom[:2].upper()


def _puces(page: DossierLu) -> list[QWidget]:
    fiche = page.fiche
    _, icone, ton = STATUTS[fiche.statut]
    puces: list[QWidget] = [Puce(LIBELLES_STATUTS[fiche.statut], icone, ton)]
    if fiche.homonyme:
        puces.append(Puce("Attribut : homonyme", "homonyme", Ton.ATTENTION))
    if fiche.medecin_traitant:
        puces.append(Puce(f"Médecin traitant : {fiche.medecin_traitant}", "stetho"))
    if page.archive_le is not None:
        puces.append(Puce(f"Archivé le {date_courte(page.archive_le)}", "sauvegarde", Ton.INFO))
    if fiche.simule:
        puces.append(EtiquetteSimulation())
    return puces


def _traits(fiche: FichePatient) -> list[QWidget]:
    traits, contact = fiche.traits, fiche.coordonnees
    naissance = date_courte(traits.naissance) + (" (incertaine)" if traits.naissance_incertaine else "")
    lieu = "Inconnu" if traits.lieu_naissance == LIEU_INCONNU else traits.lieu_naissance
    adresse = ", ".join(filter(None, (contact.adresse, f"{contact.code_postal} {contact.commune}".strip())))
    valeurs = (
        ("Nom de naissance", traits.nom_naissance),
        ("Prénoms de naissance" if traits.prenoms else "Premier prénom", traits.prenoms or traits.premier_prenom),
        ("Sexe", LIBELLES_SEXES[traits.sexe]),
        ("Date de naissance", naissance),
        ("Lieu de naissance", lieu),
        ("Téléphone", telephone(contact.telephone) if contact.telephone else ""),
        ("Adresse", adresse),
    )
    return [Valeur(libelle, valeur) for libelle, valeur in valeurs]
