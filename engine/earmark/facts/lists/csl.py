"""The Consolidated Screening List: the official download's columns, and a flattened form of them.

The official file names a list in words and a party's countries at the end of each address
("…, CN"); the flattened one has codes. Both part several values by semicolons. Footnotes of
Supp. 4 to 15 CFR part 744 are glued to the text that they belong to ("…of the EAR)4").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Final

from earmark.errors import UsageError, quoted
from earmark.facts.countries import country
from earmark.facts.lists.cells import day_in, name_in
from earmark.facts.lists.intake import CellError, Intake
from earmark.facts.lists.notices import notices_in
from earmark.facts.lists.rows import Entry, entry_key
from earmark.facts.lists.sheet import Sheet, SheetRow, refuse_cut_off, sheet_of

OFFICIAL: Final = ("source", "entity_number", "type", "programs", "name", "addresses")
FLATTENED: Final = ("list_code", "source", "entity_number", "type", "name", "countries")
_BOTH: Final = ("alt_names", "federal_register_notice", "license_requirement", "license_policy")

MOST_ALIASES: Final = 10_000
"""More of them on one party are a mistake: the most on the lists is 95."""

_CODED: Final = re.compile(r"\(([A-Z][A-Z-]+)(?: List)?\)")
_END: Final = re.compile(r"(?:^|,\s*)([A-Z]{2,}(?: [A-Z]+)*)$")
"""How an address ends: with the code of a country, or its name in capitals."""
_KNOWN_AS: Final = re.compile(r",?\s*\ba\.k\.a\.,?\s*", re.I)
_FOOTNOTE: Final = re.compile(
    r"(?<=of the EAR)\)?\.?\)?\s?(?P<end>[1-9])(?=[.\s]*$)"
    r"|(?<=734\.9\(e\))\s?(?P<first>1)(?=\D|$)"
    r"|(?<=734\.9\(g\)),?\s?(?P<third>3)(?=[,\s]|$)"
)
_BY_PARAGRAPH: Final = {
    "734.9(e)(1)": "1",
    "734.9(e)(2)": "4",
    "734.9(e)(3)": "5",
    "734.9(g)": "3",
}


def entries(intake: Intake) -> Iterator[Entry]:
    """Yield every entry of a file. Raises :class:`InputFileError` for one that is no such list."""
    with sheet_of(intake) as sheet:
        own = FLATTENED if "list_code" in sheet.columns else OFFICIAL
        sheet.expect((*own, *_BOTH))
        refuse_cut_off(intake)
        for row in sheet.rows():
            entry = _entry(row, sheet)
            if entry:
                yield entry


def _entry(row: SheetRow, sheet: Sheet) -> Entry | None:
    column = "name"
    try:
        name = name_in(row["name"])
        column = "alt_names"
        aliases = _aliases(row["alt_names"])
        column = "list_code" if "list_code" in sheet.columns else "source"
        code = row["list_code"] or _code(row["source"])
        column = "start_date"
        start = day_in(row["start_date"])
        column = "end_date"
        end = day_in(row["end_date"])
    except CellError as mistake:
        sheet.wrong(row, column, mistake)
        return None
    addresses = parts_in(row["addresses"])
    countries = countries_in(row["countries"]) if row["countries"] else _ends(addresses)
    requirement, footnotes = _footnotes(row["license_requirement"])
    return Entry(
        list=code,
        key=entry_key(code, row["entity_number"], name, countries),
        name=name,
        type=row["type"],
        aliases=aliases,
        countries=countries,
        addresses=addresses,
        programs=parts_in(row["programs"]),
        notices=notices_in(row["federal_register_notice"]),
        footnotes=footnotes,
        start=start,
        end=end,
        requirement=requirement,
        policy=row["license_policy"],
        remarks=row["remarks"],
        url=row["source_list_url"],
    )


def _code(source: str) -> str:
    hit = _CODED.search(source)
    if not hit:
        raise CellError(
            f"{quoted(source)} names no list", "a list and its code are expected: Entity List (EL)"
        )
    return hit[1]


def _aliases(cell: str) -> tuple[str, ...]:
    parts = parts_in(cell)
    if len(parts) > MOST_ALIASES:
        raise CellError(f"one party has {len(parts):,} aliases; at most {MOST_ALIASES:,} are read")
    if len(parts) > 1:
        parts = (*parts[:-1], parts[-1].removeprefix("and "))
    names = (name_in(name) for part in parts for name in _KNOWN_AS.split(part) if name)
    return tuple(dict.fromkeys(names))


def parts_in(cell: str) -> tuple[str, ...]:
    """Return the values that semicolons part, each with its spaces single."""
    return tuple(" ".join(part.split()) for part in cell.split(";") if part.strip())


def countries_in(cell: str) -> tuple[str, ...]:
    """Return the ISO codes of countries that bars part, by code or by name."""
    return _codes(cell.split("|"))


def _ends(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return the ISO codes of the countries that addresses end with."""
    return _codes(hit[1] for hit in map(_END.search, addresses) if hit)


def _codes(places: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_iso, places))))


@cache
def _iso(place: str) -> str:
    """Return the code of a country; empty for a region, of which none is guessed.

    Hong Kong keeps its own code: what it counts as on the day of a sale is for the law to say.
    """
    try:
        return country(place, date.min)
    except UsageError:
        return ""


def _footnotes(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a licence requirement without the footnotes glued to it, and the footnotes."""
    found = [hit["end"] or hit["first"] or hit["third"] for hit in _FOOTNOTE.finditer(text)]
    found += [note for paragraph, note in _BY_PARAGRAPH.items() if paragraph in text]
    bare = _FOOTNOTE.sub(lambda hit: hit[0][:-1].rstrip(), text)
    return bare, tuple(sorted(dict.fromkeys(found)))
