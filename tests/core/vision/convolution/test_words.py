"""The sentence over each picture of the convolution page says the numbers of torch."""

import pytest
import torch
from torch.nn import functional as F

from core.data.inputs import Input
from core.plots.numbers import short
from core.vision.convolution import words
from core.vision.convolution.arithmetic import TRANSPOSED, ConvolutionLayer, arithmetic
from core.vision.convolution.figures.neighbourhood import sum_words
from core.vision.convolution.filtering import Filtering
from core.vision.convolution.flattening import Flattening, maps
from core.vision.convolution.kernels import KERNELS, YOURS
from core.vision.convolution.mixing import Mixing
from core.vision.convolution.pooling import POOLS, pool
from core.vision.convolution.receptive import Stack, receptive_field_at
from core.vision.convolution.state import CHANNELS, NUMBER, State, choosing, filtered, mixed, tile

DIGIT = {"source": "test digit", "index": 0}


def kernel_sentence(state: State, row: int, column: int) -> str:
    return words.kernel_sentence(filtered(state), state.part(Filtering), row, column)


def test_a_kernel_and_what_it_makes_of_one_window():
    state = State(**DIGIT, padding=1)
    x = filtered(state).picture[None] / 255
    by_torch = F.conv2d(x, state.weights[None, None], padding=1)[0, 0, 10, 9]
    said = kernel_sentence(state, 10, 9)
    assert f"makes **{short(float(by_torch))}** of the window at row 10, column 9." in said
    assert "add up to 0, so that an even area gives 0." in said
    colours = kernel_sentence(State(colour=True, kernel="Emboss"), 3, 4)
    assert "(red)" in colours and "(blue)" in colours and "keeps its brightness" in colours


def test_a_stride_leaves_fewer_pixels():
    said = kernel_sentence(State(kernel="Identity", stride=3), 39, 68)
    assert said.endswith("A stride of 3 makes 86 × 86 pixels of 256 × 256.")


def test_what_an_even_area_becomes_is_what_torch_makes_of_one():
    even = torch.full((1, 1, 9, 9), 0.5)
    for kernel, said in (
        (KERNELS.pick("Gaussian blur"), "keeps its brightness"),
        (KERNELS.pick("Sobel"), "gives 0"),
    ):
        setting = Filtering(kernel=kernel)
        made = float(F.conv2d(even, setting.weights[None, None]).mean())
        assert said in words.even_words(setting)
        assert abs(made - (0.5 if "keeps" in said else 0)) < 1e-5
    twice = Filtering(kernel=YOURS, grid="1_0_1")
    assert words.even_words(twice) == "Its weights add up to 2: an even area is multiplied by that."
    assert words.even_words(twice.replace(bias=0.5)) == "Its weights add up to 2."


def test_one_number_is_a_sum():
    state = State(**DIGIT, view=NUMBER, bias=0.5, after="ReLU")
    near = tile(state)
    said = words.number_sentence(near, state.part(Filtering), near.top + 2, near.left + 1)
    assert f"and the bias 0.5 add up to **{short(float(near.sums[2, 1]))}**" in said
    assert f"after ReLU that is **{short(float(near.output[2, 1]))}**" in said
    assert f"9 products, {int(near.products[2, 1].count_nonzero())} of them not zero" in said


@pytest.mark.parametrize(
    ("bias", "words_of_it"),
    [(0.0, "the only product is **"), (0.5, "product and the bias 0.5 add")],
)
def test_a_kernel_of_one_cell_adds_up_nothing(bias, words_of_it):
    state = State(**DIGIT, view=NUMBER, bias=bias, kernel=YOURS, grid="2")
    near = tile(state)
    assert words_of_it in words.number_sentence(near, state.part(Filtering), near.top, near.left)


def test_the_parts_of_the_colours_add_up():
    state = State(view=CHANNELS, picture="sunflower", after="ReLU")
    result = mixed(state)
    said = words.channels_sentence(result, state.part(Mixing), 3, 4)
    parts, _, rest = said.removeprefix("At row 3, column 4: ").partition(" = **")
    terms = [float(part.split()[-1].replace("−", "-")) for part in parts.split(" + ")]
    assert terms == pytest.approx([*result.parts[:, 3, 4].tolist(), result.bias], abs=0.005)
    total = float(rest.partition("**")[0].replace("−", "-"))
    assert sum(terms) == pytest.approx(total, abs=1e-9)
    assert total == pytest.approx(float(result.summed[3, 4]), abs=0.005)
    output = float(result.outputs[result.unit, 3, 4])
    assert f"and after ReLU **{short(output)}**" in said


