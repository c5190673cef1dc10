"""The worker of the chaining judge: programs and cases in, what durable_rules fired out.

Run as a script, in a process of its own: durable_rules can crash, hang or leak, and none of
that may reach a screening. It imports durable_rules and the standard library, never earmark.

One request per line, ``{"program": PROGRAM, "cases": [CASE, ...]}``; one answer per line,
``{"verdicts": [ANSWER, ...]}``, or ``{"error": TEXT}`` when the program cannot be used.
``{"prepare": PROGRAM}`` has no answer: it comes ahead of a request with that program. End of input
ends the worker.

PROGRAM  ``{"rules": [RULE, ...]}``
RULE     ``{"id", "about": "chip" | "party" | "sale" | "investment", "roles": [TEXT],
         "given": [FINDING], "any": [FINDING], "unless": [FINDING], "when": TREE | null,
         "finding": FINDING, "stratum": INTEGER}``. Only party rules have roles: the party holds
         one of them, or none are named. All given findings stand, one of any where any are
         named, none of unless. They are about the same thing; for a rule about a sale or an
         investment, about anything; and of lower strata.
TREE     ``{"all": [TREE]}``, ``{"any": [TREE]}``, ``{"not": TREE}``, ``{"is": FIELD}``,
         ``{"compare": [FIELD, "==" | "!=" | "<" | "<=" | ">" | ">=", VALUE]}``,
         ``{"in": [FIELD, [TEXT]]}``, ``{"group": [FIELD, GROUP]}``; a FIELD is ``"chip.tpp"``
VALUE    ``{"number": "7920/407" | "5.92"}``, ``{"text": TEXT}``, ``{"flag": true | false}``; a
         number that a rule compares with has at most four decimals
CASE     ``{"things": [{"key", "about", "roles": [TEXT], "facts": {"tpp": VALUE | null}}],
         "members": [[GROUP, COUNTRY]], "off": [rules that do not apply]}``. A fact that is null
         or missing does not apply: whatever is asked about it is false.
ANSWER   ``{"fired": [[rule, key]], "trace": [{"rule", "thing", "facts", "findings"}]}``, the
         first sorted, the second in the order fired; or ``{"error": TEXT}`` for one case alone

durable's C engine is driven directly. Its Python layer would add polling threads, swallow
exceptions, and double the time of a case and of the start. This file is short because Python
compiles a script anew at every start, while what it imports is kept compiled.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from importlib import import_module

TYPE_CHECKING = False  # importing typing would delay the first answer
if TYPE_CHECKING or __package__:
    from earmark.judges.chaining_rules import Case, Program
    from earmark.judges.chaining_terms import RefusedError
else:
    # Last, so that nothing beside this script can stand in for a module of the library.
    sys.path.append(__file__.rpartition(os.sep)[0])
    from chaining_rules import Case, Program
    from chaining_terms import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    Json = dict[str, Any]

PROGRAMS = 16  # kept compiled, at one or two megabytes each
SECONDS = 30
UNAVAILABLE = (
    "is not available: durable-rules could not be imported on this Python, "
    "the second opinion is off"
)


def engine() -> Any:
    """Return durable's C engine, or None where it cannot be imported, whatever the reason."""
    try:
        return import_module("durable_rules_engine")
    except Exception:
        return None


core = engine()


