"""The header: a column is called like a field or mapped to it, and no oversight goes unnoticed."""

import pytest

from earmark.orders.header import COLUMNS, header_of
from earmark.orders.other_names import OTHER_NAMES

WHAT = "(the first row names the columns, at least buyer, chip, destination)"


def told(header, **mapping):
    return [str(fault) for fault in header_of(header.split(","), mapping)[1]]


def test_columns_stand_in_any_order_and_are_kept_as_they_are_written():
    header, faults = header_of(
        [" Destination", "CHIP", "Note", "End-User", "Order ID", "buyer"], {}
    )
    assert not faults
    assert header.columns == (" Destination", "CHIP", "Note", "End-User", "Order ID", "buyer")
    assert header.fields == {
        "destination": 0,
        "chip": 1,
        "end_user": 3,
        "order_id": 4,
        "buyer": 5,
    }
    assert header.unread == ("Note",)


@pytest.mark.parametrize("name", COLUMNS)
def test_every_field_is_a_column_under_its_name(name):
    names = dict.fromkeys(("buyer", "chip", "destination", name))
    header, faults = header_of([*names], {})
    assert not faults
    assert not header.unread


def test_a_mapped_column_states_that_field_and_no_other():
    header, faults = header_of(
        ["chip", "Seller", "X", "destination"], {"buyer": "Seller", "on": "X"}
    )
    assert not faults
    assert header.fields == {"buyer": 1, "on": 2, "chip": 0, "destination": 3}


def test_a_field_may_be_settled_as_stated_by_no_column():
    header, faults = header_of(
        ["buyer", "chip", "destination", "Purchase Order"], {"purchase_order": ""}
    )
    assert not faults
    assert header.unread == ("Purchase Order",)


REFUSED = [
    ("buyer,chip", ["column 'destination' is missing " + WHAT]),
    (
        "buyer,chips,destination",
        ["column 'chips' seems to be 'chip' (call it so, or write --map chip=\"chips\")"],
    ),
    (
        "buyer,chip,destinaton",
        ["column 'destinaton' seems to be 'destination' (call it so, or write --map"],
    ),
    (
        "buyer,chip,destination,end_usr",
        [
            "column 'end_usr' seems to be 'end_user' (call it so, or write --map "
            'end_user="end_usr", or --map end_user= if it is something else)'
        ],
    ),
    ("buyer,chip,destination,", ["column 4 has no name " + WHAT]),
    ("buyer,,chip, ,destination", ["columns 2, 4 have no name " + WHAT]),
    ("buyer,chip,destination,chip,chip", ["there are 3 columns 'chip' (give each a name"]),
    ("buyer,chip,destination,x,x", ["there are 2 columns 'x' (give each a name of its own)"]),
    ("buyer,chip,destination,on,date", ["the columns 'on' and 'date' are the same: on (keep one"]),
    ("buyer,Buyer,chip,destination", ["the columns 'buyer' and 'Buyer' are the same: buyer (keep"]),
    ("buyer;chip;destination", ["columns are parted by commas, not by semicolons (the first row"]),
    ("buyer\tchip\tdestination", ["columns are parted by commas, not by tabs (the first row"]),
    ("buyer|chip|destination", ["columns are parted by commas, not by bars (the first row"]),
    ("sep=;", ["columns are parted by commas, not by semicolons"]),
    ("sep=,", ["the first row is 'sep=,', which only spreadsheets read (delete that row)"]),
    (
        "Tencent,H800,CN",
        [f"column {name!r} is missing" for name in ("buyer", "chip", "destination")],
    ),
]


@pytest.mark.parametrize(("header", "messages"), REFUSED)
def test_a_wrong_header_is_refused_with_everything_that_is_wrong(header, messages):
    said = told(header)
    assert len(said) == len(messages)
    for one, message in zip(said, messages, strict=True):
        assert one.startswith(message)
        assert one.endswith("[bad-header]")