def test_the_sizes_and_what_a_cell_reads():
    layer = ConvolutionLayer(size=11, stride=2, dilation=2, padding=1)
    said = words.arithmetic_sentence(arithmetic(layer), layer)
    assert said.startswith("11 × 11 cells become **5 × 5**. A cell of the output reads 3 × 3 of")
    assert "spread over 5 × 5; the layer has 9 weights." in said
    layer = ConvolutionLayer(dimensions="1-D", kind=TRANSPOSED, size=4, padding=1, out_channels=2)
    said = words.arithmetic_sentence(arithmetic(layer), layer)
    assert said.startswith("4 cells become **4**.") and "6 weights in 2 channels" in said
    layer = ConvolutionLayer(size=1, kernel_size=1, padding=0)
    said = words.arithmetic_sentence(arithmetic(layer), layer)
    assert said.startswith("1 cell becomes **1**.") and "the layer has 1 weight." in said
    layer = layer.replace(padding=9, stride=5)
    said = words.arithmetic_sentence(arithmetic(layer), layer)
    assert "**4 × 4**. No cell of the output reads any of the input; the layer" in said


def test_a_window_its_winner_and_equals():
    done = pool(Input(**DIGIT), POOLS.pick("MaxPool2d"))
    cells = done.picture[14:16, 16:18]
    said = words.pooling_sentence(done, 7, 8)
    assert f"MaxPool2d makes **{short(float(cells.max()))}** of " in said
    assert said.endswith("28 × 28 become 14 × 14. Only the largest gets a gradient.")
    assert words.pooling_sentence(done, 0, 0).endswith(
        "All 4 cells are equally large: torch takes the first."
    )


def test_the_gradient_of_a_mean():
    pick = POOLS.pick("AvgPool2d", kernel_size=4, stride=4)
    done = pool(Input(**DIGIT), pick)
    said = words.pooling_sentence(done, 4, 3)
    assert "makes **0** of 16 cells of 0" in words.pooling_sentence(done, 0, 0)
    ends = (short(float(end)) for end in done.picture[16:20, 12:16].aminmax())
    assert f"16 cells from {' to '.join(ends)}" in said
    assert said.endswith("gets a gradient of 0.0625.")
    alone = pool(Input(**DIGIT), POOLS.pick("MaxPool2d", kernel_size=1))
    assert "of 1 cell of " in words.pooling_sentence(alone, 4, 3)


def test_a_number_of_the_row_and_its_map():
    setting = Flattening(maps=12, map_height=5, map_width=5)
    values = maps(Input(**DIGIT), setting)
    said = words.flatten_sentence(values, setting, 137)
    assert "12 maps of 5 × 5 become one row of **300** numbers." in said
    single = Flattening(maps=1, map_height=1, map_width=1)
    said = words.flatten_sentence(maps(Input(**DIGIT), single), single, 0)
    assert said.startswith("1 map of 1 × 1 becomes one row of **1** number. ")
    said = words.flatten_sentence(values, setting, 137)
    assert f"which is {short(float(values[5, 2, 2]) / 255)}, is row 2, column 2 of map 5" in said


def test_how_far_units_see():
    stack = Stack()
    result = receptive_field_at(stack, torch.rand(1, 28, 28)[0][None], 0, 0)
    said = words.receptive_sentence(result, 0, 0)
    assert "3, 4, 8, 10 and **18** of the picture's 28 cells" in said
    assert f"Unit (0, 0) reads {len(result.seen[0][0])} × {len(result.seen[0][0])} of them." in said
    many = Stack(stack=", ".join(["conv 3 p1"] * 9))
    said = words.receptive_sentence(receptive_field_at(many, torch.rand(1, 28, 28), 0, 0), 0, 0)
    assert "3, 5, …, 15, 17 and **19**" in said
    wide = Stack(stack=", ".join(["conv 7 p3"] * 6))
    said = words.receptive_sentence(receptive_field_at(wide, torch.rand(1, 28, 28), 0, 0), 0, 0)
    assert "**37** cells, and the picture has 28, along a side. Unit (0, 0) reads 19 × 19" in said


@pytest.mark.parametrize(("after", "made"), [("Identity", "0"), ("ReLU", "0"), ("Sigmoid", "0.5")])
def test_what_only_rounding_made_of_an_even_area_is_told_as_0(after, made):
    plain = filtered(State()).output[0]
    noise = ((plain != 0) & (plain.abs() < 1e-6)).nonzero().tolist()
    assert noise  # the picture has even areas, and torch's sum there is not quite 0
    for row, column in noise[:: len(noise) // 5 + 1]:
        state = State(view=NUMBER, after=after, **choosing(row, column, *plain.shape))
        setting, near = state.part(Filtering), tile(state)
        assert f"makes **{made}** of" in kernel_sentence(state, row, column)
        said = words.number_sentence(near, setting, row, column)
        assert "add up to **0**" in said
        if after != "Identity":
            assert f"after {after} that is **{made}**" in said
        line = sum_words(near, setting, row - near.top, column - near.left)
        assert "⁻" not in line and " 0" in line
