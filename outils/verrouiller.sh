#!/usr/bin/env bash
# Recalcule les verrous de verrou/ d’après pyproject.toml, avec les empreintes de chaque fichier téléchargeable.
#
# Usage : outils/verrouiller.sh [--upgrade]
#   sans option  garde les versions déjà verrouillées tant que pyproject.toml les admet
#   --upgrade    prend les plus récentes
#
# Les verrous ne nomment aucun dépôt de paquets : chacun installe depuis celui que connaît son pip.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
PYTHON=.venv/bin/python

verrouiller() {
    local nom=$1
    shift
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate --output-file "verrou/$nom.txt" "$@" >/dev/null
    echo "verrou/$nom.txt : $(grep -c '==' "verrou/$nom.txt") paquets"
}

"$PYTHON" -m pip install -qq --disable-pip-version-check --require-hashes --only-binary :all: \
    --requirement verrou/verrouilleur.txt
verrouiller application pyproject.toml "$@"
verrouiller developpement pyproject.toml --group dev --constraint verrou/application.txt "$@"
verrouiller construction --group construction "$@"
verrouiller verrouilleur --group verrouilleur "$@"
