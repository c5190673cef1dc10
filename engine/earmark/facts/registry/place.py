"""Where the registry is, unless the user says: where the platform keeps a user's data."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

VARIABLE: Final = "EARMARK_REGISTRY"
_FILE: Final = Path("earmark", "registry.sqlite")


def registry_path(stated: Path | None = None) -> Path:
    """Return the path of the registry: as stated, by the environment, or the user's own place."""
    if stated:
        return stated
    named = os.environ.get(VARIABLE)
    return Path(named) if named else _data_home() / _FILE


def path_is_named() -> bool:
    """Return whether the environment names a registry."""
    return bool(os.environ.get(VARIABLE))


def _data_home() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    stated = Path(os.environ.get("XDG_DATA_HOME") or "")
    # A relative path is to be ignored (XDG Base Directory Specification).
    return stated if stated.is_absolute() else Path.home() / ".local" / "share"
