"""A registry of the test's own, and ways to fill it."""

import pytest

CSL = "list_code,source,entity_number,type,name,alt_names,countries,license_requirement,"
CSL += "license_policy,programs,federal_register_notice,source_list_url\n"
ROW = "EL,S,,,{name},{aliases},CN,For all items. (See §744.11 of the EAR)4,Presumption of denial,,"
ROW += "84 FR 54002; 87 FR 62202,https://example.org\n"
STAKES = "owner,owned,percent,from,until,source\n"


@pytest.fixture(autouse=True)
def registry(tmp_path, monkeypatch):
    """Return where the user's own registry is: in a folder of the test's own."""
    path = tmp_path / "earmark" / "registry.sqlite"
    path.parent.mkdir()
    monkeypatch.delenv("EARMARK_REGISTRY", raising=False)
    monkeypatch.setattr("earmark.facts.registry.place._data_home", lambda: tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return path


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a file and gives its path."""

    def call(name, content):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return str(path)

    return call


@pytest.fixture
def csl():
    """Return a function that writes a screening list of pairs of name and aliases."""
    return lambda *rows: CSL + "".join(ROW.format(name=n, aliases=a) for n, a in rows)


@pytest.fixture
def listed(earmark, write, csl):
    """Import a list of two parties, and stakes in one of them."""
    rows = (("Quxar Systems Ltd", "Quxar; QS Microdevices"), ("Zorblat Ltd", ""))
    assert earmark("registry", "import", write("csl_2026-07-31.csv", csl(*rows))).code == 0
    stakes = STAKES + "Top Holding,Quxar Systems Ltd,60,2020-01-01,,filing\n"
    stakes += "Quxar Systems Ltd,Leaf Ltd,51.5,,,\nLeaf Ltd,Top Holding,,,,\n"
    assert earmark("registry", "import", write("s_2026-07-31.csv", stakes)).code == 0
