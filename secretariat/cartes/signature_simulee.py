"""Les signatures des cartes fictives, telles que le lecteur simulé, la démonstration et la facturation les emploient.

Tout est dans `cpx.simulation` ; ce module n’en est que l’adresse, au niveau des lecteurs. Une telle signature ne prouve
rien, et tout le dit : son algorithme, son autorité, sa marque `simulee`.
"""

from secretariat.cartes.cpx.algorithmes import SIMULATION as ALGORITHME
from secretariat.cartes.cpx.simulation import autorites_de_simulation, certificat_simule, signer, verifier_signature

__all__ = ["ALGORITHME", "autorites_de_simulation", "certificat_simule", "signer", "verifier_signature"]
