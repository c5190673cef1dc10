"""What the verbs of the registry share: where it is, and the words that name things in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from earmark.cli.common import registry_path_at
from earmark.errors import Fault, UsageError, quoted
from earmark.facts.registry.lookup import Found
from earmark.facts.registry.place import registry_path
from earmark.facts.registry.reading import RegistryFile
from earmark.orders.cells import reason
from earmark.sale import Name

_NAME: Final = TypeAdapter[str](Name)
_LONGEST: Final = 2_000


@contextmanager
def opened(path: Path | None, *, new: bool = False) -> Iterator[RegistryFile | None]:
    """Yield the registry, None where nothing was imported yet; ``new``: it may be missing.

    Raises :class:`InputFileError` where the one that is asked for is missing or is no registry.
    """
    where = registry_path(path) if new else registry_path_at(path)
    registry = RegistryFile.open(where) if where else None
    if registry is None:
        yield None
    else:
        with registry:
            yield registry


def named(what: str, text: str) -> str:
    """Return a name as stated. Raises :class:`UsageError` for what can be none."""
    try:
        return _NAME.validate_python(text)
    except ValidationError as error:
        said = reason(dict(error.errors()[0]))
        raise UsageError(Fault("bad-option", f"{what} {said}")) from None


def stated(option: str, text: str) -> str:
    """Return a reason or an author. Raises :class:`UsageError` for an empty or endless one."""
    if not text.strip() or len(text) > _LONGEST:
        said = f"{option} has {len(text):,} characters; 1 to {_LONGEST:,} are expected"
        raise UsageError(Fault("bad-option", said if text.strip() else f"{option} is empty"))
    return " ".join(text.split())


def unknown_party(party: str, found: Sequence[Found]) -> Fault:
    """Say that a party is not on file, and which names are near."""
    near = "; ".join(one.party.name for one in found[:3])
    hint = f"near names: {near}" if near else "see earmark registry search"
    return Fault("unknown-party", f"no party on file is {quoted(party)}", hint=hint)