class Session:
    """The one live session: asserts facts, stratum by stratum, and records what fired."""

    def __init__(self, handle: int, case: Case) -> None:
        self.handle, self.case, self.program = handle, case, case.program
        self.state = self.facts = 0
        self.trace: dict[tuple[str, str], Json] = {}
        self.told: set[tuple[str, str, str]] = set()

    def run(self) -> Json:
        """Return the answer; raise whatever durable raises."""
        try:
            self.tell([{"kind": "open"}])
            self.tell(self.case.facts)
            for stratum in self.program.strata:
                self.tell(self.program.supply.facts("phase", str(stratum)))
        finally:
            core.delete_state(self.handle, None)
        return {"fired": sorted(self.trace), "trace": list(self.trace.values())}

    def tell(self, facts: list[Json]) -> None:
        """Assert facts, let durable act on them, then assert the findings that came of it."""
        findings: list[Json] = []
        for fact in facts:
            self.facts += 1
            message = json.dumps({"id": str(self.facts), **fact})
            result, self.state = core.assert_fact(self.handle, message)
            if result > 1:  # 1: nothing matches it, which is as good as not having told it
                raise RuntimeError(f"a fact was not accepted (result {result})")
            for way, thing in self._act():
                findings += self._fire(way, thing)
        if findings:
            self.tell(findings)

    def _act(self) -> Iterator[tuple[int, int]]:
        """Yield the way and the thing of every match, in the order that durable gives."""
        started = core.start_action_for_state(self.handle, self.state)
        message = started and started[1]
        while message:
            ((way, frame),) = json.loads(message).items()
            if way != "open":
                yield int(way), int(frame["m1"]["thing"])
            message = core.complete_and_start_action(self.handle, self.state)

    def _fire(self, way: int, index: int) -> list[Json]:
        """Record a match once, and return the facts that its finding adds."""
        rule = self.program.rules[self.program.ways[way]]
        thing = self.case.things[index]
        if (rule["id"], thing["key"]) in self.trace:
            return []
        self.trace[rule["id"], thing["key"]] = {
            "rule": rule["id"],
            "thing": thing["key"],
            "facts": {
                field: thing["facts"].get(field.partition(".")[2])
                for field in self.program.fields[rule["id"]]
            },
            "findings": list(dict.fromkeys(rule["given"])),
        }
        here = self._new("found", rule["finding"], str(index))
        return here + self._new("anywhere", rule["finding"], "")

    def _new(self, kind: str, finding: str, thing: str) -> list[Json]:
        if (kind, finding, thing) in self.told:
            return []
        self.told.add((kind, finding, thing))
        return self.program.supply.facts(kind, finding, thing=thing)


class Worker:
    """Answers requests; keeps the last programs that it compiled, by their text."""

    def __init__(self) -> None:
        self.programs: dict[str, tuple[Program, int]] = {}

    def answer(self, line: bytes) -> Json | None:
        """Return the answer to one request, None where it asks for none; never raises."""
        try:
            request = json.loads(line)
            if "prepare" in request:
                self._prepare(request["prepare"])
                return None
            if core is None:
                return {"error": UNAVAILABLE}
            program, handle = self._program(request["program"])
            return {"verdicts": [verdict(program, handle, case) for case in request["cases"]]}
        except RefusedError as error:
            return {"error": str(error)}
        except Exception as error:
            return {"error": f"cannot read the request ({wording(error)})"}

    def _prepare(self, source: Json) -> None:
        try:
            self._program(source)
        except Exception:
            return  # it will be told when the program is to judge

    def _program(self, source: Json) -> tuple[Program, int]:
        text = json.dumps(source)
        compiled = self.programs.pop(text, None) or compile_program(source)
        self.programs[text] = compiled
        if len(self.programs) > PROGRAMS:
            _, handle = self.programs.pop(next(iter(self.programs)))
            core.delete_ruleset(handle)
        return compiled


def compile_program(source: Json) -> tuple[Program, int]:
    """Return a program and durable's handle for it; raise RefusedError if there can be none."""
    program = Program(source)
    try:
        return program, core.create_ruleset("earmark", program.durable)
    except Exception as error:
        raise RefusedError(f"cannot express the program ({wording(error)})") from None


def verdict(program: Program, handle: int, case: Json) -> Json:
    """Return the answer to one case: a case that fails does so alone."""
    watchdog(SECONDS)
    try:
        return Session(handle, Case(program, case)).run()
    except RefusedError as error:
        return {"error": str(error)}
    except Exception as error:
        return {"error": f"the case could not be judged ({wording(error)})"}


def wording(error: Exception) -> str:
    """Return an error as words that fit into a report."""
    return f"{type(error).__name__}: {error}"[:200]


def watchdog(seconds: int) -> None:
    """Have the system end this process if it is still busy then; 0 calls that off.

    A hang inside durable hears no signal that Python would handle, nor that the input ended.
    """
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def main() -> None:
    """Answer line by line until the input ends."""
    worker = Worker()
    for line in sys.stdin.buffer:
        watchdog(SECONDS)
        answer = worker.answer(line)
        watchdog(0)
        if answer is not None:
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
