"""The same file gives the same bytes, run after run, however many work on it."""

import json
import random

import pytest

from earmark.batch import run

BUYERS = ("Tencent", "Sense Time", "Acme GmbH", "Acme Cloud", "Hikvision", "=Formula Co")
CHIPS = ("H100", "H800", "T4", "A100")
PLACES = ("CN", "DE", "Hong Kong")
DAYS = ("2023-01-02", "2024-03-04", "", "04.03.2024")
ROWS = 1_500
NAMES = ("out.csv", "out.csv.gz", "out.parquet")


@pytest.fixture(scope="module")
def orders(tmp_path_factory):
    """Return a file of many rows, few of which the law can tell apart."""
    chance = random.Random(5)
    rows = (
        ",".join((*(chance.choice(of) for of in (BUYERS, CHIPS, PLACES, DAYS)), "x" * 50, str(at)))
        for at in range(ROWS)
    )
    path = tmp_path_factory.mktemp("orders") / "orders.csv"
    path.write_text("\n".join(("buyer,chip,destination,date,note,order_id", *rows)))
    return path


@pytest.fixture
def written(earmark, orders, tmp_path, monkeypatch):
    """Return a function that screens the orders and returns the bytes of each file written."""

    monkeypatch.setattr(run, "_FEW", ROWS)

    def write(name="out.csv"):
        folder = tmp_path / "ran"
        folder.mkdir()
        options = ("--json", str(folder / "summary.json"), "--quarantine", str(folder / "bad.csv"))
        ran = earmark("batch", str(orders), "--out", str(folder / name), *options)
        assert ran.code == 3, ran.err
        found = {path.name: path.read_bytes() for path in folder.iterdir()}
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
        return found

    return write


@pytest.mark.parametrize("name", NAMES)
def test_two_runs_give_the_same_bytes(written, name):
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    first = written(name)
    assert set(first) == {name, "summary.json", "bad.csv"}
    assert written(name) == first


def counted(found):
    """Return a summary without what hangs on how the rows were dealt out."""
    summary = json.loads(found.pop("summary.json"))
    assert summary.pop("cells") > 0
    assert summary.pop("sampled")["differing"] == 0
    return summary


def test_workers_give_the_same_bytes_as_one(written, monkeypatch):
    alone = written()
    summary = counted(alone)
    monkeypatch.setattr(run, "_FEW", 0)
    for workers in (2, 3):
        monkeypatch.setattr(run, "cores", lambda workers=workers: workers)
        together = written()
        assert counted(together) == summary
        assert together == alone
