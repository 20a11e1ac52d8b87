# Only Python >= 3.11, make and git are asked of a machine; everything else comes locked. `make help` says what there is.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
# Node, npm and Go come with the environment; interpreters are the system's.
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export UV_PYTHON_DOWNLOADS := never
# Networks of public services often have a certificate authority of their own, which the system knows.
export UV_SYSTEM_CERTS := true
export NODE_USE_SYSTEM_CA := 1

ENVIRONMENT := .venv/.ready
PACKAGES := frontend/node_modules/.ready
PAGE := frontend/dist/.ready
PROVIDER := tests/provider/node_modules/.ready
# Folders too: theirs is the time of what was removed.
SOURCES := $(shell find frontend/src frontend/build frontend/public -not -name "*.test.*" 2>/dev/null) \
	$(wildcard frontend/*.html frontend/*.ts frontend/*.json)

.PHONY: help run build livekit frontend test test-units test-postgresql test-frontend journeys check check-python \
	check-frontend format docs bench clean

help: ## What can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name says; do \
		printf '  make %-16s %s\n' "$$name" "$$says"; done

run: build ## Build what is missing and run Visio here until Ctrl-C
	@exec visio up

build: $(ENVIRONMENT) ## Make the environment, the front end and LiveKit, the last two side by side
	@$(MAKE) -j2 frontend livekit

frontend: $(PAGE)
	@:

livekit: $(ENVIRONMENT)
	@python livekit/build.py

test: build ## Every test: units on SQLite and on PostgreSQL, front end, journeys through real browsers
	@$(MAKE) test-frontend
	@$(MAKE) test-units
	@$(MAKE) test-postgresql
	@$(MAKE) journeys

test-units: $(ENVIRONMENT) $(PROVIDER) ## The Python tests, on SQLite
	python -m pytest --ignore tests/journeys

test-postgresql: $(ENVIRONMENT) $(PROVIDER) ## The backend's tests, on a PostgreSQL of their own
	@toolchain/debian.sh postgresql '/usr/lib/postgresql/*/bin/initdb'
	python -m visio.testing.postgresql python -m pytest visio --ignore visio/running

test-frontend: $(PAGE) ## The front end's tests, and whether its pages are as light as promised
	cd frontend && node_modules/.bin/vitest run && npm run --silent budgets

journeys: build $(PROVIDER) ## Real processes, real browsers, real servers
	@toolchain/debian.sh chromium chromium
	python -m pytest tests/journeys

check: $(ENVIRONMENT) $(PACKAGES) ## Format, lint, types, dead code, words
	@$(MAKE) --jobs=2 --output-sync=target --keep-going check-python check-frontend

check-python: $(ENVIRONMENT)
	ruff format --check
	ruff check
	mypy
	python -m pytest tests/test_house.py tests/test_directions.py tests/test_words.py tests/test_dead_code.py

check-frontend: $(PACKAGES)
	cd frontend && node_modules/.bin/biome ci . && node_modules/.bin/tsc --noEmit && node_modules/.bin/knip

format: $(ENVIRONMENT) $(PACKAGES) ## Put code into its form
	ruff format
	ruff check --fix
	cd frontend && node_modules/.bin/biome check --write .

docs: $(ENVIRONMENT) ## Write what docs and API types take from the code
	visio docs

bench: build ## Measure; bench/README.md says how and against what
	@toolchain/debian.sh chromium chromium
	python -m bench

clean: ## Remove what was made here (not var/, which holds data)
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache frontend/node_modules frontend/dist tests/provider/node_modules

$(ENVIRONMENT): pyproject.toml uv.lock toolchain/uv.sh
	@echo 'setup    | Python packages and toolchain'
	@toolchain/uv.sh sync --frozen --quiet
	@touch $@

$(PACKAGES): frontend/package.json frontend/package-lock.json frontend/.npmrc | $(ENVIRONMENT)
	@echo 'frontend | packages'
	@cd frontend && npm ci --loglevel=error
	@touch $@

$(PROVIDER): tests/provider/package.json tests/provider/package-lock.json tests/provider/.npmrc | $(ENVIRONMENT)
	@echo 'tests    | an identity provider'
	@cd tests/provider && npm ci --loglevel=error
	@touch $@

$(PAGE): $(PACKAGES) $(SOURCES)
	@echo 'frontend | building'
	@cd frontend && node_modules/.bin/vite build --logLevel warn
	@touch $@
