"""Where a run writes: several files at once, packed or Parquet, each whole or absent."""

import gzip
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from earmark.batch.summary import Summary

SHIPPED_RULES = Path(__file__).parents[3] / "rules"
ORDERS = """\
order_id,buyer,chip,destination,date,note
1,Tencent,H100,CN,2024-03-04,=1+1
2,Acme GmbH,T4,DE,2024-03-04,"two
lines"
3,Acme Cloud,A100,SG,2024-03-04,
4,Acme GmbH,T4,Nowhere,2024-03-04,
"""


def answers(rows):
    return [row["verdict"] for row in rows]


# -- forms -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["out.csv.gz", "out.CSV.GZ"])
def test_a_name_that_ends_in_gz_makes_an_archive_of_the_same_rows(batch, tmp_path, name):
    plain = batch(ORDERS)
    batch(ORDERS, to=str(tmp_path / name))
    packed = (tmp_path / name).read_bytes()
    assert gzip.decompress(packed) == (plain.folder / "out.csv").read_bytes()


def test_an_archive_is_read_like_the_file_in_it(batch):
    plain = batch(ORDERS).rows()
    assert batch(gzip.compress(ORDERS.encode()), name="orders.bin").rows() == plain


@pytest.mark.parametrize("name", ["out.parquet", "out.PARQUET"])
def test_parquet_has_the_same_rows_and_nothing_made_plain(batch, tmp_path, name):
    parquet = pytest.importorskip("pyarrow.parquet")
    plain = batch(ORDERS).rows()
    ran = batch(ORDERS, to=str(tmp_path / name))
    assert (ran.code, ran.counts) == (3, (4, 1, 1, 1, 1))
    rows = parquet.read_table(tmp_path / name).to_pylist()
    assert list(rows[0]) == list(plain[0])
    assert rows == [{**row, "note": row["note"].removeprefix("'")} for row in plain]
    assert "plain text" not in ran.err


