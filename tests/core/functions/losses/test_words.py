"""The sentence over each picture of the losses page says the numbers of torch."""

import torch
from torch.nn import functional as F

from core.catalogue.losses import LOSSES
from core.functions.losses import log_softmax, words
from core.functions.losses.classification import answer, two_classes
from core.functions.losses.curves import at_prediction
from core.functions.losses.fits import Outlier, fit_squares, outlier_fits
from core.functions.losses.mistakes import compare
from core.functions.losses.state import State
from core.plots.numbers import probability, short

POINTS = ((-2.0, -2.0), (0.0, 0.1), (1.0, 0.8), (2.0, 2.0))


def test_what_a_prediction_costs():
    said = words.curves_sentence(["MSELoss", "L1Loss", "HuberLoss"], at_prediction(State(x=3, y=1)))
    assert said == (
        "A prediction of 3 costs **4** by MSELoss (gradient 4), **2** by L1Loss (1) and **1.5** by "
        "HuberLoss (1). Move it."
    )


def test_an_outlier_turns_the_line():
    outlier = Outlier()
    fits = outlier_fits(POINTS, outlier)
    x, y = torch.tensor(POINTS, dtype=torch.float64).unbind(-1)
    without = short(float(fit_squares(x, y)[0]))
    said = words.outlier_sentence(outlier, fits)
    assert said.startswith("Move the outlier (4, −4). Best slopes, in brackets without it: ")
    assert f"MSELoss **{short(fits['MSELoss'].w)}** ({without})" in said
    straight = tuple((float(x), 0.75 * x) for x in range(-3, 4))
    said = words.outlier_sentence(outlier, outlier_fits(straight, outlier))
    assert "L1Loss **0.75** (0.75)" in said
    alone = outlier_fits(POINTS[:1], outlier)
    assert "the slopes of the best lines are" in words.outlier_sentence(outlier, alone)


def test_a_loss_is_named_with_what_is_changed_of_it():
    assert words.named(LOSSES.pick("CrossEntropyLoss")) == "CrossEntropyLoss"
    smooth = LOSSES.pick("CrossEntropyLoss", label_smoothing=0.4)
    assert words.named(smooth) == "CrossEntropyLoss with label_smoothing = 0.4"


def test_three_classes():
    z = torch.tensor([2.0, 1.0, -1.0], dtype=torch.float64)
    p, loss = F.softmax(z, 0), F.cross_entropy(z, torch.tensor(1))
    said = words.answer_sentence(answer((2.0, 1.0, -1.0), 1))
    assert said.startswith(f"Class 1 is true, with p = {probability(float(p[1]))}: ")
    assert f"the loss −log p is **{short(float(loss))}**" in said
    assert f"p − y is **{short(float(p[1] - 1))}**" in said
    for z0, share in ((12.0, ">\N{NO-BREAK SPACE}99.9"), (-12.0, "<\N{NO-BREAK SPACE}0.1")):
        said = words.answer_sentence(answer((z0, 0.0, 0.0), 0))
        assert said.startswith(f"Class 0 is true, with p {share}\N{NO-BREAK SPACE}%: ")


def test_two_classes():
    said = words.two_classes_sentence(2.0, 0, two_classes((1.0, 3.0), 0))
    share = torch.sigmoid(torch.tensor(2.0))
    loss = F.binary_cross_entropy_with_logits(torch.tensor(2.0), torch.tensor(0.0))
    assert said.startswith(f"z1 − z0 = 2 says yes with {probability(float(share))}. No is true:")
    assert f"all 4 ways give the loss **{short(float(loss))}**" in said
    assert f"gradient {short(float(share))} for z1" in said


def test_large_logits():
    said = words.large_sentence(60, log_softmax.large(60))
    assert said.startswith("At 60 in float32 `log(exp(z) / sum(exp(z)))` has loss 60,")
    assert "loss 60, gradient **0**;" in said
    assert said.endswith("`log_softmax(z)` 60 and **1**.")


def test_a_mistake_beside_what_is_right():
    courses = compare("MSELoss on classes", (-3.0, 3.0, 0.0), 0, 1.0)
    z = torch.tensor([-3.0, 3.0, 0.0], dtype=torch.float64, requires_grad=True)
    (right,) = torch.autograd.grad(F.cross_entropy(z, torch.tensor(0)), z)
    said = words.mistake_sentence(courses, 0)
    assert f", not {short(float(right[0]))}: after 60 steps" in said
    assert f"p is **{probability(float(courses['wrong'].probability[-1]))}**, not" in said
