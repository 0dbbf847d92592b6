# Two commands for a newcomer: `make run` and `make test`. Each does its own set-up; a second run is fast.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := newsroom

.PHONY: help run test lint types check setup setup-test browser lock clean

help:
	@echo "make run    start a newsroom with the sample press and its site at http://127.0.0.1:8000"
	@echo "make test   lint, strict types and all tests"
	@echo "make lock   pin the dependencies anew (maintainers)"
	@echo "make clean  remove the environment and the sample newsroom"

run: $(VENV)/.run
	@$(BIN)/glosswire run --sample $(SAMPLE)

test: $(VENV)/.test browser
	$(BIN)/ruff check src tests docs tools
	$(BIN)/ruff format --check src tests docs tools
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist loadgroup $(PYTEST)

setup: $(VENV)/.run
setup-test: $(VENV)/.test

# The environment: uv where it is at hand (it is some ten times faster), else pip.
$(BIN)/python:
	@sh tools/make_venv.sh "$(PYTHON)" "$(VENV)"

$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/python
	@sh tools/install.sh "$(VENV)" requirements.lock
	@touch $@

$(VENV)/.test: requirements-test.lock pyproject.toml | $(BIN)/python
	@sh tools/install.sh "$(VENV)" requirements-test.lock
	@touch $@ $(VENV)/.run

# A real Chromium from the system's packages, for the tests of the site.
browser:
	@sh tools/find_chromium.sh

lock: | $(BIN)/python
	@sh tools/lock.sh "$(VENV)"

clean:
	rm -rf $(VENV) $(SAMPLE) .mypy_cache .ruff_cache .pytest_cache .hypothesis
