"""The picture of a timeline: one character for each stretch of time, nothing hidden."""

import io
import re
from datetime import date

import pytest
from rich.console import Console

from earmark.report.picture import GLYPHS, Picture
from earmark.timeline import Period

TODAY = date(2024, 6, 1)


def period(first, verdict):
    return Period(
        first=first,
        last=None,
        verdict=verdict,
        review_policy=None,
        deciding=(),
        exceptions=(),
        questions=(),
        reason="",
        changed_by=(),
    )


def drawn(*turns, width=80, checked=None, today=TODAY):
    """Return the lines of the picture of periods that begin on these days."""
    page = io.StringIO()
    periods = [period(date.fromisoformat(day), verdict) for day, verdict in turns]
    Console(file=page, width=width).print(Picture(periods, today, checked))
    return [line.rstrip() for line in page.getvalue().splitlines()]


FOREVER = ("2019-01-01", "allow")


def test_one_verdict_is_one_line_as_wide_as_the_page():
    assert drawn(FOREVER)[0] == "·" * 80


def test_a_line_is_never_wider_than_can_be_read_at_a_glance():
    assert len(drawn(FOREVER, width=300)[0]) == 120


def test_time_runs_to_scale():
    line = drawn(FOREVER, ("2022-01-01", "deny"))[0]
    assert line == "·" * 40 + "█" * 40


def test_a_verdict_of_one_day_still_has_its_character():
    line = drawn(FOREVER, ("2022-01-01", "review"), ("2022-01-02", "deny"))[0]
    assert line == "·" * 40 + "?" + "█" * 39


def test_many_short_verdicts_move_aside_for_each_other():
    turns = [(f"2024-12-{day:02}", ("deny", "review")[day % 2]) for day in range(20, 32)]
    line = drawn(FOREVER, *turns)[0]
    assert len(line) == 80
    assert line == "·" * 68 + "█?" * 6


def test_a_page_narrower_than_there_are_verdicts_is_filled_and_not_more():
    turns = [(f"2024-12-{day:02}", ("deny", "review")[day % 2]) for day in range(20, 32)]
    assert all(len(line) <= 5 for line in drawn(FOREVER, *turns, width=5))


def test_periods_of_one_verdict_are_drawn_as_one():
    line = drawn(FOREVER, ("2022-01-01", "deny"), ("2022-01-02", "deny"))[0]
    assert line == "·" * 40 + "█" * 40


def test_every_year_has_a_tick_and_a_number():
    years = drawn(FOREVER)[1]
    assert years.split() == [f"|{year}" for year in range(2019, 2025)]
    assert years.index("|2022") == 40


@pytest.mark.parametrize("width", [30, 20, 12])
def test_where_there_is_no_room_fewer_years_have_a_number(width):
    years = drawn(FOREVER, width=width)[1]
    assert len(years) <= width
    assert set(re.findall(r"\d+", years)) < {str(year) for year in range(2019, 2025)}
    assert "2019" in years


def test_the_picture_ends_with_the_year_of_what_is_last():
    assert drawn(FOREVER, today=date(2030, 1, 1))[1].split()[-1] == "|2030"
    assert drawn(FOREVER, ("2028-01-01", "deny"))[1].split()[-1] == "|2028"
    assert drawn(FOREVER, checked=date(2027, 1, 1))[1].split()[-1] == "|2027"


def test_today_and_the_day_of_the_check_are_marked():
    lines = drawn(FOREVER, checked=date(2022, 1, 1))
    assert lines[2] == " " * 40 + "^ checked through 2022-01-01"
    assert lines[3].endswith("today, 2024-06-01 ^")
    assert lines[3].index("^") == 72


def test_a_mark_without_room_beside_it_is_still_said():
    lines = drawn(FOREVER, width=24, checked=date(2022, 1, 1))
    assert lines[2:4] == ["checked through", "2022-01-01"]


def test_a_rulebook_that_was_never_checked_has_no_mark():
    assert not any("checked" in line for line in drawn(FOREVER))


def test_the_legend_explains_the_characters_that_occur():
    lines = drawn(FOREVER, ("2022-01-01", "deny"))
    assert lines[-1] == "· allow   █ deny"
    assert len(set(GLYPHS.values())) == 3
