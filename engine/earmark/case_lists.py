"""What a worked case states beside its deal: entries of lists, and stakes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from earmark.errors import UsageError
from earmark.facts.countries import country
from earmark.facts.lists.cells import share_in
from earmark.facts.lists.rows import Entry, Firm, Row, entry_key, node
from earmark.facts.parties import Registry
from earmark.facts.stakes import WHOLE, Stake

LISTINGS: Final = "listings"
STAKES: Final = "stakes"


def _code(text: str) -> str:
    """Return the ISO code of a country, whatever it counted as on some day."""
    try:
        return country(text, date.min)
    except UsageError as error:
        # The case has a code of its own, which is told behind it.
        raise ValueError(str(error).rpartition(" [")[0]) from None


_Country = Annotated[str, AfterValidator(_code)]


class _Stated(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Listing(_Stated):
    """An entry of the Consolidated Screening List; ``list`` is its code (EL, SDN, DPL …)."""

    code: str = Field(alias="list")
    name: str
    countries: list[_Country] = []
    aliases: list[str] = []
    addresses: list[str] = []
    programs: list[str] = []
    since: date | None = Field(default=None, alias="from")
    until: date | None = None
    notice: str = ""
    requirement: str = ""
    policy: str = ""

    def row(self) -> Entry:
        """Return the entry."""
        countries = tuple(self.countries)
        return Entry(
            list=self.code,
            key=entry_key(self.code, "", self.name, countries),
            name=self.name,
            aliases=tuple(self.aliases),
            countries=countries,
            addresses=tuple(self.addresses),
            programs=tuple(self.programs),
            notices=(self.notice,) if self.notice else (),
            start=self.since,
            end=self.until,
            requirement=self.requirement,
            policy=self.policy,
        )


class _Stake(_Stated):
    """A stake; ``percent`` is text, exact to 0.0001, and left out where it is not known."""

    owner: str
    owner_hq: _Country = ""
    owned: str
    percent: str = ""
    since: date | None = Field(default=None, alias="from")
    until: date | None = None
    source: str = "stated"

    def rows(self) -> Iterator[Row]:
        """Yield the stake and both its ends."""
        low, high = (share_in(self.percent),) * 2 if self.percent else (0, WHOLE)
        owner, owned = node(self.owner), node(self.owned)
        yield Firm(owner, self.owner, headquarters=self.owner_hq)
        yield Firm(owned, self.owned)
        yield Stake(owner, owned, low, high, since=self.since, until=self.until, source=self.source)


def stated_rows(entry: Mapping[str, Any], wrong: list[str]) -> list[Row]:
    """Return the rows that a case states; what is none is told in ``wrong``."""
    rows: list[Row] = [one.row() for one in _read(_Listing, LISTINGS, entry, wrong)]
    rows += [row for one in _read(_Stake, STAKES, entry, wrong) for row in one.rows()]
    return rows


@cache
def registry_of(rows: tuple[Row, ...], as_of: date) -> Registry | None:
    """Return a registry of the rows, as of that day; ``None`` where there are none."""
    if not rows:
        return None
    # Most runs state none: the registry's machinery is only loaded where one is needed.
    from earmark.facts.registry.in_memory import in_memory

    return in_memory(rows, as_of)


def _read(model: type[Any], key: str, entry: Mapping[str, Any], wrong: list[str]) -> Iterator[Any]:
    tables = entry.get(key, [])
    if not isinstance(tables, list):
        wrong.append(f"{key} is no list of tables")
        return
    for number, table in enumerate(tables, 1):
        try:
            yield model.model_validate(table)
        except ValidationError as error:
            for one in error.errors():
                where = ".".join(map(str, one["loc"]))
                said = one["msg"].removeprefix("Value error, ")
                wrong.append(f"{key} {number}: {where}: {said}")