def test_parquet_without_rows_has_the_columns(batch, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    ran = batch("buyer,chip,destination\n", to=str(tmp_path / "out.parquet"))
    assert ran.code == 0
    table = parquet.read_table(tmp_path / "out.parquet")
    assert (table.num_rows, table.column_names[:4]) == (
        0,
        ["buyer", "chip", "destination", "verdict"],
    )


def test_parquet_is_read(batch, tmp_path):
    pytest.importorskip("pyarrow")
    plain = batch(ORDERS)
    batch("\n".join(ORDERS.splitlines()[:2]), to=str(tmp_path / "in.parquet"), name="few.csv")
    ran = batch((tmp_path / "in.parquet").read_bytes(), "--map", "date=date", name="in.parquet")
    assert ran.code == 3
    assert "columns already" in ran.err
    table = _arrow_table(plain.rows()[:1])
    ran = batch(table, name="in.parquet")
    assert (ran.code, answers(ran.rows())) == (0, ["deny"])


def _arrow_table(rows):
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    kept = [{name: row[name] for name in list(row)[:5]} for row in rows]
    sink = arrow.BufferOutputStream()
    parquet.write_table(arrow.Table.from_pylist(kept), sink)
    return sink.getvalue().to_pybytes()


# -- several files ---------------------------------------------------------------------------


def test_one_run_writes_rows_a_summary_and_a_report(batch, tmp_path):
    there = tmp_path / "summary.json", tmp_path / "report.html", tmp_path / "bad.csv"
    options = zip(("--json", "--report", "--quarantine"), map(str, there), strict=True)
    ran = batch(ORDERS, *(word for pair in options for word in pair))
    summary = Summary.model_validate(json.loads(there[0].read_text()))
    assert tuple(dict(summary.counts).values()) == ran.counts == (4, 1, 1, 1, 1)
    assert [line.row for line in summary.lines] == [2, 5]
    assert there[1].read_text().startswith("<!doctype html>")
    assert [row["line"] for row in ran.rows("bad.csv")] == ["6"]
    assert ran.files == ["bad.csv", "orders.csv", "out.csv", "report.html", "summary.json"]


def test_each_may_go_to_standard_output(batch):
    rows = batch(ORDERS, "--quarantine", os.devnull, to="-").out
    assert rows == (batch(ORDERS).folder / "out.csv").read_bytes().decode()
    assert json.loads(batch(ORDERS, "--json", "-").out)["counts"]["read"] == 4
    ran = batch(ORDERS, "--quarantine", "-")
    assert ran.out.startswith("line,column,code")
    assert "set aside are on standard output" in ran.err


CLASHES = [
    ("orders.csv", ()),
    ("./folder/../orders.csv", ()),
    ("out.csv", ("--quarantine", "out.csv")),
    ("out.csv", ("--json", "out.csv")),
    ("out.csv", ("--report", "orders.csv")),
    ("out.csv", ("--report", "x", "--json", "x")),
    ("out.csv", ("--json", "out.quarantine.csv")),
    ("link.csv", ()),
    ("-", ("--quarantine", "-")),
    ("out.csv", ("--json", "-", "--report", "-")),
]


@pytest.mark.parametrize(("to", "options"), CLASHES)
def test_no_two_files_of_a_run_are_the_same(batch, tmp_path, monkeypatch, to, options):
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("link.csv").symlink_to("orders.csv")
    ran = batch(ORDERS, *options, to=to)
    assert (ran.code, ran.out, ran.files) == (2, "", ["folder", "link.csv", "orders.csv"])
    assert ran.err.endswith(
        "is named twice: every file of a run is another [conflicting-options]\n"
    )
    assert Path("orders.csv").read_text() == ORDERS


def test_standard_output_is_one_place_whatever_it_is_called(batch, tmp_path):
    ran = batch(ORDERS, "--quarantine", str(tmp_path / "q"), "--json", "/dev/stdout", to="-")
    assert (ran.code, ran.files) == (2, ["orders.csv"])
    assert "is named twice" in ran.err


@pytest.mark.parametrize("option", ["--out", "--report", "--json", "--quarantine"])
def test_a_rulebook_is_not_written_over(batch, tmp_path, option):
    rules = tmp_path / "rules"
    shutil.copytree(SHIPPED_RULES, rules)
    (tmp_path / "link").symlink_to(rules)
    path = str(tmp_path / "link" / "scope.toml")
    more = () if option == "--out" else (option, path)
    to = path if option == "--out" else None
    ran = batch(ORDERS, "--rules", str(rules), *more, to=to)
    assert ran.code == 2
    assert "is part of the rulebook [conflicting-options]" in ran.err
    assert (rules / "scope.toml").read_bytes() == (SHIPPED_RULES / "scope.toml").read_bytes()


@pytest.mark.parametrize(
    ("option", "name"),
    [
        *(("--out", name) for name in ("x.xlsx", "x.parquet.gz", "x.csv.BZ2")),
        *(("--quarantine", name) for name in ("x.parquet", "x.zip")),
    ],
)
def test_a_name_that_promises_another_kind_of_file_is_refused(batch, tmp_path, option, name):
    path = str(tmp_path / name)
    ran = batch(ORDERS, to=path) if option == "--out" else batch(ORDERS, option, path)
    assert (ran.code, ran.files) == (2, ["orders.csv"])
    assert f"{name}: no file of that kind is written (name " in ran.err


LONG = "x" * 300


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("", "cannot be written: No such file or directory"),
        (".", ". cannot be written: Is a directory"),
        ("/", "/ cannot be written: Is a directory"),
        (f"{LONG}.csv", "cannot be written: File name too long"),
        (f"{LONG[:250]}.csv", "cannot be written: File name too long"),
    ],
)
def test_a_name_that_no_file_can_have_is_told_before_anything_is_screened(
    batch, tmp_path, monkeypatch, to, said
):
    monkeypatch.chdir(tmp_path)
    ran = batch(ORDERS, to=to)
    assert (ran.code, ran.files) == (3, ["orders.csv"])
    assert said in ran.err
    assert "read =" not in ran.err


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text here")
def test_a_name_that_is_no_text_is_told_as_far_as_it_is(batch, tmp_path):
    path = tmp_path / "day.json"
    ran = batch(ORDERS, "--json", str(path), name=os.fsdecode(b"caf\xe9.csv"))
    assert ran.code == 3
    assert json.loads(path.read_text())["input"]["name"].endswith("caf\\udce9.csv")


