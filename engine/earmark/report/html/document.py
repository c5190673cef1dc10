"""The whole page: one file that holds its style and its script and may load nothing."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from typing import Final

from earmark.batch.summary import Summary
from earmark.report.html import closing
from earmark.report.html.glance import glance, head
from earmark.report.html.markup import Markup, tag
from earmark.report.html.reasons import reasons

_STYLES: Final = ("ground.css", "parts.css", "reasons.css", "media.css")


def page(summary: Summary) -> Iterator[str]:
    """Yield the text of the report, piece by piece."""
    style = Markup("".join(map(_beside, _STYLES)))
    script = Markup(_beside("report.js"))
    yield '<!doctype html>\n<html lang="en">\n'
    yield tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"Earmark: {summary.input.name}"),
        tag("style", style),
        tag("script", script),
    )
    yield "\n<body>\n<main>\n"
    yield from _pieces(summary)
    yield "</main>\n</body>\n</html>\n"


def _pieces(summary: Summary) -> Iterator[str]:
    yield head(summary)
    yield glance(summary)
    yield from reasons(summary)
    yield closing.questions(summary)
    yield closing.warnings(summary)
    yield closing.not_checked(summary)
    yield closing.basis(summary)


def _policy(style: str, script: str) -> str:
    """Allow this style and this script and nothing else: no image, no request, no form."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _beside(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
