"""L’inventaire d’un dossier communiqué, en PDF/A-3b : polices incluses, profil de couleurs, métadonnées XMP.

La conformité à la norme n’a pas été validée par veraPDF ; le document porte ce que la norme demande, à notre lecture.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO

from secretariat.cabinet.valeurs import Etablissement
from secretariat.conformite.documents.composition import ACCENT, composer, tableau, texte
from secretariat.conformite.valeurs.acces import LIBELLES_EXCLUSIONS, LIBELLES_MODES, DemandeListee, ElementDuDossier
from secretariat.socle.dates import date_courte, date_dite

Empreintes = Sequence[tuple[str, str]]
"""Le chemin de chaque document joint, et son empreinte."""


def inventaire(
    cabinet: Etablissement, demande: DemandeListee, elements: Sequence[ElementDuDossier], empreintes: Empreintes
) -> bytes:
    """Le PDF/A de l’inventaire : ce qui est communiqué, ce qui ne l’est pas et pourquoi, les fichiers joints."""
    communiques = [(e.libelle, e.detail) for e in elements if e.exclusion is None]
    exclus = [
        (e.libelle, LIBELLES_EXCLUSIONS[e.exclusion] + (f" ({e.precision})" if e.precision else ""))
        for e in elements
        if e.exclusion is not None
    ]
    contenu = [
        texte(cabinet.nom, taille=11, gras=True, couleur=ACCENT, apres=0),
        texte(f"{cabinet.adresse}, {cabinet.code_postal} {cabinet.ville}", taille=9, apres=16),
        texte("Inventaire du dossier communiqué", taille=18, gras=True, apres=8),
        texte(
            f"Dossier n° {demande.patient_id}, {demande.patient}. Demande de {demande.demandeur}, reçue le "
            f"{date_dite(demande.recue_le)} ; {LIBELLES_MODES[demande.mode]}.",
            apres=10,
        ),
        texte("Communiqué", taille=12, gras=True, couleur=ACCENT),
        tableau(("Élément", "Détail"), communiques or [("Rien", "")], (80, 94)),
        texte("Non communiqué", taille=12, gras=True, couleur=ACCENT, avant=12),
        tableau(("Élément", "Pourquoi"), exclus or [("Rien n’a été écarté.", "")], (80, 94)),
        texte("Fichiers joints et leur empreinte SHA-256", taille=12, gras=True, couleur=ACCENT, avant=12),
        tableau(("Fichier", "Empreinte"), list(empreintes) or [("Aucun", "")], (64, 110)),
    ]
    titre = f"Inventaire du dossier {demande.patient_id}, demande du {date_courte(demande.recue_le)}"
    brut = composer(titre, contenu, pied=f"{cabinet.nom} · {titre}", demonstration=cabinet.demonstration)
    return en_pdf_a(brut)


def en_pdf_a(pdf: bytes) -> bytes:
    """Le même PDF, marqué PDF/A-3b."""
    import pikepdf  # noqa: PLC0415  (chargé quand un inventaire se fait)

    sortie = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        profil = document.make_stream(_profil_srgb())
        profil.N, profil.Alternate = 3, pikepdf.Name.DeviceRGB
        intention = pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent,
            S=pikepdf.Name("/GTS_PDFA1"),
            OutputConditionIdentifier="sRGB",
            DestOutputProfile=profil,
        )
        document.Root.OutputIntents = pikepdf.Array([document.make_indirect(intention)])
        document.Root.Lang = "fr-FR"
        del document.docinfo["/Trapped"]  # sans équivalent dans les métadonnées XMP, que la norme veut identiques
        with document.open_metadata(set_pikepdf_as_editor=False) as metadonnees:
            metadonnees.load_from_docinfo(document.docinfo)
            metadonnees["pdfaid:part"], metadonnees["pdfaid:conformance"] = "3", "B"
        document.save(sortie, force_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return sortie.getvalue()


@cache
def _profil_srgb() -> bytes:
    from PIL import ImageCms  # noqa: PLC0415  (vient avec reportlab)

    octets: bytes = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return octets
