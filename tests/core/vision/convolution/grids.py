"""What the tests of the pictures look at: grids, and the cells that go together."""

import json

MOST_BYTES = 300_000
"""Of the data of a picture."""


def grids(cells):
    """The grids by name."""
    return {grid.name: grid for grid in cells.grids}


def linked(cells, name, row, column):
    """The cells of a grid that go with a cell of the leader."""
    rows, columns = cells.links[name]
    return [(i, j) for i in rows[row] for j in columns[column]]


def size(data):
    """Bytes that go to the browser."""
    return len(json.dumps(data))
