"""What a rulebook says on a day, what it is told apart by, and why there is none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from earmark.errors import EarmarkError, Fault, InputFileError, Place, RuleError
from earmark.law.rule import Status
from earmark.law.rulebook import Rulebook, load, shipped, shipped_for_investments

RULES = """
control = "Made up"
authority = "made up"
[[rule]]
id = "a"
title = "Rule A"
about = "chip"
in_force = [
    { from = 2020-02-01, until = 2021-02-01 },
    { from = 2021-02-01, until = 2022-02-01, status = "unconfirmed" },
    { from = 2022-02-01, until = 2023-02-01, status = "unconfirmed", doubt = "whether" },
    { from = 2023-02-01, status = "not_enforced" },
]
when = "chip.tpp >= 1 and (chip.data_centre or chip.tpp < 9)"
finds = "a"
says = "."
cites = [{ law = "made up" }]
"""


def made(folder: Path, text: str = RULES, settings: str = "") -> Rulebook:
    (folder / "a.toml").write_text(text, encoding="utf-8")
    if settings:
        (folder / "rulebook.toml").write_text(settings, encoding="utf-8")
    return load(folder)


def faults(folder: Path, kind: type[EarmarkError]) -> list[Fault]:
    with pytest.raises(kind) as caught:
        load(folder)
    return list(caught.value.faults)


@pytest.mark.parametrize(
    ("day", "status", "doubt"),
    [
        (date(2020, 2, 1), Status.IN_FORCE, ""),
        (date(2021, 1, 31), Status.IN_FORCE, ""),
        (date(2021, 2, 1), Status.UNCONFIRMED, "law: Rule A"),
        (date(2022, 2, 1), Status.UNCONFIRMED, "law: whether"),
        (date(2023, 2, 1), Status.NOT_ENFORCED, ""),
        (date(2100, 1, 1), Status.NOT_ENFORCED, ""),
    ],
)
def test_a_rule_has_the_status_of_its_window_and_a_doubt_only_where_it_is_unconfirmed(
    day: date, status: Status, doubt: str, tmp_path: Path
) -> None:
    (statement,) = made(tmp_path).on(day).statements["chip"]
    assert (statement.rule.id, statement.status, statement.doubt) == ("a", status, doubt)


@pytest.mark.parametrize("day", [date.min, date(1999, 1, 1), date(2020, 1, 31)])
def test_before_its_first_day_a_rule_is_no_law(day: date, tmp_path: Path) -> None:
    law = made(tmp_path).on(day)
    assert not any(law.statements.values())
    assert law.day <= day


def test_the_law_of_a_day_is_that_of_the_last_day_of_change_before_it(tmp_path: Path) -> None:
    book = made(tmp_path)
    assert book.on(date(2021, 2, 1)).day == date(2021, 2, 1)
    assert book.on(date(2021, 1, 31)).day < date(2021, 2, 1)
    assert date.max not in book.boundaries


def test_each_question_that_a_law_asks_is_there_once_by_the_fact(tmp_path: Path) -> None:
    text = RULES + RULES.partition("[[rule]]")[2].join(["[[rule]]", ""]).replace('"a"', '"b"')
    asked = made(tmp_path, text).on(date(2020, 6, 1)).asked
    assert {path: [str(atom) for atom in atoms] for path, atoms in asked.items()} == {
        "chip.tpp": ["chip.tpp >= 1", "chip.tpp < 9"],
        "chip.data_centre": ["chip.data_centre"],
    }


def test_a_rulebook_judges_one_kind_of_deal_and_no_other() -> None:
    assert shipped().about("sale") is shipped()
    assert shipped_for_investments().about("investment") is shipped_for_investments()
    for book, deal, other in (
        (shipped(), "sale", "investment"),
        (shipped_for_investments(), "investment", "sale"),
    ):
        with pytest.raises(InputFileError) as caught:
            book.about(other)
        message = f"this rulebook is about {deal}s, not about {other}s"
        hint = "name another with --rules"
        assert caught.value.faults == (Fault("wrong-rulebook", message, hint=hint),)


def test_a_rulebook_is_told_apart_by_the_words_of_its_rules(tmp_path: Path) -> None:
    first = made(tmp_path).digest
    assert first.startswith("sha256:")
    assert len(first) == len("sha256:") + 64
    assert made(tmp_path, settings="verified_through = 2024-01-01").digest == first
    assert made(tmp_path, RULES + "\n# a remark\n").digest != first


def test_where_no_rule_is_there_is_no_rulebook(tmp_path: Path) -> None:
    message = f"there is no rule file (*.toml) in {tmp_path}"
    assert faults(tmp_path, InputFileError) == [Fault("no-rules", message)]
    (tmp_path / "a.toml").write_text('control = "x"\nauthority = "y"\n', encoding="utf-8")
    message = f"there is no rule in {tmp_path}"
    assert faults(tmp_path, InputFileError) == [Fault("no-rules", message)]


def test_a_file_that_cannot_be_read_is_named_with_the_cause(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xff")
    message = f"{path} cannot be read: it is not UTF-8"
    assert faults(tmp_path, InputFileError) == [Fault("unreadable", message)]
    path.unlink()
    message = f"{path} cannot be read: No such file or directory"
    assert faults(path, InputFileError) == [Fault("unreadable", message)]


SETTINGS = [
    ("x = ", "bad-toml", "this is not TOML: Invalid value (at end of document)", ""),
    ("verified_thru = 1", "unknown-key", "'verified_thru' is no key here",
     "did you mean 'verified_through'?"),
    ("zzz = 1", "unknown-key", "'zzz' is no key here", "the key is verified_through"),
    ("verified_through = 5", "bad-date", "verified_through is '5'", "write 2024-12-01"),
    ("verified_through = 2024-12-01T12:00:00", "bad-date",
     "verified_through is '2024-12-01 12:00:00'", "write 2024-12-01"),
]  # fmt: skip


@pytest.mark.parametrize(("settings", "code", "message", "hint"), SETTINGS)
def test_a_mistake_in_the_settings_is_told_in_full(
    settings: str, code: str, message: str, hint: str, tmp_path: Path
) -> None:
    with pytest.raises(RuleError) as caught:
        made(tmp_path, settings=settings)
    assert caught.value.faults == (Fault(code, message, Place("rulebook.toml"), hint),)


def test_the_settings_say_through_when_the_rules_were_checked(tmp_path: Path) -> None:
    assert made(tmp_path).verified_through is None
    book = made(tmp_path, settings="verified_through = 2024-01-01")
    assert book.verified_through == date(2024, 1, 1)
