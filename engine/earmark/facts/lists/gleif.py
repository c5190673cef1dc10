"""GLEIF: who firms are (level 1), who consolidates whom (level 2), and why some name no parent.

No percentages: accounting consolidation makes a parent and states no share. Where a firm sits is
its headquarters address; the legal address is often an agent's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, TextIO
from xml.etree.ElementTree import Element

from earmark.errors import quoted
from earmark.facts.lists.cells import day_in, name_in
from earmark.facts.lists.intake import CellError, Intake
from earmark.facts.lists.records import Details, json_records, local, part, xml_records
from earmark.facts.lists.rows import Declaration, Firm, identifier
from earmark.facts.lists.text import text_of
from earmark.facts.stakes import CONSOLIDATION, WHOLE, Stake

_RECORDS: Final = frozenset(("LEIRecord", "RelationshipRecord", "Exception"))
_HEADERS: Final = frozenset(("LEIHeader", "Header"))
_DIRECT: Final = "IS_DIRECTLY_CONSOLIDATED_BY"
_ULTIMATE: Final = "IS_ULTIMATELY_CONSOLIDATED_BY"
_BRANCH: Final = "IS_INTERNATIONAL_BRANCH_OF"
"""A branch abroad is the same legal person as its head office."""
_VOID: Final = ("ANNULLED", "DUPLICATE", "CANCELLED")
_NAMES: Final = ("OtherEntityNames", "TransliteratedOtherEntityNames")
_SEVERAL: Final = ("RelationshipPeriods", *_NAMES)
"""Groups of like members, which the formats nest each in its own way."""


def records(intake: Intake) -> Iterator[Stake | Firm | Declaration]:
    """Yield what a file of any of the three kinds says. Raises :class:`InputFileError`."""
    with text_of(intake) as file:
        start = file.read(1)
        file.seek(0)
        found = _from_xml if start == "<" else _from_json
        for number, record in found(file, intake):
            try:
                _dated(record, intake)
                yield from _read(record, intake) if number else ()
            except CellError as mistake:
                lei = quoted(_text(record, "LEI"))
                where = f"record {number}, LEI {lei}" if number else "the header"
                intake.wrong(f"{where}: {mistake.message}", mistake.hint)


def _from_json(file: TextIO, intake: Intake) -> Iterator[tuple[int, Details]]:
    for number, record in json_records(file, intake):
        told = _plain(record)
        yield number, told if isinstance(told, dict) else {}


def _from_xml(file: TextIO, intake: Intake) -> Iterator[tuple[int, Details]]:
    """Yield the records with their numbers; the header has number 0."""
    number = 0
    for tag, element in xml_records(file, intake, {*_RECORDS, *_HEADERS}):
        number += tag in _RECORDS
        yield number * (tag in _RECORDS), _table(element) if len(element) else {}


def _read(record: Details, intake: Intake) -> Iterator[Stake | Firm | Declaration]:
    if "Relationship" in record:
        yield from _relationship(record, intake)
    elif "ExceptionCategory" in record:
        level = _text(record, "ExceptionCategory").partition("_")[0].lower()
        reason = _text(record, "ExceptionReason")
        yield Declaration(_lei(record), level, reason=reason, source="GLEIF")
    elif "Entity" in record:
        yield from _firm(record, intake)
    else:
        raise CellError("this is no GLEIF record", "Entity, Relationship or Exception is expected")


def _firm(record: Details, intake: Intake) -> Iterator[Firm]:
    if _text(record, "Registration", "RegistrationStatus") in _VOID:
        intake.left_out["LEIs that were annulled or issued twice"] += 1
        return
    entity = part(record, "Entity")
    yield Firm(
        key=_lei(record),
        name=name_in(_text(entity, "LegalName")),
        headquarters=_text(entity, "HeadquartersAddress", "Country"),
        incorporated=_text(entity, "LegalJurisdiction")[:2],
        other_names=tuple(dict.fromkeys(_other_names(entity))),
        source="GLEIF",
    )


def _other_names(entity: Details) -> Iterator[str]:
    for group in _NAMES:
        for other in _list(entity.get(group)):
            yield from (name_in(str(text)) for key, text in other.items() if key.endswith("Name"))


def _relationship(record: Details, intake: Intake) -> Iterator[Stake | Declaration]:
    kind = _text(record, "Relationship", "RelationshipType")
    if not kind:
        raise CellError("the RelationshipType is missing")
    if kind not in (_DIRECT, _ULTIMATE, _BRANCH):
        intake.left_out[f"relationships that are no parent ({kind})"] += 1
        return
    if _text(record, "Registration", "RegistrationStatus") in _VOID:
        intake.left_out["relationships that were annulled or registered twice"] += 1
        return
    owned, owner = (
        identifier(_text(record, "Relationship", end, "NodeID")) for end in ("StartNode", "EndNode")
    )
    if not owned or not owner:
        raise CellError("a relationship has two nodes; one is missing")
    if owned == owner:
        intake.left_out["firms that consolidate themselves"] += 1
        return
    since, until = _period(record)
    source = f"GLEIF, {kind}"
    if kind == _BRANCH:
        yield Stake(owner, owned, WHOLE, WHOLE, since=since, until=until, source=source)
        return
    if kind == _DIRECT:
        yield Stake(owner, owned, kind=CONSOLIDATION, since=since, until=until, source=source)
    level = "direct" if kind == _DIRECT else "ultimate"
    yield Declaration(owned, level, owner, since=since, until=until, source=source)


def _period(record: Details) -> tuple[date | None, date | None]:
    periods = [
        one
        for one in _list(part(record, "Relationship").get("RelationshipPeriods"))
        if one.get("PeriodType") == "RELATIONSHIP_PERIOD"
    ]
    since = day_in(str(periods[0].get("StartDate") or "")[:10]) if periods else None
    until = day_in(str(periods[0].get("EndDate") or "")[:10]) if periods else None
    if until is None and _text(record, "Relationship", "RelationshipStatus") == "INACTIVE":
        until = day_in(_text(record, "Registration", "LastUpdateDate")[:10])
    return since, until


# -- records of either format as one shape ----------------------------------------------------


def _plain(value: Any) -> Any:
    """Return JSON as if no text carried attributes ({"$": "text", "@xml:lang": "en"})."""
    if isinstance(value, dict):
        return value["$"] if "$" in value else {k: _plain(v) for k, v in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _table(element: Element) -> Any:
    if not len(element):
        return element.text or ""
    if local(element) in _SEVERAL:
        return [{local(one): _table(one)} if not len(one) else _table(one) for one in element]
    return {local(one): _table(one) for one in element}


def _list(value: Any) -> list[Mapping[str, Any]]:
    """Return the members of a group, whichever way the format nests them."""
    if isinstance(value, dict):
        value = next(iter(value.values()), ())
    members = value if isinstance(value, list) else [value] if value else []
    return [one if isinstance(one, dict) else {"OtherEntityName": one} for one in members]


def _text(record: Details, *path: str) -> str:
    value: Any = record
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value.strip() if isinstance(value, str) else ""


def _lei(record: Details) -> str:
    lei = _text(record, "LEI")
    if len(lei) != 20 or not (lei.isascii() and lei.isalnum()):
        raise CellError(f"{quoted(lei)} is no LEI; 20 letters and digits are expected")
    return identifier(lei)


def _dated(record: Details, intake: Intake) -> None:
    """Note the day of the content, which a header or each record may give."""
    day = day_in(_text(record, "ContentDate")[:10])
    intake.days |= {day} if day else set()
