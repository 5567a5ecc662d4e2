"""What the presets of the view "Broadcasting" say, in numbers."""

import torch

from core.foundations.tensors.broadcasting import Shapes, broadcast
from core.torch_message import TorchMessage
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def result_of(state):
    return broadcast(state.part(Shapes))


@CLAIMS.of("A column and a row")
def _(state):
    result = result_of(state)
    column, row = result.stretched
    assert column.values.stride()[1] == 0 and row.values.stride()[0] == 0
    pairs = {
        (int(a), int(b))
        for a, b in zip(column.sources.flatten(), row.sources.flatten(), strict=True)
    }
    assert len(pairs) == 3 * 4 == result.result.numel()
    assert column.values.data_ptr() == column.tensor.data_ptr()


@CLAIMS.answer("A column and a row")
def _(state):
    return str(tuple(result_of(state).result.shape))


@CLAIMS.of("A bias for every column")
def _(state):
    result = result_of(state)
    assert result.columns[1].sizes == (3, 3) and result.columns[0].sizes == (4, None)
    assert result.columns[0].size == 4
    layer = torch.nn.Linear(2, 3)
    x = torch.rand(4, 2)
    assert torch.allclose(layer(x), x @ layer.weight.T + layer.bias)


@CLAIMS.answer("A bias for every column")
def _(state):
    return yes(result_of(state).fits)


@CLAIMS.of("A number for every row")
def _(state):
    result = result_of(state)
    assert isinstance(result.result, TorchMessage) and result.clashes == (1,)
    assert result.columns[1].sizes == (3, 4)
    assert result_of(state.replace(shape_b="4, 1")).result.shape == (4, 3)


@CLAIMS.answer("A number for every row")
def _(state):
    return yes(result_of(state).fits)


@CLAIMS.of("A factor for every colour")
def _(state):
    result = result_of(state)
    pictures, factors = result.tensors
    for colour in range(3):
        assert torch.equal(result.result[:, colour], pictures[:, colour] * factors[colour, 0, 0])
    stretched = [column.stretched[1] for column in result.columns]
    assert stretched == [True, False, True, True]


@CLAIMS.answer("A factor for every colour")
def _(state):
    answers = ("3", "3, 1", "3, 1, 1")
    results = {text: result_of(state.replace(shape_b=text)) for text in answers}
    (fitting,) = [text for text, result in results.items() if result.fits]
    return f"({fitting})"


@CLAIMS.of("The silent mistake")
def _(state):
    """A network that is trained so: the best constant prediction for each is the mean of all."""
    result = result_of(state)
    assert result.result.numel() == 16 and result.warnings[0].kind == "UserWarning"
    targets = result.tensors[1]
    predictions = torch.zeros(4, 1, requires_grad=True)
    for _ in range(200):
        loss = ((predictions - targets) ** 2).mean()
        (gradient,) = torch.autograd.grad(loss, predictions)
        predictions = (predictions - gradient).detach().requires_grad_()
    assert torch.allclose(predictions, targets.mean().expand(4, 1), atol=1e-3)


@CLAIMS.answer("The silent mistake")
def _(state):
    return f"{float(result_of(state).loss):g}"
