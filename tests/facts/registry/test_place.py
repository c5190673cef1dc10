"""Where the registry is."""

from pathlib import Path

import pytest

from earmark.facts.registry import place


@pytest.fixture(autouse=True)
def _bare(monkeypatch):
    for name in (place.VARIABLE, "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)


def test_the_option_counts_before_the_environment_and_that_before_the_users_place(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    home = Path.home() / ".local" / "share" / "earmark" / "registry.sqlite"
    assert place.registry_path() == home
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert place.registry_path() == Path("/data/earmark/registry.sqlite")
    monkeypatch.setenv(place.VARIABLE, "mine.sqlite")
    assert place.registry_path() == Path("mine.sqlite")
    assert place.registry_path(Path("stated.sqlite")) == Path("stated.sqlite")


def test_a_relative_place_for_data_is_ignored(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", "data")
    assert place.registry_path().is_relative_to(Path.home())


@pytest.mark.parametrize(
    ("platform", "part"), [("darwin", "Application Support"), ("win32", "AppData")]
)
def test_other_platforms_have_places_of_their_own(monkeypatch, platform, part):
    monkeypatch.setattr("sys.platform", platform)
    assert part in place.registry_path().parts
