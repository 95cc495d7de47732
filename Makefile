# Two commands: `make run` (sample corpus, chat at http://127.0.0.1:7860) and `make test`.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: setup run test test-all check clean

setup: .venv/installed

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	touch $@

run: setup
	$(BIN)/qa index eval/sample/corpus --index build/sample.index
	$(BIN)/qa serve --index build/sample.index --open

test: setup
	$(BIN)/python -m pytest -n 2 -m "not slow" --cov=qa --cov=index --cov-report=term:skip-covered
	@command -v chromium || command -v chromium-browser || command -v google-chrome || \
	  echo "No chromium on this machine: make test-all will skip the tests of the page. apt-get install chromium"

test-all: test
	$(BIN)/python -m pytest -m slow

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf .venv build dist
