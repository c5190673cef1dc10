"""What a sale is, as Python states it."""

from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from earmark.sale import FIRST_DAY, LAST_DAY, NAME_LIMIT, PROCESSING, Sale, conflicts

GOOD = {"buyer": "Acme", "chip": "H100", "destination": "CN"}
FIGURES = ("tpp", "die_area", "performance_density", "transfer_rate")
FIGURES += ("memory_bandwidth", "memory_bandwidth_density")


def refused(**changes):
    """Return what is said of a sale that cannot be."""
    with pytest.raises(ValidationError) as caught:
        Sale(**{**GOOD, **changes})
    return [
        (*one["loc"], one["msg"].removeprefix("Value error, ")) for one in caught.value.errors()
    ]


def test_three_things_make_a_sale_and_it_happens_today():
    sale = Sale(**GOOD)
    assert (sale.on, sale.ship_from, sale.kind) == (date.today(), "US", None)
    assert sale.acts == frozenset()


@pytest.mark.parametrize("field", GOOD)
def test_nothing_makes_up_for_a_buyer_a_chip_or_a_destination(field):
    with pytest.raises(ValidationError) as caught:
        Sale(**{name: value for name, value in GOOD.items() if name != field})
    assert [one["type"] for one in caught.value.errors()] == ["missing"]


def test_a_field_that_does_not_exist_is_refused():
    assert refused(byer="Acme") == [("byer", "Extra inputs are not permitted")]


def test_a_sale_cannot_be_changed():
    sale = Sale(**GOOD)
    with pytest.raises(ValidationError):
        sale.buyer = "Sense Time"


# -- names -----------------------------------------------------------------------------------


def test_a_name_loses_the_space_around_it_and_nothing_else():
    assert Sale(**{**GOOD, "buyer": "\u00a0 Acme  [x] Ltd. "}).buyer == "Acme  [x] Ltd."


@pytest.mark.parametrize("name", ["", " ", "?!", "\u200b", "—", "🙂", "\u3000"])
def test_a_name_needs_a_letter_or_a_digit(name):
    ((field, message),) = refused(buyer=name)
    assert field == "buyer"
    assert message.endswith("a name with at least one letter or digit is expected")


@pytest.mark.parametrize("name", ["3", "商", "Ü", "²", "Ⅷ"])
def test_one_letter_or_digit_of_any_script_is_a_name(name):
    assert Sale(**{**GOOD, "buyer": name}).buyer == name


NOBODY = ["N/A", "n.a.", "#N/A", "NaN", "tbd", "T.B.D.", " Unknown ", "none", "NULL", "(none)"]
NOBODY += ["not applicable", "To be confirmed", "ｎ／ａ", "未知", "无", "Unknown customer"]
NOBODY += ["(blank)", "Same as buyer", "as above", "various", "Confidential", "TBD / TBD"]
OF_COMPANIES = ["buyer", "subsidiary", "intermediate_consignee", "consignee", "end_user"]


@pytest.mark.parametrize("field", [*OF_COMPANIES, "seller", "designer"])
@pytest.mark.parametrize("name", NOBODY)
def test_what_names_nobody_is_not_taken_for_a_company_on_no_list(field, name):
    ((refused_field, message),) = refused(**{field: name})
    assert refused_field == field
    assert message.endswith("which names nobody; name the company, or state none")


@pytest.mark.parametrize(
    "name", ["Nan Ya", "TBD Media", "Unknown Worlds", "Nil & Co", "NA1", "无锡"]
)
def test_a_company_may_be_called_nearly_so(name):
    assert Sale(**{**GOOD, "buyer": name}).buyer == name


def test_namibia_is_a_place():
    assert Sale(**{**GOOD, "destination": "NA"}).destination == "NA"


@pytest.mark.parametrize("name", ["a\0b", "a\nb", "a\tb", "\x1b[31m", "a\x85", "a\x9b"])
def test_a_name_has_no_control_character(name):
    ((_, message),) = refused(buyer=name)
    assert message.startswith("has a control character (U+00")


def test_a_name_is_text():
    assert refused(buyer=3) == [("buyer", "is '3'; text is expected")]
    assert refused(buyer=None) == [("buyer", "is 'None'; text is expected")]
    assert refused(buyer=b"Acme") == [("buyer", "is \"b'Acme'\"; text is expected")]


