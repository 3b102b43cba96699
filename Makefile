# Bare `make` lists what there is. Every target sets up what it needs first.
PYTHON ?= python3
PORT ?= 8000
ARGS ?=
VENV := .venv/bin
export PORT

HAS_PYTHON = command -v $(PYTHON) >/dev/null 2>&1 || { \
  echo "Samspill needs Python 3.11 or newer, and there is no $(PYTHON) here." >&2; \
  echo "Install one, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run demo password test test-next e2e screenshots bench format messages \
  lint lint-code lint-format lint-templates lint-types lint-migrations lint-catalogues

help:
	@echo "Samspill. Say make and one of these:"
	@sed -n 's/^\([a-z0-9-]*\):.*## /  \1|/p' Makefile | awk -F'|' '{ printf "%-12s %s\n", $$1, $$2 }'

setup:
	@$(HAS_PYTHON)
	@$(PYTHON) config/bootstrap.py

setup-dev:
	@$(HAS_PYTHON)
	@$(PYTHON) config/bootstrap.py --dev

run: setup  ## Start the site at http://127.0.0.1:8000/ with the demo (PORT= moves it)
	@exec $(VENV)/python manage.py run_site --port $(PORT)

demo: setup  ## Start over with fresh demo data
	@exec $(VENV)/python manage.py run_site --fresh --no-serve

password: setup  ## Give somebody who works in the admin a new password (EMAIL=)
	@exec $(VENV)/python manage.py set_password $(if $(EMAIL),"$(EMAIL)")

test: setup-dev  ## Run the whole suite on SQLite, and on PostgreSQL where there is one (ARGS=)
	@exec $(VENV)/python -m tests.engines $(ARGS)

test-next: setup-dev  ## Run the suite on the newest Wagtail and Django, where Python 3.12 is
	@exec $(VENV)/python -m tests.next_versions $(ARGS)

e2e: setup-dev  ## Try the demo site in a real browser, Chromium (ARGS=)
	@exec $(VENV)/python -m pytest tests/e2e -m e2e -n0 $(ARGS)

screenshots: setup-dev  ## Take the stored pictures of the patterns anew, after a change that is meant
	@exec $(VENV)/python -m pytest tests/e2e/test_patterns.py -m e2e -n0 --renew-screenshots $(ARGS)

bench: setup-dev  ## Measure the site under gunicorn and PostgreSQL (ARGS=)
	@exec $(VENV)/python -m tests.bench $(ARGS)

lint: setup-dev  ## Check style, templates, types, migrations and catalogues
	@$(MAKE) --no-print-directory --keep-going lint-code lint-format lint-templates lint-types lint-migrations lint-catalogues
lint-code:
	$(VENV)/ruff check
lint-format:
	$(VENV)/ruff format --check
lint-templates:
	git ls-files -z 'templates/*.html' | xargs -0 -r $(VENV)/djade --check --target-version 5.2
	git ls-files -z 'templates/*.html' | xargs -0 -r $(VENV)/djhtml --check --tabwidth 2
lint-types:
	$(VENV)/mypy
lint-migrations:
	DATABASE_URL=sqlite://:memory: DJANGO_SETTINGS_MODULE=config.settings.test \
	  $(VENV)/python manage.py makemigrations --check --dry-run
lint-catalogues:
	$(VENV)/python -m config.catalogues check
	$(VENV)/python -m config.package_catalogues check

format: setup-dev  ## Bring code and templates into the common style
	$(VENV)/ruff check --fix-only
	$(VENV)/ruff format
	-git ls-files -z 'templates/*.html' | xargs -0 -r $(VENV)/djade --target-version 5.2
	-git ls-files -z 'templates/*.html' | xargs -0 -r $(VENV)/djhtml --tabwidth 2

messages: setup-dev  ## Collect the strings to translate into locale/ (needs GNU gettext)
	@$(VENV)/python -m config.catalogues collect
	@$(VENV)/python -m config.package_catalogues collect
