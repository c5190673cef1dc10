"""Workers answer in the order of the file, each buyer by one of them, and none is lost silently."""

import os
import signal
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.batch import crew
from earmark.batch.crew import Crew
from earmark.batch.worker import Settings
from earmark.errors import InputFileError
from earmark.orders import Header

HEADER = Header(("buyer", "chip", "destination"), {"buyer": 0, "chip": 1, "destination": 2})
SETTINGS = Settings(HEADER, date(2024, 3, 4), as_lines=False)


class Member:
    """A worker in this process: its answers are the rows in capitals, and its own name."""

    def __init__(self, _):
        self.answers = []

    def send(self, rows):
        answers = [f"{cells[0].upper()} {line} {id(self)}" for line, cells in rows or ()]
        self.answers.append(answers)

    def receive(self):
        return self.answers.pop(0)

    def close(self):
        pass


BLOCKS = st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=6), max_size=20)


@given(blocks=BLOCKS, size=st.integers(1, 4))
def test_answers_come_in_the_order_of_the_rows_and_a_buyer_has_one_worker(blocks, size):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crew, "_Member", Member)
        rows = [[(line, [buyer]) for line, buyer in enumerate(block)] for block in blocks]
        with Crew(SETTINGS, size) as workers:
            found = list(workers.screen(iter(rows)))
    told = [[answer.split() for answer in answers] for answers in found]
    assert [[buyer.lower() for buyer, _, _ in block] for block in told] == blocks
    assert [[int(line) for _, line, _ in block] for block in told] == [
        list(range(len(block))) for block in blocks
    ]
    dealt = {(buyer, worker) for block in told for buyer, _, worker in block}
    assert len(dealt) == len({buyer for buyer, _ in dealt})


def test_a_worker_that_is_lost_is_told_and_the_others_go_home():
    with Crew(SETTINGS, 2) as workers:
        for member in workers._members:
            os.kill(member._process.pid, signal.SIGKILL)
        with pytest.raises(InputFileError, match="a worker process ended with code -9"):
            list(workers.screen([[(2, ["Acme", "T4", "DE"])]]))
    assert not any(member._process.is_alive() for member in workers._members)


def test_what_a_worker_cannot_open_is_told_as_it_would_be_here(tmp_path):
    (tmp_path / "mine.toml").write_text("nonsense")
    settings = Settings(HEADER, date(2024, 3, 4), rules=tmp_path / "mine.toml")
    with Crew(settings, 1) as workers, pytest.raises(Exception, match=r"mine\.toml") as error:
        list(workers.screen([[(2, ["Acme", "T4", "DE"])]]))
    with pytest.raises(type(error.value)) as here:
        settings.open_rules()
    assert error.value.faults == here.value.faults
