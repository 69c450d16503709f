# The two commands: `make demo` and `make test`. Everything they need is set up by them, in .venv.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# The tests start hundreds of interpreters, each of which would compile all that it imports.
export PYTHONDONTWRITEBYTECODE :=

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3.11)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
SECONDS_EACH = $(if $(filter command line environment,$(origin SECONDS)),$(SECONDS),60)
STUBS := --python_out=service --grpc_python_out=service --mypy_out=service --mypy_grpc_out=service

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

.PHONY: demo
demo: .venv/.runtime ## Translate a real article through a real server
	@$(BIN)/python examples/demo.py

.PHONY: web
web: .venv/.runtime ## Serve the reading page at http://127.0.0.1:8080/ until Ctrl-C
	@$(BIN)/mujaz serve --http 127.0.0.1:8080 --log-format console --log-level warning

# Four at once, so that two processors have work while tests wait.
.PHONY: test
test: .venv/.dev ## Run the whole test suite
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/pytest -n 4 --dist loadfile --no-loadscope-reorder -m "not timing"
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/pytest -m timing $$(grep -rl --include='test_*.py' mark.timing tests)

.PHONY: check
check: .venv/.dev ## Formatting, lint, strict types, import rules, proto lint, drift and breaking changes
	@$(BIN)/ruff format --check --quiet || { echo "Run 'make format'."; exit 1; }
	@$(BIN)/ruff check --quiet
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo | tail -n 1
	@$(BIN)/buf lint
	@$(BIN)/buf format --diff --exit-code
	@$(BIN)/pytest tests/contract
	@$(BIN)/python docs/samples.py --check

.PHONY: container-test
container-test: .venv/.runtime ## Build the container image and run it (as root; needs buildah and debootstrap)
	@tests/container/run.sh

.PHONY: wheel
wheel: .venv/.runtime ## Build dist/mujaz-*.whl, models inside, to install on other machines
	@mkdir -p dist
	@$(BIN)/python -m hatchling build -t wheel -d dist >/dev/null
	@ls -sh dist/mujaz-*.whl

.PHONY: samples
samples: .venv/.runtime ## Renew what README.md shows: outputs of its commands, picture of the report page
	@$(BIN)/python docs/samples.py

.PHONY: pictures
pictures: .venv/.dev ## Renew the pictures of the web page in docs/ (needs chromium)
	@PATH="$(CURDIR)/$(BIN):$$PATH" MUJAZ_PICTURES=docs $(BIN)/pytest tests/e2e/test_page_pictures.py

.PHONY: fuzz
fuzz: .venv/.fuzz ## Let atheris look for bytes that break text rules, readers and converters (SECONDS=60 each)
	@$(BIN)/python tests/fuzz/run.py --seconds $(SECONDS_EACH)

.PHONY: http-fuzz
http-fuzz: .venv/.dev .venv/schemathesis ## Let schemathesis ask the HTTP door all that OpenAPI allows (EXAMPLES=1000 a path)
	@tests/fuzz/http.sh

.PHONY: audit
audit: .venv/tools ## Look for known weaknesses in what the server runs on (asks the index's database)
	@.venv/tools/bin/pip-audit --require-hashes --disable-pip -r requirements/runtime.lock

.PHONY: sbom
sbom: .venv/tools ## Write a bill of materials of what the server runs on, dist/sbom.json (CycloneDX)
	@mkdir -p dist
	@.venv/tools/bin/cyclonedx-py requirements requirements/runtime.lock --output-reproducible -o dist/sbom.json
	@echo "dist/sbom.json"

.PHONY: format
format: .venv/.dev ## Format the code and mend what lint can mend
	@$(BIN)/ruff check --fix --quiet || true
	@$(BIN)/ruff format --quiet
	@$(BIN)/buf format --write

.PHONY: stubs
stubs: .venv/.dev ## Generate service/mujaz/v1 from protos, and what OpenAPI says of it
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m grpc_tools.protoc -Iprotos $(STUBS) mujaz/v1/article.proto
	@$(BIN)/python docs/contract.py

.PHONY: lock
lock: ## Resolve the dependencies anew into requirements/*.lock (needs uv and the network)
	@requirements/lock.sh

.PHONY: clean
clean: ## Remove what the other commands made
	@rm -rf .venv dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find service tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Mujaz needs Python 3.11 or newer; name one with 'make PYTHON=/path/to/python3.11'."; exit 2; }
	@echo "Setting up .venv (Python packages, about 430 MB when the server is in it) ..."
	@$(PYTHON) -m venv .venv

.venv/.fuzz: .venv/.dev
	@$(PIP) install 'atheris>=3'
	@touch $@

# Apart, so that they change nothing in the environment that they look at.
.venv/tools: | .venv/bin/python
	@$(PYTHON) -m venv $@
	@$@/bin/python -m pip --disable-pip-version-check -qq install pip-audit cyclonedx-bom

.venv/schemathesis: | .venv/bin/python
	@$(PYTHON) -m venv $@
	@$@/bin/python -m pip --disable-pip-version-check -qq install schemathesis==4.32.5

.venv/.runtime: requirements/runtime.lock pyproject.toml | .venv/bin/python
	@echo "Installing the server (requirements/runtime.lock, a download of some 135 MB, a minute or two) ..."
	@$(BIN)/python -m pip --disable-pip-version-check install --progress-bar off --require-hashes --no-deps \
		-r requirements/runtime.lock | awk -v all="$$(grep -c == requirements/runtime.lock)" \
		'/^Collecting/ { printf "\r  %d of %d packages", ++done, all; fflush() } END { print ", unpacked." }'
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

.venv/.dev: .venv/.runtime requirements/dev.lock requirements/torch.lock
	@echo "Installing what tests and checks need (requirements/dev.lock, torch; some 2 GB in .venv, several minutes) ..."
	@$(PIP) install --require-hashes --no-deps -r requirements/dev.lock
	@$(PIP) install -r requirements/torch.lock
	@touch $@
