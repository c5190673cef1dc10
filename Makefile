# Two commands do everything: `make demo` screens real sales, `make test` runs every check.
# Needs Python 3.11 to 3.13 with venv, a C compiler and the Python headers.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

# durable-rules calls a function that Python 3.13 dropped; its successor takes the same arguments.
# pip must not reuse a build that was made without this flag, so its cache is left out.
IS_313 := $(shell $(PYTHON) -c 'import sys; print(int(sys.version_info[:2] == (3, 13)))')
ifeq ($(IS_313),1)
DURABLE := CPPFLAGS='-DPyEval_CallObject(f,a)=PyObject_CallObject((f),(a))' \
           $(BIN)/pip install --quiet --no-cache-dir 'durable-rules==2.0.28'
else
DURABLE := true
endif

# The tests of what decides. Of its code every line and every branch is run by them.
DECIDING := tests/law tests/judges tests/test_screening.py tests/test_verdict.py tests/test_conclusion.py
PYTEST   := $(BIN)/pytest --numprocesses auto --dist worksteal

.PHONY: demo test lint types imports unit cases mutation nightly bench clean

# Three sales of the source text's story; the second is denied, which is exit code 1.
GROUP   := --buyer "SenseTime Group Inc." --subsidiary "SenseTime International Pte. Ltd."
BEIJING := --buyer "Beijing Sensetime Technology Development Co., Ltd." \
           --subsidiary "SenseTime International Pte. Ltd."

demo: $(READY)
	$(BIN)/earmark check $(GROUP) --chip H800 --quantity 64 --to Singapore --on 2023-10-22
	@echo
	$(BIN)/earmark check $(GROUP) --chip H800 --quantity 64 --to Singapore --on 2023-11-17 || test $$? -eq 1
	@echo
	$(BIN)/earmark check $(BEIJING) --chip A800 --to Singapore --on 2023-05-15

test: lint types imports unit cases mutation

lint: $(READY)
	$(BIN)/ruff check engine tests
	$(BIN)/ruff format --check engine tests

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

unit: $(READY)
	$(PYTEST) $(DECIDING) --cov
	$(PYTEST) $(addprefix --ignore=,$(DECIDING))

cases: $(READY)
	$(BIN)/earmark rules check
	$(BIN)/earmark cases

# Every change of one thing in the rules, counted: each is caught by a case, or changes nothing.
mutation: $(READY)
	cd tests && ../$(BIN)/python -m mutation

# What takes a night: other files for the fuzzer, ten minutes for each kind; the judges on half a
# million sales, and on every edge of the proof; properties at length; and one change of the engine
# after another.
nightly: $(READY)
	EARMARK_FUZZ_SECONDS=600 EARMARK_FUZZ_SEED=$$(date +%j) $(BIN)/pytest --numprocesses auto tests/fuzz
	EARMARK_DEALS=500000 $(BIN)/pytest --numprocesses auto tests/judges/test_agreement.py
	EARMARK_CELLS=all $(BIN)/pytest --numprocesses auto tests/judges/test_agreement_on_cells.py
	HYPOTHESIS_PROFILE=long $(BIN)/pytest --numprocesses auto tests/test_properties.py \
	    tests/test_representatives.py tests/metamorphic tests/judges/test_chaining_worker.py
	$(BIN)/python tests/engine_mutation

# One after the other: each wants the machine for itself. Those that need the lists say so and skip.
bench: $(READY)
	for part in check prove ownership registry names orders batch frames; do $(BIN)/python tests/bench/$$part.py || exit; done

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(DURABLE)
	$(BIN)/pip install --quiet --editable '.[dev]'
# An editable install compiles nothing by itself; some machines forbid it at run time.
	$(BIN)/python -m compileall -q engine/earmark
	@touch $@

clean:
	rm -rf $(VENV) dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis
