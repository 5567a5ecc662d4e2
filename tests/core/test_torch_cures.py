"""Cures: a sentence each, looked up by words. That each fits what torch says is tested beside the
messages (tests/core/test_torch_message.py).
"""

import pytest

from core.torch_cures import CURES, Cure


def test_a_cure_fits_by_all_of_its_words_in_any_order():
    cure = Cure(("Size", "match"), "Do this.")
    assert cure.fits("must match the size") and cure.fits("MATCH, SIZE")
    assert not cure.fits("size alone")


@pytest.mark.parametrize("name", CURES)
def test_a_cure_is_told_in_sentences(name):
    cure = CURES[name]
    assert len(cure.words) >= 2 or len(cure.words[0].split()) >= 2
    assert len(cure.sentence.split()) > 5
    assert cure.sentence[-1] == "." and len(cure.sentence) < 220
