# Deux commandes suffisent : « make demo » et « make test ». Chacune prépare la machine elle-même.

SHELL := /bin/bash
MAKEFLAGS += --no-print-directory
# Sans code octet gardé, chaque démarrage recompilerait tout le programme.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
SORTIE ?= sortie/demo
PYTEST_OPTIONS ?= -n auto --maxprocesses=4

.DEFAULT_GOAL := aide
.PHONY: aide demo test bench preparer format verrou propre

aide: ## Rappelle les commandes
	@sed -nE 's/^([a-z]+): ## (.*)/make \1\t\2/p' Makefile | expand -t 16

demo: ## Ouvre le cabinet de démonstration ; sans affichage, joue la matinée hors écran
	@outils/preparer.sh application
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		$(BIN)/secretariat demo; \
	else \
		echo "» Aucun affichage ici : la matinée se joue hors écran, captures et documents dans $(SORTIE)/."; \
		QT_QPA_PLATFORM=offscreen $(BIN)/secretariat demo --scenario --sortie "$(SORTIE)"; \
	fi

test: ## Vérifie tout : ruff, mypy, import-linter, pytest
	@outils/preparer.sh developpement
	@echo "» ruff : style"
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@echo "» mypy : types"
	@$(BIN)/mypy --no-error-summary
	@echo "» import-linter : architecture"
	@rapport=$$($(BIN)/lint-imports --no-logo) || { echo "$$rapport"; exit 1; }
	@echo "» pytest"
	@QT_QPA_PLATFORM=offscreen $(BIN)/pytest $(PYTEST_OPTIONS)

bench: ## Mesure les vitesses, en rapport avec un plancher pris dans la même exécution
	@outils/preparer.sh developpement
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m outils.bench

preparer: ## Prépare la machine sans rien lancer
	@outils/preparer.sh developpement

format: ## Met le code en forme
	@outils/preparer.sh developpement
	@$(BIN)/ruff check --fix --quiet; $(BIN)/ruff format

verrou: ## Recalcule le verrou des dépendances (OPTIONS=--upgrade pour les plus récentes)
	@outils/preparer.sh developpement
	@outils/verrouiller.sh $(OPTIONS)

propre: ## Retire l'environnement, les caches et les sorties
	@rm -rf .venv sortie .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find secretariat tests migrations outils -name __pycache__ -type d -prune -exec rm -rf {} +
