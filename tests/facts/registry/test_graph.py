"""Who owns whom, joined across sources, as of a day."""

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.facts.lists.rows import Firm
from earmark.facts.registry.importing import Origin, import_file
from earmark.facts.registry.reading import RegistryFile
from earmark.facts.stakes import WHOLE

DAY = date(2026, 7, 31)
LEI, OTHER = "5493001Z012YSB2A0K51", "ZZG38T0MDR3QY1ETUA76"


def firm(lei, name, country="CN"):
    details = {"LegalName": name, "HeadquartersAddress": {"Country": country}}
    return {"LEI": lei, "Entity": details}


def said(stakes):
    return [(stake.owner, stake.owned, stake.low) for stake in stakes]


def test_stakes_are_found_from_either_end(put, opened, stakes):
    put("s.csv", stakes("Top Ltd,Acme Ltd,60,,,", "Acme Ltd,Beta Ltd,51,,,"), DAY)
    with opened() as registry:
        graph = registry.shares(DAY)
        assert said(graph.above("acme ltd")) == [("top ltd", "acme ltd", 600_000)]
        assert said(graph.below("acme ltd")) == [("acme ltd", "beta ltd", 510_000)]
        assert said(graph.stakes()) == [
            ("top ltd", "acme ltd", 600_000),
            ("acme ltd", "beta ltd", 510_000),
        ]
        assert graph.called("acme ltd") == "Acme Ltd"
        assert graph.called("nobody") == "nobody"
        assert graph.knows("acme ltd")
        assert not graph.knows("nobody")


def test_a_share_on_file_under_one_spelling_is_found_under_another(put, opened, stakes):
    put("s.csv", stakes("Top Company Limited,Acme Limited,60,,,", "TOP CO LTD,Beta LLC,,,,"), DAY)
    with opened() as registry:
        graph = registry.shares(DAY)
        for name in ("Acme Ltd", "ACME LIMITED", "Acme Ltd."):
            (node,) = graph.nodes(name)
            assert [stake.low for stake in graph.above(node)] == [600_000]
        (top,) = graph.nodes("Top Co., Ltd.")
        assert len(list(graph.below(top))) == 2
        assert graph.nodes("Acme AG") != graph.nodes("Acme Ltd")


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.sampled_from("ABCD"), st.sampled_from("abcd"), st.integers(0, 10**6)),
        min_size=1,
    )
)
def test_every_stake_that_is_imported_is_found_once_from_every_side(tmp_path_factory, told):
    folder = tmp_path_factory.mktemp("graph")
    rows = [f"{one}1,{two}2,{share / 10_000:.4f}" for one, two, share in told]
    (folder / "s.csv").write_text("\n".join(("owner,owned,percent", *rows, "")))
    import_file(folder / "registry", folder / "s.csv", Origin(as_of=DAY))
    expected = sorted({(f"{one.lower()}1", f"{two}2", share) for one, two, share in told})
    with RegistryFile.open(folder / "registry") as registry:
        graph = registry.shares(DAY)
        nodes = {node for stake in expected for node in stake[:2]}
        assert sorted(said(graph.stakes())) == expected
        assert sorted(one for node in nodes for one in said(graph.above(node))) == expected
        assert sorted(one for node in nodes for one in said(graph.below(node))) == expected


def test_of_each_source_the_copy_that_tells_most_about_the_day_counts(put, opened, stakes):
    for day, share in ((10, 10), (20, 20), (30, 30)):
        put(f"s_2026-07-{day}.csv", stakes(f"A,B,{share},,,"))
    put("t_2026-07-25.csv", stakes("C,B,5,,,"))
    with opened() as registry:
        for day, shares in (
            (1, [10, 5]),
            (10, [10, 5]),
            (19, [10, 5]),
            (20, [20, 5]),
            (31, [30, 5]),
        ):
            found = registry.shares(date(2026, 7, day)).above("b")
            assert sorted(stake.low // 10_000 for stake in found) == sorted(shares)


def test_a_name_that_one_firm_bears_is_that_firm(put, opened, stakes):
    put("lei.json", json.dumps([firm(LEI, "Acme Ltd"), firm(OTHER, "Top Ltd")]), DAY)
    put("s.csv", stakes("top ltd,ACME  Ltd,60,,,"), DAY)
    with opened() as registry:
        graph = registry.shares(DAY)
        assert graph.nodes("acme ltd") == (LEI.lower(),)
        assert graph.nodes(LEI) == (LEI.lower(),)
        expected = [(OTHER.lower(), LEI.lower(), 600_000)]
        assert said(graph.above(LEI.lower())) == expected
        assert said(graph.below(OTHER.lower())) == expected
        assert said(graph.stakes()) == expected
        assert graph.firms(LEI.lower()) == [Firm(LEI.lower(), "Acme Ltd", "CN", source="GLEIF")]


def test_a_name_that_two_firms_bear_may_mean_either_and_is_joined_to_none(put, opened, stakes):
    put("lei.json", json.dumps([firm(LEI, "Acme Ltd"), firm(OTHER, "Acme Ltd", "DE")]), DAY)
    put("s.csv", stakes("Top Ltd,Acme Ltd,60,,,"), DAY)
    with opened() as registry:
        graph = registry.shares(DAY)
        assert graph.nodes("Acme Ltd") == (LEI.lower(), OTHER.lower(), "acme ltd")
        assert said(graph.above(LEI.lower())) == []
        assert said(graph.above("acme ltd")) == [("top ltd", "acme ltd", 600_000)]


def test_a_stake_by_identifier_needs_no_name(put, opened, stakes):
    put("s.csv", stakes(f"{OTHER},{LEI},60,,,"), DAY)
    with opened() as registry:
        assert said(registry.shares(DAY).above(LEI.lower())) == [
            (OTHER.lower(), LEI.lower(), 600_000)
        ]


def test_what_a_firm_declares_about_its_parents_is_kept_apart_from_stakes(put, opened):
    relationship = {
        "Relationship": {
            "StartNode": {"NodeID": LEI},
            "EndNode": {"NodeID": OTHER},
            "RelationshipType": "IS_ULTIMATELY_CONSOLIDATED_BY",
        }
    }
    put("rr.json", json.dumps([relationship]), DAY)
    with opened() as registry:
        graph = registry.shares(DAY)
        (declared,) = graph.declarations(LEI.lower())
        assert (declared.level, declared.parent) == ("ultimate", OTHER.lower())
        assert said(graph.above(LEI.lower())) == []
        assert graph.knows(LEI.lower())


def test_a_circle_and_an_unknown_share_are_kept(put, opened, stakes):
    put("s.csv", stakes("A,B,100,,,", "B,A,100,,,", "C,A,,,,"), DAY)
    with opened() as registry:
        graph = registry.shares(DAY)
        assert said(graph.above("a")) == [("b", "a", WHOLE), ("c", "a", 0)]
        assert [stake.high for stake in graph.above("a")] == [WHOLE, WHOLE]
