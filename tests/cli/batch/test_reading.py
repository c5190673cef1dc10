"""How a file is read as its user says: columns, days, encodings, standard input."""

import gzip
import io
import sys

import pytest

SALE = "buyer,chip,destination\nTencent,H100,CN\n"
OTHER = "Customer,Material,Land\nTencent,H100,CN\n"
MAPPED = ("--map", "buyer=Customer", "--map", "chip=Material", "--map", "destination=Land")


def test_columns_are_mapped(batch):
    ran = batch(OTHER, *MAPPED, "--on", "2024-03-04")
    assert (ran.code, ran.rows()[0]["verdict"]) == (0, "deny")
    assert tuple(ran.rows()[0])[:3] == ("Customer", "Material", "Land")


MISUSED = [
    (("chip",), 2, "--map is 'chip'; FIELD=COLUMN is expected"),
    (("=chip",), 2, "--map is '=chip'; FIELD=COLUMN is expected"),
    (("",), 2, "--map is ''; FIELD=COLUMN is expected"),
    (("chip=a", "chip=b"), 2, "--map names 'chip' twice"),
    ((" chip=a", "chip =b"), 2, "--map names 'chip' twice"),
    (("chp=chip",), 3, "--map names 'chp', which is no field of an order (did you mean 'chip'?)"),
    (("chip=Chap",), 3, "--map chip names the column 'Chap', which is not there (did you mean"),
    (("date=a", "on=b"), 3, "--map date and --map on are the same field (keep one of them)"),
]


@pytest.mark.parametrize(("maps", "code", "said"), MISUSED)
def test_a_mapping_that_maps_nothing_is_told(batch, maps, code, said):
    content = "buyer,chip,destination,a,b\nTencent,H100,CN,2024-03-04,2019-03-04\n"
    ran = batch(content, *(word for one in maps for word in ("--map", one)))
    assert ran.code == code
    assert said in ran.err
    assert ran.files == ["orders.csv"]


@pytest.mark.parametrize("column", ["Chip Name=", "a=b", "=x", " x "])
def test_a_column_with_any_name_can_be_mapped(batch, column):
    ran = batch(f"buyer,{column},destination\nTencent,H100,CN\n", "--map", f"chip={column}")
    assert ran.counts[0] == 1
    assert ran.code == 0


def test_one_column_may_state_two_fields(batch):
    ran = batch(SALE, "--map", "end_user=buyer", "--map", "buyer=buyer", "--on", "2024-03-04")
    assert ran.rows()[0]["verdict"] == "deny"


# -- days ------------------------------------------------------------------------------------


def test_rows_without_a_date_are_of_the_day_that_is_stated(batch):
    content = "buyer,chip,destination,date\nTencent,H800,CN,2023-01-02\nTencent,H800,CN,\n"
    before, after = batch(content, "--on", "2023-12-01").rows()
    assert (before["verdict"], after["verdict"]) == ("allow", "deny")


@pytest.mark.parametrize("day", ["2023-13-01", "yesterday", "", "2018-01-01", "01.12.2023"])
def test_a_day_that_is_none_is_a_mistake_of_the_command(batch, day):
    ran = batch(SALE, "--on", day)
    assert ran.code == 2
    assert ran.err.startswith("earmark: --on is ")
    assert ran.files == ["orders.csv"]


# -- encodings -------------------------------------------------------------------------------

CHINESE = "buyer,chip,destination\n商汤科技,H100,CN\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_utf8_whatever_it_was(batch, encoding):
    said = ("--encoding", encoding) if encoding == "gb18030" else ()
    ran = batch(CHINESE.encode(encoding), *said, "--on", "2024-03-04")
    assert (ran.code, ran.rows()[0]["buyer"]) == (0, "商汤科技")
    assert (ran.folder / "out.csv").read_bytes().startswith(b"buyer,")


def test_an_encoding_is_asked_for_and_not_guessed(batch):
    ran = batch(CHINESE.encode("gbk"))
    assert ran.bad == [(2, "undecodable")]
    assert "--encoding, such as gbk" in ran.set_aside[0]["hint"]


@pytest.mark.parametrize("encoding", ["utf-9", "rot13", "zlib"])
def test_an_encoding_that_is_none_is_told(batch, encoding):
    ran = batch(SALE, "--encoding", encoding)
    assert (ran.code, ran.files) == (3, ["orders.csv"])
    assert "[unknown-encoding]" in ran.err


# -- standard input and archives -------------------------------------------------------------


@pytest.mark.parametrize("content", [SALE.encode(), gzip.compress(SALE.encode(), mtime=0)])
def test_a_file_is_read_from_standard_input_packed_or_not(earmark, tmp_path, monkeypatch, content):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(content))))
    ran = earmark("batch", "-", "--out", str(tmp_path / "out.csv"), "--on", "2024-03-04")
    assert ran.code == 0
    assert "1 read = 0 allowed + 1 denied" in ran.err


def test_a_file_that_is_not_there_is_told(earmark, tmp_path):
    ran = earmark("batch", str(tmp_path / "none.csv"), "--out", str(tmp_path / "out.csv"))
    assert ran.code == 3
    assert "none.csv cannot be read: No such file or directory" in ran.err


@pytest.mark.parametrize("words", [(), ("orders.csv",), ("--out", "x.csv")])
def test_what_is_missing_of_a_command_is_told(earmark, words):
    ran = earmark("batch", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("is missing (earmark batch ORDERS --out PATH) [missing-option]\n")
