"""The syntax of a condition: Python's, as far as it is an expression and can be read."""

from __future__ import annotations

import ast
import re
import warnings
from typing import Final

DEEPEST: Final = 50
"""Levels of ``not``, ``and`` and ``or``: few enough for all that walks down a condition."""

_COMMENT: Final = re.compile(r"#[^\n]*")


class ConditionFault(Exception):  # noqa: N818 - a fault, raised
    """One mistake in a condition: 0-based line and column within the condition's text."""

    def __init__(self, code: str, message: str, line: int, column: int, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint
        self.line, self.column = line, column


def syntax_tree(text: str) -> ast.expr:
    """Return the expression that ``text`` is, places counted as if it stood in parentheses.

    Raises :class:`ConditionFault` at the first mistake.
    """
    if not _COMMENT.sub("", text).strip():
        raise _refused("the condition is empty", hint="leave it out")
    stray = _stray(text)
    if stray is not None:
        before = text[:stray]
        line, column = before.count("\n"), stray - before.rfind("\n") - 1
        raise _refused(
            f"the condition cannot be read: {text[stray]!r} is out of place", line, column
        )
    try:
        tree = _parsed(text)
    except (RecursionError, MemoryError):
        raise _refused(_TOO_DEEP) from None
    except SyntaxError as error:
        line, column = error.lineno or 1, error.offset or 1
        if error.msg.startswith("leading zeros"):
            # Python counts the columns of this one mistake in bytes.
            column = len((error.text or "").encode()[: column - 1].decode()) + 1
        shift = 2 if line == 1 else 1
        message = f"the condition cannot be read: {error.msg}"
        raise _refused(message, line - 1, max(column - shift, 0)) from None
    if _deeper(tree, DEEPEST):
        raise _refused(_TOO_DEEP)
    return tree


_TOO_DEEP: Final = "the condition is nested too deeply"


def _refused(message: str, line: int = 0, column: int = 0, hint: str = "") -> ConditionFault:
    return ConditionFault("condition-syntax", message, line, column, hint)


def _parsed(text: str) -> ast.expr:
    with warnings.catch_warnings():
        # What Python only warns about ("1or 2") is a mistake in a rule.
        warnings.simplefilter("error")
        # The parentheses let a condition run over several lines, as in a rule file.
        return ast.parse(f"({text}\n)", mode="eval").body


def _deeper(node: ast.expr, levels: int) -> bool:
    match node:
        case ast.UnaryOp(operand=operand):
            return levels == 0 or _deeper(operand, levels - 1)
        case ast.BoolOp(values=values):
            return levels == 0 or any(_deeper(value, levels - 1) for value in values)
    return False


def _stray(text: str) -> int | None:
    """Return the place of a control character, or of a bracket that closes what is not open."""
    depth, quote, comment = 0, "", False
    for place, character in enumerate(text):
        if character < " " and character not in "\n\t":
            return place
        if comment:
            comment = character != "\n"
        elif quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == "#":
            comment = True
        else:
            depth += (character in "([{") - (character in ")]}")
            if depth < 0:
                return place
    return None
