"""Sources of a rule: law first, then the words of a source text with their gloss and place."""

from earmark.law.citation import seeds
from earmark.report.html.sources import law, quotes
from earmark.verdict import Cited

LAW = Cited(law="15 CFR 744.23(a)(3)(i)", notice="88 FR 73458")
BARE = Cited(law="15 CFR 734.3(a)")
QUOTE = Cited(
    seed=next(iter(seeds())), quote="l’entreprise <b>", start=3, end=9, gloss="the company"
)


def test_law_is_cited_with_its_notice_where_it_has_one(read):
    page = read(law([LAW, QUOTE, BARE]))
    assert page.all("p", class_="law") == [
        "15 CFR 744.23(a)(3)(i) (88 FR 73458)",
        "15 CFR 734.3(a)",
    ]


def test_a_quote_shows_its_words_its_gloss_and_its_place(read):
    page = read(quotes([LAW, QUOTE], open_=True))
    assert page.all("blockquote") == [
        f"“l’entreprise <b>”= the company {QUOTE.seed}, characters 3–9"
    ]


def test_a_quote_is_marked_with_the_language_of_its_text(read):
    assert {"lang": "fr"} in read(quotes([QUOTE], open_=True)).attributes("p")


def test_a_quote_of_an_unknown_text_claims_no_language(read):
    unknown = QUOTE.model_copy(update={"seed": "elsewhere.txt"})
    assert all("lang" not in one for one in read(quotes([unknown], open_=True)).attributes("p"))


def test_quotes_are_counted_where_they_are_folded_away(read):
    page = read(quotes([QUOTE, QUOTE], open_=False))
    assert page.attributes("details") == [{"class": "quotes"}]
    assert page.all("summary") == ["The source text, 2 quotes"]


def test_without_a_quote_there_is_nothing_to_unfold():
    assert quotes([LAW], open_=True) == ""
