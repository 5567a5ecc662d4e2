"""Questions that learners ask about autograd, modules and optimizers, each with a program that
answers it.

The programs are plain PyTorch. `say` is `print` in a script; on the page it collects the lines.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import nn


@dataclass(frozen=True)
class Question:
    """A question, its program and its answer.

    Args:
        title: the question as a learner asks it.
        program: prints what answers it; takes `print`, or something in its place.
        answer: in Markdown.
        asked: what a reader guesses before the output is shown.
        number: the name of the printed number that is the right guess.
        rule: how it is found.
    """

    title: str
    program: Callable[[Callable[[str], None]], None]
    answer: str
    asked: str
    number: str
    rule: str


def find_parameters(say: Callable[[str], None]) -> None:
    """How backward() finds the parameters: it walks from the loss to the leaves."""
    model = nn.Linear(2, 1)
    with torch.no_grad():
        model.weight.copy_(torch.tensor([[1.0, -1.0]]))
        model.bias.fill_(0.5)
    x = torch.tensor([[3.0, 2.0]])
    loss = (model(x) ** 2).sum()

    names = {leaf: name for name, leaf in model.named_parameters()}
    nodes = [loss.grad_fn]
    for node in nodes:
        kind = type(node).__name__
        if hasattr(node, "variable"):  # a leaf
            kind += f" holds {names[node.variable]}"
        say(kind)
        for following, _ in node.next_functions:
            if following is not None:
                nodes.append(following)

    loss.backward()
    say(f"loss = {round(loss.item(), 4)}")
    say(f"bias.grad = {round(model.bias.grad.item(), 4)}")
    say(f"weight.grad[0] = {round(model.weight.grad[0, 0].item(), 4)}")
    say(f"weight.grad[1] = {round(model.weight.grad[0, 1].item(), 4)}")


def know_parameters(say: Callable[[str], None]) -> None:
    """How the optimizer knows the parameters: it was handed the very same tensors."""
    model = nn.Linear(1, 1, bias=False)
    with torch.no_grad():
        model.weight.fill_(2.0)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

    (held,) = optimizer.param_groups[0]["params"]
    say(f"The same object: {held is model.weight}")
    say(f"weight before = {round(model.weight.item(), 4)}")
    x = torch.tensor([[3.0]])
    model(x).sum().backward()
    optimizer.step()
    say(f"held.grad = {round(held.grad.item(), 4)}")
    say(f"weight after = {round(model.weight.item(), 4)}")

    # the model has another tensor now
    model.weight = nn.Parameter(torch.tensor([[7.0]]))
    say(f"Still the same object: {held is model.weight}")
    model(x).sum().backward()
    optimizer.step()
    say(f"new weight after = {round(model.weight.item(), 4)}")


def meet_in_grad(say: Callable[[str], None]) -> None:
    """What the loss has to do with the optimizer: nothing but what stands in .grad."""
    weight = torch.tensor(2.0, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=0.1)

    optimizer.step()  # no loss yet: .grad is None
    say(f"after a step without a gradient = {round(weight.item(), 4)}")

    loss = weight**2
    loss.backward()  # writes weight.grad
    say(f"weight.grad = {round(weight.grad.item(), 4)}")
    optimizer.step()  # reads weight.grad
    say(f"after a step = {round(weight.item(), 4)}")

    weight.grad = torch.tensor(10.0)  # written by hand
    optimizer.step()
    say(f"after a step with our own gradient = {round(weight.item(), 4)}")


def forget_gradients(say: Callable[[str], None]) -> None:
    """Why zero_grad: without it every step uses the sum of all gradients so far."""
    for zero_grad in (True, False):
        word = "with" if zero_grad else "without"
        weight = torch.tensor(1.0, requires_grad=True)
        optimizer = torch.optim.SGD([weight], lr=0.4)
        for step in range(1, 5):
            if zero_grad:
                optimizer.zero_grad()
            loss = weight**2
            loss.backward()
            optimizer.step()
            say(f"{word}: gradient {step} = {round(weight.grad.item(), 4)}")
            say(f"{word}: weight {step} = {round(weight.item(), 4)}")


class Layers(nn.Module):
    """Holds the same kind of layer in four ways."""

    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1))
        self.offset = torch.zeros(1, requires_grad=True)
        self.layer = nn.Linear(3, 2)
        self.hidden = [nn.Linear(3, 2), nn.Linear(3, 2)]
        self.registered = nn.ModuleList([nn.Linear(3, 2), nn.Linear(3, 2)])


class OnlyAList(nn.Module):
    """Holds its layer in a plain list."""

    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(3, 2)]


class WithoutSuper(nn.Module):
    """Forgets the first line of every module."""

    def __init__(self):
        self.layer = nn.Linear(3, 2)


def register(say: Callable[[str], None]) -> None:
    """What a module registers: parameters and modules, not what is hidden in a list."""
    model = Layers()
    for name, parameter in model.named_parameters():
        say(f"{name} {tuple(parameter.shape)}")
    count = sum(parameter.numel() for parameter in model.parameters())
    say(f"registered numbers = {count}")
    say(f"numbers hidden in the list = {2 * (3 * 2 + 2)}")
    try:
        torch.optim.SGD(OnlyAList().parameters(), lr=0.1)
    except ValueError as error:
        say(f"ValueError: {error}")
    try:
        WithoutSuper()
    except AttributeError as error:
        say(f"AttributeError: {error}")


QUESTIONS: dict[str, Question] = {
    question.title: question
    for question in (
        Question(
            "How does backward() find the parameters?",
            find_parameters,
            "It never sees the model. The loss has a `grad_fn`, a node that knows the nodes of its "
            "inputs, and so on. Every path ends at a node called **AccumulateGrad**, which holds "
            "one leaf: a parameter. `backward` follows these paths and adds to the `.grad` of each "
            "leaf it reaches.",
            "The model computes 3 · 1 + 2 · (−1) + 0.5 = 1.5, and the loss is its square. "
            "What will bias.grad be?",
            "bias.grad",
            "The derivative of z² is 2z, and the bias enters z with the factor 1.",
        ),
        Question(
            "How does the optimizer know the parameters?",
            know_parameters,
            "You pass them in: `model.parameters()` gives the **very same tensors** that the model "
            "computes with, and the optimizer changes them in place. If you give the model a new "
            "tensor, the optimizer keeps changing the old one.",
            "The weight is 2, its gradient is 3, and the learning rate is 0.1. What is the weight "
            "after the step?",
            "weight after",
            "SGD subtracts the learning rate times the gradient.",
        ),
        Question(
            "What does the loss have to do with the optimizer?",
            meet_in_grad,
            "Nothing directly. `loss.backward()` **writes** `.grad`, `optimizer.step()` **reads** "
            "it. Neither knows of the other: a gradient that you write by hand moves the weight "
            "just as well.",
            "The weight is 1.6, we write 10 into .grad, and the learning rate is 0.1. What is the "
            "weight after the step?",
            "after a step with our own gradient",
            "The optimizer uses whatever is in .grad, no matter who wrote it.",
        ),
        Question(
            "Why zero_grad?",
            forget_gradients,
            "`backward` **adds** to `.grad`. Without `zero_grad`, each step uses the sum of all "
            "gradients so far, including old ones. Here the weight overshoots and swings back and "
            "forth.",
            "Without zero_grad, .grad is still 2 from the first step. At the weight 0.2, backward "
            "adds 0.4. What is in .grad then?",
            "without: gradient 2",
            "backward adds to what is already in .grad.",
        ),
        Question(
            "What do nn.Parameter, a list and nn.ModuleList register?",
            register,
            "A module registers every attribute that is an `nn.Parameter` or a module, such as an "
            "`nn.ModuleList`. A plain tensor is not a parameter, and a module does not look into a "
            "**plain list**: those layers are not trained, saved or moved to a device with it.",
            "A module has one scale, a layer with 3 × 2 weights and 2 biases, two such layers in a "
            "list and two in a ModuleList. How many numbers are registered?",
            "registered numbers",
            "The layers in the plain list do not count.",
        ),
    )
}
"""By title, in the order of a training loop."""


@lru_cache(maxsize=8)
def output(title: str) -> tuple[str, ...]:
    """The lines that the program of a question prints."""
    lines: list[str] = []
    QUESTIONS[title].program(lines.append)
    return tuple(lines)
