"""Records of large JSON and XML files, one at a time: no file is ever whole in memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final, TextIO
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from earmark.facts.lists.intake import CellError, Intake

Details = Mapping[str, Any]
"""An object of a record."""

_CHUNK: Final = 1 << 16
_LONGEST: Final = 16 << 20
"""Characters of the longest record that is read."""

_SPACE: Final = re.compile(r"\s*")
_OPEN: Final = re.compile(r"\[")
_WRAPPED: Final = re.compile(r'\{\s*"records"\s*:\s*\[')
_LONGEST_OPENING: Final = 200
_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")
_ENTITY: Final = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.I)


def json_records(file: TextIO, intake: Intake) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each object of a JSON array, or of JSON lines, with its number; numbers are exact.

    The array may be the ``records`` of one object. Raises :class:`InputFileError` where the text
    is no JSON or ends in the middle of it.
    """
    stream = _Json(file, intake)
    wrapped = stream.skip(_WRAPPED)
    listed = wrapped or stream.skip(_OPEN)
    number = 0
    while (character := stream.peek()) and not (listed and character == "]"):
        if number and listed:
            stream.expect(",")
        number += 1
        value = stream.value()
        if not isinstance(value, dict):
            stream.refuse(f"record {number} is no object")
        yield number, value
    for closing in ("]" * bool(listed)) + ("}" * bool(wrapped)):
        stream.expect(closing)


def part(record: Details, name: str) -> Details:
    """Return an object in a record, empty where there is none. Raises :class:`CellError`."""
    value = record.get(name) or {}
    if not isinstance(value, dict):
        raise CellError(f"{name} is no object")
    return value


def parts(record: Details, name: str) -> list[Details]:
    """Return the objects of a list in a record. Raises :class:`CellError`."""
    value = record.get(name) or []
    if not (isinstance(value, list) and all(isinstance(one, dict) for one in value)):
        raise CellError(f"{name} is no list of objects")
    return value


class _Json:
    """The text of a JSON file, as far as it is needed."""

    def __init__(self, file: TextIO, intake: Intake) -> None:
        self._file, self._intake = file, intake
        self._decoder = json.JSONDecoder(parse_float=Decimal, parse_int=Decimal)
        self._text, self._at, self._line = "", 0, 1

    def peek(self) -> str:
        """Return the next character that is no space; empty at the end."""
        while True:
            self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def skip(self, pattern: re.Pattern[str]) -> bool:
        """Pass what stands next if it is of this pattern."""
        self.peek()
        while len(self._text) - self._at < _LONGEST_OPENING and self._more():
            pass
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return bool(found)

    def expect(self, character: str) -> None:
        """Pass a character. Raises :class:`InputFileError` where another one stands."""
        if self.peek() != character:
            self.refuse(f"this is not JSON: {character!r} is expected", "is the file cut off?")
        self._at += 1

    def value(self) -> Any:
        """Return the next value. Raises :class:`InputFileError` for what is none."""
        self.peek()
        while True:
            start = self._at
            try:
                value, self._at = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if len(self._text) - self._at < _LONGEST and self._more():
                    continue
                self._at = error.pos
                self.refuse(f"this is not JSON: {error.msg}", "is the file cut off?")
            except RecursionError:
                self.refuse("this is not JSON: it is nested too deeply")
            except InvalidOperation:
                self.refuse("a number has more places than can be counted")
            # Only such an escape can make one; to search every value would take long.
            if _SURROGATE.search(self._text, start, self._at) and not _is_text(value):
                self.refuse("half a surrogate pair (\\ud800 to \\udfff) is no character")
            return value

    def refuse(self, said: str, hint: str = "") -> None:
        """Say what is wrong here. Raises :class:`InputFileError`."""
        line = self._line + self._text.count("\n", 0, self._at)
        self._intake.refuse(said, hint, line=line)

    def _more(self) -> bool:
        """Read on, and forget what was passed."""
        chunk = self._file.read(_CHUNK)
        self._line += self._text.count("\n", 0, self._at)
        self._text = self._text[self._at :] + chunk
        self._at = 0
        return bool(chunk)


def _is_text(value: Any) -> bool:
    """Tell whether all text in a value is made of characters."""
    try:
        json.dumps(value, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return False
    return True


def xml_records(file: TextIO, intake: Intake, tags: set[str]) -> Iterator[tuple[str, Element]]:
    """Yield each element of these tags, namespaces aside, and forget it afterwards.

    Raises :class:`InputFileError` where the text is no XML, ends too early, or defines entities.
    """
    parser: Any = XMLPullParser(("start", "end"))
    inside: list[Element] = []
    try:
        for chunk in iter(lambda: file.read(_CHUNK), ""):
            if not inside and _ENTITY.search(chunk):
                intake.refuse("this XML defines entities of its own; plain XML is expected")
            parser.feed(chunk)
            for event, found in parser.read_events():
                if event == "start":
                    inside.append(found)
                    continue
                inside.pop()
                if local(found) in tags:
                    yield local(found), found
                    found.clear()
                    if inside:
                        inside[-1].remove(found)
        parser.close()
    except ParseError as error:
        line, column = error.position
        said = f"this is not XML: {str(error).partition(':')[0]}"
        intake.refuse(said, "is the file cut off?", line=line, column=column + 1)


def local(element: Element) -> str:
    """Return the tag of an element without its namespace."""
    return element.tag.rpartition("}")[2]
