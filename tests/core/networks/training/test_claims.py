"""Every preset of the training page shows what its sentence says."""

import pytest
import torch

from core.data.datasets import DATASETS
from core.models.stack import trace
from core.networks.training import PRESETS, headline
from core.networks.training.compared import Comparison, networks
from core.networks.training.evaluated import class_accuracies, mistaken_examples
from core.networks.training.modes import ModeChoice, compare
from core.networks.training.steps import (
    BACKWARD,
    FIRST,
    FORWARD,
    LOSS,
    START,
    STEP,
    ZERO,
    StepChoice,
)
from core.networks.training.steps import take_step as taken
from core.training import store
from core.training.evaluation import answers, confusion, interval
from core.training.overfit import floor, overfit_batch
from core.training.rates import range_test
from tests.core.claims import Claims, yes

CLAIMS = Claims()


@pytest.fixture(autouse=True)
def _one_thread(one_thread):
    """As the server computes."""


def moments(state):
    return taken(state.config, state.part(StepChoice)).moments


@CLAIMS.of("Two losses")
def _(state):
    card = store.fetch(state.config).card
    assert 3 * card.curve[-1][1] < card.held_out[-1][1]
    assert card.held_out[-1][1] == min(loss for _, loss, _ in card.held_out)


@CLAIMS.answer("Two losses")
def _(state):
    card = store.fetch(state.config).card
    learned, held_out = card.curve[-1][1], card.held_out[-1][1]
    return "On training batches" if learned < held_out else "On held-out pictures"


@CLAIMS.of("A first tutorial")
def _(state):
    assert headline(state)["batches of an epoch"] == 938
    assert state.batch_size == 64 and state.optimizer["momentum"] == 0.9


@CLAIMS.of("Log-softmax and Adam")
def _(state):
    assert state.config.network.loss.__name__ == "NLLLoss"
    network = state.config.network.build().eval()
    scores = network(torch.zeros(2, 1, 28, 28))
    assert torch.allclose(scores.exp().sum(1), torch.ones(2))


@CLAIMS.answer("Log-softmax and Adam")
def _(state):
    return state.config.network.loss.__name__


@CLAIMS.of("Photographs")
def _(state):
    assert round(100 * store.find("SimpleCNN").card.test_accuracy) == 74
    assert DATASETS[state.dataset].downloads


@CLAIMS.of("A network of your own")
def _(state):
    shapes = [line.shape for line in trace(state.layers, (1, 28, 28), 10)]
    assert (16, 14, 14) in shapes and (32, 7, 7) in shapes and (1568,) in shapes


@CLAIMS.answer("A network of your own")
def _(state):
    (before, flat) = [line.shape for line in trace(state.layers, (1, 28, 28), 10)][-3:-1]
    assert flat == (1568,)
    return " · ".join(map(str, before))


def range_of(state):
    *_, last = range_test(state.config)
    return [last.value.steepest, last.value.tenth, last.value.valley]


@CLAIMS.of("Three rules, one curve")
def _(state):
    rates = range_of(state)
    assert max(rates) > 5 * min(rates)


@CLAIMS.answer("Three rules, one curve")
def _(state):
    return yes(len({*range_of(state)}) == 1)


def learned(state):
    *_, last = overfit_batch(state.config)
    return last.value


@CLAIMS.of("Can it overfit one batch?")
def _(state):
    result = learned(state)
    assert result.pictures == 32 and len(result.losses) < 50 and result.losses[-1] < 1e-3


@CLAIMS.answer("Can it overfit one batch?")
def _(state):
    return yes(learned(state).reached)


@CLAIMS.of("A floor")
def _(state):
    assert floor_of(state) == pytest.approx(0.5, abs=0.001)


@CLAIMS.answer("A floor")
def _(state):
    return yes(floor_of(state) == 0)


def floor_of(state):
    network = state.config.network.build()
    return floor(state.config, network, torch.zeros(1, 1, 28, 28))


@CLAIMS.of("Which classes are confused?")
def _(state):
    result = answers(state.trained)
    wrong = confusion(result).fill_diagonal_(0)
    assert wrong.sum() == 166 and wrong[4, 9] == wrong.max() == 8


@CLAIMS.of("Hard and easy classes")
def _(state):
    accuracies = class_accuracies(answers(state.trained))
    assert min(accuracies, key=lambda each: each.share).name == "7"
    overlaps = [
        first.low < second.high and second.low < first.high
        for first in accuracies
        for second in accuracies
        if first is not second
    ]
    assert any(overlaps)


@CLAIMS.answer("Hard and easy classes")
def _(state):
    return max(class_accuracies(answers(state.trained)), key=lambda each: each.share).name


@CLAIMS.of("Sure, and wrong")
def _(state):
    examples = mistaken_examples(state.trained)
    assert all(each.truth != each.answer for each in examples)
    assert sum(each.confidence > 0.99 for each in examples) > 5


@CLAIMS.answer("Sure, and wrong")
def _(state):
    return yes(mistaken_examples(state.trained)[0].confidence > 0.99)


@CLAIMS.of("Overconfident")
def _(state):
    result, shown = answers(state.trained), headline(state)
    assert round(100 * shown["mean confidence"], 1) == 99.2
    assert round(100 * float(result.right.double().mean()), 2) == 98.55


