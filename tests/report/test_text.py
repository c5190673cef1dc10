"""Foreign text on a page: literal, within its columns, without trailing spaces."""

import sys

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding

from earmark.report.text import Pairs, plain, plural, show, unbroken


class Terminal:
    """Standard output that says it is a terminal."""

    encoding = "utf-8"

    def __init__(self):
        self.text = ""

    def isatty(self):
        return True

    def write(self, text):
        self.text += text

    def flush(self):
        pass


@pytest.fixture
def on_a_terminal(monkeypatch):
    """Return a function that shows parts on a terminal of 40 columns and returns its text."""

    def call(*parts, **environment):
        stream = Terminal()
        settings = {"COLUMNS": "40", "TERM": "xterm", "NO_COLOR": "", **environment}
        with monkeypatch.context() as patch:
            for name, value in settings.items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdout", stream)
            show(parts)
        return stream.text

    return call


@pytest.mark.parametrize("text", ["[red]x[/red]", "[/]", ":smile:", "\\[x]", "http://x.example"])
def test_text_is_never_markup(capsys, text):
    show([plain(text)])
    assert capsys.readouterr().out == f"{text}\n"


def test_a_page_has_no_trailing_spaces_and_80_columns(capsys):
    show([Padding(plain("word " * 60), (0, 0, 0, 4)), Pairs([("a", "b " * 100), ("商" * 60, "")])])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 5
    assert all(line == line.rstrip() and cell_len(line) <= 80 for line in lines)


def test_a_word_longer_than_a_line_is_folded_and_nothing_is_lost(capsys):
    show([plain("x" * 500)])
    out = capsys.readouterr().out
    assert out.count("x") == 500
    assert max(map(len, out.splitlines())) == 80


def test_a_terminal_has_colour_and_its_own_width(on_a_terminal):
    text = on_a_terminal(plain("word " * 20, "bold red"))
    assert "\x1b[1;31m" in text
    visible = text.replace("\x1b[1;31m", "").replace("\x1b[0m", "")
    assert max(map(len, visible.splitlines())) <= 40
    assert " \x1b[0m\n" not in text


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_is_off_where_it_is_not_wanted(on_a_terminal, environment):
    assert on_a_terminal(plain("word", "bold red"), **environment) == "word\n"


def test_an_empty_no_color_does_not_count(on_a_terminal):
    assert "\x1b[" in on_a_terminal(plain("word", "bold red"), NO_COLOR="")


@pytest.mark.parametrize("columns", [1, 5, 40, 200])
def test_a_line_that_is_to_be_copied_is_never_folded(on_a_terminal, columns):
    line = "  earmark check " + "--buyer 'x' " * 40 + "\\"
    text = on_a_terminal(unbroken(line, "cyan"), COLUMNS=str(columns), NO_COLOR="1")
    assert text == f"{line}\n"


def test_a_line_that_is_to_be_copied_steers_nothing(capsys):
    show([unbroken("[red]a\x1b[31m\u202eb")])
    assert capsys.readouterr().out == "[red]a[31mb\n"


def test_names_and_what_they_stand_for_are_set_side_by_side(capsys):
    show([Pairs([("first", "one"), ("second", "[two]")])])
    assert capsys.readouterr().out == "  first   one\n  second  [two]\n"


@pytest.mark.parametrize("columns", [1, 5, 12, 40, 80, 200])
def test_no_letter_is_lost_at_any_width(on_a_terminal, columns):
    rows = [("name" * 9, "value" * 30), ("id", "from 2023-10-23 until 2023-11-17: law"), ("e", "")]
    text = on_a_terminal(Pairs(rows), COLUMNS=str(columns), NO_COLOR="1")
    wanted = sorted("".join("".join(pair) for pair in rows).replace(" ", ""))
    assert sorted("".join(text.split())) == wanted
    assert max(map(len, text.splitlines())) <= max(columns, 4)


def test_a_style_is_kept_for_those_who_print_it():
    console = Console(force_terminal=True, color_system="standard", width=80)
    with console.capture() as page:
        console.print(plain("x", "bold"))
    assert page.get() == "\x1b[1mx\x1b[0m\n"


@pytest.mark.parametrize(
    ("count", "one", "words"),
    [
        (0, "line", "0 lines"),
        (1, "line", "1 line"),
        (1204, "line", "1,204 lines"),
        (1, "property", "1 property"),
        (7, "property", "7 properties"),
    ],
)
def test_a_count_agrees_with_its_noun(count, one, words):
    assert plural(count, one) == words
