"""Where a key of a rule file stands: the line and column that a TOML reader does not keep."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from earmark.errors import Place

_TABLE: Final = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY: Final = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=\s*")
_FENCES: Final = ('"""', "'''")


@dataclass
class _Block:
    line: int
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    cites: list[_Block] = field(default_factory=list)


class Positions:
    """The lines of one rule file: where each rule, each of its keys and its citations begin."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._lines = text.split("\n")
        self._head = _Block(1)
        self._rules: list[_Block] = []
        self._scan()

    def top(self, key: str = "") -> Place:
        """Return the place of a key that stands above the first rule."""
        return self._place(self._head, key)

    def rule(self, index: int, key: str = "", word: str = "") -> Place:
        """Return the place of a rule's key, or of ``word`` in its value."""
        if index >= len(self._rules):
            return Place(self._file)
        return self._place(self._rules[index], key, word)

    def cite(self, index: int, cite: int, key: str = "") -> Place:
        """Return the place of a key of a rule's citation."""
        if index >= len(self._rules) or cite >= len(self._rules[index].cites):
            return self.rule(index)
        return self._place(self._rules[index].cites[cite], key)

    def inside(self, index: int, key: str, line: int, column: int) -> Place:
        """Return the place ``line`` and ``column`` (from 0) into the text of a rule's key."""
        if index >= len(self._rules) or key not in self._rules[index].keys:
            return self.rule(index)
        first, start = self._rules[index].keys[key]
        opening = self._lines[first - 1][start - 1 :]
        fence = next((fence for fence in _FENCES if opening.startswith(fence)), "")
        if not fence:
            return Place(self._file, first, start + 1 + column)
        # TOML drops a newline that follows the opening quotes.
        skipped = 1 if opening == fence else 0
        here = first + line + skipped
        offset = start + len(fence) if here == first else 1
        return Place(self._file, here, offset + column)

    def _place(self, block: _Block, key: str, word: str = "") -> Place:
        line, column = block.keys.get(key, (block.line, 1))
        if not word:
            return Place(self._file, line, column)
        # Not inside a longer one: “licence” is not where “licenc” stands.
        whole = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        for number in range(line, min(line + 40, len(self._lines)) + 1):
            text = self._lines[number - 1]
            if number > line and _KEY.match(text):
                break
            found = whole.search(text, column - 1 if number == line else 0)
            if found:
                return Place(self._file, number, found.start() + 1)
        return Place(self._file, line, column)

    def _scan(self) -> None:
        block, fence = self._head, ""
        for number, line in enumerate(self._lines, 1):
            if fence:
                fence = "" if fence in line else fence
                continue
            table = _TABLE.match(line)
            if table:
                block = self._open(table.group(1), number)
                continue
            key = _KEY.match(line)
            if key:
                block.keys.setdefault(key.group(1), (number, key.end() + 1))
                fence = _unclosed(line[key.end() :])

    def _open(self, name: str, number: int) -> _Block:
        block = _Block(number)
        if name == "rule":
            self._rules.append(block)
        elif name == "rule.cites" and self._rules:
            self._rules[-1].cites.append(block)
        return block


def _unclosed(value: str) -> str:
    for fence in _FENCES:
        if value.count(fence) % 2:
            return fence
    return ""
