"""Every field of a sale belongs to one of its parts."""

from earmark.batch.fields import CHIP, ITSELF, PARTIES, UNASKED
from earmark.sale import Sale


def test_every_field_belongs_to_exactly_one_part():
    assert sorted((*CHIP, *PARTIES, *ITSELF, *UNASKED)) == sorted(Sale.model_fields)