def test_a_lone_surrogate_is_no_text():
    ((_, message),) = refused(buyer="a\udcff")
    assert message == "has a byte that is not UTF-8 (U+DCFF) at character 2"


def test_a_name_has_at_most_500_characters():
    assert Sale(**{**GOOD, "chip": "A" * NAME_LIMIT}).chip == "A" * 500
    assert refused(chip="A" * 501) == [("chip", "has 501 characters; at most 500 are expected")]


@given(name=st.text(max_size=600))
def test_any_text_is_a_name_or_is_refused_for_a_reason_of_one_line(name):
    try:
        sale = Sale(**{**GOOD, "seller": name})
    except ValidationError as error:
        (one,) = error.errors()
        assert "\n" not in one["msg"]
        assert one["msg"].isprintable()
    else:
        assert sale.seller == name.strip()


# -- days ------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [FIRST_DAY, LAST_DAY, date(2024, 2, 29)])
def test_a_day_is_a_date_or_its_iso_form(day):
    assert Sale(**GOOD, on=day).on == Sale(**GOOD, on=day.isoformat()).on == day


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (date(2018, 12, 31), "is 2018-12-31; a day from 2019-01-01 to 2099-12-31 is expected"),
        (date(2100, 1, 1), "is 2100-01-01; a day from 2019-01-01 to 2099-12-31 is expected"),
        ("2023-02-29", "is '2023-02-29', which is not a day of the calendar"),
        ("2023-2-9", "is '2023-2-9'; a date such as 2023-11-17 is expected"),
        (datetime(2023, 11, 17), "is '2023-11-17 00:00:00'; a date such as 2023-11-17 is expected"),
        (20231117, "is '20231117'; a date such as 2023-11-17 is expected"),
        (0, "is '0'; a date such as 2023-11-17 is expected"),
        (True, "is 'True'; a date such as 2023-11-17 is expected"),
        (None, "is 'None'; a date such as 2023-11-17 is expected"),
    ],
)
def test_what_is_no_day_is_refused(day, message):
    assert refused(on=day) == [("on", message)]


# -- figures ---------------------------------------------------------------------------------


@pytest.mark.parametrize("field", FIGURES)
@pytest.mark.parametrize("figure", ["4800", 4800, 4800.0, Decimal(4800), " 4800.0000 ", "+4800"])
def test_a_figure_is_exact_however_it_is_written(field, figure):
    assert getattr(Sale(**GOOD, **{field: figure}), field) == 4800


@pytest.mark.parametrize("figure", ["0.0001", "10000000", "4799.9999", 5.92])
def test_a_figure_has_at_most_four_decimals(figure):
    assert Sale(**GOOD, tpp=figure).tpp == Decimal(str(figure))


@pytest.mark.parametrize(
    "figure",
    [
        *(0, -1, "0", "-0.0001", "0.00001", 10_000_001, "1e5", 1e30, 1e-5, 0.1 + 0.2),
        *("nan", "inf", float("nan"), float("inf"), "4,800", "4_800", "4.800,00", "", " ", "x"),
        *("٤٨", "1" * 41, True, False, Fraction(1, 3), [], {}, "4800\n1", "½"),
    ],
)
def test_what_is_no_figure_is_refused_and_never_rounded(figure):
    ((field, message),) = refused(tpp=figure)
    assert field == "tpp"
    assert message.startswith("is ")
    assert "expected" in message


@given(st.one_of(st.text(max_size=60), st.floats(), st.integers(), st.decimals()))
def test_anything_is_a_figure_in_range_or_is_refused(figure):
    with suppress(ValidationError):
        sale = Sale(**GOOD, tpp=figure)
        assert sale.tpp is not None
        assert 0 < sale.tpp <= 10_000_000
        assert sale.tpp * 10_000 == int(sale.tpp * 10_000)


@pytest.mark.parametrize("quantity", [1, "1", " 64 ", 999_999_999])
def test_a_quantity_is_a_whole_number(quantity):
    assert Sale(**GOOD, quantity=quantity).quantity == int(quantity)


@pytest.mark.parametrize("quantity", [0, -1, 1.5, "1.0", 1_000_000_000, "1e3", "", True, "٣"])
def test_what_is_no_whole_number_is_no_quantity(quantity):
    ((field, message),) = refused(quantity=quantity)
    assert field == "quantity"
    assert message.endswith("a whole number from 1 to 999,999,999 is expected")


