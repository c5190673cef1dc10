"""What is no expression is refused at its place; nothing that can be read takes Python down."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.law.syntax import DEEPEST, ConditionFault, syntax_tree

OUT = "the condition cannot be read: {!r} is out of place"
ZEROS = (
    "leading zeros in decimal integer literals are not permitted; "
    "use an 0o prefix for octal integers"
)
DEEP = "the condition is nested too deeply"
REFUSED: list[tuple[str, str, int, int, str]] = [
    ("", "the condition is empty", 0, 0, "leave it out"),
    (" # or not\n\t", "the condition is empty", 0, 0, "leave it out"),
    ("a.b) or (a.c", OUT.format(")"), 0, 3, ""),
    ("(a.b\n or a.c))", OUT.format(")"), 1, 8, ""),
    ("a.b }", OUT.format("}"), 0, 4, ""),
    ("\n\na.b]", OUT.format("]"), 2, 3, ""),
    ('a.b == ")" # )\nor ]', OUT.format("]"), 1, 3, ""),
    ("a.b == ')\"' # '\n)", OUT.format(")"), 1, 0, ""),
    ("X]", OUT.format("]"), 0, 1, ""),
    ("X)", OUT.format(")"), 0, 1, ""),
    ("a.b and\n  \x01", OUT.format("\x01"), 1, 2, ""),
    ("a.b == '\x00'", OUT.format("\x00"), 0, 8, ""),
    ("a.b #\r", OUT.format("\r"), 0, 5, ""),
    ("a.b and", "the condition cannot be read: invalid syntax", 1, 0, ""),
    ("a.b >=\n >= 1", "the condition cannot be read: invalid syntax", 1, 1, ""),
    ("a.b < 1or 2", "the condition cannot be read: invalid decimal literal", 0, 6, ""),
    ("a.b == '芯片' and a.c < 0*012", f"the condition cannot be read: {ZEROS}", 0, 24, ""),
    ("a.b == '芯片'\nor '片' < 012", f"the condition cannot be read: {ZEROS}", 1, 9, ""),
    ("not " * (DEEPEST + 1) + "a.b", DEEP, 0, 0, ""),
    ("not (a.b and " * 26 + "a.c" + ")" * 26, DEEP, 0, 0, ""),
    ("not " * 5000 + "a.b", DEEP, 0, 0, ""),
]


@pytest.mark.parametrize(("text", "message", "line", "column", "hint"), REFUSED)
def test_what_cannot_be_read_is_told_with_its_place(
    text: str, message: str, line: int, column: int, hint: str
) -> None:
    with pytest.raises(ConditionFault) as caught:
        syntax_tree(text)
    fault = caught.value
    assert (fault.code, fault.message, fault.hint) == ("condition-syntax", message, hint)
    assert (fault.line, fault.column) == (line, column)
    assert str(fault) == message


@pytest.mark.parametrize(
    "text",
    [
        "a.b",
        "X == a.X",
        "a.b\nand\ta.c # )\nor a.d # '",
        "a.b in {'(', \"]\"} and a.c == '#'",
        "[(a.b)] == {a.c}",
        "not " * DEEPEST + "a.b",
        "not (a.b and " * (DEEPEST // 2) + "a.c" + ")" * (DEEPEST // 2),
        "(" * 90 + "a.b" + ")" * 90,
        " or ".join(["a.b"] * 500),
    ],
)
def test_what_can_be_read_is_read_as_python_reads_it(text: str) -> None:
    read = ast.parse(f"({text}\n)", mode="eval").body
    assert ast.dump(syntax_tree(text)) == ast.dump(read)


PIECES = ["a.b", " and ", " or ", "not ", "(", ")", "[", "]", "{", "}", "'", '"', "#", "\n", "\t"]


@given(text=st.lists(st.sampled_from([*PIECES, "1", "01", " < ", "\\", "é", "\x00"])).map("".join))
def test_whatever_is_written_is_read_or_refused_at_a_place_within_it(text: str) -> None:
    line, column = 0, 0
    try:
        syntax_tree(text)
    except ConditionFault as fault:
        line, column = fault.line, fault.column
    assert column <= len(f"{text}\n)".split("\n")[line])
