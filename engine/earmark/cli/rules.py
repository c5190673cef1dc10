"""``earmark rules``: list the rules, show one with its sources, check a rulebook."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
from rich.console import Console

from earmark.cli.common import RulesOption, rulebook_at
from earmark.errors import Fault, UsageError, nearest
from earmark.law.rule import Rule, Window
from earmark.report.text import plain


def add(app: typer.Typer) -> None:
    """Add the verb."""
    verbs = typer.Typer(help="List, show and check rules.", no_args_is_help=True)
    verbs.command("list")(list_rules)
    verbs.command("show")(show)
    verbs.command("check")(check)
    app.add_typer(verbs, name="rules")


def list_rules(rules: RulesOption = None) -> None:
    """List every rule: control, windows, status, first citation."""
    console = Console(highlight=False, emoji=False)
    control = ""
    for rule in sorted(rulebook_at(rules).rules, key=lambda one: (one.control.file, one.stratum)):
        if rule.control.name != control:
            control = rule.control.name
            console.print(plain(f"\n{control}", "bold"))
        windows = "; ".join(map(_span, rule.windows))
        law = next(cite.law for cite in rule.cites if cite.law)
        console.print(plain(f"  {rule.id}: {rule.effect.value}, {windows}, {law}"))


def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="The rule's id.")],
    rules: RulesOption = None,
) -> None:
    """Show one rule in full, with its sources."""
    book = rulebook_at(rules)
    rule = book.by_id.get(name)
    if rule is None:
        raise UsageError(
            Fault("unknown-rule", f"there is no rule {name!r}", hint=nearest(name, book.by_id))
        )
    console = Console(highlight=False, emoji=False)
    for line in _lines(rule):
        console.print(plain(line))


def check(rules: RulesOption = None) -> None:
    """Check a rulebook; every mistake of every file is listed with its place."""
    book = rulebook_at(rules)
    files = {rule.control.file for rule in book.rules}
    through = f", checked through {book.verified_through}" if book.verified_through else ""
    typer.echo(f"{len(book.rules)} rules in {len(files)} files, no mistake{through}.")


def _span(window: Window) -> str:
    until = "" if window.until == date.max else f" until {window.until}"
    status = "" if window.status.value == "in_force" else f" ({window.status.value})"
    return f"from {window.start}{until}{status}"


def _lines(rule: Rule) -> list[str]:
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
        "lifts": ", ".join(rule.lifts),
        "acts": ", ".join(rule.acts),
        "note": rule.note,
        "stands in": str(rule.place),
    }
    lines = [f"{rule.id}: {rule.title}"]
    lines += [f"  {key}: {value}" for key, value in stated.items() if value]
    for cite in rule.cites:
        if cite.law:
            lines.append(f"  law: {cite.law}" + (f" ({cite.notice})" if cite.notice else ""))
        else:
            lines.append(f"  “{cite.quote}”")
            lines.append(f"    = {cite.gloss} [{cite.seed}, characters {cite.start}–{cite.end}]")
    return lines
