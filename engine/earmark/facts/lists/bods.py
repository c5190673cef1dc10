"""Beneficial Ownership Data Standard 0.4: entities, persons, and who holds what of whom.

A later statement about a record replaces an earlier one; a closed record ends on the day of the
statement that closes it. An owner that is declared and not named may hold any share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, Final, NamedTuple

from earmark.errors import quoted
from earmark.facts.lists.bods_interests import day_of, stakes_in
from earmark.facts.lists.cells import name_in
from earmark.facts.lists.intake import CellError, Intake
from earmark.facts.lists.records import Details, json_records, part, parts
from earmark.facts.lists.rows import Firm, identifier
from earmark.facts.lists.text import text_of
from earmark.facts.stakes import PERSONAL, SHARE, WHOLE, Kind, Stake

_NOBODY: Final = "noBeneficialOwners"
_LEI: Final = "XI-LEI"


class _Last(NamedTuple):
    """Which statement about a record counts: its day, and its number in the file."""

    day: str
    number: int


class _Record(NamedTuple):
    """A firm or person: the node, and whether it is a natural person."""

    node: str
    person: bool = False


def statements(intake: Intake) -> Iterator[Stake | Firm]:
    """Yield the firms and stakes of a file. Raises :class:`InputFileError`.

    The file is read twice: which statement is the last about its record is known at its end.
    """
    last: dict[str, _Last] = {}
    records: dict[str, _Record] = {}
    for number, statement in _statements(intake):
        with _told(intake, number, statement):
            record, told = _record(statement), _Last(str(statement.get("statementDate")), number)
            if record not in last or told > last[record]:
                last[record] = told
                person = statement.get("recordType") == "person"
                records[record] = _Record(_key(statement), person)
            published = day_of(part(statement, "publicationDetails").get("publicationDate"))
            intake.days |= {published} if published else set()
    intake.check()
    intake.days = {max(intake.days)} if intake.days else set()
    for number, statement in _statements(intake):
        if last[_record(statement)].number != number:
            intake.left_out["statements that a later one replaces"] += 1
            continue
        found: list[Stake | Firm] = []
        with _told(intake, number, statement):
            found += _read(statement, records, intake)
        yield from found


def _statements(intake: Intake) -> Iterator[tuple[int, dict[str, Any]]]:
    with text_of(intake) as file:
        yield from json_records(file, intake)


@contextmanager
def _told(intake: Intake, number: int, statement: Details) -> Iterator[None]:
    """Note what is wrong with a statement, with its number and record."""
    try:
        yield
    except CellError as mistake:
        said = f"statement {number}, record {quoted(_record(statement))}: {mistake.message}"
        intake.wrong(said, mistake.hint)


def _read(
    statement: Details, records: Mapping[str, _Record], intake: Intake
) -> Iterator[Stake | Firm]:
    details = part(statement, "recordDetails")
    match statement.get("recordType"):
        case "entity":
            yield _entity(statement, details)
        case "person":
            yield _person(statement, details)
        case "relationship":
            yield from _relationship(statement, details, records, intake)
        case other:
            said = f"the recordType is {quoted(str(other))}"
            raise CellError(said, "entity, person or relationship is expected")


def _entity(statement: Details, details: Details) -> Firm:
    others = details.get("alternateNames") or []
    if not isinstance(others, list):
        raise CellError("alternateNames is no list")
    return Firm(
        key=_key(statement),
        name=name_in(str(details.get("name") or f"unnamed entity {_record(statement)}")),
        incorporated=str(part(details, "jurisdiction").get("code") or "")[:2].upper(),
        other_names=tuple(name_in(str(name)) for name in others if name),
        source=_source(statement),
    )


def _person(statement: Details, details: Details) -> Firm:
    names = [
        name_in(str(one["fullName"])) for one in parts(details, "names") if one.get("fullName")
    ]
    names = names or [f"undisclosed person {_record(statement)}"]
    return Firm(_key(statement), names[0], other_names=tuple(names[1:]), source=_source(statement))


def _relationship(
    statement: Details, details: Details, records: Mapping[str, _Record], intake: Intake
) -> Iterator[Stake | Firm]:
    owned = _end(details.get("subject"), records).node
    party = details.get("interestedParty")
    if not owned:
        intake.left_out["relationships whose subject is not stated"] += 1
    elif isinstance(party, dict):
        yield from _undisclosed(statement, party, owned, intake)
    elif not (owner := _end(party, records)).node:
        said = "interestedParty names no record"
        raise CellError(said, "a recordId, or an object with a reason, is expected")
    elif owner.node == owned:
        intake.left_out["stakes of a party in itself"] += 1
    else:
        for share, begun, ended in stakes_in(details, intake):
            until = ended or _closed(statement)
            kind: Kind = PERSONAL if owner.person else SHARE
            yield Stake(owner.node, owned, *share, kind, begun, until, _source(statement))


def _undisclosed(
    statement: Details, party: Details, owned: str, intake: Intake
) -> Iterator[Stake | Firm]:
    reason = str(party.get("reason") or "no reason given")
    if reason == _NOBODY:
        intake.left_out["declarations that there is no beneficial owner"] += 1
        return
    key, source = identifier(f"undisclosed owner of {owned}"), _source(statement)
    yield Firm(key, f"undisclosed owner ({reason})", source=source)
    yield Stake(key, owned, 0, WHOLE, until=_closed(statement), source=source)


def _closed(statement: Details) -> date | None:
    closed = statement.get("recordStatus") == "closed"
    return day_of(statement.get("statementDate")) if closed else None


def _record(statement: Details) -> str:
    return str(statement.get("recordId") or "")


def _key(statement: Details) -> str:
    """Return an identifier that others use too, else the publisher's own id of the record."""
    details = part(statement, "recordDetails")
    stated = {
        str(one["scheme"]): str(one["id"])
        for one in parts(details, "identifiers")
        if one.get("scheme") and one.get("id")
    }
    if stated.get(_LEI):
        return identifier(stated[_LEI])
    # A passport names a person; schemes of that kind are not known elsewhere.
    if stated and statement.get("recordType") == "entity":
        return identifier(":".join(min(stated.items())))
    return identifier(f"{_publisher(statement) or 'bods'}:{_record(statement)}")


def _end(value: object, records: Mapping[str, _Record]) -> _Record:
    """Return the record that a relationship refers to, without a node where it refers to none."""
    if not isinstance(value, str) or not value:
        return _Record("")
    return records.get(value) or _Record(identifier(f"record {value}"))


def _publisher(statement: Details) -> str:
    publisher = part(part(statement, "publicationDetails"), "publisher")
    return str(publisher.get("name") or "")


def _source(statement: Details) -> str:
    publisher = _publisher(statement) or "unnamed publisher"
    return f"{publisher}, {_record(statement)}, {statement.get('statementDate') or 'undated'}"
