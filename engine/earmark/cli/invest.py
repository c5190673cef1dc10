"""``earmark invest``: screen one investment and say why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Annotated, Final

import typer

from earmark.cli.common import EXIT_CODES, RegistryOption, RulesOption, registry_at
from earmark.cli.options import UNCLAIMED, Options
from earmark.investing import screen_investment
from earmark.investment import Investment, conflicts
from earmark.investment_terms import ACTIVITIES, AI_USES, INSTRUMENTS
from earmark.law.rulebook import load
from earmark.report.stream import put, shown_in_json

HELP: Final = """Screen one investment in a company and say why.

By the rules on US investment (NS-CMIC securities, 31 CFR part 850), never by chip licences.

Exit codes: 0 allow, 1 deny, 4 review; 2 for one that cannot be read, 3 for a failure."""

_WORDS: Final = {"instrument": INSTRUMENTS, "activity": ACTIVITIES, "ai_use": AI_USES}
_OPTIONS: Final = Options(
    Investment,
    conflicts,
    values={**dict.fromkeys(_WORDS, "WORD"), "training_operations": "NUMBER"},
)
_LEFT: Final = 29
_RIGHT: Final = 78


def add(app: typer.Typer) -> None:
    """Add the verb."""
    words = "\n\n".join(
        "\n".join(["\b", f"Words of {_OPTIONS.flag(field)}:", *_glossary(meanings)])
        for field, meanings in _WORDS.items()
    )
    app.command("invest", help=HELP, epilog=words, context_settings=UNCLAIMED)(invest)


def invest(
    context: typer.Context,
    rules: RulesOption = None,
    registry: RegistryOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    **given: list[str] | bool | None,
) -> None:
    """Screen one investment; its options are the fields of :class:`earmark.Investment`."""
    investment = _OPTIONS.stated(context, given)
    book = load(rules) if rules else None
    verdict = screen_investment(
        investment, rulebook=book, registry=registry_at(registry), chaining=context.obj
    )
    if json:
        put(shown_in_json(verdict.model_dump_json(by_alias=True, indent=2)) + "\n")
    else:
        from earmark.report.investment import print_investment

        print_investment(verdict)
    raise typer.Exit(EXIT_CODES[verdict.verdict])


def _glossary(meanings: Mapping[str, str]) -> Iterator[str]:
    """Yield the words with their meanings, in two columns."""
    for word, meaning in meanings.items():
        first, *more = wrap(meaning, _RIGHT - _LEFT, break_on_hyphens=False)
        yield f"{'  ' + word:{_LEFT}}{first}"
        yield from (f"{'':{_LEFT}}{line}" for line in more)


_OPTIONS.declare(invest)