@CLAIMS.answer("Overconfident")
def _(state):
    accuracy = float(answers(state.trained).right.double().mean())
    return "Less than that" if accuracy < headline(state)["mean confidence"] else "More than that"


@CLAIMS.of("Temperature")
def _(state):
    before, after = headline(state.replace(temperature=1.0)), headline(state)
    errors = [100 * each["expected calibration error"] for each in (before, after)]
    assert [round(error, 2) for error in errors] == [0.64, 0.18]
    assert abs(after["best temperature"] - state.temperature) < 0.01


@CLAIMS.answer("Temperature")
def _(state):
    result = answers(state.trained)
    return yes(bool(((result.scores / state.temperature).argmax(1) != result.answered).any()))


def accuracies(state):
    """Of the chosen runs."""
    return [trained.card.test_accuracy for trained in networks(state.part(Comparison))]


def sizes(state):
    """How many parameters they have."""
    chosen = networks(state.part(Comparison))
    return [sum(p.numel() for p in store.load(each.name).parameters()) for each in chosen]


@CLAIMS.of("More parameters")
def _(state):
    small, large = sizes(state)
    assert large > 4 * small
    assert [round(100 * share, 2) for share in accuracies(state)] == [98.34, 98.55]
    (_, high), (low, _) = (interval(round(1e4 * share), 10_000) for share in accuracies(state))
    assert low < high


@CLAIMS.answer("More parameters")
def _(state):
    small, large = accuracies(state)
    return "Less than 1 point" if large - small < 0.01 else "About 5 points"


@CLAIMS.of("Convolutions")
def _(state):
    small, large = sizes(state)
    assert 20 * small < large


@CLAIMS.answer("Convolutions")
def _(state):
    cnn, mlp = accuracies(state)
    return "The CNN" if cnn > mlp else "The MLP"


@CLAIMS.of("zero_grad: forget")
def _(state):
    calls = moments(state)
    assert calls[START].gradient > 0 and calls[ZERO].gradient is None


@CLAIMS.answer("zero_grad: forget")
def _(state):
    calls = moments(state)
    assert calls[ZERO].norms == calls[START].norms
    return "Their gradients" if calls[ZERO].gradient is None else "The weights"


@CLAIMS.of("forward: compute scores")
def _(state):
    calls = moments(state)
    assert vars(calls[FORWARD]) == vars(calls[ZERO])


@CLAIMS.answer("forward: compute scores")
def _(state):
    calls = moments(state)
    return "Nothing" if vars(calls[FORWARD]) == vars(calls[ZERO]) else "The weights"


@CLAIMS.of("backward: write gradients")
def _(state):
    calls = moments(state)
    assert calls[LOSS].gradient is None and None not in calls[BACKWARD].gradients.values()


@CLAIMS.answer("backward: write gradients")
def _(state):
    return yes(moments(state)[BACKWARD].distance > 0)


@CLAIMS.of("step: move the weights")
def _(state):
    calls = moments(state)
    assert calls[BACKWARD].distance == 0 < calls[STEP].distance


@CLAIMS.answer("step: move the weights")
def _(state):
    calls = moments(state)
    return yes(calls[STEP].gradients != calls[BACKWARD].gradients)


@CLAIMS.of("Forgotten zero_grad")
def _(state):
    ratio = moments(state)[BACKWARD].gradient / moments(state.replace(zero=True))[BACKWARD].gradient
    assert 3.5 < ratio < 4.5


@CLAIMS.answer("Forgotten zero_grad")
def _(state):
    norms = [moments(state.replace(step=step))[BACKWARD].gradient for step in range(1, 6)]
    return "They add up" if norms == sorted(norms) else "The last counts"


def ratio_to_first(state):
    """The norm of the gradient beside that with the first weights."""
    first = moments(state.replace(weights=FIRST))[BACKWARD].gradient
    return moments(state)[BACKWARD].gradient / first


@CLAIMS.of("After the training")
def _(state):
    assert 0 < ratio_to_first(state) < 0.1


@CLAIMS.answer("After the training")
def _(state):
    return "Much smaller" if 0 < ratio_to_first(state) < 0.5 else "As large as before"


@CLAIMS.of("eval is not no_grad")
def _(state):
    ways = compare(state.part(ModeChoice))
    assert ways["train, grad"].difference > 0 == ways["eval, grad"].difference
    assert ways["eval, grad"].function and not ways["eval, no_grad"].function
    assert ways["train, grad"].moved > 0 == ways["eval, grad"].moved


@CLAIMS.answer("eval is not no_grad")
def _(state):
    return yes(compare(state.part(ModeChoice))["train, no_grad"].difference == 0)


@CLAIMS.of("Batch norm alone")
def _(state):
    assert all(each.difference == 0 for each in compare(state.part(ModeChoice)).values())


@CLAIMS.answer("Batch norm alone")
def _(state):
    return yes(compare(state.part(ModeChoice))["train, no_grad"].moved > 0)


@CLAIMS.of("Nothing to switch")
def _(state):
    assert all(each.moved is None for each in compare(state.part(ModeChoice)).values())


@CLAIMS.answer("Nothing to switch")
def _(state):
    ways = compare(state.part(ModeChoice))
    return yes(bool((ways["train, grad"].scores != ways["eval, grad"].scores).any()))


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_shows_what_it_says(preset):
    CLAIMS.check(preset)
