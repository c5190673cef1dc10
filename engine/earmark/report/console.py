"""A verdict for a person: the answer, the chain of reasons, the sources, what to ask next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from earmark.facts.countries import country_name
from earmark.facts.resolve import NOT_SCREENED
from earmark.report.citations import sources
from earmark.report.text import indented, plain, show
from earmark.screening import DEFAULT
from earmark.verdict import Finding, Verdict, Warned

_COLOUR: Final = {"allow": "bold green", "deny": "bold red", "review": "bold yellow"}


def print_verdict(verdict: Verdict) -> None:
    """Print a verdict on standard output; plain text where that is no terminal."""
    show(_parts(verdict))


def _parts(verdict: Verdict) -> Iterable[RenderableType]:
    urgent, others = _caveats(verdict)
    yield _headline(verdict)
    yield from _licence(verdict)
    for caveat in urgent:
        yield plain(caveat, "bold")
    shown: set[tuple[str, str]] = set()
    yield from _reasons(verdict, shown)
    yield from _also_found(verdict, shown)
    yield from _not_so(verdict)
    yield from _section(
        "Red flags",
        (_warning(one) for one in verdict.warnings),
    )
    yield from _section(
        "What to ask", (_question(verdict, index) for index in range(len(verdict.questions)))
    )
    yield from _section("Assumed, and not checked", map(plain, others))
    yield _footer(verdict)


def _caveats(verdict: Verdict) -> tuple[list[str], list[str]]:
    """Return the caveats that no one may overlook, and the others.

    They come first: what is wrong with the second opinion, what was not screened, and that the
    rulebook was not checked for the day. The EAR's default is no caveat on a page; it stands with
    the licence.
    """
    starts = (NOT_SCREENED.partition("{")[0], "This rulebook")
    caveats = list(verdict.caveats)
    urgent = 1 + max((i for i, text in enumerate(caveats) if text.startswith(starts)), default=0)
    return caveats[:urgent], [text for text in caveats[urgent:] if text != DEFAULT]


def _headline(verdict: Verdict) -> Text:
    sale = verdict.sale
    quantity = f"{sale['quantity']} × " if "quantity" in sale else ""
    through = f" through {sale['subsidiary']}" if "subsidiary" in sale else ""
    line = Text(verdict.verdict.upper(), style=_COLOUR[verdict.verdict])
    line.append("  ")
    way = f"to {country_name(str(sale['destination']))}"
    if sale["ship_from"] != "US":
        way = f"from {country_name(str(sale['ship_from']))} {way}"
    line.append_text(
        plain(f"{quantity}{sale['chip']} for {sale['buyer']}{through}, {way}, on {sale['on']}")
    )
    return line


def _licence(verdict: Verdict) -> Iterable[RenderableType]:
    licence = verdict.licence
    if verdict.verdict == "allow" and not licence.requirements:
        yield plain("No licence is required under this rulebook and the lists that were loaded.")
        if DEFAULT in verdict.caveats:
            yield plain(DEFAULT)
    for requirement in licence.requirements:
        depends = "" if requirement.certain else "Possibly: "
        lifted = f", lifted by {requirement.lifted_by}" if requirement.lifted_by else ""
        yield plain(
            f"{depends}Licence requirement {requirement.rule} "
            f"({requirement.reason_for_control}): {requirement.review_policy}{lifted}."
        )
    for exception in verdict.exceptions:
        state = "is used" if exception.used else "could help"
        takes = f" It takes: {'; '.join(exception.takes)}." if exception.takes else ""
        yield plain(f"Exception {exception.rule} {state}. {exception.says}{takes}")


# -- reasons ---------------------------------------------------------------------------------


def _reasons(verdict: Verdict, shown: set[tuple[str, str]]) -> Iterable[RenderableType]:
    if not verdict.deciding:
        return
    by_rule: dict[str, list[Finding]] = {}
    for finding in verdict.findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    tree = Tree(Text("Why", style="bold"), guide_style="dim")
    for rule in verdict.deciding:
        for finding in by_rule.get(rule, ()):
            _grow(tree, finding, by_rule, shown)
    yield Text()
    yield tree


def _grow(
    tree: Tree,
    finding: Finding,
    by_rule: Mapping[str, list[Finding]],
    shown: set[tuple[str, str]],
) -> None:
    if (finding.rule, finding.subject) in shown:
        tree.add(plain(f"{finding.rule}: as above", "dim"))
        return
    shown.add((finding.rule, finding.subject))
    branch = tree.add(_found(finding))
    for name in finding.because:
        for reason in by_rule.get(name, ()):
            _grow(branch, reason, by_rule, shown)


def _found(finding: Finding) -> RenderableType:
    perhaps = "" if finding.certain else "Possibly: "
    head = plain(f"{perhaps}{finding.says}")
    head.append(f"  [{finding.rule}]", style="dim")
    note = [plain(f"Note: {finding.note}", "italic")] if finding.note else []
    figures = [
        plain(f"{path}: {source}", "dim") for path, source in finding.sources.items() if source
    ]
    return Group(head, *note, *figures, *sources(finding.citations))


def _warning(warned: Warned) -> RenderableType:
    head = plain(warned.says if warned.certain else f"Possibly: {warned.says}")
    head.append(f"  [{warned.rule}]", style="dim")
    return Group(head, *sources(warned.citations))


def _also_found(verdict: Verdict, shown: set[tuple[str, str]]) -> Iterable[RenderableType]:
    rest = [
        finding
        for finding in verdict.findings
        if (finding.rule, finding.subject) not in shown and finding.effect != "warns"
    ]
    yield from _section("Also found" if shown else "Found", (_found(finding) for finding in rest))


def _not_so(verdict: Verdict) -> Iterable[RenderableType]:
    """Say, for what is not denied, which rules of that day were looked at and do not apply."""
    if verdict.verdict == "deny":
        return
    lines = (plain(f"{rule}: {why}", "dim") for rule, why in verdict.not_fired.items())
    yield from _section("Looked at, and not so", lines)


# -- the rest --------------------------------------------------------------------------------


def _question(verdict: Verdict, index: int) -> RenderableType:
    question = verdict.questions[index]
    sides = [
        indented(
            f"if {side.answer}: {side.verdict}"
            + (f" ({', '.join(side.rules)})" if side.rules else ""),
            2,
        )
        for side in question.if_
    ]
    return Group(plain(f"{index + 1}. {question.ask}"), *sides)


def _section(title: str, parts: Iterable[RenderableType]) -> Iterable[RenderableType]:
    listed = list(parts)
    if listed:
        yield Text()
        yield Text(title, style="bold")
        for part in listed:
            yield Padding(part, (0, 0, 0, 2), expand=False)


def _footer(verdict: Verdict) -> RenderableType:
    judges = ", ".join(f"{name}: {said}" for name, said in verdict.judges.items())
    lists = "; ".join(
        f"{used.name}, {used.parties} parties, as of {used.as_of}" for used in verdict.lists
    )
    through = verdict.rulebook.verified_through or "not stated"
    return Group(
        Text(),
        plain(f"Judges: {judges}", "dim"),
        plain(f"Rulebook {verdict.rulebook.digest[:19]}, checked through {through}", "dim"),
        plain(f"Lists: {lists}", "dim"),
    )
