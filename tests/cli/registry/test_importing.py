"""``earmark registry import``."""

import pytest

STAKES = "owner,owned,percent,from,until,source\n"


def test_an_import_says_what_it_did(earmark, write, csl):
    path = write("csl_2026-07-31.csv", csl(("Quxar Ltd", "")))
    result = earmark("registry", "import", path)
    assert (result.code, result.err) == (0, "")
    assert "Imported Consolidated Screening List, as of 2026-07-31: 1 record." in result.words
    again = earmark("registry", "import", path)
    assert again.code == 0
    assert "The very same file was imported before; nothing was changed." in again.words


@pytest.mark.usefixtures("listed")
def test_a_later_copy_says_what_changed(earmark, write, csl):
    later = csl(("Zorblat Ltd", "Zorb"))
    result = earmark("registry", "import", write("csl_2026-08-31.csv", later))
    assert "since the last copy 1 record new, 2 gone" in result.words


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--as", "stake"], 2, "--as is 'stake' (did you mean 'stakes'?) [bad-option]"),
        (["--as-of", "July"], 2, "--as-of: 'July' is no day; YYYY-MM-DD is expected [bad-option]"),
        ([], 2, "cannot be told: neither its name nor its content says (state it with --as-of"),
        (["--as-of", "2026-07-31", "--as", "csl"], 3, "column 'name' is missing"),
        (["--as-of", "2026-07-31", "--encoding", "nope"], 3, "there is no encoding 'nope'"),
    ],
)
def test_an_import_that_cannot_be_is_refused(earmark, write, options, code, said):
    path = write("s.csv", STAKES + "A,B,5,,,\n")
    result = earmark("registry", "import", path, *options)
    assert result.code == code
    assert said in result.err
    assert result.out == ""


def test_an_encoding_can_be_stated(earmark, tmp_path):
    path = tmp_path / "s_2026-07-31.csv"
    path.write_bytes((STAKES + "甲公司,乙公司,60,,,\n").encode("gbk"))
    refused = earmark("registry", "import", str(path))
    assert refused.code == 3
    assert "try --encoding gbk" in refused.err
    assert earmark("registry", "import", str(path), "--encoding", "gbk").code == 0
    assert "甲公司: 60 %" in earmark("registry", "show", "乙公司").words


def test_the_registry_may_be_named(earmark, write, tmp_path, registry):
    path = write("s_2026-07-31.csv", STAKES + "A,B,5,,,\n")
    other = tmp_path / "deep" / "other.sqlite"
    assert earmark("registry", "import", path, "--registry", str(other)).code == 0
    assert other.exists()
    assert not registry.exists()
