# The few verbs of this project. Everything happens in .venv; nothing needs to be exported or activated.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Twice quiet: errors only. A package may warn of an extra that another one misnames.
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet

# One more than cores, for some tests wait: at most four, for each takes memory.
WORKERS := $(shell $(PYTHON) -c 'import os; print(min(4, (os.cpu_count() or 1) + 1))')

.DEFAULT_GOAL := test
.PHONY: run test test-all check bench bench-ingest fuzz-test join-test kill-test fault-test format lock pictures clean

run: $(VENV)/.run  ## start the daemon with config.yaml
	@exec $(BIN)/vedette run

# Where Python is told to keep no bytecode, each worker would compile all tests at each run: 6 s of CPU time.
test test-all: export PYTHONDONTWRITEBYTECODE =

test: check  ## everything that CI runs
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal

test-all: check  ## the same with the long tests and many more examples drawn at random
	@HYPOTHESIS_PROFILE=explore $(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal --timeout 1800 -m "long or not long"

check: $(VENV)/.dev  ## formatter, linter, types, import layers, shipped rules
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/codespell
	@$(BIN)/yamllint --strict config.yaml rules
	@$(BIN)/vedette check
	@$(BIN)/vedette test

bench: $(VENV)/.dev  ## how fast articles are matched, as ratios to named peers (long)
	@$(BIN)/python -m benchmarks.match

bench-ingest: $(VENV)/.dev  ## what bringing feeds in costs, against feedparser, reader and aiohttp (half an hour)
	@$(BIN)/python -m benchmarks.ingest --profile

fuzz-test: $(VENV)/.dev  ## parse and clean documents that nobody wrote, guided by the lines they reach (two minutes)
	@$(BIN)/python -m tests.fuzz.run --seconds 60
	@$(BIN)/python -m tests.fuzz.run --seconds 60 --what pages

join-test: $(VENV)/.dev  ## three processes on PostgreSQL read two reports of one event, 200 times: always one alert (long)
	@$(BIN)/python -m tests.contract.storage.processes --runs 200

kill-test: $(VENV)/.dev  ## kill the daemon at every failpoint and at 500 random instants, on both databases: nothing lost? (20 min)
	@$(BIN)/python -m tests.reliability.kill_test --kills 500

fault-test: $(VENV)/.dev  ## a held database, a full disk, a cut network, a chat that counts requests, a long queue: a minute each
	@FAULT_SECONDS=60 $(BIN)/python -m pytest -q --timeout 600 -m "long or not long" tests/reliability/test_faults.py tests/reliability/test_cut.py
	@$(BIN)/python -m benchmarks.channels

format: $(VENV)/.dev  ## format and mend what can be mended by itself
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

lock: $(VENV)/.dev  ## write both lock files anew from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		pyproject.toml --group build -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		-c requirements.lock pyproject.toml --group dev -o requirements-dev.lock

pictures: $(VENV)/.run  ## the README's pictures, from the samples (needs chromium and pngquant)
	@$(BIN)/python -m tools.pictures

clean:  ## remove the environment and everything built
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Vedette needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV)

# What the tests need is a superset of what running needs: with .dev in place, .run is in place too.
$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing Vedette into $(VENV) (once) …"
	@$(PIP) install --require-hashes --only-binary :all: -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing Vedette and its tests' tools into $(VENV) (once) …"
	@$(PIP) install --require-hashes --only-binary :all: -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run