# -- ECCNs -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "eccn"),
    [
        *(("3A090.a", "3A090.a"), ("3a090.A", "3A090.a"), (" 3A090 ", "3A090")),
        *(("5a992.Z.1", "5A992.z.1"), ("4A994.L", "4A994.l"), ("4a003.z.1.A", "4A003.z.1.a")),
        *(("3B001.a.4.III", "3B001.a.4.iii"), ("ear99", "EAR99"), ("EAR99", "EAR99")),
    ],
)
def test_an_eccn_is_written_in_one_way_however_it_is_stated(written, eccn):
    assert Sale(**GOOD, eccn=written).eccn == eccn


@pytest.mark.parametrize(
    "eccn",
    [
        *("", " ", "3A", "3A09", "3A0900", "3F090", "A3090", "3A090.", "3A090a", "3A090..a"),
        *("3A090.a.", "3A090 a", "3A090.ä", "３A090", "3A٠90", "EAR 99", "EAR99.a", "none"),
        *("3A090.abcde", "3A090" + ".a" * 9, "3A090, 4A090", 3, True, [], "3A090\n.a"),
    ],
)
def test_what_is_no_eccn_is_refused(eccn):
    ((field, message),) = refused(eccn=eccn)
    assert field == "eccn"
    assert message == f"is {str(eccn).strip()!r}; an ECCN such as 3A090.a or EAR99 is expected"


@given(eccn=st.from_regex(r"(?i)[0-9][a-e][0-9]{3}(\.[a-z0-9]{1,4}){0,8}|ear99", fullmatch=True))
def test_an_eccn_once_read_is_read_the_same_again(eccn):
    once = Sale(**GOOD, eccn=eccn).eccn
    assert once.lower() == eccn.lower()
    assert Sale(**GOOD, eccn=once).eccn == once


# -- what cannot stand together --------------------------------------------------------------


def test_a_die_area_and_a_density_say_the_same_twice():
    message = "die_area and performance_density were both given: each follows from the other"
    assert refused(die_area=814, performance_density=5.92) == [(message,)]


@pytest.mark.parametrize("field", PROCESSING)
def test_a_density_of_memory_contradicts_any_figure_of_a_processor(field):
    message = f"memory_bandwidth_density and {field} were both given: "
    value = False if field in ("data_centre", "nonplanar") else 5
    ((found,),) = refused(memory_bandwidth_density=3, **{field: value})
    assert found.startswith(message)
    assert conflicts({"memory_bandwidth_density": "3"}) == []


@pytest.mark.parametrize(
    "field",
    [
        *("subsidiary_hq", "consignee_hq", "consignee_parent_hq", "end_user_hq"),
        *("end_user_parent_hq", "intermediate_consignee_hq", "intermediate_consignee_parent_hq"),
    ],
)
def test_a_headquarters_needs_the_party_that_sits_there(field):
    role = field.removesuffix("_hq").removesuffix("_parent")
    assert refused(**{field: "CN"}) == [(f"{field} was given without {role}",)]
    assert getattr(Sale(**GOOD, **{field: "CN", role: "Beta"}), field) == "CN"


def test_every_conflict_is_told_at_once():
    fields = {"die_area": 1, "performance_density": 1, "end_user_hq": "CN", "subsidiary_hq": "CN"}
    ((message,),) = refused(**fields)
    assert message.count(";") == 2
    assert len(conflicts(fields)) == 3


@pytest.mark.parametrize("field", ["kind", "end_use"])
@pytest.mark.parametrize("value", ["", "EXPORT", "gift", 3])
def test_a_choice_is_one_of_those_there_are(field, value):
    ((name, message),) = refused(**{field: value})
    assert name == field
    assert message.startswith("Input should be")


def test_acts_are_those_that_the_sale_states():
    assert Sale(**GOOD, purchase_order=True).acts == {"purchase_order"}
    assert Sale(**GOOD, purchase_order=True, nac_notice=True).acts == {
        "purchase_order",
        "nac_notice",
    }


@pytest.mark.parametrize("field", ["die_area", "performance_density"])
def test_an_area_or_a_density_contradicts_the_denial_of_any_non_planar_die(field: str) -> None:
    stated = {"buyer": "Acme", "chip": "X", "destination": "DE", "nonplanar": False, field: "3"}
    with pytest.raises(ValidationError, match=f"{field} was given although nonplanar is denied"):
        Sale.model_validate(stated)
