"""Le programme : lit la ligne de commande, et ouvre la fenêtre ou exécute un ordre."""

from __future__ import annotations

import sys

from secretariat.commandes import bases, imprevus
from secretariat.commandes.execution import executer


def main() -> int:
    """Le point d’entrée ; rend 0 (fait), 1 (refusé, avec la raison et un conseil) ou 2 (mauvais usage).

    Interrompu par Ctrl+C, il rend 130 ; si celui qui lisait sa sortie s’en va, 141 : les codes d’usage d’un signal.
    """
    imprevus.ecrire_sans_echouer()
    dossier = bases.dossier_des_rapports()
    imprevus.garder_les_rapports(dossier)
    imprevus.guetter_les_defauts(dossier)
    return imprevus.proteger(lambda: executer(sys.argv[1:]), dossier)


if __name__ == "__main__":
    sys.exit(main())
