"""Where the short cuts are wrong, or a worker is lost: code 3, a clear message, and no output."""

import pytest

from earmark.batch import cells, run, screener, worker

HEAD = "buyer,chip,destination,date\n"
ORDERS = HEAD + "Tencent,H100,CN,2024-03-04\nAcme GmbH,T4,DE,2024-03-04\n"


@pytest.fixture
def many(monkeypatch):
    """Set workers to work on files of any size."""
    monkeypatch.setattr(run, "_FEW", 0)


# -- a fault in the short cuts ---------------------------------------------------------------

ALTERED = [
    (0, "allow", "'allow' became 'deny'"),
    (2, "case by case", "'case by case' became 'presumption of denial'"),
    (3, "no-such-rule", "'no-such-rule' became 'ac-macau-d5'"),
    (5, "Who?", "'Who?' became ''"),
]


@pytest.mark.parametrize(("column", "text", "said"), ALTERED)
def test_a_row_that_comes_to_something_else_from_scratch_fails_the_run(
    batch, monkeypatch, column, text, said
):
    told = screener.Screened.cells

    def altered(self):
        added = told(self)
        return *added[:column], text, *added[column + 1 :]

    monkeypatch.setattr(screener.Screened, "cells", altered)
    ran = batch(ORDERS, "--json", "-")
    assert (ran.code, ran.out, ran.files) == (3, "", ["orders.csv"])
    assert ran.err.startswith("earmark: INTERNAL FAULT: ")
    assert f"line 2: {said}" in ran.err
    assert ran.err.endswith("(please report it) [judges-differ]\n")


@pytest.fixture
def one_cell(monkeypatch):
    """Take all sales for one cell."""
    told, first = cells.Cells.cell, []

    def cell(self, law, parts):
        first[:] = first or [told(self, law, parts)]
        return first[0]

    monkeypatch.setattr(cells.Cells, "cell", cell)


@pytest.mark.usefixtures("one_cell")
def test_cells_that_are_taken_for_one_are_found_out(batch):
    ran = batch(ORDERS)
    assert (ran.code, ran.files) == (3, ["orders.csv"])
    assert "INTERNAL FAULT: 1 rows differ when judged again: line 3: 'deny' became" in ran.err


@pytest.mark.usefixtures("one_cell")
def test_an_output_of_an_earlier_run_stays_where_a_run_fails(batch, tmp_path):
    (tmp_path / "out.csv").write_text("old")
    assert batch(ORDERS).code == 3
    assert (tmp_path / "out.csv").read_text() == "old"


# -- workers ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("option", ["--rules", "--registry"])
def test_what_a_worker_cannot_open_is_told_once(batch, tmp_path, monkeypatch, option):
    monkeypatch.setattr("earmark.cli.batch.on_sales", lambda _: None)
    (tmp_path / "mine").write_text("nonsense")
    ran = batch(ORDERS, option, str(tmp_path / "mine"))
    assert (ran.code, ran.files) == (3, ["mine", "orders.csv"])
    assert "Traceback" not in ran.err
    assert ran.err.startswith("earmark: ")
    assert "internal fault" not in ran.err
    assert ran.err.count("\n") == 1


def test_a_mistake_that_no_one_foresaw_is_a_failure_and_no_verdict(batch, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("so it is")

    monkeypatch.setattr(worker.Worker, "begin", broken)
    ran = batch(ORDERS)
    assert (ran.code, ran.files) == (3, ["orders.csv"])
    assert "internal fault, please report it: ZeroDivisionError: so it is [internal]" in ran.err
