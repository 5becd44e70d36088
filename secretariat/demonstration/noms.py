"""Les noms et les prénoms dont on tire des patients inventés : les plus courants en France, du plus au moins porté.

Chaque patient est une combinaison tirée au sort ; aucun n’a de modèle.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

RANG_DE_DOUCEUR = 12
"""Plus il est grand, moins les premiers noms dominent."""


def _liste(texte: str) -> tuple[str, ...]:
    return tuple(mot.replace("_", " ") for mot in texte.split())


NOMS = _liste(
    "Martin Bernard Thomas Robert Petit Durand Richard Leroy Moreau Simon Laurent Lefèvre Michel Garcia David Bertrand "
    "Roux Vincent Fournier Morel Girard André Lefebvre Mercier Dupont Lambert Bonnet François Martinez Legrand Garnier "
    "Faure Rousseau Blanc Guérin Muller Henry Roussel Nicolas Perrin Morin Mathieu Clément Gauthier Dumont Lopez "
    "Fontaine Chevalier Robin Masson Sanchez Gérard Nguyen Boyer Denis Lemaire Duval Joly Gautier Roger Roche Roy Noël "
    "Meyer Lucas Meunier Jean Perez Marchand Dufour Blanchard Marie Barbier Brun Dumas Brunet Schmitt Leroux Colas "
    "Fernandez Renard Arnaud Rolland Caron Aubert Giraud Leclerc Vidal Bourgeois Renaud Lemoine Picard Gaillard "
    "Philippe Leclercq Lacroix Fabre Dupuis Olivier Rodriguez Da_Silva Hubert Louis Charles Guillot Rivière Le_Gall "
    "Guillaume Adam Rey Moulin Gonzalez Berger Lecomte Menard Fleury Deschamps Carpentier Julien Benoît Paris Maillard "
    "Marchal Aubry Vasseur Le_Roux Renault Jacquet Collet Prévost Poirier Charpentier Royer Huet Baron Dupuy Pons Paul "
    "Lainé Carré Breton Rémy Schneider Perrot Guyot Barre Marty Cousin Le_Goff Pasquier Ménager Hamon Tessier Rocher "
    "Bouvier Evrard Bertin Boucher Bailly Herbert Allard Cordier Gilbert Bigot Rault Guillou Le_Bihan Briand "
    "Le_Bris Morvan Cadiou Le_Corre Guégan Rousseau Bureau Chauvin Bodin Chauvet Lebreton Thibaud Ollivier Babin "
    "Joubert Praud Rabiller Ricard Guilbaud Chesneau Bossard Brochard Loiseau Papin Charrier Gendron Douillard Bretaud "
    "Traoré Diallo Benali Haddad Cissé Ferreira Pereira Santos Costa Kaya Yilmaz Tran Pham Ndiaye Mbaye Cherif "
    "Kowalski Popescu Rakoto Bouazza Belkacem Saïdi Lopes Almeida"
)


@dataclass(frozen=True, slots=True)
class Generation:
    """Les prénoms donnés jusqu’à une année de naissance, comprise."""

    jusqu_a: int
    feminins: tuple[str, ...]
    masculins: tuple[str, ...]


GENERATIONS = (
    Generation(
        1945,
        _liste(
            "Marie Jeanne Denise Monique Jacqueline Simone Yvette Paulette Madeleine Thérèse Odette Suzanne Andrée "
            "Colette Lucienne Ginette Huguette Gisèle Odile Renée Germaine Raymonde"
        ),
        _liste(
            "Jean André Pierre Roger René Marcel Robert Maurice Louis Raymond Georges Henri Claude Lucien Gérard "
            "Bernard Paul Guy Yves Gaston Émile Albert Fernand"
        ),
    ),
    Generation(
        1964,
        _liste(
            "Françoise Monique Catherine Nicole Marie-Thérèse Chantal Martine Brigitte Annie Christine Sylvie Isabelle "
            "Dominique Véronique Évelyne Patricia Joëlle Danielle Michèle Marie-Claude Pascale Geneviève Annick"
        ),
        _liste(
            "Michel Jean-Pierre Daniel Alain Patrick Philippe Jacques Gérard Bernard Christian Dominique Serge Yves "
            "Thierry Jean-Claude Gilles Joël Jean-Luc Didier Francis Hervé Loïc Yannick"
        ),
    ),
    Generation(
        1982,
        _liste(
            "Nathalie Isabelle Sandrine Stéphanie Céline Valérie Karine Virginie Sophie Delphine Laurence Aurélie "
            "Anne Séverine Élodie Gaëlle Caroline Claire Magali Carole Fabienne Anne-Sophie Solène Rachel"
        ),
        _liste(
            "Christophe Nicolas David Stéphane Sébastien Frédéric Laurent Olivier Julien Jérôme Vincent Éric Yann "
            "Benoît Guillaume Bruno Arnaud Ludovic Fabrice Mickaël Karim Erwan Gaël Samuel"
        ),
    ),
    Generation(
        2004,
        _liste(
            "Camille Marine Laura Pauline Manon Marion Julie Anaïs Léa Mathilde Lucie Charlotte Justine Clara Océane "
            "Élise Morgane Clémence Margaux Amandine Chloé Agathe Ophélie Inès Coralie Maëva Fanny"
        ),
        _liste(
            "Thomas Alexandre Maxime Antoine Kévin Clément Romain Quentin Valentin Florian Lucas Pierre Hugo Simon "
            "Théo Adrien Corentin Mathieu Bastien Baptiste Dylan Léo Tanguy Tristan Rémi Mehdi Victor"
        ),
    ),
    Generation(
        9999,
        _liste(
            "Louise Emma Jade Alice Ambre Lina Rose Chloé Anna Léna Mila Zoé Agathe Juliette Inès Julia Romane Adèle "
            "Lou Iris Margot Éva Charlie Alba Nour Sofia Maëlys Capucine Victoire Apolline"
        ),
        _liste(
            "Gabriel Léo Raphaël Louis Jules Arthur Adam Maël Lucas Hugo Noah Liam Sacha Gabin Paul Nathan Aaron Ethan "
            "Éden Tiago Timéo Malo Côme Marius Eliott Naël Noé Isaac Augustin Milo Mohamed"
        ),
    ),
)


def nom(hasard: Random) -> str:
    """Un nom de famille, les plus courants plus souvent."""
    return hasard.choices(NOMS, [1 / (rang + RANG_DE_DOUCEUR) for rang in range(len(NOMS))])[0]


def prenom(hasard: Random, *, feminin: bool, annee: int) -> str:
    """Un prénom de la génération née cette année-là."""
    generation = next(g for g in GENERATIONS if annee <= g.jusqu_a)
    choix = generation.feminins if feminin else generation.masculins
    return hasard.choices(choix, [1 / (rang + RANG_DE_DOUCEUR) for rang in range(len(choix))])[0]
