"""The decision picture and the list of losses leave none out."""

import pytest

from core.catalogue.feeds import prediction_and_target
from core.catalogue.loss import Loss
from core.catalogue.losses import of_kind
from core.catalogue.predictions import KINDS, NUMBER
from core.functions.losses.choice import TASKS
from core.functions.losses.figures import choice as plots


def test_every_task_is_in_the_decision_picture_with_its_losses():
    figure = plots.choice_figure(TASKS)
    said = " ".join(note.text for note in figure.layout.annotations)
    assert all(task.name in said and task.group in said for task in TASKS)
    assert all(loss in said for task in TASKS for loss in task.losses)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_loss_is_told_of(kind):
    words = plots.losses_words(of_kind(kind))
    assert words.count("\n") == len(of_kind(kind)) - 1
    for name, loss in of_kind(kind).items():
        line = f"- **{name}**. {loss.note} {loss.when} *Prediction: {loss.prediction}. "
        assert f"{line}Target: {loss.target}.*" in words


def test_a_loss_that_says_little_is_told_of_in_few_words():
    loss = Loss(dict, note="A loss.", kind=NUMBER, feed=prediction_and_target)
    assert plots.losses_words({"Odd": loss}) == "- **Odd**. A loss."
