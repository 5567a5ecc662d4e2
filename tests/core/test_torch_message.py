"""torch's own messages: caught whole, by class and key words, with the cure for what is known."""

import threading
import warnings

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from core.torch_cures import CURES
from core.torch_message import TorchMessage, caught, warned

x = torch.arange(6.0).reshape(2, 3)


def backward_twice():
    y = torch.ones(2, requires_grad=True).exp().sum()
    y.backward()
    y.backward()


def changed_after_it_was_saved():
    y = torch.ones(2, requires_grad=True).exp()
    y += 1
    y.sum().backward()


def needs_gradient():
    return torch.ones(2, requires_grad=True)


def unused():
    return torch.autograd.grad((2 * needs_gradient()).sum(), needs_gradient())


class NoSuper(nn.Module):
    def __init__(self):
        self.layer = nn.Linear(1, 1)


def nan_on_the_way_back():
    with torch.autograd.detect_anomaly(check_nan=True):
        (torch.zeros(1, requires_grad=True).sqrt() * 0).sum().backward()


def in_inference_mode():
    with torch.inference_mode():
        y = torch.ones(2)
    (needs_gradient() * y).sum().backward()


ERRORS = {
    "Broadcasting": (RuntimeError, lambda: torch.zeros(3) + torch.zeros(2, 4)),
    "Matrix product": (RuntimeError, lambda: x @ x),
    "Batched product": (
        RuntimeError,
        lambda: torch.bmm(torch.zeros(1, 3, 4), torch.zeros(1, 3, 4)),
    ),
    "Dot product": (RuntimeError, lambda: torch.zeros(3) @ torch.zeros(4)),
    "View of what does not lie in a row": (RuntimeError, lambda: x.T.view(6)),
    "Number of elements": (RuntimeError, lambda: x.reshape(4, 2)),
    "Expanding": (RuntimeError, lambda: x.expand(4, 3)),
    "Too few sizes": (RuntimeError, lambda: x.expand(3)),
    "Order of dimensions": (RuntimeError, lambda: x.permute(0)),
    "Joining": (RuntimeError, lambda: torch.cat([torch.zeros(2, 3), torch.zeros(2, 4)])),
    "Stacking": (RuntimeError, lambda: torch.stack([torch.zeros(2), torch.zeros(3)])),
    "Splitting": (RuntimeError, lambda: x.split([1, 3], dim=1)),
    "Window": (RuntimeError, lambda: x.unfold(0, 5, 1)),
    "Einsum": (RuntimeError, lambda: torch.einsum("ij,jk->ik", x, x)),
    "Operands of einsum": (RuntimeError, lambda: torch.einsum("ij,k", x)),
    "Mask": (IndexError, lambda: x[torch.tensor([True, False, True])]),
    "Uneven lists": (ValueError, lambda: torch.tensor([[1, 2], [3]])),
    "Truth of many numbers": (RuntimeError, lambda: bool(x > 0)),
    "One number": (RuntimeError, lambda: x.item()),
    "Batch size": (ValueError, lambda: F.cross_entropy(x, torch.zeros(5).long())),
    "Size of the target": (
        ValueError,
        lambda: F.binary_cross_entropy_with_logits(torch.zeros(4, 1), torch.zeros(4)),
    ),
    "Index too large": (IndexError, lambda: x[5]),
    "Label too large": (IndexError, lambda: F.cross_entropy(x, torch.tensor([3, 0]))),
    "Dimension too large": (IndexError, lambda: x.sum(dim=4)),
    "Kind of index": (IndexError, lambda: x[torch.tensor([0.0, 1.0])]),
    "Index of gather": (RuntimeError, lambda: x.gather(1, torch.tensor([[0.0]]))),
    "Too many of them": (RuntimeError, lambda: x.topk(9)),
    "Different dtypes": (RuntimeError, lambda: x.double() @ x.T),
    "Mean of integers": (RuntimeError, lambda: torch.arange(3).mean()),
    "Fraction into integers": (RuntimeError, lambda: torch.arange(3).add_(1.5)),
    "Overflow": (RuntimeError, lambda: torch.tensor(300, dtype=torch.uint8)),
    "Bool is no number": (RuntimeError, lambda: -(x > 0)),
    "Not made for this dtype": (RuntimeError, lambda: torch.randn(3, dtype=torch.long)),
    "Condition": (RuntimeError, lambda: torch.where(x, 1, 0)),
    "Device meta": (RuntimeError, lambda: torch.ones(2, device="meta") + torch.ones(2)),
    "No data": (NotImplementedError, lambda: torch.ones(2, device="meta").to("cpu")),
    "NumPy from a device": (TypeError, lambda: torch.ones(2, device="meta").numpy()),
    "NumPy's steps back": (ValueError, lambda: torch.from_numpy(x.numpy()[::-1])),
    "Shared cells": (RuntimeError, lambda: torch.zeros(3, 1).expand(3, 4).add_(1)),
    "Backward twice": (RuntimeError, backward_twice),
    "Not a scalar": (RuntimeError, lambda: (2 * needs_gradient()).backward()),
    "Vector of another shape": (
        RuntimeError,
        lambda: needs_gradient().backward(torch.ones(3)),
    ),
    "No graph": (RuntimeError, lambda: x.sum().backward()),
    "View of a leaf": (RuntimeError, lambda: needs_gradient()[:1].add_(1)),
    "Leaf in place": (RuntimeError, lambda: needs_gradient().add_(1)),
    "Changed after it was saved": (RuntimeError, changed_after_it_was_saved),
    "Integers have no gradient": (RuntimeError, lambda: torch.arange(3).requires_grad_()),
    "NumPy of what needs a gradient": (RuntimeError, lambda: needs_gradient().numpy()),
    "Inference tensor": (RuntimeError, in_inference_mode),
    "Unused in the graph": (RuntimeError, unused),
    "Nan on the way back": (RuntimeError, nan_on_the_way_back),
    "Nothing to optimize": (ValueError, lambda: torch.optim.SGD([])),
    "Only leaves are optimized": (ValueError, lambda: torch.optim.SGD([2 * needs_gradient()])),
    "Super first": (AttributeError, NoSuper),
}

