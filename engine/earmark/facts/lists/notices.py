"""Federal Register citations as the lists write them, in one form: volume, FR, page.

"67 F.R. 56530 9/4/02", "88 FR 1234 (1/6/2023)" and "88 FR  1234" all come in chains, parted by
semicolons, commas, "and", or nothing. The State Department cites an issue and a day, with no
page. What reads as neither stays as it stands: a citation is never lost.
"""

from __future__ import annotations

import re
from typing import Final

_PAGE: Final = re.compile(r"\b(?P<volume>\d{2,3})[\s.]*F\.?\s?R\.?\s*(?P<page>\d[\d,]*\d|\d)", re.I)
_ISSUE: Final = re.compile(
    r"\bVol\.?\s*(?P<volume>\d+),?\s*No\.?\s*(?P<issue>\d+),?\s*"
    r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})",
    re.I,
)
_COUNTED: Final = re.compile(r"(?<=\d),(?=\d{3}\b)")
_AROUND: Final = re.compile(
    r"[\s;,.()\[\]]|\band\b|\bno\.?\s?\d+|\bcorrection\b|\d{1,2}/\d{1,2}/\d{2,4}", re.I
)


def notices_in(text: str) -> tuple[str, ...]:
    """Return the citations in a cell, in order, each once; the whole cell too if more is in it."""
    plain = _COUNTED.sub("", text)
    found: list[tuple[int, str]] = []
    for hit in _ISSUE.finditer(plain):
        day = f"{hit['year']}-{int(hit['month']):02}-{int(hit['day']):02}"
        found.append((hit.start(), f"{hit['volume']} FR No. {hit['issue']} ({day})"))
    for hit in _PAGE.finditer(plain):
        found.append((hit.start(), f"{hit['volume']} FR {hit['page']}"))
    rest = _AROUND.sub("", _PAGE.sub("", _ISSUE.sub("", plain)))
    whole = [" ".join(text.split())] if rest else []
    return tuple(dict.fromkeys([cited for _, cited in sorted(found)] + whole))
