"""The changes of a module, all in one text, and what each of them is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mutmut.mutation.file_mutation import mutate_file_contents

_LEFT = ("classmethod", "staticmethod", "overload")
"""Decorators that have to stand where they are."""

_MARK = re.compile(r"__mutmut_(orig|\d+)\b|\s*# type: ignore # mutmut generated$")


@dataclass(frozen=True)
class Change:
    """One change: its name, by which it is switched on, the function, and the line as changed."""

    name: str
    function: str
    line: str


def changed(module: Path, source: str) -> tuple[str, list[Change]]:
    """Return the text of a module with all its changes switched off, and what they are."""
    made = mutate_file_contents(str(module), _unwrapped(source))
    dotted = ".".join(module.with_suffix("").parts)
    lines = _functions(made.code)
    changes = []
    for name in made.mutant_names:
        function = name.rpartition("__mutmut_")[0]
        before = lines[f"{function}__mutmut_orig"]
        new = (line for line in lines[name] if line not in before)
        plain = re.sub("^x_|ǁ", " ", function).split()[-1]
        changes.append(Change(f"{dotted}.{name}", plain, next(new, "a line is missing")))
    return made.code, changes


def _unwrapped(source: str) -> str:
    """Return the text with each decorator applied behind its function, and not above it.

    mutmut leaves alone what stands below one.
    """
    lines = source.split("\n")
    decorated = [
        (node, node.decorator_list[0])
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef) and len(node.decorator_list) == 1
    ]
    for node, decorator in sorted(decorated, key=lambda one: -one[0].lineno):
        words = ast.unparse(decorator)
        if words not in _LEFT and node.end_lineno:
            indent = " " * node.col_offset
            lines.insert(node.end_lineno, f"{indent}{node.name} = {words}({node.name})")
            del lines[decorator.lineno - 1 : node.lineno - 1]
    return "\n".join(lines)


def _functions(code: str) -> dict[str, list[str]]:
    """Return the lines of each function, without what tells the changes apart."""
    lines = code.split("\n")
    return {
        node.name: [*_plain(lines[node.lineno - 1 : node.end_lineno])]
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.FunctionDef)
    }


def _plain(lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield _MARK.sub("", line).strip()
