# run           the whole platform on this machine, with demonstration data in an empty database
# test          all tests that need no server and no browser, in a random order (again the same: SEED=…)
# mutate        change the code in small ways and list what no test notices (MODULES="sanctions/rules.py …")
# test-browser  the tests in a real browser (needs Chromium)
# screens       take the pictures of the guides
# lint          check style and imports
# format        correct them
# check         check settings and migrations
# bench         measure speed and memory, as ratios

VENV := .venv
BIN := $(VENV)/bin
PYTHONS := python3.13 python3.12 python3.11 python3
OLD_OR_MISSING := needs Python 3.11 or newer with venv and pip (on Debian: apt install python3-venv)
export PORT ?= 8000
ifndef SEED
SEED := $(shell date +%s)
endif

.PHONY: run test mutate test-browser screens lint format check bench install
.NOTPARALLEL:

run: $(VENV)/.installed
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py seed
	@$(BIN)/python manage.py demo --if-empty
	@exec $(BIN)/python -m credit_fuzhou.run

test: $(VENV)/.installed-dev
	$(BIN)/pytest -n auto --randomly-seed=$(SEED) --hypothesis-seed=$(SEED)

mutate: $(VENV)/.installed-dev
	$(BIN)/python -m tests.mutation $(if $(MODULES),$(MODULES),--sample 40)

test-browser: $(VENV)/.installed-dev
	$(BIN)/pytest -p no:django -p no:xdist -p no:randomly -c tests/browser/pytest.ini --rootdir=. tests/browser

screens: $(VENV)/.installed-dev
	$(BIN)/python -m tests.browser.screens

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

check: $(VENV)/.installed-dev
	$(BIN)/python manage.py check
	$(BIN)/python manage.py makemigrations --check --dry-run

bench: $(VENV)/.installed-dev
	$(BIN)/python -m tests.bench

install: $(VENV)/.installed-dev

$(VENV)/.installed: requirements.txt | $(VENV)/.python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(VENV)/.python:
	@for python in $(PYTHONS); do \
	  if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "making $(VENV) with $$($$python --version)"; \
	    $$python -m venv --clear $(VENV) && touch $@ && exit 0; exit 1; \
	  fi; \
	done; echo "credit_fuzhou $(OLD_OR_MISSING)" >&2; exit 1
