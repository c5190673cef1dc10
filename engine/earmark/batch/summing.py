"""From counts to the summary of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from earmark.batch.sample import Sampled as Drawn
from earmark.batch.summary import (
    Ask,
    Count,
    Counts,
    Group,
    Input,
    Line,
    RuleCited,
    Sampled,
    Summary,
    Warned,
)
from earmark.batch.tally import Kept, Key, Tally
from earmark.batch.worker import Done
from earmark.explain import cited
from earmark.facts.resolve import NO_ADDRESSES
from earmark.law.rulebook import Rulebook
from earmark.orders import Reader
from earmark.resources import VERSION
from earmark.schema import POLICIES
from earmark.screening import unchecked
from earmark.verdict import ListUsed, RulebookUsed

ONE_JUDGE: Final = (
    "The reference judged every row; both judges judged a sample again, from scratch."
)
_MOST: Final = 500
_VERDICTS: Final = ("deny", "review", "allow")


def summed(reader: Reader, counts: Counts, done: Done, sampled: Drawn) -> Summary:
    """Return the summary of a run."""
    book, registry, tally = done.book, done.registry, done.tally
    groups = sorted(tally.groups.items(), key=_group_order)
    places = {key: place for place, (key, _) in enumerate(groups)}
    screened = tally.last >= tally.first
    days = dict.fromkeys((tally.last, tally.first)) if screened else ()
    late = unchecked(tally.last, book) if screened else ()
    return Summary(
        input=Input(name=reader.name, digest=reader.digest),
        first=tally.first if screened else None,
        last=tally.last if screened else None,
        counts=counts,
        by_destination=_counts(tally.destinations),
        by_chip=_counts(tally.chips),
        by_rule=_counts(_by_rule(tally.groups)),
        by_question=_counts({(kind, "review"): lines for kind, lines in tally.kinds.items()}),
        groups=tuple(_group(key, lines, book) for key, lines in groups),
        lines=tuple(_line(one, places) for kept in tally.kept.values() for one in kept),
        asks=tuple(
            Ask(fact=fact, ask=ask, lines=lines)
            for (fact, ask), lines in sorted(tally.asks.items(), key=_largest)[:_MOST]
        ),
        warnings=tuple(_warned(rule, tally, book) for rule in sorted(tally.warnings)),
        cells=tally.cells,
        sampled=Sampled(
            rows=sampled.rows,
            differing=len(sampled.differing),
            chaining=sampled.silent or "agreed",
        ),
        not_screened=(
            *dict.fromkeys(said for day in days for said in registry.not_screened(day)),
            *([] if registry.has_addresses else [NO_ADDRESSES]),
        ),
        caveats=(*late, ONE_JUDGE, *_notes(tally.notes)),
        unread=reader.header.unread,
        rulebook=RulebookUsed(digest=book.digest, verified_through=book.verified_through),
        lists=tuple(ListUsed.model_validate(used) for used in registry.lists()),
        earmark=VERSION,
    )


def _group_order(item: tuple[Key, int]) -> tuple[object, ...]:
    """Put what is denied first, by the strictest policy, then the largest groups."""
    key, lines = item
    policy = POLICIES.index(key.review_policy) if key.review_policy in POLICIES else len(POLICIES)
    return _VERDICTS.index(key.verdict), policy, -lines, key


def _largest(item: tuple[tuple[str, str], int]) -> tuple[int, tuple[str, str]]:
    return -item[1], item[0]


def _by_rule(groups: Mapping[Key, int]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for key, lines in groups.items():
        for rule in key.rules:
            found[rule, key.verdict] += lines
    return found


def _counts(counted: Mapping[tuple[str, str], int]) -> tuple[Count, ...]:
    """Return counts by name, what is denied and reviewed most first."""
    rows: dict[str, dict[str, int]] = {}
    for (name, verdict), lines in counted.items():
        rows.setdefault(name, {})[verdict] = lines

    def weight(item: tuple[str, dict[str, int]]) -> tuple[int, int, str]:
        name, lines = item
        return -lines.get("deny", 0) - lines.get("review", 0), -sum(lines.values()), name

    found = (Count(name=name, **lines) for name, lines in sorted(rows.items(), key=weight))
    return tuple(found)


def _group(key: Key, lines: int, book: Rulebook) -> Group:
    rules = (book.by_id[rule] for rule in key.rules)
    return Group(
        verdict=key.verdict,
        licence=key.licence,
        review_policy=key.review_policy,
        rules=tuple(
            RuleCited(rule=one.id, title=one.title, citations=cited(one.cites)) for one in rules
        ),
        conditions=key.conditions,
        lines=lines,
    )


def _line(kept: Kept, places: Mapping[Key, int]) -> Line:
    return kept.line.model_copy(update={"group": places[kept.key]})


def _warned(rule: str, tally: Tally, book: Rulebook) -> Warned:
    found = book.by_id[rule]
    return Warned(
        rule=rule,
        title=found.title,
        says=tally.says[rule],
        lines=tally.warnings[rule],
        citations=cited(found.cites),
    )


def _notes(notes: Counter[str]) -> Iterable[str]:
    """Yield what was taken for granted, and how often."""
    for note, often in sorted(notes.items(), key=lambda item: (-item[1], item[0]))[:_MOST]:
        yield f"{note} (on {often:,} {'row' if often == 1 else 'rows'})"
    if len(notes) > _MOST:
        yield f"{len(notes) - _MOST:,} more assumptions are told by earmark explain."
