"""Programs that answer what learners ask, and what they print."""

import pytest
import torch

from core.foundations.autograd.questions import QUESTIONS, Layers, output
from core.foundations.autograd.state import printed_numbers


@pytest.mark.parametrize("title", QUESTIONS)
def test_a_question_has_a_number_to_guess_and_the_same_output_each_time(title):
    question, lines = QUESTIONS[title], output(title)
    assert question.number in printed_numbers(lines) and question.answer and question.rule
    assert output.__wrapped__(title) == lines


def test_the_ways_from_the_loss_end_at_every_parameter():
    lines = output(next(iter(QUESTIONS)))
    assert [line.rpartition(" ")[2] for line in lines if "holds" in line] == ["bias", "weight"]
    assert printed_numbers(lines)["bias.grad"] == 2 * 1.5


def test_the_optimizer_holds_the_models_own_tensors():
    lines = output("How does the optimizer know the parameters?")
    assert "The same object: True" in lines and "Still the same object: False" in lines


def test_old_gradients_are_added_without_zero_grad():
    shown = printed_numbers(output("Why zero_grad?"))
    assert shown["without: gradient 2"] == pytest.approx(2 + 2 * 0.2)
    assert min(value for name, value in shown.items() if name.startswith("without")) < 0
    assert all(value > 0 for name, value in shown.items() if name.startswith("with:"))


def test_a_plain_list_and_a_plain_tensor_are_not_registered():
    names = dict(Layers().named_parameters())
    assert {name.partition(".")[0] for name in names} == {"scale", "layer", "registered"}
    lines = output("What do nn.Parameter, a list and nn.ModuleList register?")
    assert any("empty parameter list" in line for line in lines)
    assert any("before Module.__init__() call" in line for line in lines)
    assert printed_numbers(lines)["registered numbers"] == 1 + 8 + 2 * 8
    assert torch.is_grad_enabled()
