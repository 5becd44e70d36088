"""Les modèles .docx : les trouver, lire les champs qu’ils emploient, les remplir.

Un modèle est un fichier que n’importe qui peut avoir écrit : il ne peut contenir que des champs (`{{ patient.nom }}`)
et des conditions sur des champs (`{%p if patient.adresse %}`). Tout le reste du langage de Jinja est refusé à la
lecture, et le remplissage se fait encore dans un bac à sable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as Docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.rel import _Relationship
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment

from secretariat.courriers.valeurs import ChampsDuModele, ModeleInutilisable
from secretariat.socle.ressources import dossier

EXTENSION = ".docx"
PERMIS = (nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.If, nodes.Not, nodes.And, nodes.Or)
NOMS_DES_INTERDITS: dict[type[nodes.Node], str] = {
    nodes.Call: "un appel de fonction",
    nodes.Filter: "un filtre",
    nodes.Getitem: "un accès par crochets",
    nodes.For: "une boucle",
    nodes.Const: "une valeur écrite en dur",
    nodes.Compare: "une comparaison",
}
CONSEIL_BALISES = "N’écrire dans le modèle que des champs de la liste, entre doubles accolades : {{ patient.nom }}."


def noms_livres() -> tuple[str, ...]:
    """Les noms des modèles livrés avec le programme."""
    return tuple(sorted(chemin.stem for chemin in _dossier().glob(f"*{EXTENSION}")))


def octets(modele: str) -> bytes:
    """Le contenu d’un modèle : l’un de ceux qui sont livrés, par son nom, ou un fichier .docx, par son chemin.

    Raises:
        ModeleInutilisable: Le fichier manque ou ne se lit pas.
    """
    livre = modele in noms_livres()
    chemin = _dossier() / f"{modele}{EXTENSION}" if livre else Path(modele)
    try:
        return chemin.read_bytes()
    except OSError as erreur:
        raise ModeleInutilisable(
            f"Le modèle de lettre «\u00a0{modele}\u00a0» est introuvable ou illisible.",
            conseil="Remettre le fichier à sa place, ou choisir un autre modèle.",
        ) from erreur


def titre_de(contenu: bytes, nom: str) -> str:
    """Le titre que le modèle porte dans ses propriétés ; à défaut, son nom."""
    return _ouvrir(contenu, nom).core_properties.title or nom


def champs_de(contenu: bytes, nom: str) -> ChampsDuModele:
    """Les champs que ce modèle emploie, dans le texte, les en-têtes et les pieds de page.

    Raises:
        ModeleInutilisable: Ce n’est pas un .docx, ou il contient autre chose que des champs et des conditions.
    """
    employes: set[str] = set()
    conditionnels: set[str] = set()
    try:
        for arbre in _arbres(contenu, nom):
            _refuser_interdits(arbre, nom)
            employes |= set(_noms(arbre))
            for condition in arbre.find_all(nodes.If):
                conditionnels |= set(_noms(condition.test))
    except TemplateError as erreur:
        raise ModeleInutilisable(
            f"Le modèle «\u00a0{nom}\u00a0» a une balise mal écrite\u00a0: {erreur.message}.", conseil=CONSEIL_BALISES
        ) from erreur
    return ChampsDuModele(frozenset(employes), frozenset(conditionnels))


def remplir(contenu: bytes, contexte: Mapping[str, Mapping[str, str]], *, titre: str, maintenant: datetime) -> bytes:
    """Le .docx rempli ; `contexte` doit avoir une valeur pour chaque champ connu.

    Raises:
        ModeleInutilisable: Le modèle emploie un champ qui n’est pas dans le contexte.
    """
    modele = DocxTemplate(BytesIO(contenu))
    try:
        modele.render(contexte, _bac_a_sable())
    except TemplateError as erreur:
        raise ModeleInutilisable(
            f"Le modèle de «\u00a0{titre}\u00a0» ne se remplit pas\u00a0: {erreur.message}.", conseil=CONSEIL_BALISES
        ) from erreur
    proprietes = modele.docx.core_properties
    proprietes.title, proprietes.comments, proprietes.revision = titre, "", 1
    proprietes.author = proprietes.last_modified_by = contexte["cabinet"]["nom"]
    proprietes.created = proprietes.modified = maintenant.astimezone(UTC).replace(tzinfo=None)
    sortie = BytesIO()
    modele.save(sortie)
    return sortie.getvalue()


def _dossier() -> Path:
    return dossier() / "modeles"


def _bac_a_sable() -> SandboxedEnvironment:
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _ouvrir(contenu: bytes, nom: str) -> Docx:
    try:
        return Document(BytesIO(contenu))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError) as erreur:
        raise ModeleInutilisable(
            f"Le modèle «\u00a0{nom}\u00a0» n’est pas un document .docx.",
            conseil="L’enregistrer au format .docx (Word ou LibreOffice), ou choisir un autre modèle.",
        ) from erreur


def _arbres(contenu: bytes, nom: str) -> Iterator[nodes.Template]:
    _refuser_ce_qui_vient_d_ailleurs(_ouvrir(contenu, nom), nom)
    modele, bac = DocxTemplate(BytesIO(contenu)), _bac_a_sable()
    modele.render_init()
    yield bac.parse(modele.patch_xml(modele.get_xml()))
    for genre in (modele.HEADER_URI, modele.FOOTER_URI):
        for _, partie in modele.get_headers_footers(genre):
            yield bac.parse(modele.patch_xml(modele.get_part_xml(partie)))
    for partie in modele.docx.part.package.iter_parts():
        if partie.content_type in {CONTENT_TYPE.WML_FOOTNOTES, CONTENT_TYPE.OPC_CORE_PROPERTIES}:
            yield bac.parse(modele.patch_xml(partie.blob.decode()))


def _refuser_ce_qui_vient_d_ailleurs(document: Docx, nom: str) -> None:
    """Une lettre garde toutes les parties de son modèle : ni macro, ni rien que son lecteur irait chercher au loin."""
    for partie in document.part.package.iter_parts():
        dehors = [lien.target_ref for lien in partie.rels.values() if lien.is_external and not _est_hyperlien(lien)]
        if dehors or "vbaProject" in partie.content_type:
            raise ModeleInutilisable(
                f"Le modèle «\u00a0{nom}\u00a0» contient {f'un lien vers {dehors[0]}' if dehors else 'des macros'}, "
                "qui partirait avec chaque lettre.",
                conseil="Dans le traitement de texte, l’enregistrer au format .docx sans macro ni modèle joint.",
            )


def _est_hyperlien(lien: _Relationship) -> bool:
    return bool(lien.reltype == RELATIONSHIP_TYPE.HYPERLINK)


def _refuser_interdits(arbre: nodes.Template, nom: str) -> None:
    for noeud in arbre.find_all(nodes.Node):
        cascade = isinstance(noeud, nodes.Getattr) and not isinstance(noeud.node, nodes.Name)
        if not isinstance(noeud, PERMIS) or cascade:
            genre = next(
                (dit for sorte, dit in NOMS_DES_INTERDITS.items() if isinstance(noeud, sorte)), "une instruction"
            )
            raise ModeleInutilisable(
                f"Le modèle «\u00a0{nom}\u00a0» contient {genre} que les lettres n’admettent pas.",
                conseil=CONSEIL_BALISES,
            )


def _noms(arbre: nodes.Node) -> Iterator[str]:
    branches = [arbre] if isinstance(arbre, nodes.Getattr) else []
    branches += arbre.find_all(nodes.Getattr)
    pointes = {id(branche.node) for branche in branches}
    for branche in branches:
        if isinstance(branche.node, nodes.Name):
            yield f"{branche.node.name}.{branche.attr}"
    seuls = [arbre] if isinstance(arbre, nodes.Name) else list(arbre.find_all(nodes.Name))
    yield from (nom.name for nom in seuls if id(nom) not in pointes)