def test_a_mapping_to_nothing_is_told_with_the_nearest_name():
    said = told("Customer,chip,destination", buyer="Custmer", bayer="Customer", zzz="chip")
    assert said == [
        "--map buyer names the column 'Custmer', which is not there (did you mean 'Customer'?) "
        "[bad-header]",
        "--map names 'bayer', which is no field of an order (did you mean 'buyer'?) [bad-header]",
        "--map names 'zzz', which is no field of an order (fields are the options of earmark "
        "check, as buyer_hq) [bad-header]",
    ]


def test_what_every_order_states_cannot_be_mapped_away():
    (said,) = told("buyer,chip,destination", destination="")
    assert said == f"--map destination= leaves out what every order states {WHAT} [bad-header]"


SAME = ["end.user", "End/User", "END  USER", "end\u200buser", "\ufeffend_user", "(End User)*"]


@pytest.mark.parametrize("name", SAME)
def test_punctuation_and_what_cannot_be_seen_make_no_other_name(name):
    header, faults = header_of(["buyer", "chip", "destination", name], {})
    assert not faults
    assert header.fields["end_user"] == 3


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Dates", "date"),
        ("Buyer's HQ", "buyer_hq"),
        ("end_usar", "end_user"),
        ("end_uesr", "end_user"),
        ("seler", "seller"),
        ("quantlty", "quantity"),
        ("end_user_1", "end_user"),
    ],
)
def test_a_name_that_is_one_slip_away_is_refused(name, field):
    (said,) = told(f"buyer,chip,destination,{name}")
    assert "seems to be" in said
    assert f" {field!r} " in said


@pytest.mark.parametrize(
    "name", ["rate", "data", "find", "ship to", "user", "unit price", "status", "origin", "line"]
)
def test_a_common_name_of_something_else_is_carried_along(name):
    assert not told(f"buyer,chip,destination,{name}")


def test_of_very_many_mistakes_the_first_are_told():
    said = told(
        ",".join(
            [
                "buyer",
                "chip",
                "destination",
                *["x", "y"] * 2,
                *"abcdefghijklm" * 2,
                *"opqrstuvw" * 2,
            ]
        )
    )
    assert len(said) == 21
    assert said[-1] == "4 more mistakes in the first row [bad-header]"


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Ultimate Consignee", "consignee"),
        ("final consignee", "consignee"),
        ("End user name", "end_user"),
        ("FINAL USER", "end_user"),
        ("end user country", "end_user_hq"),
        ("Customer HQ", "buyer_hq"),
        ("consignee street address", "consignee_address"),
        ("freight forwarder", "intermediate_consignee"),
        ("Exporter", "seller"),
        ("Order Date", "date"),
    ],
)
def test_what_others_call_a_field_is_refused_unless_it_is_mapped_or_said_to_be_none(
    column: str, field: str
) -> None:
    named = ["buyer", "chip", "destination", column]
    _, (fault,) = header_of(named, {})
    assert f"column {column!r} seems to be {field!r}" in fault.message
    assert header_of(named, {field: column})[1] == []
    assert header_of(named, {field: ""})[1] == []


def test_other_names_are_of_fields_and_are_no_field_themselves() -> None:
    assert set(OTHER_NAMES.values()) <= set(COLUMNS)
    known = {name for name, field in OTHER_NAMES.items() if name == field}
    assert {name for name in OTHER_NAMES if name in COLUMNS} == known


def test_another_name_beside_the_field_itself_is_carried_along() -> None:
    assert header_of(["buyer", "chip", "destination", "buyer name"], {})[1] == []


def test_a_column_almost_called_as_others_call_a_field_is_named() -> None:
    """Found by a user: for "custmer" none was named."""
    assert told("custmer,chip,destination") == [
        "column 'buyer' is missing (did you mean 'custmer'? "
        'Then write --map buyer="…") [bad-header]'
    ]


def test_a_mapping_of_what_others_call_a_field_names_the_field() -> None:
    said = told("buyer,chip,Land,destination", to="Land")
    assert said == [
        "--map names 'to', which is no field of an order (did you mean 'destination'?) [bad-header]"
    ]
