"""What the presets of the view "Make" say, in numbers."""

import math

import torch

from core.foundations.tensors.making import Making, made
from core.foundations.tensors.sources import SOURCES
from core.torch_message import TorchMessage
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def tensor_of(state):
    return made(state.part(Making))


def type_of(state):
    return str(tensor_of(state).dtype).removeprefix("torch.")


@CLAIMS.of("A grid of numbers")
def _(state):
    x = tensor_of(state)
    assert x.shape == (2, 3) and math.prod(x.shape) == x.numel() == 6
    assert len(x) == 2 and all(len(row) == 3 for row in x)


@CLAIMS.answer("A grid of numbers")
def _(state):
    return str(tuple(tensor_of(state).shape))


@CLAIMS.of("A single number")
def _(state):
    assert tensor_of(state).shape == () and tensor_of(state).item() == 3.5


@CLAIMS.answer("A single number")
def _(state):
    return str(tensor_of(state).ndim)


@CLAIMS.of("A row")
def _(state):
    assert tensor_of(state).ndim == 1


@CLAIMS.answer("A row")
def _(state):
    return str(tuple(tensor_of(state).shape))


@CLAIMS.of("A colour picture")
def _(state):
    assert tensor_of(state).shape == (3, 4, 5)


@CLAIMS.answer("A colour picture")
def _(state):
    return str(tensor_of(state).numel())


@CLAIMS.of("A batch of pictures")
def _(state):
    assert tensor_of(state).shape == (2, 3, 4, 4)


@CLAIMS.answer("A batch of pictures")
def _(state):
    """A convolution takes it, and takes the second dimension for the colours."""
    x = tensor_of(state)
    y = torch.nn.functional.conv2d(x, torch.zeros(5, 3, 1, 1))
    return "The first" if y.shape[0] == len(x) == 2 else "The last"


@CLAIMS.of("One decimal point makes them all floats")
def _(state):
    whole = state.replace(source=SOURCES.pick("A list", values="[1, 2, 3]"))
    assert type_of(state) == "float32" and type_of(whole) == "int64"


@CLAIMS.answer("One decimal point makes them all floats")
def _(state):
    return type_of(state)


@CLAIMS.of("NumPy uses float64")
def _(state):
    x = tensor_of(state)
    assert x.dtype == torch.float64 and x.element_size() == 8
    try:
        torch.nn.Linear(2, 1)(x)
    except RuntimeError as error:
        assert "dtype" in str(error)
    else:
        raise AssertionError("a layer takes float64 now")


@CLAIMS.answer("NumPy uses float64")
def _(state):
    return yes(tensor_of(state).dtype == torch.tensor([0.5, 1.5]).dtype)


@CLAIMS.of("It stops before the end")
def _(state):
    assert tensor_of(state).tolist() == list(range(0, 10, 2))


@CLAIMS.answer("It stops before the end")
def _(state):
    return yes(bool((tensor_of(state) == 10).any()))


@CLAIMS.of("Random, and the same again")
def _(state):
    again = made.__wrapped__(state.part(Making))
    other = state.replace(source=SOURCES.pick("Normal random (randn)", seed=8))
    assert torch.equal(tensor_of(state), again)
    assert not torch.equal(tensor_of(state), tensor_of(other))


@CLAIMS.answer("Random, and the same again")
def _(state):
    again = made.__wrapped__(state.part(Making))
    return yes(torch.equal(tensor_of(state), again))


@CLAIMS.of("A shape without numbers")
def _(state):
    x = tensor_of(state)
    assert x.is_meta and x.shape == (3, 4) and x.dtype == torch.float32


@CLAIMS.answer("A shape without numbers")
def _(state):
    try:
        tensor_of(state)[0, 0].item()
    except RuntimeError:
        return "Yes"
    return "No"


@CLAIMS.of("Rows of different lengths")
def _(state):
    assert isinstance(tensor_of(state), TorchMessage)


@CLAIMS.answer("Rows of different lengths")
def _(state):
    return (
        "It raises an error"
        if isinstance(tensor_of(state), TorchMessage)
        else "It fills the gaps with 0"
    )