WARNINGS = {
    "Size of the target": lambda: F.mse_loss(torch.zeros(4, 1), torch.zeros(4)),
    "Gradient of what is no leaf": lambda: (2 * needs_gradient()).grad,
    "Copy of a tensor": lambda: torch.tensor(x),
    "Softmax over which dimension": lambda: F.softmax(x),
    "Spread of one number": lambda: torch.ones(1).std(),
    "Read-only array": lambda: torch.from_numpy(locked()),
}


TEXTS = {
    "Devices": "Expected all tensors to be on the same device, but found at least two devices",
    "No such device": "Found no NVIDIA driver on your system.",
    "Not built for the device": "Torch not compiled with CUDA enabled",
    "Gradcheck": "Jacobian mismatch for output 0 with respect to input 0,\nnumerical:tensor(4.)",
    "Different dtypes, before torch 2.12": "expected scalar type Float but found Double",
    "Class labels": "expected target dtype to be Long or Byte, but got Float",
}


def locked():
    array = x.numpy().copy()
    array.flags.writeable = False
    return array


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_is_caught_whole_and_has_its_cure(name):
    kind, call = ERRORS[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(kind) as raised:
            call()
        message = caught(call)
    assert message.kind == type(raised.value).__name__ and not message.warning
    assert message.text == str(raised.value).strip()
    assert message.cure == CURES[name].sentence


@pytest.mark.parametrize("name", WARNINGS)
def test_a_warning_is_heard_each_time_and_has_its_cure(name):
    for _ in range(2):
        _, (message, *_) = warned(WARNINGS[name])
        assert message.kind == "UserWarning" and message.warning
        assert message.cure == CURES[name].sentence


@pytest.mark.parametrize("name", TEXTS)
def test_what_other_machines_say_has_its_cure(name):
    assert TorchMessage("RuntimeError", TEXTS[name]).cure == CURES[name].sentence


def test_every_cure_is_tried():
    assert CURES.keys() == ERRORS.keys() | WARNINGS.keys() | TEXTS.keys()


def test_a_layer_says_it_in_other_words_and_has_the_same_cure():
    message = caught(nn.Linear(3, 2), x.double())
    assert message.kind == "RuntimeError" and message.cure == CURES["Different dtypes"].sentence


def test_a_call_that_fits_gives_its_result():
    assert caught(torch.add, torch.tensor(1), torch.tensor(2), alpha=3).item() == 7
    result, messages = warned(torch.add, torch.tensor(1), 2)
    assert result.item() == 3 and messages == ()


def test_an_error_among_warnings_is_caught_too():
    def call():
        torch.tensor(x)
        return x @ x

    result, (message,) = warned(call)
    assert result.kind == "RuntimeError" and message.kind == "UserWarning"


def test_a_message_that_is_not_known_has_no_cure():
    assert TorchMessage("RuntimeError", "something new").cure == ""


def test_a_bug_of_ours_is_not_caught():
    with pytest.raises(KeyError):
        caught({}.__getitem__, "key")


def test_filters_stay_as_they_are_and_other_threads_are_not_listened_to():
    before, shown, always = (
        warnings.filters[:],
        warnings.showwarning,
        torch.is_warn_always_enabled(),
    )
    elsewhere = threading.Thread(target=lambda: warnings.warn("of another thread", stacklevel=1))

    def call():
        elsewhere.start()
        elsewhere.join()

    with warnings.catch_warnings(record=True):
        assert warned(call) == (None, ())
    assert warnings.filters == before and warnings.showwarning is shown
    assert torch.is_warn_always_enabled() == always


def test_who_has_listened_passes_on_what_comes_later(monkeypatch):
    passed, heard = [], []
    monkeypatch.setattr(warnings, "showwarning", lambda message, *where: passed.append(message))
    warned(lambda: heard.append(warnings.showwarning))
    (listen,) = heard
    listen("too late", UserWarning, "file", 1)
    assert passed == ["too late"]
