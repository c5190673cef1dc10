"""TOML as people write it: every way in which a text can fail to be TOML is one error."""

from __future__ import annotations

import tomllib
from typing import Any, Final

_LARGEST: Final = 2**63


def read_toml(text: str) -> dict[str, Any]:
    """Return the tables of ``text``.

    Raises :class:`ValueError` with a readable message for what is no TOML, for integers beyond
    the 64 bits that TOML grants, and for values nested too deeply.
    """
    try:
        data = tomllib.loads(text)
        _check(data)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except tomllib.TOMLDecodeError:
        raise
    except ValueError:
        # Python reads no integer of more than 4,300 digits.
        raise ValueError(_TOO_LARGE) from None
    return data


_TOO_LARGE: Final = "an integer needs more than 64 bits"


def _check(value: object) -> None:
    if isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
        raise ValueError(_TOO_LARGE)
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            _check(inner)
