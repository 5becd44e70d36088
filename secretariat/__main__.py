"""Le programme : lit la ligne de commande, et ouvre la fenêtre ou exécute un ordre."""

from __future__ import annotations

import sys

from secretariat.commandes.execution import executer


def main() -> int:
    """Le point d’entrée ; rend 0 (fait), 1 (refusé, avec la raison et un conseil) ou 2 (mauvais usage)."""
    return executer(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