@pytest.mark.parametrize("to", ["-", os.devnull])
def test_where_nothing_can_be_beside_the_output_the_quarantine_file_is_asked_for(batch, to):
    ran = batch(ORDERS, to=to)
    assert (ran.code, ran.files) == (2, ["orders.csv"])
    assert f"--quarantine is missing: with --out {to} rows could not be set aside" in ran.err


BESIDE = {
    "out.csv.gz": "out.quarantine.csv",
    "out.parquet": "out.quarantine.csv",
    "out.v2.csv": "out.v2.quarantine.csv",
    "out": "out.quarantine.csv",
    ".csv": ".csv.quarantine.csv",
}


@pytest.mark.parametrize("name", BESIDE)
def test_rows_are_set_aside_beside_the_output(batch, tmp_path, name):
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    assert BESIDE[name] in batch(ORDERS, to=str(tmp_path / name)).files


# -- what cannot be written ------------------------------------------------------------------

PLACES = ["--out", "--quarantine", "--json", "--report"]


@pytest.mark.parametrize("option", PLACES)
def test_a_folder_that_is_not_there_is_told_before_anything_is_screened(batch, tmp_path, option):
    path = str(tmp_path / "none" / "x.csv")
    ran = batch(ORDERS, to=path) if option == "--out" else batch(ORDERS, option, path)
    assert (ran.code, ran.files) == (3, ["orders.csv"])
    assert f"{path} cannot be written: No such file or directory [unwritable]" in ran.err
    assert "read =" not in ran.err


@pytest.mark.parametrize("option", PLACES)
def test_a_folder_is_not_written_over(batch, tmp_path, option):
    (tmp_path / "x").mkdir()
    path = str(tmp_path / "x")
    ran = batch(ORDERS, to=path) if option == "--out" else batch(ORDERS, option, path)
    assert (ran.code, ran.files) == (3, ["orders.csv", "x"])
    assert f"{path} cannot be written: Is a directory [unwritable]" in ran.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write_is_told(batch, tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    ran = batch(ORDERS, to=str(folder / "out.csv"))
    assert ran.code == 3
    assert "cannot be written: Permission denied" in ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("option", PLACES)
def test_a_full_disk_fails_the_run_and_leaves_what_was_there(batch, tmp_path, option):
    (tmp_path / "out.csv").write_text("old")
    if option == "--out":
        ran = batch(ORDERS, "--quarantine", str(tmp_path / "bad.csv"), to="/dev/full")
    else:
        ran = batch(ORDERS, option, "/dev/full")
    assert ran.code == 3
    assert ran.err == "earmark: /dev/full cannot be written: No space left on device [unwritable]\n"
    assert (tmp_path / "out.csv").read_text() == "old"


def test_links_are_followed_and_those_that_lead_nowhere_are_told(batch, tmp_path):
    (tmp_path / "link").symlink_to("there.csv")
    (tmp_path / "loop").symlink_to("loop")
    assert batch(ORDERS, to=str(tmp_path / "link")).code == 3
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there.csv").read_text().startswith("order_id,")
    ran = batch(ORDERS, to=str(tmp_path / "loop"))
    assert (ran.code, (tmp_path / "loop").is_symlink()) == (3, True)
    assert "cannot be written: Too many levels of symbolic links" in ran.err


def test_an_input_that_breaks_off_leaves_no_output(batch, tmp_path):
    (tmp_path / "out.csv").write_text("old")
    whole = gzip.compress(ORDERS.encode() * 5000)
    ran = batch(whole[: len(whole) // 2], "--json", str(tmp_path / "summary.json"))
    assert ran.code == 3
    assert "the gzip archive is cut off (it is not whole; fetch it again)" in ran.err
    assert (tmp_path / "out.csv").read_text() == "old"
    assert ran.files == ["orders.csv", "out.csv"]
