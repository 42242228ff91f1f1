# What a newcomer types. `make` alone lists it.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint style types contracts check lock missing-python

PY := .venv/bin/python
# PYTHON=… chooses another interpreter for .venv, by name or by path.
CANDIDATES := $(or $(PYTHON),python3.11 python3.12 python3.13 python3)
PIP := -m pip install -qq --no-input --disable-pip-version-check
# --only-binary: nothing is compiled and no package's own code runs while it is installed.
FROM_LOCK := $(PIP) --require-hashes --only-binary :all: -r
UV := 0.13.9
# Not in parallel: with two cores, 1,800 quick tests took 21 s so and 19 s one after the other.
# The wider suites need more than Python; `make check` runs them.
QUICK := not (postgres or browser or crash_long or long or emulator)

help: ## list these commands
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: .venv/.run ## open the playground on a sample book (PORT=3978 to choose another port)
	@$(PY) -m bot demo

test: .venv/.dev ## run the tests that need nothing but Python (ARGS="-k word" to choose)
	@echo "Running the tests: pytest -m '$(QUICK)'"
	@$(PY) -m pytest -q -n auto -m "$(QUICK)" $(ARGS)

lint: style types contracts ## check style, types and who may import whom (-k: all three, whatever fails)

style: .venv/.dev
	@echo "Checking style (ruff)"
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

types: .venv/.dev
	@echo "Checking types (mypy --strict)"
	@$(PY) -m mypy

contracts: .venv/.dev
	@echo "Checking who imports whom (import-linter)"
	@.venv/bin/lint-imports

check: ## run everything that CI runs, from a clean clone as well
	@bash .ci/run

lock: .venv-lock/.uv-$(UV) ## write requirements*.txt anew from pyproject.toml (ARGS=--upgrade for newer versions)
	@echo "Locking requirements.txt and requirements-dev.txt"
	@$(COMPILE) -o requirements.txt
	@$(COMPILE) --group dev -c requirements.txt -o requirements-dev.txt

# --custom-compile-command keeps the command line, and with it every path and address, out of the files.
COMPILE = .venv-lock/bin/uv pip compile -q --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --custom-compile-command "make lock" $(ARGS) pyproject.toml

# A .venv whose interpreter is gone (the system's Python was upgraded) is made anew, stamps and all.
REDO := $(shell test -x $(PY) || echo missing-python)

# Each stamp is touched last, so that a run killed half-way is completed by the next.
.venv/.run: requirements.txt $(REDO) | .venv/.made
	@echo "Installing the packages of the app into .venv (about half a minute)"
	@$(PY) $(FROM_LOCK) requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt $(REDO) | .venv/.made
	@echo "Installing the packages of the app and its tests into .venv (up to a minute)"
	@$(PY) $(FROM_LOCK) requirements-dev.txt
	@touch .venv/.run $@

.venv/.made: $(REDO)
	$(call make-venv,.venv)
	@touch $@

.venv-lock/.uv-$(UV):
	$(call make-venv,.venv-lock)
	@.venv-lock/bin/python $(PIP) uv==$(UV)
	@touch $@

missing-python:

# $(1): the folder of the virtual environment.
define make-venv
	@for name in $(CANDIDATES); do \
	  "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && python="$$name" && break; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "Concierge needs Python 3.11 or newer; found none as: $(CANDIDATES). Install it, or name it: make PYTHON=/path/to/python3.11 …" >&2; \
	  exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "$$python cannot make virtual environments: its ensurepip module is missing. On Debian and Ubuntu: apt-get install python3-venv" >&2; \
	  exit 1; \
	fi; \
	echo "Making $(1) with $$("$$python" -c 'import sys; print(sys.executable, sys.version.split()[0])')"; \
	"$$python" -m venv --clear $(1)
endef
