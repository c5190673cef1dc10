"""``earmark registry status``, and registries that cannot be used."""

import json
from datetime import date, timedelta

import pytest


def test_without_an_import_the_status_says_that_the_full_list_is_missing(earmark, registry):
    result = earmark("registry", "status")
    assert result.code == 0
    assert "The Consolidated Screening List was not imported" in result.words
    assert not registry.exists()
    said = json.loads(earmark("registry", "status", "--json").out)
    assert (said["sources"], said["full_list"], said["decisions"]) == ([], False, 0)


@pytest.mark.usefixtures("listed")
def test_the_status_names_sources_days_counts_digests_and_what_is_stale(earmark):
    result = earmark("registry", "status")
    assert "STALE:" in result.out
    for part in ("as of 2026-07-31", "records 2", "lists EL 2", "digest sha256:", "copies kept 1"):
        assert part in result.words
    said = json.loads(earmark("registry", "status", "--json").out)
    csl, stakes = said["sources"]
    assert (csl["source"], csl["rows"], csl["stale"], csl["lists"]) == ("csl", 2, True, {"EL": 2})
    assert (stakes["source"], stakes["stale"]) == ("stakes/s", False)
    assert said["full_list"] is True


@pytest.mark.parametrize(("days", "stale"), [(7, False), (8, True)])
def test_a_list_is_stale_after_a_week(earmark, write, days, stale, csl):
    day = (date.today() - timedelta(days=days)).isoformat()
    content = csl(("Quxar Ltd", ""))
    earmark("registry", "import", write("csl.csv", content), "--as-of", day)
    said = json.loads(earmark("registry", "status", "--json").out)
    assert said["sources"][0]["stale"] is stale


@pytest.mark.parametrize(
    "words", [("status",), ("search", "Acme"), ("decisions",), ("show", "Acme")]
)
def test_a_registry_that_is_named_and_missing_is_a_failure(earmark, tmp_path, words):
    missing = tmp_path / "nope.sqlite"
    result = earmark("registry", *words, "--registry", str(missing))
    assert (result.code, result.out) == (3, "")
    assert result.lines == [
        f"earmark: there is no registry {missing} (earmark registry import makes one) [no-registry]"
    ]
    assert not missing.exists()


@pytest.mark.parametrize(
    "words", [("status",), ("search", "Acme"), ("decisions",), ("show", "Acme")]
)
def test_a_file_that_is_no_registry_is_a_failure(earmark, registry, words):
    registry.write_text("name\n" * 2000)
    result = earmark("registry", *words)
    assert (result.code, result.out) == (3, "")
    assert result.lines == [
        f"earmark: {registry} is no registry of Earmark (name another file) [no-registry]"
    ]
