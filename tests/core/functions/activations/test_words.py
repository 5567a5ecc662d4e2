"""The sentence over the picture says the numbers of torch."""

import torch
from torch.nn import functional as F

from core.catalogue.activations import ACTIVATIONS
from core.catalogue.vectors import VECTORS
from core.functions.activations.curves import curve
from core.functions.activations.response import response
from core.functions.activations.words import curves_sentence, response_sentence

NAMES = ("Sigmoid", "Tanh")


def sentence(quantity: str, x: float) -> str:
    inputs = torch.tensor([x], dtype=torch.float64)
    return curves_sentence(
        NAMES, [curve(ACTIVATIONS.pick(name), inputs) for name in NAMES], quantity
    )


def test_each_quantity_has_its_words():
    x = torch.tensor(4.0, dtype=torch.float64, requires_grad=True)
    slopes = [torch.autograd.grad(function(x), x)[0] for function in (torch.sigmoid, torch.tanh)]
    sigmoid, tanh = (f"{100 * float(slope):.1f}\xa0%" for slope in slopes)
    assert sentence("Slope", 4.0) == (
        f"At x = 4 this much of the gradient gets back: Sigmoid {sigmoid} and Tanh {tanh}."
    )
    assert sentence("Slope", 9.0).endswith("Sigmoid 0.01\xa0% and Tanh 6 · 10⁻⁶\xa0%.")
    assert sentence("Value", 6.0).endswith("Tanh 0.99999.")
    assert sentence("Value", 0.0) == "At x = 0 the functions give: Sigmoid 0.5 and Tanh 0."
    assert sentence("Curvature", 0.0).endswith("by: Sigmoid 0 and Tanh 0.")


def test_the_largest_logit_is_followed():
    z = torch.tensor([0.0, 2.0, 1.0, -1.0], dtype=torch.float64)
    result = response(VECTORS.pick("Softmax"), z)
    share = float(F.softmax(z, 0)[1])
    assert response_sentence("Softmax", result) == (
        f"Softmax turns the largest logit, z1 = 2, into **{share:.4g}**. Raise it: its output "
        f"changes by {share * (1 - share):.4g} per unit."
    )


def test_of_equal_logits_none_is_called_the_largest():
    z = torch.tensor([1.0, 2.0, 2.0, -1.0], dtype=torch.float64)
    said = response_sentence("Softmax", response(VECTORS.pick("Softmax"), z))
    assert "turns z1 = 2, which is not the only largest logit, into" in said


def test_a_function_with_fewer_outputs():
    z = torch.tensor([1.0, 0.5, 0.0, 3.0], dtype=torch.float64)
    said = response_sentence("GLU", response(VECTORS.pick("GLU"), z))
    gate = torch.sigmoid(z[3])
    assert said == (
        f"GLU makes **0.5** and **{0.5 * gate:.4g}** of 4 logits. Raise z3 = 3: output 1 changes "
        f"by {0.5 * gate * (1 - gate):.4g} per unit."
    )
