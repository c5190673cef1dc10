"""A second judge that fails costs a sentence; one that disagrees costs the verdict."""

from __future__ import annotations

import shutil
import signal
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from earmark import Sale, screen, second_opinion
from earmark.judges import chaining as chaining_module
from earmark.judges import reference
from earmark.judges.chaining import Answer, Chaining
from earmark.law.condition import Compare

H800 = Sale(
    buyer="SenseTime Group Inc.",
    subsidiary="SenseTime International Pte. Ltd.",
    chip="H800",
    destination="SG",
    on=date(2023, 11, 17),
)
NEAR_THE_LIMIT = Sale(
    buyer="Moonshot AI",
    chip="Figures",
    destination="CN",
    on=date(2024, 2, 1),
    designer="Acme",
    data_centre=True,
    tpp="4800",
    performance_density="1.5",
)


def worker(tmp_path: Path, body: str) -> Chaining:
    script = tmp_path / "worker.py"
    script.write_text(body, encoding="utf-8")
    return Chaining([sys.executable, str(script)])


def test_agreement_is_on_record(chaining: Chaining) -> None:
    verdict = screen(H800, chaining=chaining)
    assert verdict.judges == {"reference": "deny", "chaining": "deny"}


def test_without_a_second_judge_the_record_says_so() -> None:
    assert screen(H800).judges == {"reference": "deny", "chaining": "not asked"}


FAILURES = {
    "crashes at once": ("import os; os.abort()", "crashed with signal 6"),
    "ends at once": ("raise SystemExit(7)", "ended with exit code 7"),
    "hangs": ("import time; time.sleep(60)", "did not answer within 2 seconds"),
    "answers nonsense": ("input(); print('{}')", "answered something that is no answer"),
    "talks without end": (
        "while True: print('x' * 65536, end='')",
        "did not answer within 2 seconds",
    ),
}


@pytest.mark.parametrize("what", FAILURES)
def test_a_worker_that_fails_is_shown_and_changes_nothing(what: str, tmp_path: Path) -> None:
    body, said = FAILURES[what]
    alone = screen(H800)
    began = time.monotonic()
    with worker(tmp_path, body) as judge:
        verdict = screen(H800, chaining=judge)
    assert time.monotonic() - began < 3.5
    assert verdict.verdict == alone.verdict == "deny"
    assert said in verdict.judges["chaining"]
    assert any(said in caveat for caveat in verdict.caveats)
    assert verdict.findings == alone.findings


def test_a_single_alternative_that_cannot_be_judged_is_no_second_opinion(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judge = Chaining()
    monkeypatch.setattr(judge, "judge", lambda _, cases: [Answer(error="too wide")] * len(cases))
    verdict = screen(H800, chaining=judge)
    assert verdict.verdict == "deny"
    assert verdict.judges == {"reference": "deny", "chaining": "no answer: too wide"}
    assert verdict.caveats[0] == "No second opinion: too wide."


def test_a_worker_that_is_killed_between_two_sales_is_shown() -> None:
    with Chaining() as judge:
        assert screen(H800, chaining=judge).judges["chaining"] == "deny"
        process = judge._worker
        assert process is not None
        process.send_signal(signal.SIGKILL)
        process.wait()
        verdict = screen(H800, chaining=judge)
    assert verdict.verdict == "deny"
    assert "crashed with signal 9" in verdict.judges["chaining"]


def test_a_fault_seeded_in_the_reference_is_found(
    monkeypatch: pytest.MonkeyPatch, chaining: Chaining
) -> None:
    sound = reference.answer

    def off_by_one(atom: reference.Atom, law: reference.Law, value: reference.Value) -> bool:
        if isinstance(atom, Compare) and atom.op == ">=":
            atom = Compare(atom.field, ">", atom.literal)
        return sound(atom, law, value)

    monkeypatch.setattr(reference, "answer", off_by_one)
    verdict = screen(NEAR_THE_LIMIT, chaining=chaining)
    assert verdict.verdict == "review"
    assert verdict.judges["reference"] == "allow"
    assert verdict.judges["chaining"] == "deny"
    assert "3a090-a (chip)" in verdict.judges["differences"]
    assert verdict.caveats[0].startswith("INTERNAL FAULT: the two judges disagree")


def test_a_fault_seeded_in_the_chaining_judge_is_found(tmp_path: Path) -> None:
    for source in Path(chaining_module.__file__).parent.glob("chaining_*.py"):
        shutil.copy(source, tmp_path)
    terms = tmp_path / "chaining_terms.py"
    sound = terms.read_text(encoding="utf-8")
    assert sound.count('">=": {"$gte": ') == 1
    terms.write_text(sound.replace('">=": {"$gte": ', '">=": {"$gt": '), encoding="utf-8")
    with Chaining([sys.executable, str(tmp_path / "chaining_worker.py")]) as judge:
        verdict = screen(NEAR_THE_LIMIT, chaining=judge)
    assert verdict.verdict == "review"
    assert verdict.judges["reference"] == "deny"
    assert "differences" in verdict.judges


def test_a_finding_that_only_one_judge_makes_is_a_disagreement(
    monkeypatch: pytest.MonkeyPatch, chaining: Chaining
) -> None:
    """Also where the verdict is the same: the fired rules must be alike."""
    complete = second_opinion.as_case

    def without_listing(*args: object) -> dict[str, object]:
        case = complete(*args)  # type: ignore[arg-type]
        for thing in case["things"]:  # type: ignore[attr-defined]
            thing["facts"].pop("on_ns_cmic_list", None)
        return case

    monkeypatch.setattr(second_opinion, "as_case", without_listing)
    verdict = screen(H800, chaining=chaining)
    assert verdict.verdict == "review"
    assert "only in the reference: ns-cmic (buyer)" in verdict.judges["differences"]


def test_many_alternatives_are_sampled_and_the_record_says_how_many(chaining: Chaining) -> None:
    sale = Sale(
        buyer="Acme",
        chip="Frobnicator",
        destination="SG",
        ship_from="DE",
        consignee="Beta",
        end_user="Gamma",
        end_use="unknown",
        on=date(2023, 11, 1),
    )
    said = screen(sale, chaining=chaining).judges["chaining"]
    assert said.startswith(f"review ({second_opinion.MOST} of ")


def test_an_alternative_that_fails_does_not_hide_that_another_differs(
    monkeypatch: pytest.MonkeyPatch, chaining: Chaining
) -> None:
    unknown = Sale(buyer="Moonshot AI", chip="Figures", destination="CN", on=date(2024, 2, 1))

    def answers(_: object, cases: list[object]) -> list[Answer]:
        return [Answer(error="boom" if number == 0 else "") for number in range(len(cases))]

    monkeypatch.setattr(chaining, "judge", answers)
    verdict = screen(unknown, chaining=chaining)
    assert verdict.verdict == "review"
    assert verdict.caveats[0].startswith("INTERNAL FAULT: the two judges disagree")
