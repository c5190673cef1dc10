"""Summaries to write reports of: a distributor's day, and the same day many times over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

from earmark import Sale, screen
from earmark.batch.summary import (
    Ask,
    Count,
    Counts,
    Group,
    Input,
    Line,
    RuleCited,
    Sampled,
    Summary,
    Warned,
)
from earmark.facts.countries import country_name
from earmark.report.page import told_apart
from earmark.verdict import Cited, Verdict

_BEFORE, _AFTER = date(2023, 10, 2), date(2023, 11, 20)
_DAY = (
    ("PO-1001", "Moonshot AI", "H800", "CN", _AFTER, 64),
    ("PO-1001", "Moonshot AI", "T4", "CN", _AFTER, 8),
    ("PO-1002", "Sense Time", "A100", "CN", _BEFORE, 16),
    ("PO-1003", "Acme Cloud", "A100", "SG", _AFTER, 4),
    ("PO-1004", "Harbour Analytics", "H100", "VN", _AFTER, 128),
    ("PO-1004", "Harbour Analytics", "Unheard-of 7", "VN", _AFTER, 2),
    ("", "Hikvision Digital Tech", "H100", "DE", _AFTER, 1),
    ("PO-1006", "Lakeside University", "A100", "DE", _BEFORE, 32),
    ("PO-1007", "Tencent", "RTX 4090", "CN", _AFTER, 500),
    ("PO-1008", "Moonshot AI", "Unheard-of 7", "CN", _AFTER, 12),
    ("PO-1008", "Moonshot AI", "A800", "MO", _AFTER, 12),
    ("PO-1009", "Volga Systems", "T4", "RU", _AFTER, 3),
    ("", "SenseTime International Pte. Ltd.", "H800", "SG", _AFTER, 64),
    ("PO-1011", "Nordlicht Rechenzentrum", "L40S", "NL", _AFTER, 40),
)


@cache
def day() -> Summary:
    """Return the summary of a small day, screened by the shipped rules."""
    sold = [
        (order_id, Sale(buyer=buyer, chip=chip, destination=to, on=on, quantity=quantity))
        for order_id, buyer, chip, to, on, quantity in _DAY
    ]
    answered = [(order_id, sale, screen(sale)) for order_id, sale in sold]
    return _summary(answered)


def many(lines: int) -> Summary:
    """Return a day on which that many lines are held, each for a customer of its own."""
    small = day()
    kept = tuple(_again(small.lines[at % len(small.lines)], at) for at in range(lines))
    held = Counter(line.group for line in kept)
    verdicts = Counter(line.verdict for line in kept)
    groups = (group.model_copy(update={"lines": held[at]}) for at, group in enumerate(small.groups))
    counts = Counts(
        read=lines + 5, allowed=3, denied=verdicts["deny"], review=verdicts["review"], quarantined=2
    )
    update = {"lines": kept, "groups": tuple(groups), "counts": counts}
    return small.model_copy(update=update)


def _again(line: Line, at: int) -> Line:
    words = ("Amber", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Grove", "Heron")
    name = f"{words[at % 8]} {words[at // 8 % 8]} {at} Trading"
    update = {"row": at + 2, "order_id": f"SO-{at // 2}" if at % 3 else "", "buyer": name}
    return line.model_copy(update=update)


_Answered = tuple[str, Sale, Verdict]


def _summary(answered: list[_Answered]) -> Summary:
    keys = list(dict.fromkeys(_key(verdict) for *_, verdict in answered if _held(verdict)))
    said = Counter(verdict.verdict for *_, verdict in answered)
    last = answered[-1][2]
    not_screened, caveats = told_apart(last.caveats)
    return Summary(
        input=Input(name="orders-2023-11-20.csv", digest=f"sha256:{'5e' * 32}"),
        first=min(sale.on for _, sale, _ in answered),
        last=max(sale.on for _, sale, _ in answered),
        counts=Counts(
            read=len(answered) + 2,
            allowed=said["allow"],
            denied=said["deny"],
            review=said["review"],
            quarantined=2,
        ),
        by_destination=_counted(
            (country_name(str(sale.destination)), one.verdict) for _, sale, one in answered
        ),
        by_chip=_counted((sale.chip, one.verdict) for _, sale, one in answered),
        by_rule=_counted((rule, one.verdict) for *_, one in answered for rule in one.deciding),
        by_question=_counted(
            (question.fact, one.verdict) for *_, one in answered for question in one.questions
        ),
        groups=tuple(_group(key, answered) for key in keys),
        lines=tuple(_lines(answered, keys)),
        asks=_asks(answered),
        warnings=_warnings(answered),
        cells=11,
        sampled=Sampled(rows=9, differing=0, chaining="agreed on all"),
        not_screened=tuple(not_screened),
        caveats=tuple(caveats),
        unread=("Sales rep", "Freight class"),
        rulebook=last.rulebook,
        lists=last.lists,
        earmark=last.earmark,
    )


def _held(verdict: Verdict) -> bool:
    return verdict.verdict != "allow"


def _key(verdict: Verdict) -> tuple[str, tuple[str, ...], str]:
    return verdict.verdict, verdict.deciding, verdict.licence.review_policy or ""


def _lines(answered: list[_Answered], keys: list[object]) -> Iterator[Line]:
    for row, (order_id, sale, verdict) in enumerate(answered, 2):
        if not _held(verdict):
            continue
        says = {finding.rule: finding.says for finding in verdict.findings}
        yield Line(
            row=row,
            order_id=order_id,
            buyer=sale.buyer,
            chip=sale.chip,
            destination=country_name(str(sale.destination)),
            on=sale.on,
            quantity=str(sale.quantity),
            verdict=verdict.verdict,
            group=keys.index(_key(verdict)),
            reason=says.get(verdict.deciding[0], "") if verdict.deciding else "",
            questions=tuple(question.ask for question in verdict.questions),
            warnings=tuple(warned.says for warned in verdict.warnings),
        )


def _group(key: object, answered: list[_Answered]) -> Group:
    alike = [verdict for *_, verdict in answered if _key(verdict) == key]
    first = alike[0]
    named = {finding.rule: finding for finding in first.findings}
    required = {True: "required", False: "not required", None: "depends on the answers"}
    return Group(
        verdict=first.verdict,
        licence=required[first.licence.required],
        review_policy=first.licence.review_policy or "",
        rules=tuple(
            RuleCited(rule=rule, title=named[rule].title, citations=named[rule].citations)
            for rule in first.deciding
        ),
        conditions=tuple(
            condition for one in first.licence.requirements for condition in one.conditions
        ),
        lines=len(alike),
    )


def _counted(pairs: Iterator[tuple[str, str]]) -> tuple[Count, ...]:
    counted: dict[str, Counter[str]] = {}
    for name, answer in pairs:
        counted.setdefault(name, Counter())[answer] += 1
    return tuple(Count(name=name, **counts) for name, counts in counted.items())


def _asks(answered: list[_Answered]) -> tuple[Ask, ...]:
    asked = Counter(
        (question.fact, question.ask) for *_, verdict in answered for question in verdict.questions
    )
    return tuple(Ask(fact=fact, ask=ask, lines=lines) for (fact, ask), lines in asked.items())


def _warnings(answered: list[_Answered]) -> tuple[Warned, ...]:
    flagged = [warned for *_, verdict in answered for warned in verdict.warnings]
    counts = Counter(warned.rule for warned in flagged)
    first = {warned.rule: warned for warned in reversed(flagged)}
    return tuple(
        Warned(
            rule=rule,
            title=rule.replace("-", " ").capitalize(),
            says=first[rule].says,
            lines=lines,
            citations=first[rule].citations,
        )
        for rule, lines in counts.items()
    )


def line(row: int, **said: object) -> Line:
    """Return a denied line of its own, in the first group, save for what is said otherwise."""
    plain = {
        "row": row,
        "order_id": "",
        "buyer": f"Customer {row}",
        "chip": "H800",
        "destination": "China",
        "on": date(2023, 11, 20),
        "quantity": "1",
        "verdict": "deny",
        "group": 0,
        "reason": "A licence is required.",
        "questions": (),
        "warnings": (),
    }
    return Line.model_validate(plain | said)


def group(verdict: str = "deny", lines: int = 1, policy: str = "", rule: str = "a-rule") -> Group:
    """Return a group that rests on one rule."""
    cited = Cited(law="15 CFR 742.6(a)(6)", notice="88 FR 73458")
    rules = (RuleCited(rule=rule, title=f"What {rule} says", citations=(cited,)),)
    return Group.model_validate(
        {
            "verdict": verdict,
            "licence": "required",
            "review_policy": policy,
            "rules": rules,
            "conditions": (),
            "lines": lines,
        }
    )
