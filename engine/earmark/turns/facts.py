"""What changes on file between two days: listings of parties, how a place counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from earmark.facts.changes import Recounted, recounted
from earmark.facts.countries import country_name
from earmark.matter import Facts, Thing
from earmark.schema import FIELDS, Kind
from earmark.turns.aspect import Aspect, Take, Why
from earmark.turns.standing import Standing

LISTS: Final = {
    "entity_list": "the Entity List",
    "meu_list": "the Military End-User List",
    "ns_cmic_list": "the NS-CMIC list",
    "1260h_list": "the section 1260H list",
}
"""The lists that ``party.on_…`` speaks of; facts such as ``party.…_name`` detail an entry."""

Paths = frozenset[str]


def on_file(before: Standing, after: Standing) -> Iterator[Aspect]:
    """Yield what changed on file about the things of a sale."""
    moved = [one for one in recounted() if one.since == after.sale.on]
    yield from _recounted(before, after, moved)
    for old, new in zip(before.matter.things, after.matter.things, strict=True):
        if not _same_shape(old, new):
            says = _meanings(old, new)
            yield Aspect("listing changes", says, before, after, _taking_thing(old.key))
            continue
        for subject, paths in _changed(old, new).items():
            if not (moved and all(map(_is_place, paths))):
                why, says = _told(subject, paths, old, new)
                yield Aspect(why, says, before, after, _taking_facts(old.key, paths))


# -- one thing as it is in another standing --------------------------------------------------


def _taking_thing(key: str) -> Take:
    return lambda of, other: of.knowing(_thing(other, key))


def _taking_facts(key: str, paths: Paths) -> Take:
    return lambda of, other: of.knowing(_with_facts(_thing(of, key), _thing(other, key), paths))


def _taking_places(of: Standing, other: Standing) -> Standing:
    for thing, another in zip(of.matter.things, other.matter.things, strict=True):
        if _same_shape(thing, another):
            places = frozenset(filter(_is_place, thing.options[0].values))
            of = of.knowing(_with_facts(thing, another, places))
    return of


def _thing(standing: Standing, key: str) -> Thing:
    return next(thing for thing in standing.matter.things if thing.key == key)


def _with_facts(thing: Thing, other: Thing, paths: Paths) -> Thing:
    """Return a thing with some facts as they are in another of the same shape."""
    options = tuple(
        Facts({**one.values, **{path: their.values[path] for path in paths}}, one.sources)
        for one, their in zip(thing.options, other.options, strict=True)
    )
    return replace(thing, options=options)


def _same_shape(one: Thing, other: Thing) -> bool:
    """Tell whether two things have the same alternatives, so that facts can be exchanged."""
    answers = [thing.doubt.answers if thing.doubt else () for thing in (one, other)]
    return answers[0] == answers[1] and len(one.options) == len(other.options)


# -- places ----------------------------------------------------------------------------------


def _recounted(before: Standing, after: Standing, moved: list[Recounted]) -> Iterator[Aspect]:
    """Yield the places that count as another from this day on, for all things at once."""
    mine = {
        known
        for thing in before.matter.things
        for option in thing.options
        for path, known in option.values.items()
        if _is_place(path)
    }
    told = [
        f"{country_name(one.code)} counts as {country_name(one.counts_as)} ({one.source})"
        for one in moved
        if one.code in mine
    ]
    if told:
        says = "; ".join(told)
        yield Aspect("country counts as another", says, before, after, _taking_places)


def _is_place(path: str) -> bool:
    """Tell whether a fact is a place, or the kind of the sale, which follows from places."""
    return FIELDS[path].kind is Kind.COUNTRY or path == "sale.kind"


# -- what is on file about a party -----------------------------------------------------------


def _changed(old: Thing, new: Thing) -> Mapping[str, Paths]:
    """Return the facts that differ, by their subject: those of one listing are one."""
    found: dict[str, set[str]] = {}
    for one, other in zip(old.options, new.options, strict=True):
        for path in one.values:
            if one.values[path] != other.values[path]:
                found.setdefault(_subject(path), set()).add(path)
    return {subject: frozenset(paths) for subject, paths in found.items()}


def _subject(path: str) -> str:
    name = path.partition(".")[2].removeprefix("on_")
    return next((one for one in LISTS if name == one or name.startswith(f"{one}_")), path)


def _told(subject: str, paths: Paths, old: Thing, new: Thing) -> tuple[Why, str]:
    """Return what happened to a subject, in words."""
    if subject not in LISTS:
        return "file changes", f"what is on file about {new.name} changes: {FIELDS[subject].doc}"
    told = (
        _listed(subject, one, other)
        for one, other in zip(old.options, new.options, strict=True)
        if any(one.values[path] != other.values[path] for path in paths)
    )
    return "listing changes", "; ".join(dict.fromkeys(told))


def _listed(subject: str, old: Facts, new: Facts) -> str:
    was, now = (facts.values[f"party.on_{subject}"] for facts in (old, new))
    name, notice = new.values["party.name"], new.values.get(f"party.{subject}_notice")
    if was == now:
        return f"the entry of {name} on {LISTS[subject]} changes"
    if not now:
        return f"{name} is taken off {LISTS[subject]}"
    return f"{name} is put on {LISTS[subject]}{f' ({notice})' if notice else ''}"


def _meanings(old: Thing, new: Thing) -> str:
    """Return how the listed parties that a name may mean differ between two days."""
    was, now = _listed_meanings(old), _listed_meanings(new)
    told = [f"{new.name} may be {name}, which is listed" for name in now if name not in was]
    told += [
        f"{name}, which {new.name} may be, is listed no more" for name in was if name not in now
    ]
    return "; ".join(told) or f"what {new.name} may mean changes"


def _listed_meanings(thing: Thing) -> list[str]:
    answers = thing.doubt.answers if thing.doubt else ()
    return [
        name
        for name, option in zip(answers, thing.options, strict=False)
        if any(option.values.get(f"party.on_{one}") is True for one in LISTS)
    ]
