# Needs only Python 3.11 or newer and make. Everything is installed into .venv, nothing elsewhere.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := sample_policies/northwind-outfitters
CHECKED := cxlint docs/website tests
WORKERS ?= 2

# What a Python without libyaml and jsonschema-rs (a browser, rarer machines) has to do as well.
CORE := $(addprefix tests/,parsing language policy rules linting/checks linting/test_rule_cache.py \
  test_core_checks.py test_samples.py)

# What stands beside the tests takes turns with them, since they often wait: for pip, for node.
BESIDE := types layers docs
run-beside = $(MAKE) --no-print-directory --keep-going $(BESIDE)

# The first interpreter that is new enough; `make PYTHON=/path/to/python test` chooses another.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& { echo "$$p"; break; }; done)

.PHONY: help demo test test-all test-bare lint style types layers docs links lock bench clean

help:
	@echo "make demo       install into .venv and lint a sample policy that has problems"
	@echo "make test       ruff, mypy, import-linter, the documentation and the tests"
	@echo "make test-all   the same, then what takes long: very large files, very many examples"
	@echo "make test-bare  the core of the tests, without libyaml and jsonschema-rs"
	@echo "make lint       ruff, mypy and import-linter only"
	@echo "make docs       build the documentation into site/, and check every link inside it"
	@echo "make links      try the links of the documentation that lead elsewhere; never fails"
	@echo "make lock       choose anew the versions that the GitHub action installs"
	@echo "make bench      measure speed and memory beside the usual tools"
	@echo "make clean      remove .venv and every cache"

demo: $(BIN)/cxlint
	$(BIN)/cxlint check --exit-zero $(SAMPLE)

test: style $(VENV)/group-docs
	@$(run-beside) >$(VENV)/beside.txt 2>&1 & \
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "not thorough"; tested=$$?; \
	wait $$!; beside=$$?; \
	cat $(VENV)/beside.txt; exit $$((tested | beside))

test-all: test
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m thorough

test-bare: $(VENV)/group-dev
	$(BIN)/python -m pytest --bare -n $(WORKERS) --dist worksteal -m "not thorough" $(CORE)

lint: style types layers

style: $(VENV)/group-dev
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/ruff format --check $(CHECKED)

types: $(VENV)/group-dev
	$(BIN)/mypy

layers: $(VENV)/group-dev
	$(BIN)/lint-imports --no-cache

docs: $(VENV)/group-docs
	$(BIN)/python -m docs.website assemble
	$(BIN)/zensical build --strict
	$(BIN)/python -m docs.website check

links: docs
	-$(BIN)/python -m docs.website links

# What the GitHub action installs, anew: every package by version and hash, for all systems.
lock: $(VENV)/group-lock
	@echo "# What the GitHub action installs: every package by version and hash. Written by make lock." > $(VENV)/lock.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-annotate --no-emit-index-url pyproject.toml >> $(VENV)/lock.txt
	@mv $(VENV)/lock.txt requirements.lock

bench: $(VENV)/group-bench
	$(BIN)/python tests/benchmarks/run.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
	  dist build site .cache

$(BIN)/python:
	@test -n "$(PYTHON)" || { \
	  echo "cxlint needs Python 3.11 or newer, and none was found on the path." >&2; \
	  echo "Install one, or name it: make PYTHON=/path/to/python3.12 demo" >&2; exit 1; }
	@echo "installing into $(VENV)"
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "The venv module of $(PYTHON) does not work (on Debian: apt install python3-venv)." >&2; \
	  exit 1; }

$(BIN)/cxlint: pyproject.toml | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

# pip knows dependency groups only since 25.1, and a fresh venv often has an older one.
$(VENV)/group-%: pyproject.toml | $(BIN)/cxlint
	@$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["$*"], sep="\n")' > $@.part
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement $@.part
	@mv $@.part $@
