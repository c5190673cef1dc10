"""What the verbs of the registry print."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from rich.console import RenderableType
from rich.text import Text

from earmark.facts.registry.decisions import Decision
from earmark.facts.registry.importing import Imported
from earmark.facts.registry.lookup import Found
from earmark.facts.registry.reading import Source
from earmark.report.stream import shown_in_json
from earmark.report.text import Pairs, plain, plural, show

FRESH: Final = timedelta(days=7)
"""How old a copy of the Consolidated Screening List may be: it changes several times a month."""

NOT_IMPORTED: Final = "The Consolidated Screening List was not imported: earmark registry update."
_TITLES: Final = {
    "csl": "Consolidated Screening List",
    "dates": "Entity List, effective dates",
    "stakes": "stakes",
    "bods": "beneficial ownership (BODS)",
    "gleif": "legal entities (GLEIF)",
}


def print_imported(done: Imported, registry: Path) -> None:
    """Print what an import did."""
    title = f"{_title(done.kind, done.source)}, as of {done.as_of}: {plural(done.rows, 'record')}"
    if done.known:
        show([plain(f"{title}. The very same file was imported before; nothing was changed.")])
        return
    rows = [("registry", str(registry)), ("digest", done.digest)]
    if done.added or done.gone:
        rows.append(
            ("since the last copy", f"{plural(done.added, 'record')} new, {done.gone:,} gone")
        )
    rows += [("left out", f"{count:,} {why}") for why, count in done.left_out.items()]
    show([plain(f"Imported {title}.", "bold"), Pairs(rows)])


def print_unchanged(address: str) -> None:
    """Print that the server has nothing newer."""
    show([plain(f"{address} has not changed since it was fetched last; nothing was changed.")])


def print_status(path: Path, sources: Sequence[Source], decisions: int, today: date) -> None:
    """Print what a registry holds."""
    parts: list[RenderableType] = [plain(f"Registry {path}", "bold")]
    for source in sources:
        stale = _stale(source, today)
        parts += [Text(), plain(_title(source.kind, source.source), "bold")]
        if stale:
            parts.append(plain(f"  STALE: {stale}", "bold yellow"))
        parts.append(Pairs(_stated(source)))
    if all(source.kind != "csl" for source in sources):
        parts += [Text(), plain(NOT_IMPORTED, "bold yellow")]
    show([*parts, Text(), plain(f"Decisions that stand: {decisions}")])


def status_json(path: Path, sources: Sequence[Source], decisions: int, today: date) -> str:
    """Return the same as one JSON object."""
    said: dict[str, Any] = {
        "registry": str(path),
        "sources": [
            {
                **source._asdict(),
                "as_of": source.as_of.isoformat(),
                "stale": bool(_stale(source, today)),
            }
            for source in sources
        ],
        "full_list": any(source.kind == "csl" for source in sources),
        "decisions": decisions,
    }
    return shown_in_json(json.dumps(said, indent=2, ensure_ascii=False)) + "\n"


def print_found(
    name: str,
    found: Sequence[Found],
    decisions: Sequence[Decision],
    lists: Sequence[Mapping[str, object]],
) -> None:
    """Print which parties a name may mean."""
    parts: list[RenderableType] = []
    if not found:
        said = f"No party on file resembles {name!r}. No match is never clearance."
        parts.append(plain(said, "bold"))
    for one in found:
        sure = "certain" if one.certain else "possible"
        parts += [*([Text()] if parts else []), plain(f"{sure}: {one.party.name}", "bold")]
        parts.append(Pairs(_why(one)))
    parts += [Text(), *decided(decisions)] if decisions else []
    show([*parts, Text(), plain(screened(lists), "dim")])


def screened(lists: Sequence[Mapping[str, object]]) -> str:
    """Return which lists were searched."""
    said = [f"{one['name']}, {one['parties']:,} parties, as of {one['as_of']}" for one in lists]
    return "; ".join(["Lists: parties shipped with Earmark", *said]) + (
        "" if said else f". {NOT_IMPORTED}"
    )


def print_matched(
    counts: Mapping[str, int], lists: Sequence[Mapping[str, object]], out: Path
) -> None:
    """Print how many names matched."""
    said = ", ".join(f"{count:,} {match}" for match, count in counts.items())
    total = sum(counts.values())
    show([plain(f"{total:,} names: {said}. Written to {out}."), plain(screened(lists), "dim")])


def print_decisions(decisions: Iterable[Decision]) -> None:
    """Print decisions, the oldest first."""
    show([*decided(decisions)] or [plain("No decision on file.")])


def decided(decisions: Iterable[Decision]) -> Iterable[RenderableType]:
    """Yield decisions, with who made them, when and why."""
    for one in decisions:
        verb = "is" if one.same else "is not"
        yield plain(f"Decision {one.id}: {one.name} {verb} {', '.join(one.parties)}", "bold")
        rows = [("why", one.why), ("by", f"{one.author}, {one.made_at}")]
        if one.revoked_at:
            rows.append(("revoked", f"{one.revoked_why} ({one.revoked_by}, {one.revoked_at})"))
        yield Pairs(rows)


def _stated(source: Source) -> list[tuple[str, str]]:
    lists = ", ".join(f"{code} {count:,}" for code, count in source.lists.items())
    left_out = "; ".join(f"{count:,} {why}" for why, count in source.left_out.items())
    stated = {
        "as of": source.as_of.isoformat(),
        "records": f"{source.rows:,}",
        "lists": lists,
        "left out": left_out,
        "from": f"{source.origin}, imported {source.imported_at}",
        "copies kept": str(source.snapshots),
        "digest": source.digest,
    }
    return [(name, text) for name, text in stated.items() if text]


def _why(one: Found) -> list[tuple[str, str]]:
    stated = {
        "lists": ", ".join(one.lists) or "none: known, and not listed",
        "key": "; ".join(one.keys),
        "by the name": one.alias,
        "words that agree": " ".join(one.agreed),
        "words that do not": " ".join(one.differing),
        "score": f"{one.score:.1f}" if one.score else "",
    }
    return [(name, text) for name, text in stated.items() if text]


def _title(kind: str, source: str) -> str:
    series = source.partition("/")[2]
    return f"{_TITLES[kind]}: {series}" if series else _TITLES[kind]


def _stale(source: Source, today: date) -> str:
    if source.kind != "csl" or today - source.as_of <= FRESH:
        return ""
    return f"{(today - source.as_of).days} days old; earmark registry update fetches a newer one"
