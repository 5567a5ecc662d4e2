"""The grids of a layer lead each output to what it is made of."""

from core.foundations.neuron.figures.layer import layer_cells, traced
from core.foundations.neuron.layer import product

RESULT = product(10, 5, 3)


def test_an_output_leads_to_its_input_its_row_and_its_bias():
    cells = layer_cells(RESULT)
    grids = {grid.name: grid for grid in cells.grids}
    for row in range(3):
        for column in range(5):
            x = [(i, k) for i in cells.links["x"][0][row] for k in cells.links["x"][1][column]]
            assert grids["weight"].turned  # its rows go by the output's column
            lines = cells.links["weight"]
            weight = [(i, k) for i in lines[0][column] for k in lines[1][row]]
            (bias,) = cells.links["bias"][1][column]
            total = grids["bias"].values[0, bias] + sum(
                grids["x"].values[a] * grids["weight"].values[b]
                for a, b in zip(x, weight, strict=True)
            )
            assert abs(total - grids["y"].values[row, column]) < 1e-9
    assert grids["y"].values.shape == (3, 5) and len(cells.lines) == 15


def test_a_line_says_where_an_output_comes_from():
    small = product(2, 1, 1)
    said = traced(small, 0, 0)
    assert said.startswith("y[0, 0] = x[0] · weight[0] + bias[0] = ")
    assert said.count("·") == 3 and "…" not in said
    assert "…" in traced(RESULT, 0, 0) and traced(RESULT, 0, 0).endswith("= −1.2")
