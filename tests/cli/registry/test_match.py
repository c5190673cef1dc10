"""``earmark registry match``: the best hit for each name of a file."""

import csv
import json
import os

import pytest

HEADER = "list_code,source,entity_number,type,name,alt_names,countries,license_requirement,"
HEADER += "license_policy,programs,federal_register_notice,source_list_url\n"


@pytest.fixture(autouse=True)
def _listed(tmp_path, earmark):
    path = tmp_path / "csl_2026-07-31.csv"
    rows = "EL,S,,,Quxar Systems Ltd,Quxar,CN,,,,,\nMEU,S,,,Quxar Systems Ltd,,CN,,,,,\n"
    path.write_text(HEADER + rows, encoding="utf-8")
    assert earmark("registry", "import", str(path)).code == 0


@pytest.fixture
def match(tmp_path, earmark):
    """Return a function that matches a text: the result, and the rows written."""

    def call(content, *options):
        names, out = tmp_path / "names.csv", tmp_path / "matches.csv"
        names.write_bytes(content if isinstance(content, bytes) else content.encode())
        result = earmark("registry", "match", str(names), "--out", str(out), *options)
        rows = list(csv.DictReader(out.open(encoding="utf-8", newline=""))) if out.exists() else []
        return result, rows

    return call


def test_each_name_gets_its_best_hit_and_keeps_its_columns(match):
    result, rows = match('id,name,note\n1,QUXAR SYSTEMS LIMITED,a\n2,Zzyzx Bakery,"b, c"\n')
    assert (result.code, result.err) == (0, "")
    assert "2 names: 1 certain, 0 possible, 1 none" in result.words
    hit, none = rows
    assert list(hit)[:4] == ["id", "name", "note", "match"]
    assert (hit["id"], hit["note"], none["note"]) == ("1", "a", "b, c")
    assert (hit["match"], hit["list"]) == ("certain", "EL; MEU")
    assert (hit["listed_name"], hit["alias"]) == ("Quxar Systems Ltd", "Quxar Systems Ltd")
    assert (none["match"], none["list"], none["score"]) == ("none", "", "")


def test_what_was_decided_about_a_name_counts_and_is_told(match, earmark):
    words = ("--is-not", "Quxar", "--why", "seen", "--by", "me")
    assert earmark("registry", "decide", "Quxar Systems", *words).code == 0
    _, (decided, other) = match("name\nQUXAR systems\nQuxar Systems Ltd\n")
    assert decided["decision"].startswith("1: is not EL:")
    assert (decided["match"], decided["key"], other["decision"]) == ("none", "", "")
    assert other["match"] == "certain"


@pytest.mark.parametrize("taken", ["names.csv", "./names.csv", "earmark/registry.sqlite"])
def test_what_is_read_is_not_written_over(earmark, tmp_path, monkeypatch, taken):
    """Least of all the registry, with the decisions in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "names.csv").write_text("name\nQuxar\n")
    before = (tmp_path / taken).read_bytes()
    result = earmark("registry", "match", "names.csv", "--out", taken)
    assert (result.code, result.out) == (2, "")
    assert "would take the place of a file that is read" in result.err
    assert (tmp_path / taken).read_bytes() == before


def test_names_from_a_pipe_are_refused_and_not_waited_for(earmark, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    out = tmp_path / "out.csv"
    result = earmark("registry", "match", str(tmp_path / "pipe"), "--out", str(out))
    assert (result.code, len(result.lines), out.exists()) == (3, 1, False)
    assert "is no file that can be read twice" in result.err


def test_a_name_that_may_mean_several_parties_tells_of_all(match):
    _, (row,) = match("name\nMicrosft\n")
    assert row["listed_name"].startswith("Microsoft")
    assert row["others"] == ""
    _, (row,) = match("name\nQuxer Systems\n")
    assert (row["match"], row["listed_name"]) == ("possible", "Quxar Systems Ltd")


@pytest.mark.parametrize(
    ("name", "told", "verdict"),
    [
        ("Quxar Systems", "certain", "deny"),
        ("Quxer Systems", "possible", "review"),
        ("Zzyzx Bakery", "none", "allow"),
    ],
)
def test_a_sale_is_screened_by_what_a_match_tells(match, earmark, name, told, verdict):
    _, (row,) = match(f"name\n{name}\n")
    sale = ("--chip", "T4", "--to", "DE", "--buyer-hq", "DE", "--on", "2026-07-31")
    checked = json.loads(earmark("check", "--buyer", name, *sale, "--json").out)
    assert (row["match"], checked["verdict"]) == (told, verdict)


def test_ten_thousand_names_are_ten_thousand_rows(match):
    content = "name\n" + "".join(f"Company {number}\n" for number in range(10_000))
    result, rows = match(content)
    assert result.code == 0
    assert len(rows) == 10_000


def test_a_country_is_evidence_and_must_be_one(match):
    result, rows = match("name,country\nQuxar,China\nQuxar,\n")
    assert (result.code, [row["match"] for row in rows]) == (0, ["certain", "certain"])
    result, _ = match("name,country\nQuxar,Cathay\n")
    assert result.code == 3
    assert "names.csv:2:2: row 2, column 'country': 'Cathay' is not a country" in result.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("company\nQuxar\n", "column 'name' is missing"),
        ("name,match\nQuxar,x\n", "there is a column 'match' already"),
        ('name\nQuxar\n""\n', ":3:1: row 3, column 'name': the name is ''"),
        ("name\n" + "x" * 10_000 + "\n", ":2:1: row 2, column 'name': the name has 10,000 char"),
        (b"name\n\xbc\xd7\xb9\xab\xcb\xbe\n", "try --encoding gbk"),
        ("name\n😀\n", "the name is '😀'; a name with at least one letter or digit is expected"),
        ("name;country\nQuxar;CN\n", "columns are parted by commas, not by semicolons"),
        ("", "the file is empty"),
    ],
)
def test_names_that_cannot_be_read_are_refused_and_nothing_is_written(
    match, tmp_path, content, said
):
    result, rows = match(content)
    assert (result.code, result.out, rows) == (3, "", [])
    assert said in result.err
    assert sorted(path.name for path in tmp_path.glob(".*")) == []


def test_what_was_there_stays_where_the_names_cannot_be_read(match, tmp_path):
    (tmp_path / "matches.csv").write_text("name\nold\n")
    _, rows = match("company\nQuxar\n")
    assert rows == [{"name": "old"}]


def test_an_output_that_cannot_be_written_is_told(earmark, tmp_path):
    names = tmp_path / "names.csv"
    names.write_text("name\nQuxar\n")
    result = earmark("registry", "match", str(names), "--out", str(tmp_path / "no" / "out.csv"))
    assert (result.code, result.out) == (3, "")
    assert "cannot be written: No such file or directory" in result.err


def test_an_encoding_can_be_stated(match):
    result, rows = match("name\n甲公司\n".encode("gbk"), "--encoding", "gbk")
    assert (result.code, rows[0]["name"]) == (0, "甲公司")


@pytest.mark.parametrize("name", ["<b>x</b>", "=1+1", "A", "'; DROP TABLE entry; --"])
def test_a_name_of_any_kind_is_answered(match, name):
    result, rows = match(f'name\n"{name}"\n')
    assert result.code == 0
    assert rows[0]["name"] == name
