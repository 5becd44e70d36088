"""Le tableau du jour : la même matinée chez chacun, telle qu’elle en est à 10 h 20.

Les instants écrits ici sont ce qui s’est déjà passé à 10 h 20 ; la suite se simule comme celle des autres jours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from secretariat.demonstration.etablissement import (
    ACTE,
    CERTIFICAT,
    CONSULTATION,
    ENFANT,
    GENERALISTE_1,
    GENERALISTE_2,
    PEDIATRE,
    SUIVI,
    URGENT,
    VIDEO,
    Motif,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """Un rendez-vous de la matinée ; les heures sont `HHMM`, vides pour ce qui n’a pas encore eu lieu.

    Attributes:
        qui: Le nom et le prénom d’un figurant ou d’un porteur de carte.
        venue: Arrivée, appel, sortie, départ.
    """

    praticien: int
    debut: str
    minutes: int
    qui: tuple[str, str]
    motif: Motif
    note: str = ""
    venue: tuple[str, ...] = ()
    confirme: bool = True
    absent: bool = False
    surbooking: str = ""


def heure(texte: str) -> time:
    """« 0915 » est 9 h 15."""
    return time(int(texte[:2]), int(texte[2:]))


A, B, C = GENERALISTE_1, GENERALISTE_2, PEDIATRE
SCENES = (
    Scene(A, "0800", 15, ("Moreau", "Jeanne"), SUIVI, "Suivi tension", ("0754", "0803", "0814", "0818")),
    Scene(A, "0815", 15, ("Garnier", "Paul"), CONSULTATION, "", ("0809", "0818", "0831", "0836")),
    Scene(A, "0830", 30, ("Perrin", "Odile"), SUIVI, "Suivi diabète", ("0822", "0833", "0901", "0907")),
    Scene(A, "0900", 15, ("Chevalier", "Marc"), CONSULTATION, "", ("0852", "0904", "0922", "0926")),
    Scene(A, "0915", 15, ("Robin", "Nathalie"), CONSULTATION, absent=True),
    Scene(A, "0930", 30, ("Fournier", "Lucie"), CONSULTATION, "", ("0921", "0934", "1002", "1031")),
    Scene(A, "1000", 30, ("Blanchard", "Yves"), ACTE, "Électrocardiogramme", ("0951", "1015")),
    Scene(A, "1030", 30, ("Lefèvre", "Clémence"), URGENT, "Urgent, régulé SAS", ("1014",)),
    Scene(A, "1100", 15, ("Caron", "Michel"), CONSULTATION),
    Scene(A, "1130", 30, ("Dupuis", "Léa"), CONSULTATION),
    Scene(
        A, "1130", 30, ("Simon", "Tom"), CERTIFICAT, "Certificat sport", confirme=False,
        surbooking="Certificat demandé pour ce soir",
    ),
    Scene(A, "1200", 15, ("Hubert", "Alice"), VIDEO),
    Scene(B, "0830", 30, ("Lambert", "Éric"), CONSULTATION, "", ("0824", "0832", "0858", "0903")),
    Scene(B, "0900", 15, ("Noël", "Agathe"), ENFANT, "Vaccin", ("0849", "0901", "0911", "0915")),
    Scene(B, "0915", 15, ("Guérin", "Louis"), CERTIFICAT, "Certificat sport", ("0911", "0916", "0927", "0931")),
    Scene(B, "0930", 15, ("Barbier", "Simone"), SUIVI, "Suivi diabète", ("0918", "0931", "0944", "0950")),
    Scene(B, "0945", 15, ("Royer", "Camille"), CONSULTATION, "", ("0940", "0946", "0959", "1004")),
    Scene(B, "1000", 30, ("Meunier", "Hugo"), CONSULTATION, "", ("1026",)),
    Scene(B, "1030", 15, ("Da Silva", "Inès"), CONSULTATION, "", ("1008",)),
    Scene(B, "1045", 15, ("Moreau", "Camille"), CONSULTATION, "", ("1034",)),
    Scene(B, "1100", 30, ("Lemoine", "Gérard"), SUIVI, "Suivi tension"),
    Scene(B, "1130", 15, ("Picard", "Elsa"), VIDEO),
    Scene(B, "1145", 15, ("Garnier", "Philippe"), CONSULTATION, "", ("1138",)),
    Scene(B, "1200", 30, ("Olivier", "Jean"), ACTE, "Infiltration du genou", confirme=False),
    Scene(C, "0800", 30, ("Brunet", "Noé"), ENFANT, "Examen du 9e mois", ("0752", "0804", "0835", "0840")),
    Scene(C, "0830", 15, ("Marty", "Zoé"), ENFANT, "Vaccin", ("0826", "0838", "0850", "0854")),
    Scene(C, "0845", 15, ("Leroy", "Sacha"), CONSULTATION, "", ("0840", "0852", "0909", "0914")),
    Scene(C, "0900", 30, ("Colin", "Jade"), ENFANT, "Examen du 24e mois", ("0856", "0911", "0943", "0949")),
    Scene(C, "0930", 15, ("Vidal", "Marius"), CONSULTATION, "", ("0925", "0944", "1001", "1006")),
    Scene(C, "0945", 15, ("Henry", "Louise"), ENFANT, "Vaccin", ("0941", "1003", "1023")),
    Scene(C, "1000", 30, ("Klein", "Gaspard"), CONSULTATION, "", ("0956",)),
    Scene(C, "1030", 30, ("Roux", "Adèle"), ENFANT, "Examen du 4e mois", ("1011",)),
    Scene(C, "1100", 15, ("Boyer", "Timéo"), CONSULTATION),
    Scene(C, "1115", 30, ("Adam", "Rose"), ENFANT, "Premier examen"),
    Scene(C, "1145", 15, ("Perrin", "Jade"), CONSULTATION, "", ("1137",)),
    Scene(C, "1200", 15, ("Pons", "Eliott"), VIDEO, confirme=False),
)  # fmt: skip
