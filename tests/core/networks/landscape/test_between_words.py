"""What is said of the line between two networks."""

import torch

from core.networks.landscape.between import SEED, Between, Line, Lines
from core.networks.landscape.between_words import between_caption, between_sentence


def line(*losses: float) -> Line:
    return Line(torch.tensor(losses).double(), torch.tensor([0.95, 0.8, 0.95]))


def test_the_barrier_and_what_is_left_of_it():
    gone = Lines(line(0.2, 0.7, 0.2), line(0.2, 0.2, 0.2), 4e-15, 31)
    said = between_sentence(Between(), gone)
    assert "no output differs by more than 4 · 10⁻¹⁵" in said
    assert "rises **0.5** above the straight line, and accuracy falls to 80.0" in said
    assert "**nothing** is left" in said
    some = Lines(line(0.2, 0.7, 0.2), line(0.2, 0.25, 0.2), 3.0, 31)
    said = between_sentence(Between(other=SEED), some)
    assert said.startswith("Two networks") and "**0.05** is left" in said
    twins = Between(other=SEED, first_seed=4, second_seed=4)
    assert "they are the same network" in between_sentence(twins, gone)
    assert "31 of them move" in between_caption(Between(), gone)
