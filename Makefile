# One command per chore. Everything runs in a virtual environment below .venv that these targets make themselves.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
COMPILED := dist/compiled/.built

.PHONY: demo test thorough lint types slow laws browser wheel lock clean format golden accuracy conformance plugins compiled speed

demo: $(INSTALLED)  ## check a German post and show the answer
	@$(BIN)/rulekit check examples/messe.json --context examples/register.yaml --lang de --fail-on block || test $$? -eq 1

test: $(INSTALLED) lint  ## everything that runs in a minute or two
	$(BIN)/mypy rulekit scripts
	$(BIN)/pytest -n 2 -m "not slow"

thorough: $(INSTALLED) types  ## the tests that start many processes or ask many posts
	$(BIN)/pytest -n 2 -m slow

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check rulekit tests scripts plugins

types: $(INSTALLED)
	$(BIN)/mypy

laws: $(INSTALLED)  ## the laws of docs/design.md at 20,000 examples each
	$(BIN)/pytest -n 2 tests/test_laws.py --law-examples $(or $(EXAMPLES),20000)

wheel: $(INSTALLED)  ## build the wheel and use it from an empty folder in an empty environment
	rm -rf dist
	$(BIN)/python -m build --wheel --outdir dist .
	$(BIN)/python scripts/try_wheel.py dist

$(COMPILED): $(INSTALLED) scripts/compiled_wheel.py $(shell find rulekit -name '*.py')
	rm -rf dist/compiled
	HATCH_BUILD_HOOK_ENABLE_CUSTOM=1 $(BIN)/python -m build --wheel --no-isolation --outdir dist/compiled .
	@touch $@

compiled: $(COMPILED)  ## build the wheel with compiled modules (docs/compiled.md) and hold it against the quick tests
	$(BIN)/python scripts/try_compiled.py dist/compiled tests

plugins: $(INSTALLED)  ## each plugin's tests where only rulekit's wheel and its own are installed
	$(BIN)/mypy plugins/*/rulekit_*
	$(BIN)/python scripts/try_plugins.py

speed: $(COMPILED)  ## start-up against Python's own, a check with the compiled wheel against the least that any check must do
	$(BIN)/python scripts/start_up.py
	$(BIN)/python scripts/try_compiled.py dist/compiled speed ../shared

accuracy: $(INSTALLED)  ## measure the base pack on labelled posts, where they lie beside the repository
	$(BIN)/python scripts/accuracy.py ../shared

conformance: $(INSTALLED)  ## hold entities and X's length against twitter-text's cases, where they lie beside the repository
	$(BIN)/python scripts/conformance.py ../shared

slow: thorough laws wheel plugins compiled speed  ## what takes minutes

lock:  ## pin everything that the targets install
	$(BIN)/uv pip compile --universal --python-version 3.11 --group dev pyproject.toml --no-emit-index-url --no-header --output-file requirements.lock

format: $(INSTALLED)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format rulekit tests scripts plugins

golden: $(INSTALLED)  ## write the golden files of the reports anew; read the difference before committing it
	$(BIN)/python -m tests.reports.renew

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .hypothesis

$(INSTALLED): pyproject.toml requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "rulekit needs Python 3.11 or newer; say which with make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@
