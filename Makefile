# The two commands: `make run` and `make test`. `make help` lists the rest.
PYTHON := .venv/bin/python
PORT ?= 8000
export PORT
export PYTHONUNBUFFERED = 1

.PHONY: help run test test-sqlite test-postgresql test-browser proof lint types contracts messages check lock

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

# A stamp per lock file: a second call installs nothing.
define install
	if command -v uv >/dev/null; then \
		{ [ -x $(PYTHON) ] || uv venv -q --python python3 .venv; } && \
		uv pip install -q --python $(PYTHON) --require-hashes --only-binary :all: -r $(1); \
	else \
		{ [ -x $(PYTHON) ] || python3 -m venv .venv; } && \
		$(PYTHON) -m pip install -q --require-hashes --no-deps --only-binary :all: -r $(1); \
	fi
endef

.venv/.run: requirements.txt
	@echo "Installing into .venv …"
	@$(call install,requirements.txt)
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.run
	@$(call install,requirements-dev.txt)
	@touch $@

run: .venv/.run ## set up, load the sample editions once, serve on port 8000 with a worker
	@$(PYTHON) manage.py demo
	@trap 'trap - TERM; kill 0' INT TERM EXIT; \
	$(PYTHON) manage.py worker & \
	$(PYTHON) manage.py runserver --noreload 0.0.0.0:$(PORT)

test: test-sqlite test-postgresql test-browser ## the suite on SQLite, on PostgreSQL, then in a browser

test-sqlite: .venv/.dev
	@echo "== SQLite"
	@env -u DATABASE_URL $(PYTHON) -m pytest -n auto -m "not browser and not proof"

test-postgresql: .venv/.dev
	@echo "== PostgreSQL"
	@$(PYTHON) -m tests.postgresql $(PYTHON) -m pytest -n auto -m "not browser and not proof"

test-browser: .venv/.dev
	@echo "== Browser"
	@env -u DATABASE_URL $(PYTHON) -m pytest -m browser

proof: .venv/.dev ## long runs under load, kills and outages, on SQLite and on PostgreSQL
	@echo "== Proof, SQLite"
	@env -u DATABASE_URL $(PYTHON) -m pytest -m proof
	@echo "== Proof, PostgreSQL"
	@env -u DATABASE_URL $(PYTHON) -m tests.postgresql --restartable $(PYTHON) -m pytest -m proof

lint: .venv/.dev
	@.venv/bin/ruff check . && .venv/bin/ruff format --check .
	@git ls-files '*.html' | xargs .venv/bin/djade --target-version 5.2 --check

types: .venv/.dev
	@.venv/bin/mypy

contracts: .venv/.dev
	@.venv/bin/lint-imports

messages: .venv/.dev ## catalogues follow the sources, whole in every language (needs gettext)
	@$(PYTHON) manage.py makemessages -l fr -l ko --no-location --no-obsolete -i .venv -i var >/dev/null
	@git diff --exit-code -I'^"POT-Creation-Date' -- locale
	@$(PYTHON) -m pytest tests/forum_site/test_catalogues.py

check: lint types contracts messages ## everything that CI asks beside the tests
	@$(PYTHON) manage.py makemigrations --check --dry-run

lock: ## pin anew what requirements*.in name
	@for name in requirements requirements-dev; do \
		uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
			--no-emit-find-links --no-header --quiet $$name.in -o $$name.txt; \
	done
