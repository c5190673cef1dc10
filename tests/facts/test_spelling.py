"""How a company name is read: what is set aside, what is kept."""

import pytest

from earmark.facts.spelling import fold, read, readings


@pytest.mark.parametrize(
    ("written", "core"),
    [
        ("Example Co., Ltd.", "example"),
        ("EXAMPLE COMPANY LIMITED", "example"),
        ("Example GmbH & Co. KG", "example"),
        ("Example S.p.A.", "example"),
        ("Example S. A.", "example"),
        ("Example Sdn. Bhd.", "example"),
        ("Example (Private) Limited", "example"),
        ("PT Example Tbk", "example"),
        ("例子有限责任公司", "例子"),
        ("例子股份有限公司", "例子"),
        ("例子有限責任公司", "例子"),
        ("Example Youxian Gongsi", "example"),
        ("Example Group Co., Ltd.", "examplegroup"),
        ("Example Holdings Ltd", "exampleholdings"),
        ("例子集团有限公司", "例子集团"),
        ("Example LLC Kazakhstan", "examplekazakhstan"),
        ("Éxámple", "example"),
        ("Company Limited", "company"),
    ],
)
def test_the_legal_form_is_set_aside_and_group_is_none(written, core):
    assert read(written).core == core


def test_folding_removes_what_cannot_be_seen():
    assert fold("Sense\u200bTime\u00ad\ufeff").split() == ["sensetime"]


def test_two_names_side_by_side_are_read_apart():
    assert [fold(text).split() for text in readings("华为 Huawei")] == [["华为"], ["huawei"]]
    assert readings("Huawei Technologies") == ()
