"""What all tests share: one second judge, hypothesis profiles, no registry of one's own."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings

from earmark.judges.chaining import Chaining

settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("long", settings.get_profile("ci"), max_examples=5000, derandomize=False)
# Whether a change of the engine is caught, not by how small an example.
settings.register_profile(
    "mutation",
    settings.get_profile("ci"),
    max_examples=40,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(autouse=True, scope="session")
def _no_registry_of_ones_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what a developer has imported out of the tests, and what tests import out of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("EARMARK_REGISTRY", raising=False)
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="session")
def chaining() -> Iterator[Chaining]:
    """Return a second judge that is running."""
    with Chaining() as judge:
        yield judge
