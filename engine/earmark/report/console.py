"""A verdict for a person: the answer, the chain of reasons, the sources, what to ask next."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from earmark.report.citations import sources
from earmark.report.page import COLOURS, footer, section, told_apart, transaction
from earmark.report.text import indented, plain, show
from earmark.screening import DEFAULT
from earmark.verdict import Finding, Verdict, Warned

if TYPE_CHECKING:
    from earmark.investment_verdict import InvestmentVerdict

Answered: TypeAlias = "Verdict | InvestmentVerdict"

_TELLING: Final = re.compile(r"not so: \W*(not \W*)?(chip|party)\.(?!eccn)")
"""Conditions on the figures of a chip, or on who a party is: the others are seen at a glance."""


def print_verdict(verdict: Verdict) -> None:
    """Print a verdict on standard output; plain text where that is no terminal."""
    show(_parts(verdict))


def _parts(verdict: Verdict) -> Iterable[RenderableType]:
    yield headline(verdict.verdict, f"{transaction(verdict.sale)}, on {verdict.sale['on']}")
    yield from _licence(verdict)
    yield from reasoned(verdict, "Red flags")


def reasoned(verdict: Answered, flags: str, said: Collection[str] = ()) -> Iterable[RenderableType]:
    """Yield all of a page that stands below its head.

    ``flags`` is the heading of the warnings; ``said`` are caveats that the head has told.
    """
    urgent, others = told_apart(text for text in verdict.caveats if text not in said)
    for caveat in urgent:
        yield plain(caveat, "bold")
    shown: set[tuple[str, str]] = set()
    yield from _reasons(verdict, shown)
    yield from _also_found(verdict, shown)
    yield from _not_so(verdict)
    yield from section(flags, (_warning(one) for one in verdict.warnings))
    yield from section(
        "What to ask", (_question(verdict, index) for index in range(len(verdict.questions)))
    )
    yield from section("Assumed, and not checked", map(plain, others))
    yield footer(verdict.judges, verdict.rulebook, verdict.lists)


def headline(answer: str, deal: str) -> Text:
    """Return the first line of a page: the answer, and what it is about."""
    line = Text(answer.upper(), style=COLOURS[answer])
    line.append("  ")
    line.append_text(plain(deal))
    return line


def _licence(verdict: Verdict) -> Iterable[RenderableType]:
    licence = verdict.licence
    if verdict.verdict == "allow" and not licence.requirements:
        yield plain("No licence is required under this rulebook and the lists that were loaded.")
        if DEFAULT in verdict.caveats:
            yield plain(DEFAULT)
    for rule in licence.prohibited_by:
        yield plain(f"Prohibited, whatever licence there is: {rule}.")
    for requirement in licence.requirements:
        depends = "" if requirement.certain else "Possibly: "
        lifted = f", lifted by {requirement.lifted_by}" if requirement.lifted_by else ""
        yield plain(
            f"{depends}Licence requirement {requirement.rule} "
            f"({requirement.reason_for_control}): {requirement.review_policy}{lifted}."
        )
        if requirement.conditions:
            policy = requirement.review_policy.capitalize()
            yield plain(f"{policy} only where the application shows:")
            yield from (indented(f"- {condition}", 2) for condition in requirement.conditions)
    for exception in verdict.exceptions:
        state = "is used" if exception.used else "could help"
        takes = f" It takes: {'; '.join(exception.takes)}." if exception.takes else ""
        yield plain(f"Exception {exception.rule} {state}. {exception.says}{takes}")


# -- reasons ---------------------------------------------------------------------------------


def _reasons(verdict: Answered, shown: set[tuple[str, str]]) -> Iterable[RenderableType]:
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


def _also_found(verdict: Answered, shown: set[tuple[str, str]]) -> Iterable[RenderableType]:
    """Tell what else was found: in full where nothing was said yet, else in a line or two each."""
    warned = {one.rule for one in verdict.warnings}
    rest = [
        finding
        for finding in verdict.findings
        if (finding.rule, finding.subject) not in shown and finding.rule not in warned
    ]
    if shown:
        yield from section("Also found", map(_in_short, rest))
    else:
        yield from section("Found", map(_found, rest))


def _in_short(finding: Finding) -> RenderableType:
    perhaps = "" if finding.certain else "Possibly: "
    law = next(cite.law for cite in finding.citations if cite.law)
    line = plain(f"{perhaps}{finding.says}")
    line.append(f"  [{finding.rule}; {law}]", style="dim")
    return line


def _not_so(verdict: Answered) -> Iterable[RenderableType]:
    """Say, for what is not denied, which rules of that day were looked at and do not apply."""
    if verdict.verdict == "deny":
        return
    close = {rule: why for rule, why in verdict.not_fired.items() if _TELLING.match(why)}
    lines = [plain(f"{rule}: {why}", "dim") for rule, why in close.items()]
    others = ", ".join(rule for rule in verdict.not_fired if rule not in close)
    if others:
        lines.append(plain(f"Nor does any of these apply (why: --json): {others}.", "dim"))
    yield from section("Looked at, and not so", lines)


# -- the rest --------------------------------------------------------------------------------


def _question(verdict: Answered, index: int) -> RenderableType:
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
