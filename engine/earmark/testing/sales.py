"""Sales, and the parties and chips in them, as fields of :class:`earmark.Sale`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from earmark.facts import chips as known_chips
from earmark.facts.shipped import registry
from earmark.sale import Sale
from earmark.schema import ACTS, END_USES
from earmark.testing.places import countries, days

STRANGERS: Final = ("Acme Compute GmbH", "Northwind Cloud", "Contoso AI Pte. Ltd.", "Fabrikam")
"""Companies on no list and in no registry."""

_LIMITS: Final = ("1600", "2400", "4800", "4992", "15840")
_DENSITIES: Final = ("1.6", "3.2", "5.92")
_BANDWIDTHS: Final = ("1400", "4000", "6500")
_MEMORY_DENSITIES: Final = ("2", "3.3")
_ECCNS: Final = ("3A090.a", "4A090.b", "5A992.z", "5A992.c", "EAR99")
_LOOSE: Final = ("A100", "H100", "A800", "V100 32GB", "Ascend 910B", "MI300", "R200", "RTX 4090 Ti")
_MEMORY: Final = ("HBM3E", "SK hynix HBM3 16GB", "X9000 HBM4")
_NEW: Final = "X9000 Ultra"
_STEP: Final = Decimal("0.0001")
_OTHER_ROLES: Final = ("subsidiary", "intermediate_consignee", "consignee", "end_user")

Fields = dict[str, Any]


def party_names() -> SearchStrategy[str]:
    """Generate names of companies: strangers, and parties of the registry by name or alias."""
    known = [name for party in registry().parties.values() for name in (party.name, *party.aliases)]
    return st.sampled_from(STRANGERS) | st.sampled_from(known)


def parties(role: str = "buyer") -> SearchStrategy[Fields]:
    """Generate a party in a role: its name, and often its and its parent's headquarters."""
    places: dict[str, SearchStrategy[Any]] = {f"{role}_hq": countries()}
    if role != "subsidiary":  # its parent is the buyer
        places[f"{role}_parent_hq"] = countries()
    return st.fixed_dictionaries({role: party_names()}, optional=places)


def chip_names() -> SearchStrategy[str]:
    """Generate names of chips: of the table, of families, of no known chip, and of memory."""
    known = [chip.name for chip in known_chips.chips()]
    return st.sampled_from((*_LOOSE, *_MEMORY)) | st.sampled_from(known)


def figures(*limits: str) -> SearchStrategy[Decimal]:
    """Generate figures with at most four decimals: on each limit, just beside it, or anywhere."""
    at = [Decimal(limit) for limit in limits]
    beside = [limit + shift for limit in at for shift in (-_STEP, Decimal(0), _STEP)]
    return st.sampled_from(beside) | st.decimals("0.0001", "100000", places=4)


def chip_figures() -> SearchStrategy[Fields]:
    """Generate all the figures of a processor."""
    density = st.fixed_dictionaries({"performance_density": figures(*_DENSITIES)})
    area = st.fixed_dictionaries({"die_area": figures("300", "814")})
    rest = st.fixed_dictionaries(
        {
            "tpp": figures(*_LIMITS),
            "transfer_rate": figures("600", "900", "1100"),
            "memory_bandwidth": figures(*_BANDWIDTHS),
            "data_centre": st.booleans(),
            "designer": st.sampled_from(("NVIDIA", "AMD", "Huawei")),
        }
    )
    return _merged([rest, density | area])


def memory_figures() -> SearchStrategy[Fields]:
    """Generate the figure of memory; it goes with none of a processor."""
    return st.fixed_dictionaries({"memory_bandwidth_density": figures(*_MEMORY_DENSITIES)})


def chips() -> SearchStrategy[Fields]:
    """Generate a chip: a name, known or not, alone or with figures that override the table's."""
    name = st.fixed_dictionaries({"chip": chip_names() | st.just(_NEW)})
    bandwidth = st.fixed_dictionaries({"memory_bandwidth": figures(*_BANDWIDTHS)})
    return _merged([name, st.just({}) | bandwidth | chip_figures() | memory_figures()])


def sales(**fixed: SearchStrategy[Any]) -> SearchStrategy[Sale]:
    """Generate sales, with unknowns of every kind. ``fixed`` gives strategies of some fields."""
    stated = {"destination": countries(), "on": days()}
    optional: dict[str, SearchStrategy[Any]] = {
        "ship_from": countries(),
        "seller": st.sampled_from(("NVIDIA", "AMD", "Acme Distribution GmbH")),
        "end_use": st.sampled_from((*END_USES, "unknown")),
        "eccn": st.sampled_from(_ECCNS),
        **{act: st.booleans() for act in ACTS},
    }
    nobody: SearchStrategy[Fields] = st.just({})
    others = [nobody | parties(role) for role in _OTHER_ROLES]
    parts = [
        *(parties(), *others, chips()),
        st.fixed_dictionaries(stated, optional=optional),
        st.fixed_dictionaries(fixed),
    ]
    return _merged(parts).map(lambda fields: Sale(**fields))


def _merged(parts: Sequence[SearchStrategy[Fields]]) -> SearchStrategy[Fields]:
    """Generate fields of every part; of a field in two, the later one counts."""

    def merged(found: Sequence[Fields]) -> Fields:
        return {name: value for fields in found for name, value in fields.items()}

    return st.tuples(*parts).map(merged)
