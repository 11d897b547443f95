# Two commands matter: `make run` and `make test`. Both set up all they need, once, in .venv.
# Another Python: make run PYTHON=/path/to/python3.12     Options for the bot: make run ARGS="--community my.yaml"

PYTHON ?=
VENV   ?= .venv
ARGS   ?=
BIN    := $(VENV)/bin
STATE  := var
# Each processor runs its share of the tests; a measurement has the machine to itself.
SHARED := -n auto --maxprocesses 4 --dist loadscope --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run test test-all bench endurance accuracy fuzz learn format lock clean

help: ## what can be done here
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: $(VENV)/.ready ## start the bot; with no ARGS, the demonstration
	@$(BIN)/fenjian run $(ARGS)

test: $(VENV)/.ready-dev ## everything that is checked on a change
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest $(SHARED) $(ARGS)

test-all: ## the tests on each of Python 3.11, 3.12 and 3.13 that is installed
	@for version in 3.11 3.12 3.13; do \
		if python=$$(sh scripts/find-python.sh $$version); then \
			echo "== Python $$version"; \
			$(MAKE) --no-print-directory pytest VENV=$(STATE)/python$$version PYTHON="$$python" || exit 1; \
		else echo "== Python $$version is not installed: skipped"; fi; \
	done

.PHONY: pytest
pytest: $(VENV)/.ready-dev
	$(BIN)/pytest $(SHARED) $(ARGS)

bench: $(VENV)/.ready-dev ## speed, side by side with others
	$(BIN)/pytest -m benchmark -s $(ARGS)

endurance: $(VENV)/.ready-dev ## kills and power cuts by the thousand (long)
	$(BIN)/pytest -m endurance -s $(ARGS)

accuracy: $(VENV)/.ready-dev ## how well residents' messages are understood
	$(BIN)/pytest -m accuracy -s $(ARGS)

fuzz: $(VENV)/.ready-dev ## a million strange messages, steered by coverage (ARGS=10000: fewer)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "atheris>=3" \
		|| echo "No atheris for this Python: hypothesis searches instead."
	$(BIN)/python -m tests.fuzz $(ARGS)

learn: $(VENV)/.ready-dev ## weigh the labelled texts of tests/corpus/learning anew (after a change there)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "scikit-learn>=1.5"
	$(BIN)/python -m tests.learning

format: $(VENV)/.ready-dev ## lay the code out as ruff wants it
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# The larger lock is made first and binds the smaller one, so that both name the same versions.
COMPILE = $(STATE)/lock/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --group build \
	--generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" $(ARGS)

lock: $(VENV)/.ready ## choose dependencies' versions anew (ARGS=--upgrade: the newest ones)
	@$(BIN)/python -m venv $(STATE)/lock
	@$(STATE)/lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	$(COMPILE) --extra dev --extra bench --output-file requirements-dev.lock
	$(COMPILE) --constraint requirements-dev.lock --output-file requirements.lock

clean: ## remove the environments and every cache; the data of an installation stays
	rm -rf $(VENV) $(STATE)/lock $(STATE)/python3.* $(STATE)/gateway-of-the-tests build dist *.egg-info \
		.pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find bot data handlers schedules templates tests -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/.ready: requirements.lock pyproject.toml
	@sh scripts/set-up.sh "$(VENV)" requirements.lock "$(PYTHON)"
	@touch $@

# Holds all that the smaller environment holds, in the same versions.
$(VENV)/.ready-dev: requirements-dev.lock pyproject.toml
	@sh scripts/set-up.sh "$(VENV)" requirements-dev.lock "$(PYTHON)"
	@touch $@ $(VENV)/.ready
