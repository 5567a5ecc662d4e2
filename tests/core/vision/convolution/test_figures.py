"""The pictures of the convolution page: every number that is shown, and every link between cells,
against torch.
"""

import itertools
import json
import random

import pytest
import torch

from core.data.inputs import PICTURES, Input
from core.vision.convolution import figures as plots
from core.vision.convolution.arithmetic import Layer, arithmetic
from core.vision.convolution.pooling import POOLS, Flattening, flat, maps, pooled
from core.vision.convolution.receptive import Stack, heat, sides
from core.vision.convolution.state import State, cell, found, taken_apart, tile
from tests.sampling import sample_state

DIGIT = Input(source="test digit", index=0)
MOST = 1_500_000
"""Bytes that all pictures of a page may have together."""


def grids(cells):
    return {grid.name: grid for grid in cells.grids}


def linked(cells, name, row, column):
    """The cells of a grid that go with a cell of the leader."""
    rows, columns = cells.links[name]
    return [(i, j) for i in rows[row] for j in columns[column]]


def size(data):
    return len(json.dumps(data))


@pytest.mark.parametrize("kernel", ["Sobel", "Random", "Gaussian blur", "Identity"])
def test_all_pictures_of_the_page_are_small_enough(kernel):
    for picture, colour, way in itertools.product(PICTURES, (False, True), ("signed", "as it is")):
        state = State(picture=picture, colour=colour, side=512, kernel=kernel)
        shown = (
            plots.input_picture(state.input, 512, colour),
            plots.output_picture(found(state).output, way),
        )
        assert sum(size(one.as_data()) for one in shown) < MOST, state


@pytest.mark.parametrize("shown", ["as it is", "signed", "stretched", "size"])
@pytest.mark.parametrize("channels", [1, 3])
def test_the_output_is_shown_as_said(shown, channels):
    output = torch.linspace(-2, 2, 16).view(1, 4, 4).expand(channels, -1, -1)
    picture = plots.output_picture(output, shown)
    assert picture.signed == (shown == "signed" and channels == 1)
    import base64
    import io

    from PIL import Image

    image = Image.open(io.BytesIO(base64.b64decode(picture.source.split(",")[1]))).convert("L")
    low, *_, high = image.tobytes()
    assert (low, high) == {
        "as it is": (0, 255),
        "signed": (1, 255),
        "stretched": (0, 255),
        "size": (255, 255),
    }[shown]


def test_automatic_follows_the_kernel():
    assert plots.way(State(kernel="Sobel"), "automatic") == "signed"
    assert plots.way(State(kernel="Gaussian blur"), "automatic") == "as it is"
    assert plots.way(State(kernel="Sobel"), "size") == "size"


def test_the_words_have_the_numbers():
    done = found(State(picture="balls"))
    low, high = done.output.aminmax()
    words = plots.output_words(done, "signed")
    assert (
        plots.number(float(low)) in words
        and plots.number(float(high)) in words
        and "256 × 256" in words
    )
    assert plots.number(float(done.output[0, 3, 4])) in plots.cell_words(done, 3, 4)
    assert "red, green and blue" in plots.input_words(found(State(colour=True)))


NUMBERS = [
    State(view="one number", source="test digit").replace(
        **dict(
            zip(
                ("stride", "padding", "dilation", "kernel", "bias", "after", "down"),
                values,
                strict=True,
            )
        )
    )
    for values in (
        (1, 1, 1, "Sobel", 0.0, "Identity", 40.0),
        (2, 3, 2, "LeNet", 0.5, "ReLU", 0.0),
        (1, 0, 3, "Random", -0.25, "Tanh", 99.0),
    )
]


@pytest.mark.parametrize("state", NUMBERS, ids=str)
def test_the_window_is_where_the_links_point(state):
    near = tile(state)
    cells = plots.neighbourhood_cells(near, state, "signed")
    shown = grids(cells)
    for row, column in itertools.product(*map(range, near.output.shape)):
        flat_place = row * near.output.shape[1] + column
        under = torch.stack(
            [shown["input"].values[place] for place in linked(cells, "input", row, column)]
        )
        assert torch.equal(under, shown["window"].values[flat_place].flatten())
        products = shown["window"].values[flat_place] * shown["kernel"].values
        assert torch.equal(products, shown["products"].values[flat_place])
        assert torch.allclose(products.sum() + state.bias, near.sums[row, column], atol=1e-5)
        assert plots.number(float(near.sums[row, column])) in cells.lines[flat_place]
    assert size(cells.as_data()) < 300_000


def test_the_sum_is_written_out():
    state = NUMBERS[0].replace(bias=0.5, after="ReLU", down=29.0, across=30.0)
    near, (row, column) = tile(state), cell(state, 28, 28)
    i, j = row - near.top, column - near.left
    words = plots.sum_words(near, state, i, j)
    terms = [term for term in near.products[i, j].flatten().tolist() if term]
    assert words.startswith(f"y[{row}, {column}] = ") and words.count("·") == len(terms)
    assert "+ bias 0.5 = " in words and words.endswith(
        f"and after ReLU {plots.number(float(near.output[i, j]))}"
    )


def test_a_large_output_of_large_numbers_has_few_digits():
    assert [plots.digits(torch.tensor([value])) for value in (0.0, 5.0, 0.05, 0.005)] == [
        2,
        2,
        3,
        4,
    ]


def layers(count):
    generator, made = random.Random(0), []
    while len(made) < count:
        layer = sample_state(Layer, generator)
        try:
            arithmetic(layer)
        except ValueError:
            continue
        made.append(layer)
    return made


