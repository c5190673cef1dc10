"""``earmark rules``: list the rules, show one with its sources, check a rulebook."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.text import Text

from earmark.cli.common import RulesOption, Verbs
from earmark.errors import Fault, UsageError, nearest, quoted
from earmark.explain import cited
from earmark.law.rule import Rule, Window
from earmark.law.rulebook import Rulebook, load, shipped, shipped_for_investments
from earmark.report.citations import sources
from earmark.report.stream import put
from earmark.report.text import Pairs, plain, show


def add(app: typer.Typer) -> None:
    """Add the verb."""
    verbs = typer.Typer(cls=Verbs, help="List, show and check rules.")
    verbs.command("list")(list_rules)
    verbs.command("show")(show_rule)
    verbs.command("check")(check)
    app.add_typer(verbs, name="rules")


def list_rules(rules: RulesOption = None) -> None:
    """List every rule: its effect, when it is in force, its first citation of law."""
    by_control: dict[str, list[Rule]] = {}
    for book in _books(rules):
        for rule in sorted(book.rules, key=lambda one: (one.control.file, one.stratum)):
            by_control.setdefault(rule.control.name, []).append(rule)
    parts: list[RenderableType] = []
    for control, its_rules in by_control.items():
        rows = [(rule.id, f"{rule.effect.value}, {_line(rule)}") for rule in its_rules]
        parts += [*([Text()] if parts else []), plain(control, "bold"), Pairs(rows)]
    show(parts)


def show_rule(
    name: Annotated[str, typer.Argument(metavar="ID", help="The rule's id.")],
    rules: RulesOption = None,
) -> None:
    """Show one rule in full, with its sources."""
    by_id = {rule.id: rule for book in _books(rules) for rule in book.rules}
    rule = by_id.get(name)
    if rule is None:
        hint = nearest(name, by_id) or "see earmark rules list"
        raise UsageError(Fault("unknown-rule", f"there is no rule {quoted(name)}", hint=hint))
    show(
        [
            plain(f"{rule.id}: {rule.title}", "bold"),
            Pairs(_stated(rule)),
            *sources(cited(rule.cites)),
        ]
    )


def check(rules: RulesOption = None) -> None:
    """Check a rulebook; every mistake of every file is listed with its place."""
    for book in _books(rules):
        files = {rule.control.file for rule in book.rules}
        on = " on investments" if book.deal == "investment" else ""
        through = f", checked through {book.verified_through}" if book.verified_through else ""
        put(f"{len(book.rules)} rules{on} in {len(files)} files, no mistake{through}.\n")


def _books(path: Path | None) -> tuple[Rulebook, ...]:
    """Return the rulebook at ``path``, or the two that ship: on sales and on investments."""
    return (load(path),) if path else (shipped(), shipped_for_investments())


def _line(rule: Rule) -> str:
    law = next(cite.law for cite in rule.cites if cite.law)
    return f"{'; '.join(map(_span, rule.windows))}: {law}"


def _span(window: Window) -> str:
    until = "" if window.until == date.max else f" until {window.until}"
    status = "" if window.status.value == "in_force" else f" ({window.status.value})"
    return f"from {window.start}{until}{status}"


def _stated(rule: Rule) -> list[tuple[str, str]]:
    stated = {
        "control": f"{rule.control.name} ({rule.control.authority})",
        "about": rule.about,
        "roles": ", ".join(sorted(rule.roles)),
        "in force": "; ".join(map(_span, rule.windows)),
        "unconfirmed": "; ".join(window.doubt for window in rule.windows if window.doubt),
        "replaces": rule.replaces,
        "given": ", ".join(rule.given),
        "unless": ", ".join(rule.unless),
        "when": str(rule.when),
        "effect": f"{rule.effect.value} {rule.finding}",
        "review policy": rule.review_policy,
        "conditions": "; ".join(rule.conditions),
        "lifts": ", ".join(rule.lifts),
        "acts": ", ".join(rule.acts),
        "note": rule.note,
        "stands in": str(rule.place),
    }
    return [(name, text) for name, text in stated.items() if text]
