"""Read a condition: text to typed tree, or one fault with the offending words."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from earmark.errors import nearest
from earmark.law.condition import All, Any, Compare, Condition, InGroup, IsTrue, Not, OneOf
from earmark.law.geography import CODES, GROUPS, meant
from earmark.law.syntax import ConditionFault, syntax_tree
from earmark.schema import FIELDS, Field, Kind, with_article

_OPERATORS: Final[Mapping[type[ast.cmpop], str]] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_NUMBER: Final = re.compile(r"[0-9][0-9_]{0,11}(\.[0-9]{1,4})?")
_POWER: Final = re.compile(r"[0-9](\.[0-9]{1,4})?e[0-9]{1,2}")
_TEXT_KINDS: Final = frozenset({Kind.TEXT, Kind.COUNTRY, Kind.CHOICE})


def parse_condition(text: str, about: str) -> Condition:
    """Return the tree of ``text``, which may only ask facts of ``about``.

    Raises :class:`ConditionFault` at the first mistake.
    """
    return _Reader(text, about).read(syntax_tree(text))


class _Reader:
    """Reads one condition; knows its text so that faults can quote it."""

    def __init__(self, text: str, about: str) -> None:
        self._lines = f"({text}\n)".split("\n")
        self._about = about

    def read(self, node: ast.expr) -> Condition:
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return All(tuple(self.read(value) for value in values))
            case ast.BoolOp(values=values):
                return Any(tuple(self.read(value) for value in values))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.read(operand))
            case ast.Compare():
                return self._comparison(node)
            case ast.Attribute() | ast.Name():
                return self._flag(node)
            case _:
                raise self._fault(
                    "condition-syntax",
                    f"{self._words(node)!r} is not part of the rule language",
                    node,
                    "use and, or, not, comparisons, in, and facts such as chip.tpp",
                )

    def _flag(self, node: ast.expr) -> Condition:
        field = self._field(node)
        if field.kind is not Kind.FLAG:
            raise self._fault(
                "condition-type",
                f"{field.path} is a {field.kind.value} and cannot stand alone",
                node,
                "compare it with a value",
            )
        return IsTrue(field)

    def _comparison(self, node: ast.Compare) -> Condition:
        operands = [node.left, *node.comparators]
        parts = [
            self._pair(node, left, op, right)
            for left, op, right in zip(operands, node.ops, operands[1:], strict=False)
        ]
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _pair(self, node: ast.Compare, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Condition:
        if isinstance(op, ast.In | ast.NotIn):
            inside = self._membership(self._field(left), right)
            return Not(inside) if isinstance(op, ast.NotIn) else inside
        operator = _OPERATORS.get(type(op))
        if operator is None:
            raise self._fault(
                "condition-syntax",
                f"{self._words(node)!r} uses 'is'",
                node,
                "compare a value with ==, and name a flag on its own",
            )
        if isinstance(left, ast.Constant):
            # 1600 <= chip.tpp reads from the right.
            mirrored = operator.translate(str.maketrans("<>", "><"))
            return self._compare(self._field(right), mirrored, left)
        return self._compare(self._field(left), operator, right)

    def _compare(self, field: Field, operator: str, node: ast.expr) -> Compare:
        if field.kind is Kind.FLAG:
            hint = f"write {field.path} or not {field.path}"
            raise self._fault("condition-type", f"{field.path} is a flag", node, hint)
        if field.kind is Kind.NUMBER:
            return Compare(field, operator, self._number(field, node))
        if operator not in ("==", "!="):
            raise self._fault(
                "condition-type",
                f"{field.path} is a {field.kind.value} and has no order",
                node,
                "use == or !=",
            )
        return Compare(field, operator, self._text(field, node))

    def _number(self, field: Field, node: ast.expr) -> Fraction:
        words = self._words(node)
        if field.power and isinstance(node, ast.Constant) and _POWER.fullmatch(words):
            return self._in_reach(field, Fraction(words), node)
        if not isinstance(node, ast.Constant) or not _NUMBER.fullmatch(words):
            raise self._fault(
                "condition-type",
                f"{field.path} is a number, and {words} is not one",
                node,
                "write plain decimals with at most 12 digits and four places, such as 5.92",
            )
        return self._in_reach(field, Fraction(words), node)

    def _in_reach(self, field: Field, number: Fraction, node: ast.expr) -> Fraction:
        """Return a number of at most four decimals in the unit of the field."""
        if (number * 10**4 / 10**field.power).denominator == 1:
            return number
        raise self._fault(
            "condition-type",
            f"{field.path} is compared in steps of 10^{field.power - 4}, and "
            f"{self._words(node)} is finer",
            node,
            "write it as 1e25",
        )

    def _text(self, field: Field, node: ast.expr) -> str:
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            raise self._fault(
                "condition-type",
                f"{field.path} is a {field.kind.value}, and {self._words(node)} is not text",
                node,
                'write it in quotes, such as "CN"',
            )
        if field.kind is Kind.COUNTRY and node.value not in CODES:
            message = f"{node.value!r} is no country code"
            raise self._fault("unknown-country", message, node, meant(node.value))
        if field.kind is Kind.CHOICE and node.value not in field.choices:
            message = f"{node.value!r} is no value of {field.path}"
            hint = nearest(node.value, field.choices) or f"it is one of {', '.join(field.choices)}"
            raise self._fault("unknown-choice", message, node, hint)
        return node.value

    def _membership(self, field: Field, node: ast.expr) -> Condition:
        if isinstance(node, ast.Subscript):
            return self._group(field, node)
        if field.kind not in _TEXT_KINDS:
            raise self._fault(
                "condition-type", f"{field.path} is a {field.kind.value}", node, "use comparisons"
            )
        if not isinstance(node, ast.Set):
            raise self._fault(
                "condition-syntax",
                f"{self._words(node)!r} is not a set",
                node,
                'write {"CN", "MO"} or group["D:5"]',
            )
        return OneOf(field, tuple(self._text(field, element) for element in node.elts))

    def _group(self, field: Field, node: ast.Subscript) -> InGroup:
        if not (isinstance(node.value, ast.Name) and node.value.id == "group"):
            raise self._fault(
                "condition-syntax",
                f"{self._words(node)!r} is not a country group",
                node,
                'write group["D:5"]',
            )
        if field.kind is not Kind.COUNTRY:
            raise self._fault("condition-type", f"{field.path} is no country", node)
        name = node.slice.value if isinstance(node.slice, ast.Constant) else None
        if not isinstance(name, str) or name not in GROUPS:
            raise self._fault(
                "unknown-group",
                f"{self._words(node)} names no country group",
                node,
                nearest(str(name), GROUPS) or f"the groups are {', '.join(sorted(GROUPS))}",
            )
        return InGroup(field, name)

    def _field(self, node: ast.expr) -> Field:
        words = self._words(node)
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
            raise self._fault(
                "unknown-field", f"{words!r} is not a fact", node, nearest(words, FIELDS)
            )
        field = FIELDS.get(f"{node.value.id}.{node.attr}")
        if field is None:
            raise self._fault(
                "unknown-field", f"there is no fact {words!r}", node, nearest(words, FIELDS)
            )
        if field.thing != self._about:
            raise self._fault(
                "foreign-field",
                f"a rule about {with_article(self._about)} cannot ask {field.path}",
                node,
                "rest the rule on a finding about it instead (given, unless)",
            )
        return field

    def _words(self, node: ast.expr) -> str:
        first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
        encoded = [line.encode() for line in self._lines[first : last + 1]]
        encoded[-1] = encoded[-1][: node.end_col_offset]
        encoded[0] = encoded[0][node.col_offset :]
        words = " ".join(part.decode().strip() for part in encoded)
        return words if _within(node) else words[1:-1].strip()

    def _fault(self, code: str, message: str, node: ast.expr, hint: str = "") -> ConditionFault:
        before = self._lines[node.lineno - 1].encode()[: node.col_offset].decode()
        column = len(before) - (1 if node.lineno == 1 and _within(node) else 0)
        return ConditionFault(code, message, node.lineno - 1, column, hint)


def _within(node: ast.expr) -> bool:
    """Tell whether a node stands within the parentheses put around the text, and has none of them.

    Python counts them to what needs none, as in ``1, 2``.
    """
    return (node.lineno, node.col_offset) != (1, 0)
