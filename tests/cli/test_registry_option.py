"""``--registry``: every verb that screens looks companies up in the user's own registry."""

import json
import sqlite3
from pathlib import Path

import pytest

LIST = (
    "list_code,source,entity_number,type,name,alt_names,countries,license_requirement,"
    "license_policy,programs,federal_register_notice,source_list_url\n"
    'DPL,Denied Persons List (DPL),,,"Contoso Avionics Ltd.",,GB,,,,84 FR 25000,\n'
    'EL,Entity List (EL),,,"Fabrikam Optics Ltd.",,GB,,,,84 FR 25000,\n'
)
STAKES = (
    "owner,owned,percent,from,until,source\n"
    '"Huawei Technologies Co., Ltd.",Contoso Cloud,60,2025-10-03,,annual report\n'
)
SALE = ("--chip", "T4", "--to", "GB")


@pytest.fixture
def registry(earmark, tmp_path):
    """Return the path of a registry with one denied person and one stake."""
    path = tmp_path / "registry.sqlite"
    for name, text, kind in (
        ("csl-2025-10-01.csv", LIST, "csl"),
        ("stakes-2025-10-01.csv", STAKES, "stakes"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        done = earmark(
            "registry", "import", str(tmp_path / name), "--as", kind, "--registry", str(path)
        )
        assert done.code == 0, done.err
    return str(path)


def test_a_listed_name_is_found_only_with_the_registry(earmark, registry):
    sale = ("check", "--buyer", "Contoso Avionics", *SALE, "--on", "2025-10-01")
    without, with_it = earmark(*sale), earmark(*sale, "--registry", registry)
    assert (without.code, with_it.code) == (0, 1)
    assert "The full Consolidated Screening List was NOT" in without.words
    assert "Prohibited, whatever licence there is: denied-person-sale." in with_it.words
    assert "The full Consolidated Screening List was NOT" not in with_it.words


def test_the_environment_names_a_registry_too(earmark, registry, monkeypatch):
    monkeypatch.setenv("EARMARK_REGISTRY", registry)
    assert earmark("check", "--buyer", "Contoso Avionics", *SALE, "--on", "2025-10-01").code == 1


def test_a_registry_that_is_asked_for_and_missing_is_a_failure(earmark, tmp_path, monkeypatch):
    gone = str(tmp_path / "gone.sqlite")
    sale = ("check", "--buyer", "Acme", *SALE)
    stated = earmark(*sale, "--registry", gone)
    assert (stated.code, len(stated.lines)) == (3, 1)
    assert f"there is no registry {gone}" in stated.err
    monkeypatch.setenv("EARMARK_REGISTRY", gone)
    assert earmark(*sale).code == 3


@pytest.mark.parametrize("content", [None, b"", "begun"])
@pytest.mark.parametrize("named", ["option", "environment"])
@pytest.mark.parametrize(
    "verb",
    [
        ("check", "--buyer", "Acme", *SALE),
        ("timeline", "--buyer", "Acme", *SALE),
        ("invest", "--investor", "Fund", "--target", "Acme"),
        ("batch", "orders.csv", "--out", "screened.csv"),
        ("registry", "search", "Huawei"),
        ("registry", "show", "Huawei"),
        ("registry", "match", "orders.csv", "--out", "matches.csv"),
        ("registry", "decisions"),
    ],
)
def test_what_is_asked_for_and_no_registry_is_refused_alike_by_all(
    earmark, tmp_path, monkeypatch, verb, named, content
):
    """A file into which nothing was imported, the import having failed, is none either."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "asked.sqlite"
    (tmp_path / "orders.csv").write_text("buyer,chip,destination,name\nAcme,T4,GB,Acme\n")
    if content == "begun":
        (tmp_path / "l.csv").write_text("owner,owned,percent\nA,B,x\n")
        begun = ("registry", "import", "l.csv", "--registry", str(path))
        assert earmark(*begun, "--as-of", "2026-01-01").code == 3
        assert path.exists()
    elif content is not None:
        path.write_bytes(content)
    if named == "environment":
        monkeypatch.setenv("EARMARK_REGISTRY", str(path))
    stated = ("--registry", str(path)) if named == "option" else ()
    result = earmark(*verb, *stated)
    assert (result.code, result.out) == (3, "")
    said = f"earmark: there is no registry {path} (earmark registry import makes one) [no-registry]"
    assert result.lines == [said]


@pytest.mark.parametrize("damage", [b"\xff", b"\0"])
@pytest.mark.parametrize("table", ["entry", "snapshot", "name_index", "decision", "stake"])
@pytest.mark.parametrize("verb", ["check", "batch", "search"])
def test_a_damaged_registry_is_told_in_one_line(earmark, registry, tmp_path, damage, table, verb):
    """Or is of no account, where the verb does not need what is damaged."""
    damaged(registry, table, damage)
    (tmp_path / "orders.csv").write_text("buyer,chip,destination\nContoso Avionic,T4,GB\n")
    out = tmp_path / "screened.csv"
    words = {
        "check": ("check", "--buyer", "Contoso Avionic", *SALE),
        "batch": ("batch", str(tmp_path / "orders.csv"), "--out", str(out)),
        "search": ("registry", "search", "Contoso Avionic"),
    }
    result = earmark(*words[verb], "--registry", registry)
    if result.code == 3:
        assert (len(result.lines), out.exists()) == (1, False)
        assert "cannot be used: database disk image is malformed" in result.err
        assert "[registry-unusable]" in result.err
    else:
        assert result.code == 4 if verb == "check" else result.code == 0
        assert table not in ("entry", "snapshot")


def damaged(registry, table, damage):
    """Write over the first page of a table."""
    database = sqlite3.connect(registry)
    (size,) = database.execute("PRAGMA page_size").fetchone()
    (page,) = database.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
    ).fetchone()
    database.close()
    with Path(registry).open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(damage * size)


@pytest.mark.parametrize("damage", [b"\xff", b"\0"])
def test_a_decision_that_cannot_be_read_is_not_passed_over(earmark, registry, damage):
    decided = ("Contoso Avionic", "--is-not", "Contoso Avionics Ltd.", "--why", "x", "--by", "me")
    done = earmark("registry", "decide", *decided, "--registry", registry)
    assert done.code == 0, done.err
    sale = ("check", *SALE, "--registry", registry, "--buyer")
    assert earmark(*sale, "Contoso Avionic").code == 0
    damaged(registry, "decision", damage)
    told = earmark(*sale, "Contoso Avionic")
    assert (told.code, len(told.lines)) == (3, 1)
    assert "cannot be used: database disk image is malformed" in told.err


def test_a_registry_of_ones_own_may_be_missing(earmark, tmp_path, monkeypatch):
    monkeypatch.delenv("EARMARK_REGISTRY", raising=False)
    monkeypatch.setattr("earmark.facts.registry.place._data_home", lambda: tmp_path)
    assert earmark("registry", "search", "Huawei").code == 0
    assert earmark("check", "--buyer", "Acme", *SALE).code in (0, 4)


def test_a_verdict_tells_how_a_listed_party_owns_the_buyer(earmark, registry):
    sale = ("check", "--buyer", "Contoso Cloud", *SALE, "--on", "2025-10-06")
    findings = json.loads(earmark(*sale, "--json", "--registry", registry).out)["findings"]
    (owned,) = (one["says"] for one in findings if one["rule"] == "owned-by-listed")
    path = "Huawei Technologies Co., Ltd. holds 60 % (annual report, since 2025-10-03) of Contoso"
    assert path in owned


def test_a_timeline_turns_on_the_day_of_a_stake(earmark, registry):
    sale = ("timeline", "--buyer", "Contoso Cloud", *SALE, "--json", "--registry", registry)
    periods = json.loads(earmark(*sale).out)["periods"]
    starts = {period["first"]: period["verdict"] for period in periods}
    assert starts["2025-10-03"] == "deny"
    assert "2025-09-29" not in starts


def test_a_diff_of_orders_looks_up_in_the_registry(earmark, registry, tmp_path):
    orders = tmp_path / "orders.csv"
    orders.write_text("buyer,chip,destination\nContoso Cloud,T4,GB\n", encoding="utf-8")
    days = ("--from", "2025-10-02", "--to", "2025-10-06")
    told = earmark("diff", *days, str(orders), "--registry", registry)
    assert "owned-by-listed-licence" in told.out
    assert "owned-by-listed-licence" not in earmark("diff", *days, str(orders)).out


def test_a_diff_of_the_law_alone_takes_no_registry(earmark, registry):
    days = ("--from", "2025-10-02", "--to", "2025-10-06")
    refused = earmark("diff", *days, "--registry", registry)
    assert refused.code == 2
    assert "--registry was given without orders" in refused.err


def test_an_investment_looks_up_in_the_registry(earmark, registry):
    deal = ("invest", "--investor", "Fund", "--target", "Contoso Cloud", "--on", "2025-10-06")
    assert "Consolidated Screening List, 2 parties" in earmark(*deal, "--registry", registry).words


@pytest.mark.parametrize("option", ["--out", "--quarantine", "--json", "--report"])
def test_a_batch_does_not_write_over_the_registry(earmark, registry, tmp_path, option):
    (tmp_path / "orders.csv").write_text("buyer,chip,destination\nAcme GmbH,T4,DE\n")
    before = Path(registry).read_bytes()
    out = () if option == "--out" else ("--out", str(tmp_path / "out.csv"))
    words = ("batch", str(tmp_path / "orders.csv"), *out, option, registry)
    ran = earmark(*words, "--registry", registry)
    assert ran.code == 2
    assert "is named twice: every file of a run is another" in ran.err
    assert Path(registry).read_bytes() == before
