"""The script of the line between two networks."""

from core.networks.landscape.between import OTHERS, Between
from core.networks.landscape.between_script import between_script


def test_it_shuffles_or_trains_another():
    copy, seed = (between_script(Between(other=other)).text for other in OTHERS)
    assert "permuted(first" in copy and "train(other" not in copy
    assert "train(other" in seed and "permuted(first" not in seed
