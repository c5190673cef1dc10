"""Whatever a name contains, it is shown as it reads and changes nothing else on the page."""

import json
from typing import get_args

import pytest
from rich.cells import cell_len

from earmark.sale import Sale

SALE = {"buyer": "Acme Cloud", "chip": "H100", "to": "SG", "on": "2024-05-02"}
TEXTS = [
    {"destination": "to", "ship_from": "from"}.get(name, name)
    for name, field in Sale.model_fields.items()
    if bool not in (field.annotation, *get_args(field.annotation))
]
MARKUP = (
    "Acme [/red] Ltd",
    "[bold]Acme",
    "[link=http://x.example]Acme[/link]",
    "Acme [/]",
    "Acme [red",
    "Acme \\[x]",
    "Acme :smile: Ltd",
    "Acme {buyer} %s Ltd",
    "<b>Acme</b> & Co.",
    "'Acme' \"Ltd\"",
)


def words(**changes):
    options = {**SALE, **changes}
    if options.get("subsidiary_hq") or options.get("subsidiary"):
        options.setdefault("subsidiary", "Beta")
    for role in ("intermediate_consignee", "consignee", "end_user"):
        if any(name.startswith(f"{role}_") for name in changes):
            options.setdefault(role, "Beta")
    flags = {f"--{name.replace('_', '-')}": value for name, value in options.items()}
    return ["check", *(word for pair in flags.items() for word in pair)]


@pytest.mark.parametrize("markup", MARKUP)
@pytest.mark.parametrize("option", TEXTS)
def test_markup_in_any_option_is_shown_literally_or_refused(earmark, option, markup):
    result = earmark(*words(**{option: markup}))
    assert result.code in (0, 1, 2, 4)
    assert "😄" not in result.out + result.err
    if result.code == 2:
        assert result.out == ""
        assert len(result.lines) == 1
    elif option in ("buyer", "chip", "subsidiary"):
        assert markup in result.words


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_is_the_same_text_in_json(earmark, markup):
    said = json.loads(earmark(*words(buyer=markup), "--json").out)
    assert said["sale"]["buyer"] == markup


@pytest.mark.parametrize(
    "hidden", ["\u202e", "\u2066", "\u200f", "\u200b", "\ufeff", "\u00ad", "\u2028", "\ue000"]
)
@pytest.mark.parametrize("option", ["buyer", "chip", "subsidiary", "seller", "end_user"])
def test_invisible_and_direction_characters_never_reach_the_terminal(earmark, option, hidden):
    name = f"Acme {hidden}evil Ltd"
    shown = earmark(*words(**{option: name}))
    assert shown.code in (0, 1, 4)
    assert hidden not in shown.out
    as_json = earmark(*words(**{option: name}), "--json")
    assert hidden not in as_json.out
    assert json.loads(as_json.out)["sale"][option] == name


def test_an_invisible_character_does_not_hide_a_listed_company(earmark):
    result = earmark(*words(buyer="Sense\u200b Time"))
    assert result.code == 1


@pytest.mark.parametrize(
    "name",
    [
        "商汤科技开发有限公司" * 20,
        "W" * 500,
        "e\u0301" * 250,
        "👩‍💻 Computing Ltd " * 20,
        "Société Générale d’Électricité – “Éclair”",
        "شركة الذكاء الاصطناعي",
        "Z̷̧̛a̸l̵g̶o̷ Ltd",
    ],
)
def test_long_and_foreign_names_keep_the_page_within_80_columns(earmark, name):
    result = earmark(*words(buyer=name, chip=name, subsidiary=name, end_user=name))
    assert result.code in (0, 1, 4)
    for line in result.out.splitlines():
        assert cell_len(line) <= 80
        assert line == line.rstrip()
