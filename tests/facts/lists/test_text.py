"""The encodings of files: recognised where they say so, refused where they do not."""

import codecs
import os

import pytest

from earmark.errors import InputFileError
from earmark.facts.lists.intake import Intake
from earmark.facts.lists.kinds import READERS

STAKES = "owner,owned,percent\n甲公司,Bé Ltd,60\n"


@pytest.mark.parametrize(
    "content",
    [
        STAKES.encode(),
        codecs.BOM_UTF8 + STAKES.encode(),
        STAKES.encode("utf-16"),
        codecs.BOM_UTF16_BE + STAKES.encode("utf-16-be"),
        STAKES.encode("utf-16-le"),
        STAKES.encode("utf-16-be"),
        STAKES.replace("\n", "\r\n").encode(),
    ],
)
def test_unicode_is_recognised_with_and_without_its_mark(read, content):
    rows, _ = read("stakes", content)
    assert [firm.name for firm in rows[:2]] == ["甲公司", "Bé Ltd"]


@pytest.mark.parametrize("encoding", ["gbk", "GB18030", "big5"])
def test_another_encoding_is_read_when_it_is_stated(read, encoding):
    content = "owner,owned,percent\n甲公司,乙公司,60\n".encode(encoding)
    rows, _ = read("stakes", content, encoding)
    assert [firm.name for firm in rows[:2]] == ["甲公司", "乙公司"]


def test_a_mark_is_no_part_of_the_first_column_where_the_encoding_is_stated(read):
    assert read("stakes", codecs.BOM_UTF8 + STAKES.encode(), "UTF8")[0]


def test_chinese_text_that_is_no_unicode_is_refused_with_what_to_try(refused):
    content = "owner,owned,percent\nA,B,5\n甲公司,乙公司,60\n".encode("gbk")
    assert refused("stakes", content) == [
        "file:3:1: line 3 has a byte that is not UTF-8 "
        "(if it is Chinese text, try --encoding gbk) [bad-list]"
    ]


def test_a_stray_byte_is_told_with_its_line(refused):
    content = b"owner,owned,percent\nA,B,5\n\xff\xff,C,60\n"
    (said,) = refused("stakes", content)
    assert said.startswith("file:3:1: line 3 has a byte that is not UTF-8 (say its encoding")


def test_a_zero_byte_in_plain_text_does_not_make_it_another_encoding(refused):
    (said,) = refused("stakes", b"owner,owned,percent\nA\0cme,B,5\n")
    assert said.startswith("file:2:1: row 2, column 'owner': 'A\\x00cme' has a control character")


@pytest.mark.parametrize("kind", ["csl", "dates", "stakes", "bods", "gleif"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path, kind):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputFileError, match="is no file that can be read twice"):
        list(READERS[kind](Intake(tmp_path / "pipe")))


def test_text_that_is_not_what_it_is_stated_to_be_is_refused(refused):
    assert "the text is not ascii" in refused("stakes", STAKES, "ascii")[0]
    assert "there is no encoding 'klingon'" in refused("stakes", STAKES, "klingon")[0]
    assert "there is no encoding 'base64'" in refused("stakes", STAKES, "base64")[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"<!DOCTYPE html><html>503</html>", "this is a web page (HTML), no list"),
        (b"\n <HTML><body>", "this is a web page (HTML), no list"),
        (b"<?xml version='1.0'?><!DOCTYPE html PUBLIC>", "this is a web page (HTML), no list"),
        (b"<!-- down --><html>", "this is a web page (HTML), no list"),
        (b"PK\x03\x04rest", "this is a ZIP archive or a spreadsheet"),
        (b"\x1f\x8brest", "this is a gzip archive"),
        (b"%PDF-1.7", "this is a PDF"),
    ],
)
@pytest.mark.parametrize("kind", ["csl", "dates", "stakes", "bods", "gleif"])
def test_what_is_no_text_file_is_refused_whatever_it_is_taken_for(refused, kind, content, said):
    assert said in refused(kind, content)[0]
