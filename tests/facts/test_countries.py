"""Countries as people write them, and country groups as dated data."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.errors import UsageError
from earmark.facts.countries import country, country_name, unsure_groups
from earmark.resources import table

TODAY = date(2026, 9, 24)
BEFORE_HONG_KONG = date(2020, 12, 22)
HONG_KONG_CHANGES = date(2020, 12, 23)

SPELLINGS = {
    "CN": ("cn", "CHN", "PRC", "P.R. China", "prc", "People's Republic of China", "中国", "中國"),
    "MO": ("Macau", "MACAO", "Macau SAR", "Macau SAR, China", "Macao SAR, China", "mac", "澳門"),
    "TW": ("Taiwan", "taiwan, province of china", "Chinese Taipei"),
    "VN": ("Vietnam", "Viet Nam", "VIET-NAM", "Việt Nam"),
    "AE": ("UAE", "U.A.E.", "United Arab Emirates", "the united arab emirates", "ARE"),
    "KR": ("South Korea", "Korea (Republic of)", "Korea, Republic of", "ROK", "korea, south"),
    "KP": ("North Korea", "DPRK", "Korea, Democratic People's Republic of"),
    "US": ("US", "U.S.", "USA", "u.s.a.", "United States of America", "the United States"),
    "GB": ("UK", "U.K.", "Great Britain", "United Kingdom", "Northern Ireland"),
    "MM": ("Burma", "Myanmar"),
    "TR": ("Türkiye", "Turkiye", "Turkey", "TÜRKIYE"),
    "CI": ("Côte d'Ivoire", "Cote d’Ivoire", "Ivory Coast"),
    "NL": ("Holland", "Netherlands", "The Netherlands", "Netherlands (the)"),
    "RU": ("Russia", "Russian Federation", "Россия"),
    "GN": ("Guinea", "Republic of Guinea"),
    "GW": ("Guinea-Bissau", "guinea bissau"),
    "CD": ("DRC", "Democratic Republic of the Congo", "Congo-Kinshasa"),
    "CG": ("Republic of the Congo", "Congo Brazzaville"),
    "CZ": ("Czechia", "Czech Republic"),
    "LC": ("Saint Lucia", "St. Lucia", "St Lucia"),
    "BA": ("Bosnia & Herzegovina", "Bosnia and Herzegovina"),
    "NO": ("no", "Norway"),
}


@pytest.mark.parametrize(
    ("written", "code"), [(text, code) for code, texts in SPELLINGS.items() for text in texts]
)
def test_a_country_is_known_by_codes_names_and_usual_variants(written, code):
    assert country(written, TODAY) == code


@pytest.mark.parametrize("written", ["HK", "HKG", "Hong Kong", "HKSAR", "Hong Kong SAR", "香港"])
def test_hong_kong_counts_as_china_from_23_december_2020(written):
    assert country(written, BEFORE_HONG_KONG) == "HK"
    assert country(written, HONG_KONG_CHANGES) == "CN"
    assert country(written, TODAY) == "CN"


@pytest.mark.parametrize("written", ["Puerto Rico", "GU", "U.S. Virgin Islands"])
def test_territories_of_the_united_states_are_the_united_states(written):
    assert country(written, TODAY) == "US"


@pytest.mark.parametrize("written", ["XX", "EU", "Asia", "", "   ", "?", "ZZZ", "x" * 500])
def test_a_word_that_names_no_country_is_refused(written):
    with pytest.raises(UsageError) as refused:
        country(written, TODAY)
    assert refused.value.faults[0].code == "unknown-country"
    assert "is not a country" in str(refused.value)
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize(
    ("written", "both"),
    [
        ("Korea", ("North Korea (KP)", "South Korea (KR)")),
        ("congo", ("Congo (Kinshasa) (CD)", "Congo (Brazzaville) (CG)")),
        ("the Virgin Islands", ("British Virgin Islands (VG)", "U.S. Virgin Islands (VI)")),
    ],
)
def test_a_word_that_names_two_countries_is_refused_and_both_are_named(written, both):
    with pytest.raises(UsageError) as refused:
        country(written, TODAY)
    assert refused.value.faults[0].code == "ambiguous-country"
    assert all(name in str(refused.value) for name in both)


def test_the_nearest_name_is_offered_as_a_hint():
    with pytest.raises(UsageError, match="did you mean 'Singapore'"):
        country("Singapur", TODAY)


def test_no_hint_is_offered_for_a_code_that_does_not_exist():
    with pytest.raises(UsageError) as refused:
        country("EU", TODAY)
    assert "did you mean" not in str(refused.value)


def test_names_are_those_that_people_expect():
    named = {code: country_name(code) for code in ("CN", "HK", "MO", "TW", "VN", "KR", "RU", "AE")}
    assert named == {
        "CN": "China",
        "HK": "Hong Kong",
        "MO": "Macau",
        "TW": "Taiwan",
        "VN": "Vietnam",
        "KR": "South Korea",
        "RU": "Russia",
        "AE": "United Arab Emirates",
    }


def test_a_name_is_not_given_for_a_code_that_does_not_exist():
    with pytest.raises(UsageError, match="unknown-country"):
        country_name("XX")


def test_every_country_is_found_by_its_code_its_name_and_its_own_variants():
    for row in table("countries"):
        for written in (row["code"], row["name"], *row["variants"].split(";")):
            if written in ("Korea", "Congo", "Virgin Islands", ""):
                continue
            assert country(written, BEFORE_HONG_KONG) in (row["code"], row["counts_as"]), written


@given(st.sampled_from([row["name"] for row in table("countries")]), st.randoms())
def test_case_spacing_and_the_article_never_change_a_country(name, random):
    letters = "".join(random.choice((c.lower(), c.upper())) for c in name)
    assert country(f"  the {letters} ", TODAY) == country(name, TODAY)


@given(st.text(max_size=40))
def test_any_text_is_a_country_or_a_usage_error(text):
    with suppress(UsageError):
        assert country(text, TODAY) in {row["code"] for row in table("countries")}


# -- the tables ------------------------------------------------------------------------------


def test_there_are_all_iso_countries_and_kosovo():
    codes = [row["code"] for row in table("countries")]
    assert len(codes) == len(set(codes)) == 250
    assert all(len(code) == 2 and code.isascii() and code.isupper() for code in codes)


def members(group: str, on: date) -> set[str]:
    return {
        row["country"]
        for row in table("country_groups")
        if row["group"] == group
        and (row["from"] or "0000") <= on.isoformat() < (row["until"] or "9999")
    }


def codes(text: str) -> set[str]:
    return set(text.split())


def test_groups_name_known_countries_and_their_dates_are_ordered():
    known = {row["code"] for row in table("countries")}
    for row in table("country_groups"):
        assert row["country"] in known
        assert row["group"] in {
            *("D:1", "D:4", "D:5", "A:1", "A:5", "A:6", "E:1", "E:2"),
            "744.21",
        }
        assert row["source"]
        assert row["confidence"] in {"high", "medium", "low"}
        days = [date.fromisoformat(day) for day in (row["from"], row["until"]) if day]
        assert days == sorted(days)


def test_the_groups_of_2026_09_24_are_those_of_the_regulation():
    assert members("D:5", TODAY) == codes(
        "AF BY MM CF CN CD CU ER HT IR IQ KP LB LY NI RU SO SS SD SY VE ZW"
    )
    assert members("D:4", TODAY) == codes(
        "BH BY CN EG IR IQ IL JO KP KW LB LY MO OM PK QA RU SA SY VE YE"
    )
    assert members("A:6", TODAY) == codes("AL CY IL MT MX SG ZA TW")
    assert (members("E:1", TODAY), members("E:2", TODAY)) == ({"IR", "KP", "SY"}, {"CU"})
    assert members("744.21", TODAY) == codes("BY CN KH MM NI RU VE")
    assert len(members("D:1", TODAY)) == 24
    assert len(members("A:1", TODAY)) == 40
    assert len(members("A:5", TODAY)) == 38


def test_the_places_of_the_b_control_are_the_46_of_the_dossier():
    licensed = members("D:1", TODAY) | members("D:4", TODAY) | members("D:5", TODAY)
    licensed -= members("A:5", TODAY) | members("A:6", TODAY)
    assert len(licensed | {"AE"}) == 46
    assert "IL" not in licensed


@pytest.mark.parametrize("day", [date(2022, 10, 21), date(2023, 11, 17), TODAY])
def test_macau_is_never_in_d5(day):
    assert "MO" not in members("D:5", day)
    assert "MO" in members("D:1", day) & members("D:4", day)


@pytest.mark.parametrize(
    ("group", "code", "first_in", "first_out"),
    [
        ("D:5", "KH", date(2021, 12, 9), date(2026, 2, 3)),
        ("D:5", "ET", date(2021, 11, 1), date(2026, 7, 23)),
        ("D:5", "NI", date(2024, 3, 15), None),
        ("D:1", "NI", date(2024, 3, 15), None),
        ("D:4", "AE", None, date(2026, 7, 10)),
        ("A:5", "AE", date(2026, 7, 10), None),
        ("A:6", "CY", date(2020, 12, 28), None),
        ("E:1", "SD", None, date(2021, 1, 14)),
    ],
)
def test_memberships_change_on_their_day(group, code, first_in, first_out):
    if first_in:
        assert code in members(group, first_in)
        assert code not in members(group, date.fromordinal(first_in.toordinal() - 1))
    if first_out:
        assert code not in members(group, first_out)
        assert code in members(group, date.fromordinal(first_out.toordinal() - 1))


def test_a_group_on_file_with_low_confidence_is_said():
    (said,) = unsure_groups("SD", date(2020, 5, 2))
    assert said.startswith("That Sudan was in Country Group E:1 on 2020-05-02 is on file with low")
    assert unsure_groups("SD", date(2022, 9, 24)) == []
    assert unsure_groups("CN", TODAY) == []


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-15, None),
        (-14, "was not in"),
        (-1, "was not in"),
        (0, "was in"),
        (14, "was in"),
        (15, None),
    ],
)
def test_a_group_on_file_with_medium_confidence_is_said_near_the_day_of_the_change(days, said):
    on = date(2021, 3, 8) + timedelta(days=days)
    notes = [note for note in unsure_groups("MM", on) if "15 CFR 744.21" in note]
    assert [f"Burma {said} the places of 15 CFR 744.21" in note for note in notes] == (
        [True] if said else []
    )


@pytest.mark.parametrize("region", ["Crimea", "the Luhansk People's Republic", "DNR"])
def test_an_embargoed_region_is_no_country_and_is_not_taken_for_a_misspelt_one(region: str) -> None:
    with pytest.raises(UsageError, match=r"under an embargo of its own, 15 CFR 746\.6"):
        country(region, date(2024, 1, 1))
