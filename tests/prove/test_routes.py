"""The loophole table of the README is what the rules come to.

``python tests/prove/test_routes.py`` writes it anew.
"""

from __future__ import annotations

from pathlib import Path

from earmark.law.rulebook import shipped
from earmark.prove.routes import loophole, routes
from earmark.prove.world import World
from earmark.report.prove import table

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- the loophole, generated -->\n", "<!-- end -->"


def test_the_table_in_the_readme_is_the_one_that_is_proved(ours: World) -> None:
    text = README.read_text(encoding="utf-8")
    assert text.split(BEGIN)[1].split(END)[0] == written(ours)


def test_the_loophole_closes_on_the_day_of_the_headquarters_rule(ours: World) -> None:
    advanced = [one for one in routes(ours) if one.chip == "H800"]
    assert [str(one.first) for one in advanced][:2] == ["2019-01-01", "2023-11-17"]
    before, after = advanced[:2]
    assert {before.itself, after.itself} == {"deny"}
    assert set(before.through.values()) == {"allow"}
    assert "allow" not in {answer for one in advanced[1:] for answer in one.through.values()}


def test_it_is_shown_by_a_sale_of_the_day_before(ours: World) -> None:
    shown = loophole(ours, list(routes(ours)))
    assert 'chip = "H800"' in shown
    assert "on = 2023-11-16" in shown
    assert 'expect = [{ verdict = "allow", deciding = [] }]' in shown


def written(world: World) -> str:
    return "".join(f"{line}\n" for line in table(routes(world)))


if __name__ == "__main__":
    page = README.read_text(encoding="utf-8")
    head, rest = page.split(BEGIN)
    new = written(World(shipped()))
    README.write_text(f"{head}{BEGIN}{new}{END}{rest.split(END, 1)[1]}", encoding="utf-8")
