"""What is said of a training has its numbers."""

from types import SimpleNamespace

from core.models.stack import trace
from core.networks.training import run_words as words
from core.networks.training.standing import INTERRUPTED, TRAINED, Plan, Standing
from core.training.config import recipe
from core.training.snapshot import Snapshot

CONFIG = recipe("LeNet")
PLAN = Plan(61_706, 60_000, 235, 705)


def said(now: Standing, amount: Plan = PLAN) -> str:
    return words.run_sentence(CONFIG, now, amount)


def test_every_state_of_a_training_has_its_sentence():
    assert "61,706 parameters will learn from 60,000 pictures in 235" in said(Standing())
    assert "are fetched first" in said(Standing(), Plan(5))
    assert "behind 2 trainings" in said(Standing("queued", ahead=2))
    assert "process of its own" in said(Standing("starting"))
    assert "The pictures are read." in said(Standing("running"))
    at = Snapshot(step=5, steps=9, epoch=2, rate=1234.5, seconds_left=7.2, device="CPU")
    running = said(Standing("running", held_out=((3, 0.1, 0.9712),), snapshot=at))
    assert "Epoch 2 of 3, 1,234 pictures per second on CPU, about 7 s left" in running
    assert "97.12" in running
    assert "Stopped before" in said(Standing("stopped"))
    assert "failed: no memory" in said(Standing("failed", reason="no memory"))
    assert "after epoch 1 of 3" in said(Standing(INTERRUPTED, epoch=1))
    card = SimpleNamespace(test_accuracy=0.99, seconds=12.4, device="CPU")
    done = said(Standing(TRAINED, trained=SimpleNamespace(card=card)))
    assert "99.00" in done and "took 12 s on CPU" in done


def test_layers_are_listed_up_to_the_first_that_does_not_fit():
    lines = trace("Flatten()\nLinear(700, 10)\nReLU()", (1, 28, 28), 10)
    assert [row["Output"] for row in words.layer_rows(lines)][:2] == ["784", "Does not fit"]
    mistake = words.layer_mistake(lines)
    assert mistake.startswith("**Line 2, `Linear(700, 10)`:**") and "Linear(784" in mistake
    assert words.layer_mistake(trace("Flatten()\nLinear(784, 10)", (1, 28, 28), 10)) == ""


def test_a_training_has_a_short_name():
    assert words.run_title(CONFIG) == "LeNet, MNIST, 3 epochs, seed 0"
