"""``earmark registry decide``, ``decisions``, ``revoke``: what a person says about a name."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer

from earmark.cli.common import RegistryOption
from earmark.cli.registry.common import named, opened, stated, unknown_party
from earmark.errors import Fault, UsageError, quoted
from earmark.facts.registry import decisions as book
from earmark.facts.registry.lookup import bearers
from earmark.facts.registry.place import registry_path
from earmark.facts.registry.screened import laid_over
from earmark.report.registry import print_decisions

_Text = str | None
WhyOption = Annotated[str, typer.Option("--why", metavar="TEXT", help="Why.")]
AuthorOption = Annotated[
    _Text, typer.Option("--by", metavar="AUTHOR", help="Who says so; else who you are here.")
]


def add(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("decide")(decide)
    app.command("decisions")(list_decisions)
    app.command("revoke")(revoke)


def decide(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name as orders have it.")],
    why: WhyOption,
    is_: Annotated[_Text, typer.Option("--is", metavar="PARTY", help="It is this party.")] = None,
    is_not: Annotated[
        _Text, typer.Option("--is-not", metavar="PARTY", help="It is not this party.")
    ] = None,
    by: AuthorOption = None,
    registry: RegistryOption = None,
) -> None:
    """Decide that a name is, or is not, a listed party; later verdicts say so.

    PARTY is a name on the lists, or a key that search shows.
    """
    if (is_ is None) == (is_not is None):
        said = "either --is PARTY or --is-not PARTY is expected"
        raise UsageError(Fault("conflicting-options", said))
    written = named("NAME", name)
    keys = _keys(
        named("PARTY", is_ if is_ is not None else str(is_not)), registry, same=is_ is not None
    )
    made = book.decide(
        registry_path(registry),
        written,
        keys,
        same=is_ is not None,
        why=stated("--why", why),
        author=_author(by),
    )
    print_decisions([made])


def list_decisions(registry: RegistryOption = None) -> None:
    """List every decision, revoked ones too."""
    with opened(registry) as user:
        print_decisions(user.every_decision() if user else [])


def revoke(
    number: Annotated[int, typer.Argument(metavar="ID", help="The number of the decision.")],
    why: WhyOption,
    by: AuthorOption = None,
    registry: RegistryOption = None,
) -> None:
    """Revoke a decision; it stays on file."""
    path = registry_path(registry)
    print_decisions([book.revoke(path, number, why=stated("--why", why), author=_author(by))])


def _author(author: str | None) -> str:
    try:
        return stated("--by", getpass.getuser() if author is None else author)
    except (OSError, KeyError, ImportError):
        message = "who decides is not known here"
        raise UsageError(Fault("missing-option", message, hint="state it with --by")) from None


def _keys(party: str, registry: Path | None, *, same: bool) -> list[str]:
    """Return the keys of a party, by one of them or by its name.

    A name can be several parties': it is none of them, but which of them it is has to be said.
    """
    with opened(registry, new=True) as user:
        known = laid_over(user)
        by_key = known.party(party)
        if by_key:
            return [*known.on_file(by_key).keys]
        found = bearers(party, known)
        if not found or not found[0].certain:
            raise UsageError(unknown_party(party, found))
        if same and len(found) > 1:
            said = f"{len(found)} parties on file are called {quoted(party)}"
            keys = "; ".join(f"{one.keys[0]} ({one.party.country})" for one in found)
            raise UsageError(Fault("ambiguous-party", said, hint=f"name one by its key: {keys}"))
        return [key for one in found for key in one.keys]
