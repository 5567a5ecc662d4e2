"""A layer as the grids of a matrix product: inputs, weight, bias and outputs."""

from functools import lru_cache

from torch import Tensor

from core.foundations.neuron.layer import Product
from core.plots.cells import CellGrid, Cells, Links
from core.plots.numbers import number

TERMS = 4
"""Products that are written out of a sum; of more only the first."""


@lru_cache(maxsize=32)
def layer_cells(result: Product) -> Cells:
    """The four grids. Each output leads to its input, its row of the weight and its bias."""
    batch, outs, ins = *result.y.shape, result.x.shape[1]
    whole = list(range(ins))
    links: dict[str, Links] = {
        "x": ([[row] for row in range(batch)], [whole] * outs),
        "weight": ([[column] for column in range(outs)], [whole] * batch),
        "bias": ([[0]] * batch, [[column] for column in range(outs)]),
    }
    grids = (
        _grid("x", f"x: {batch} × {ins}", result.x, digits=1),
        _grid("weight", f"Weight: {outs} × {ins}", result.weight, turned=True),
        _grid("bias", f"Bias: {outs}", result.bias[None], row=1),
        _grid("y", f"y = x @ weight.T + bias: {batch} × {outs}", result.y, row=1),
    )
    lines = [traced(result, row, column) for row in range(batch) for column in range(outs)]
    return Cells(grids, "y", links=links, lines=lines)


def _grid(name: str, title: str, values: Tensor, digits: int = 2, **more) -> CellGrid:
    high = float(values.abs().max()) or 1.0
    return CellGrid(name, title, values, high=high, digits=digits, signed=True, height=190, **more)


def traced(result: Product, row: int, column: int) -> str:
    """Where an output comes from: its input and its row of the weight, number by number."""
    pairs = list(zip(result.x[row].tolist(), result.weight[column].tolist(), strict=True))
    terms = [f"{_factor(a)}·{_factor(b)}" for a, b in pairs]
    if len(terms) > TERMS:
        terms = [*terms[:TERMS], "…"]
    return (
        f"y[{row}, {column}] = x[{row}] · weight[{column}] + bias[{column}] = "
        f"{' + '.join(terms)} + {_factor(float(result.bias[column]))} = "
        f"{number(float(result.y[row, column]))}"
    )


def _factor(value: float) -> str:
    """A number within a sum or a product, in brackets if it has a sign."""
    return f"({number(value)})" if value < 0 else number(value)
