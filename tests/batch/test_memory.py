"""What a run remembers stays bounded, and a number never stands for two names."""

from hypothesis import given
from hypothesis import strategies as st

from earmark.batch import memory
from earmark.batch.memory import Memory, Numbers, Once


@given(st.lists(st.tuples(st.integers(0, 9), st.integers())), st.integers(1, 5))
def test_a_memory_is_never_larger_than_it_may_be_and_never_wrong(entries, most):
    remembered, everything = Memory(most), {}
    for key, value in entries:
        remembered[key] = everything[key] = value
        assert remembered[key] == value
        assert len(remembered) <= most
        assert remembered.items() <= everything.items()


def test_a_value_that_is_replaced_takes_no_room():
    full = Memory(2)
    full["a"], full["b"], full["a"] = 1, 2, 3
    assert full == {"a": 3, "b": 2}


def test_a_number_never_stands_for_two_names_even_when_names_are_forgotten(monkeypatch):
    monkeypatch.setattr(memory.Memory.__init__, "__defaults__", (3,))
    numbers, meant = Numbers(), {}
    for name in [*range(10), *range(10), 1, 2, 1]:
        assert meant.setdefault(numbers.of(name), name) == name
    assert numbers.of("x") == numbers.of("x")


def test_of_what_is_equal_one_object_is_kept():
    once = Once()
    first, second = frozenset("ab"), frozenset("ba")
    assert first is not second
    assert once[first] is once[second] is first
    assert len(once) == 1
