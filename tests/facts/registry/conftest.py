"""A registry in a folder of its own, and a way to import texts into it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from earmark.facts.registry.importing import Imported, Origin, import_file
from earmark.facts.registry.reading import RegistryFile

CSL = "list_code,source,entity_number,type,name,alt_names,countries,license_requirement,"
CSL += "license_policy,programs,federal_register_notice,source_list_url\n"


@pytest.fixture
def csl() -> Callable[..., str]:
    """Return a function that writes a screening list of some names."""

    def call(*names: str, code: str = "EL", country: str = "CN") -> str:
        rows = (f"{code},S,,,{name},,{country},,,,84 FR 1,\n" for name in names)
        return CSL + "".join(rows)

    return call


@pytest.fixture
def stakes() -> Callable[..., str]:
    """Return a function that writes a file of stakes."""
    return lambda *rows: "\n".join(("owner,owned,percent,from,until,source", *rows, ""))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the registry is to be."""
    return tmp_path / "home" / "registry.sqlite"


@pytest.fixture
def put(tmp_path: Path, path: Path) -> Callable[..., Imported]:
    """Return a function that imports a text under a file name."""

    def call(name: str, content: str, as_of: date | None = None, **others: object) -> Imported:
        file = tmp_path / name
        file.write_text(content, encoding="utf-8")
        return import_file(path, file, Origin(as_of=as_of), **others)  # type: ignore[arg-type]

    return call


@pytest.fixture
def opened(path: Path) -> Callable[[], RegistryFile]:
    """Return a function that opens the registry."""

    def call() -> RegistryFile:
        registry = RegistryFile.open(path)
        assert registry is not None
        return registry

    return call
