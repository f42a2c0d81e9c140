# One entry per action; each sets up .venv from requirements.lock by itself. PYTHON=python3.13 picks another interpreter.
SHELL := /bin/sh
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
WORKERS ?= 2
UV ?= uv

# Two workers share the machine; more threads inside each only get in each other's way.
export OPENBLAS_NUM_THREADS ?= 1

TIMED := set -e; began=$$(date +%s); took() { echo "$$1: $$(( $$(date +%s) - began )) s"; }

# Tests and stored outputs use clean tables of the shipped ledgers alone, so a user's own ledgers, tables and key stay out of
# it. Each run makes a new key: a stored output that depended on the key would fail.
LEDGERS := guanzhuang sample
TABLES := $(CURDIR)/build/test/processed
SHIPPED_TABLES := $(TIMED); secret=$$(mktemp -d); trap 'rm -rf "$$secret"' EXIT; \
	export EVALKIT_KEY_FILE="$$secret/key" EVALKIT_PROCESSED="$(TABLES)"; \
	export IPYTHONDIR="$$secret/ipython" MPLCONFIGDIR="$$secret/matplotlib"; \
	rm -rf build/test; mkdir -p build/test/raw; \
	for ledgers in $(LEDGERS); do cp -R "data/raw/$$ledgers" build/test/raw/; done; \
	$(BIN)/evalkit clean build/test/raw --out "$(TABLES)"

.PHONY: help setup demo test fuzz check notebooks readme bench lab lock clean-build

help:  ## Say what each target does
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## */\1\t/' | expand -t 14

setup:  ## Make or refresh .venv (the other targets call this)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "evalkit needs Python 3.11 or newer, and $(PYTHON) is not; name another one: PYTHON=python3.13 make $(MAKECMDGOALS)" >&2; exit 2; }
	@$(PYTHON) tools/venv.py $(VENV)

demo: setup  ## Ledgers in data/raw -> reports/index.html, for Guanzhuang and a slice of the sample county
	@$(TIMED); \
	$(BIN)/evalkit clean data/raw --out data/processed; \
	$(BIN)/evalkit run --plan params/demo.yaml --jobs $(WORKERS); \
	echo "Open $(CURDIR)/reports/index.html"; took "make demo"

test: setup  ## All tests, then the notebooks against their stored outputs
	@$(SHIPPED_TABLES); \
	$(BIN)/python -m pytest -q -n $(WORKERS) tests; \
	$(BIN)/python -m pytest -q --nbval -n $(WORKERS) --dist loadscope notebooks; \
	took "make test"

fuzz: setup  ## Clean 2,000 damaged workbooks (no crash, no lost row) and 40 rewritten counties (no other figure)
	@$(TIMED); $(BIN)/python -m pytest -q -m "" -n $(WORKERS) tests/fuzz; \
	took "make fuzz"

check: setup  ## Lint, format, and the parameter files
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/evalkit check

notebooks: setup  ## Run every notebook in place and store its outputs
	@$(SHIPPED_TABLES); $(BIN)/python tools/refresh_notebooks.py; took "make notebooks"

readme: setup  ## Make the READMEs' figure and table again from reports/indicators.parquet
	@$(BIN)/python tools/readme_figures.py

bench: setup  ## Time what evalkit does against the plain way, side by side; writes build/bench.json
	@$(BIN)/python -m bench

lab: setup  ## Open the studies in JupyterLab
	@$(BIN)/jupyter lab notebooks

lock: setup  ## Resolve requirements.lock and environment.yml again from pyproject.toml
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 2; }
	@$(UV) pip compile pyproject.toml requirements.in --all-extras --universal --python-version 3.11 --upgrade \
	    --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet -o requirements.lock
	@$(BIN)/python tools/conda_environment.py environment.yml

clean-build:  ## Remove what make itself has written, but no ledgers, tables, runs or reports
	rm -rf build dist .pytest_cache .ruff_cache .hypothesis
