"""What the presets of the view "Operations" say, in numbers."""

import torch

from core.foundations.tensors.operating import Operating, chosen, links, operated
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def done(state):
    return operated(state.part(Operating))


def result(state):
    return next(iter(done(state).outputs.values()))


def makers(state, name="x"):
    """The cells of an input that made the chosen cell."""
    operating = state.part(Operating)
    return links(operating)[name][chosen(operating)]


@CLAIMS.of("The dimension that disappears")
def _(state):
    x = done(state).inputs["x"]
    assert x.shape == (2, 3)
    assert torch.equal(result(state), x[0] + x[1]) and result(state).shape == (3,)


@CLAIMS.answer("The dimension that disappears")
def _(state):
    return str(tuple(result(state).shape))


@CLAIMS.of("A row times a column")
def _(state):
    x, y = done(state).inputs.values()
    assert result(state)[0, 1] == (x[0] * y[:, 1]).sum()


@CLAIMS.answer("A row times a column")
def _(state):
    """The chosen cell is [0, 1]: cells 0, 1 and 2 of x are its row 0; 1, 3 and 5 of y column 1."""
    assert state.cell == 1 and result(state).shape == (2, 2)
    rows = makers(state) == (0, 1, 2) and makers(state, "y") == (1, 3, 5)
    return "Row 0 of x, column 1 of y" if rows else "x[0, 1] and y[0, 1]"


@CLAIMS.of("The inner sizes do not fit")
def _(state):
    x, y = done(state).inputs.values()
    assert x.shape == y.shape == (2, 3) and "shapes" in done(state).message.text
    assert (x @ y.T).shape == (2, 2)


@CLAIMS.answer("The inner sizes do not fit")
def _(state):
    return yes(done(state).message is None)


@CLAIMS.of("Reshape keeps the order")
def _(state):
    x = done(state).inputs["x"]
    assert torch.equal(result(state).flatten(), x.flatten())
    assert makers(state) == (2,), "the chosen cell is x[0, 2]"


@CLAIMS.answer("Reshape keeps the order")
def _(state):
    x = done(state).inputs["x"]
    row, column = (result(state) == x[0, 2]).nonzero()[0].tolist()
    return f"Row {row}, column {column}"


@CLAIMS.of("Six cells, eight places")
def _(state):
    x = done(state).inputs["x"]
    assert x.numel() == 6 and "invalid for input of size 6" in done(state).message.text
    assert x.reshape(-1, 2).shape == (3, 2)


@CLAIMS.answer("Six cells, eight places")
def _(state):
    return "PyTorch refuses" if done(state).message else "It fills the gaps with 0"


@CLAIMS.of("Transpose is not reshape")
def _(state):
    x = done(state).inputs["x"]
    assert result(state).shape == x.reshape(3, 2).shape == (3, 2)
    assert result(state)[2, 0] == x[0, 2] and makers(state) == (2,)


@CLAIMS.answer("Transpose is not reshape")
def _(state):
    return yes(torch.equal(result(state), done(state).inputs["x"].reshape(3, 2)))


@CLAIMS.of("Flatten, but not the batch")
def _(state):
    x = done(state).inputs["x"]
    assert x.shape == (2, 2, 3) and torch.equal(result(state), x.reshape(2, 6))
    assert torch.nn.Linear(6, 1)(result(state)).shape == (2, 1)


@CLAIMS.answer("Flatten, but not the batch")
def _(state):
    return str(tuple(result(state).shape))


@CLAIMS.of("Squeezed too much")
def _(state):
    x = done(state).inputs["x"]
    assert x.shape == (1, 1, 3) and x.squeeze(1).shape == (1, 3)


@CLAIMS.answer("Squeezed too much")
def _(state):
    return str(tuple(result(state).shape))


@CLAIMS.of("Softmax looks at a whole row")
def _(state):
    assert torch.allclose(result(state).sum(dim=1), torch.ones(2))
    assert makers(state) == (0, 1, 2)


@CLAIMS.answer("Softmax looks at a whole row")
def _(state):
    return str(len(makers(state)))


@CLAIMS.of("The sum so far")
def _(state):
    each = links(state.part(Operating))["x"]
    assert each[:4] == ((0,), (0, 1), (0, 1, 2), (0, 1, 2, 3))


@CLAIMS.answer("The sum so far")
def _(state):
    return "The first three" if makers(state) == (0, 1, 2) else "All"


@CLAIMS.of("A range and a step")
def _(state):
    x = done(state).inputs["x"]
    assert x.shape == (3, 4) and torch.equal(result(state), x[1:, ::2])


@CLAIMS.answer("A range and a step")
def _(state):
    return str(tuple(result(state).shape))


@CLAIMS.of("A mask makes a row")
def _(state):
    x = done(state).inputs["x"]
    assert torch.equal(result(state), x[x > 5])


@CLAIMS.answer("A mask makes a row")
def _(state):
    return str(result(state).ndim)


@CLAIMS.of("The score of the right class")
def _(state):
    """cross_entropy is minus the log of the softmax at the class."""
    x, classes = done(state).inputs["x"], torch.tensor([2, 0, 1])
    assert result(state).flatten().tolist() == [float(x[row, classes[row]]) for row in range(3)]
    gathered = -x.log_softmax(dim=1).gather(1, classes[:, None]).mean()
    assert torch.allclose(torch.nn.functional.cross_entropy(x, classes), gathered)


@CLAIMS.answer("The score of the right class")
def _(state):
    largest = done(state).inputs["x"].max(dim=1, keepdim=True).values
    named = not torch.equal(result(state), largest)
    return "The one that the index names" if named else "The largest"


@CLAIMS.of("Stack or cat")
def _(state):
    x, y = done(state).inputs.values()
    assert result(state).shape == (2, 2, 3) and torch.cat([x, y]).shape == (4, 3)


@CLAIMS.answer("Stack or cat")
def _(state):
    x, y = done(state).inputs.values()
    batch = result(state).ndim == 3 and torch.equal(result(state)[1], y)
    return "torch.stack" if batch and torch.equal(result(state)[0], x) else "torch.cat"


@CLAIMS.of("Sorted, and where it was")
def _(state):
    x = done(state).inputs["x"]
    values, indices = done(state).outputs.values()
    assert torch.equal(x.gather(1, indices), values) and (values.diff(dim=1) <= 0).all()
    assert makers(state) == (int(indices[0, 0]),)


@CLAIMS.answer("Sorted, and where it was")
def _(state):
    return str(len(done(state).outputs))