@pytest.mark.parametrize("layer", layers(40), ids=str)
def test_linked_cells_multiply_and_add_up_to_the_output(layer):
    done = arithmetic(layer)
    cells = plots.arithmetic_cells(done, layer)
    shown, (rows, columns) = grids(cells), done.part.shape
    for row, column in itertools.product(range(rows), range(columns)):
        pairs = zip(
            linked(cells, "input", row, column), linked(cells, "kernel", row, column), strict=True
        )
        total = sum(float(shown["input"].values[i] * shown["kernel"].values[k]) for i, k in pairs)
        assert total == float(done.part[row, column])
    assert size(cells.as_data()) < 300_000


def test_the_largest_layer_is_small_enough():
    largest = Layer(
        kind="transposed", size=12, kernel_size=7, stride=5, dilation=4, output_padding=4, padding=0
    )
    assert size(plots.arithmetic_cells(arithmetic(largest), largest).as_data()) < 300_000


def test_the_arithmetic_is_told():
    layer = Layer(size=11, stride=2, dilation=2, in_channels=4, out_channels=8)
    words = plots.arithmetic_words(arithmetic(layer), layer)
    assert "`nn.Conv2d(4, 8, 3, stride=2, padding=1, dilation=2)`" in words and "(8, 5, 5)" in words
    assert "**288** weights" in words and "**7,200** times" in words and "from 5 cells" in words


def test_parts_and_units_are_all_there():
    done = taken_apart(State(view="channels", picture="sunflower"))
    rows = plots.parts_pixels(done)
    assert [len(row) for row in rows] == [3, 3, 3]
    assert torch.equal(rows[1][0].picture, done.picture[1])
    units = plots.units_pixels(done)
    assert len(units) == 32 and units[5].caption == "▸ 5"
    assert sum(size(one.as_data()) for one in itertools.chain(units, *rows)) < 600_000
    words = plots.parts_words(done, "ReLU", 3, 4)
    assert plots.number(float(done.summed[3, 4])) in words and "after ReLU" in words
    assert plots.unit_picture(done).signed


@pytest.mark.parametrize("name", POOLS)
def test_pooled_windows_and_winners(name):
    done = pooled(DIGIT, POOLS.pick(name))
    cells = plots.pooled_cells(done)
    shown = grids(cells)
    for row, column in itertools.product(*map(range, done.output.shape)):
        window = torch.stack(
            [shown["input"].values[place] for place in linked(cells, "input", row, column)]
        )
        if done.winners is not None:
            place = cells.points["input"][row * done.output.shape[1] + column]
            assert (
                shown["input"].values.flatten()[place]
                == done.output[row, column]
                == window.nan_to_num(-1).max()
            )
            assert "the winner is at row" in cells.lines[row * done.output.shape[1] + column]
    assert size(cells.as_data()) < 300_000


def test_padding_and_what_hangs_over_are_framed():
    done = pooled(
        DIGIT, POOLS.pick("MaxPool2d", kernel_size=5, stride=3, padding=2, ceil_mode=True)
    )
    cells = plots.pooled_cells(done)
    shown = grids(cells)["input"]
    above, before, below, behind = shown.padding
    assert (above, before) == (2, 2)
    assert torch.equal(shown.values[above : above + 28, before : before + 28], done.picture)
    for row, column in itertools.product(*map(range, done.output.shape)):
        place = cells.points["input"][row * done.output.shape[1] + column]
        assert divmod(place, shown.values.shape[1]) in linked(cells, "input", row, column)
        assert shown.values.flatten()[place] == done.output[row, column]


@pytest.mark.parametrize(
    "setting",
    [
        Flattening(),
        Flattening(maps=16, map_height=8, map_width=8),
        Flattening(maps=3, map_height=2, map_width=4, order="H, W, C"),
    ],
    ids=str,
)
def test_every_number_of_the_row_points_to_its_cell(setting):
    values = maps(DIGIT, setting)
    cells = plots.flattened_cells(values, setting)
    shown, row = grids(cells), flat(values, setting) / 255
    assert torch.equal(shown["row"].values.flatten(), row)
    for place, value in enumerate(row):
        pointed = {
            name: points[place] for name, points in cells.points.items() if points[place] >= 0
        }
        ((name, at),) = pointed.items()
        assert shown[name].values.flatten()[at] == value
        assert f"Number {place} = " in cells.lines[place]
        sum_ = cells.lines[place].split(" = ")[1].split(":")[0]
        assert (
            sum(
                int(a) * int(b or 1)
                for a, _, b in (term.partition("·") for term in sum_.split(" + "))
            )
            == place
        )
    assert size(cells.as_data()) < 300_000


@pytest.mark.parametrize(
    "stack",
    [
        Stack(),
        Stack(network="DigitNet"),
        Stack(network="SimpleCNN"),
        Stack(stack="conv 3, conv 3, conv 3, conv 3", picture_size=48),
    ],
    ids=str,
)
def test_what_a_unit_sees_is_where_its_gradient_is(stack):
    side = sides(stack.steps, stack.side)[-1]
    row, column = side // 2, side - 1
    cells = plots.receptive_cells(stack, torch.rand(28, 28), row, column)
    held = torch.zeros(stack.side, stack.side, dtype=torch.bool)
    for place in linked(cells, "0", row, column):
        held[place] = True
    assert torch.equal(held, heat(stack, row, column) > 0)
    assert grids(cells)["0"].values.shape == (stack.side, stack.side)
    assert (
        cells.leader == str(len(stack.steps))
        and f"= {int(held.sum())} cells." in cells.lines[row * side + column]
    )
    assert size(cells.as_data()) < 300_000
    table = plots.receptive_rows(stack)
    assert [line["receptive field"] for line in table] == [line["measured"] for line in table]
    assert table[-1]["units a side"] == side
