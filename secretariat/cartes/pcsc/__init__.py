"""Le vrai matériel, par PC/SC : le canal d’une carte et le moniteur des lecteurs, sur la bibliothèque pyscard.

`appels` est le seul module du programme qui importe pyscard.
"""

from secretariat.cartes.pcsc.appels import lecteurs_presents
from secretariat.cartes.pcsc.canal import CanalPcsc
from secretariat.cartes.pcsc.moniteur import MoniteurPcsc

__all__ = ["CanalPcsc", "MoniteurPcsc", "lecteurs_presents"]
