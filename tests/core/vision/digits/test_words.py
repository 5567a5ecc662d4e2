"""The sentence over a digit says what the networks read, with their probabilities."""

import torch

from core.data.preparation import steps
from core.plots.numbers import probability
from core.vision.digits.state import Reading, State, read_each
from core.vision.digits.words import DRAWN, MOST, page_sentence, reading_sentence, saliency_sentence

WAY = steps(torch.eye(28, dtype=torch.uint8) * 255)


def shares(digit: int, most: float = 0.9) -> torch.Tensor:
    result = torch.full((10,), (1 - most) / 10)
    result[digit], result[(digit + 1) % 10] = most, 0.08
    return result


def reading(*digits: int, like: bool = True) -> Reading:
    return Reading(WAY, {f"Net {name}": shares(digit) for name, digit in enumerate(digits)}, like)


def test_one_network_and_what_comes_next():
    assert reading_sentence([reading(7)], do=DRAWN) == (
        f"Net 0 reads **7** (90.0\xa0%), next 8 (8.0\xa0%). {DRAWN}"
    )


def test_those_that_agree_and_those_that_do_not():
    assert (
        reading_sentence([reading(7, 7)]) == "Both networks read **7** (90.0\xa0% and 90.0\xa0%)."
    )
    assert reading_sentence([reading(9, 8)]) == (
        "They disagree: Net 0 reads **9** (90.0\xa0%) and Net 1 reads **8** (90.0\xa0%)."
    )


def test_what_three_networks_read_fits_three_lines_of_a_phone():
    agreeing = reading_sentence([reading(7, 7, 7)], do=DRAWN)
    assert agreeing == (f"All 3 networks read **7** (90.0\xa0%, 90.0\xa0% and 90.0\xa0%). {DRAWN}")
    names = ("DigitNet", "MLP 784-512-128-10", "MLP 784-128-64-10")
    answers = dict(zip(names, map(shares, (9, 8, 8)), strict=True))
    said = reading_sentence([Reading(WAY, answers, True)], do=DRAWN)
    assert said.replace("\\", "") == (
        "They disagree: DigitNet reads **9** (90.0\xa0%), MLP 784-512-128-10 reads **8** "
        "(90.0\xa0%) and MLP 784-128-64-10 reads **8** (90.0\xa0%)."
    )
    long = {f"{name}, {60 * 'x'}": answer for name, answer in answers.items()}
    for like in (True, False):
        for each in (answers, long):
            rows = [Reading(WAY, each, like)], [Reading(WAY, each, True)] * 5
            for row in rows:
                seen = reading_sentence(row, do=DRAWN).replace("*", "").replace("\\", "")
                assert len(seen) <= MOST


def test_an_example_has_its_label():
    state = State(source="test digit", index=0)
    said = page_sentence(state, read_each(state))
    share = probability(float(read_each(state)[0].answers["DigitNet"][7]))
    assert said.startswith(f"MNIST labels this digit **7**: DigitNet reads **7** ({share})")


def test_several_and_strange_ones():
    assert reading_sentence([reading(3, like=False)]).startswith(
        "**This does not look like a digit**, but a network that knows ten digits must choose one: "
        "Net 0 reads **3** (90.0\xa0%)"
    )
    said = reading_sentence([reading(1), reading(0), reading(7, like=False)])
    assert said.startswith(
        "**3 digits stand apart, so each is read by itself**: Net 0 reads **107**"
    )
    assert said.endswith("Not like a digit: number 3 from the left.")


def test_where_ink_would_count_most():
    saliency = torch.zeros(28, 28)
    saliency[3, 4], saliency[20, 5] = 2.0, -1.5
    assert saliency_sentence(saliency, 7) == (
        "Ink at row 3, column 4 raises the score of **7** most, by 2 per unit of ink; at row 20, "
        "column 5 it lowers it most, by 1.5."
    )
