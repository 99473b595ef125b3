# What one does with this project, each in one command. `make` alone lists them.
# Needed beforehand: Python 3.11 or newer with pip and venv, and make. Everything else goes into .venv.
#
#   PYTHON=python3.12   the Python to use      SPHINXOPTS=…   more options for sphinx-build
#   PYTESTARGS=…        more for pytest        PORT=8000      where `make live` listens
#   BENCHARGS=…         more for `make bench`, such as 1000, --stress or '--stress 500'

SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:

SPHINXOPTS ?=
PYTESTARGS ?=
BENCHARGS ?=
PORT ?= 8000
UV_VERSION := 0.13.9

BIN := .venv/bin
# Every warning is an error, all of them are shown, and unresolved references count.
SPHINX := $(BIN)/sphinx-build -q -n -W --keep-going

# Packages from elsewhere must not shadow the locked ones.
unexport PYTHONHOME PYTHONPATH PYTHONSTARTUP
ifdef PYTHON
export PYTHON
endif

# $(call environment,LEVEL): bring .venv to what requirements/LEVEL.txt says.
environment = python=$$(tools/find-python) && "$$python" tools/environment.py $(1)

.PHONY: help
help: ## list what can be made
	@echo 'make …'
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | while IFS='	' read -r name what; do \
	    printf '  %-8s %s\n' "$$name" "$$what"; done

.PHONY: site
site: ## the website and the booklet: _build/html/index.html and program.pdf beside it
	@$(call environment,site)
	@echo 'site: building _build/html'
	@$(SPHINX) $(SPHINXOPTS) -b html . _build/html
	@echo 'site: _build/html/index.html  _build/html/program.pdf'

.PHONY: booklet
booklet: ## the printed program alone: _build/booklet/program.pdf
	@$(call environment,site)
	@echo 'booklet: building _build/booklet'
	@$(SPHINX) $(SPHINXOPTS) -b booklet . _build/booklet
	@echo 'booklet: _build/booklet/program.pdf'

.PHONY: live
live: ## the website at 127.0.0.1:PORT, rebuilt and reloaded whenever a file is saved
	@$(call environment,live)
	@$(BIN)/python -m sphinx_workshop.booklet --keep \
	    $(BIN)/python -m sphinx_workshop.live -q --host 127.0.0.1 --port $(PORT) --watch _ext \
	    --ignore _build --ignore tests --re-ignore '/__pycache__/' --re-ignore '/\.[a-z]+_cache/' \
	    $(SPHINXOPTS) -b html . _build/html

.PHONY: check
check: ## the data alone: every mistake in _data, without a build
	@$(call environment,site)
	@$(BIN)/sphinx-workshop check

.PHONY: test
test: lint ## lint, then every test, in a real browser too
	@$(BIN)/python -m tools.chromium
	@echo 'test: pytest'
	@$(BIN)/pytest -q -n auto --dist loadfile $(PYTESTARGS)

.PHONY: lint
lint: ## style and types
	@$(call environment,test)
	@echo 'lint: ruff, mypy'
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { \
	    echo 'error: not formatted; run: $(BIN)/ruff format' >&2; exit 1; }
	@$(BIN)/mypy --no-error-summary

.PHONY: bench
bench: ## how long builds take, beside Sphinx on the same pages by hand (some minutes)
	@$(call environment,test)
	@$(BIN)/python -m benchmarks.bench_load
	@$(BIN)/python -m benchmarks.bench_site $(BENCHARGS)

# test.txt is the widest; the others take their versions from it. One version of each package serves
# all supported Pythons and systems, so that a build does not depend on whose machine it is.
LOCK := .venv-lock/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command 'make lock' --group build pyproject.toml

.PHONY: docs
docs: ## the generated pages: docs/reference.md and the editors' _data/.schema.json
	@$(call environment,site)
	@$(BIN)/sphinx-workshop reference > docs/reference.md
	@$(BIN)/sphinx-workshop schema > _data/.schema.json
	@echo 'docs: docs/reference.md  _data/.schema.json'

.PHONY: lock
lock: ## the lock files from pyproject.toml; UPGRADE=1 takes the newest versions
	@python=$$(tools/find-python) && "$$python" -m venv --clear .venv-lock
	@.venv-lock/bin/python -m pip install -qq --disable-pip-version-check uv==$(UV_VERSION)
	@$(LOCK) $(if $(UPGRADE),--upgrade) --extra dev -o requirements/test.txt
	@$(LOCK) $(if $(UPGRADE),--upgrade) --extra site --extra live -c requirements/test.txt -o requirements/live.txt
	@$(LOCK) $(if $(UPGRADE),--upgrade) --extra site -c requirements/test.txt -o requirements/site.txt
	@rm -rf .venv-lock
	@echo 'lock: requirements/site.txt  live.txt  test.txt'

.PHONY: clean
clean: ## remove what was built; .venv stays
	@rm -rf _build .mypy_cache .pytest_cache .ruff_cache .hypothesis
