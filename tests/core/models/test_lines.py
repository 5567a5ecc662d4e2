"""Lists of layers are read as data: what is no layer with plain numbers is refused."""

import pytest
from torch import nn

from core.models.lines import LARGEST, LONGEST_LINE, MOST_LINES, LineMistake, lines, read


def test_lines_are_read_with_and_without_torch_before_them():
    text = """
    nn.Conv2d(1, 16, kernel_size=(3, 3), padding="same"),  # the first
    # nothing
    torch.nn.LeakyReLU(-0.5)

    Flatten()
    """
    calls = read(text)
    assert [call.number for call in calls] == [2, 4, 6]
    assert [call.code for call in calls] == [
        "nn.Conv2d(1, 16, kernel_size=(3, 3), padding='same')",
        "nn.LeakyReLU(-0.5)",
        "nn.Flatten()",
    ]
    assert calls[0].arguments == {
        "in_channels": 1,
        "out_channels": 16,
        "kernel_size": (3, 3),
        "padding": "same",
    }
    layer = eval(calls[0].code, {"nn": nn})
    assert layer.kernel_size == (3, 3) and layer.padding == "same"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Linear(784", "not a layer as Python writes it"),
        ("Linear(784, 10); ReLU()", "not a layer as Python writes it"),
        ("x = ReLU()", "not a layer as Python writes it"),
        ("ReLU", "write it with brackets: ReLU[(][)]"),
        ("3", "not a layer, such as"),
        ("[ReLU()]", "not a layer, such as"),
        ("Linaer(784, 10)", "did you mean 'Linear'"),
        ("Sequential(ReLU())", "layer='Sequential' is not known"),
        ("RReLU()", "not known"),
        ("Linear.__init__(3, 3)", "not known"),
        ("Linear(1)", "Linear: missing a required argument: 'out_features'"),
        ("Linear(1, 2, 3, 4, 5, 6)", "Linear: too many positional arguments"),
        ("Linear(1, 2, size=3)", "Linear: got an unexpected keyword argument 'size'"),
        ("Linear(1, 2, dtype=3)", "dtype is not for you to set"),
        ("Linear(10**9, 2)", "10 [*][*] 9 must be a number"),
        ("Linear(__import__('os').getpid(), 2)", "must be a number"),
        ("Linear('os', 2)", "must be a number"),
        ("Linear(f'{1}', 2)", "must be a number"),
        ("Linear(*[1, 2])", "must be a number"),
        ("Linear(**{'a': 1})", "must be a number"),
        ("Linear(1j, 2)", "must be a number"),
        ("Linear(1e300, 2)", "too large: 100,000"),
        (f"Linear({LARGEST + 1}, 2)", "too large: 100,000"),
        ("Linear(1, 2, bias=(1, 2, 3, 4))", "must be a number"),
        ("(" * 100 + ")" * 40, "not a layer"),
        ("ReLU(" + "-" * LONGEST_LINE + "1)", f"longer than {LONGEST_LINE}"),
    ],
)
def test_what_is_no_layer_is_told_in_one_line(line, reason):
    with pytest.raises(LineMistake, match=reason) as told:
        read(f"Flatten()\n{line}\nReLU()")
    assert (told.value.number, "\n" in str(told.value)) == (2, False)
    assert len(str(told.value)) < 800


def test_there_are_some_lines_and_not_too_many():
    for text in ("", "\n\n", "# nothing"):
        with pytest.raises(ValueError, match="layers is empty"):
            lines(text)
    assert len(lines("ReLU()\n" * MOST_LINES)) == MOST_LINES
    with pytest.raises(ValueError, match=f"{MOST_LINES + 1} lines, and {MOST_LINES} are allowed"):
        lines("ReLU()\n" * (MOST_LINES + 1))
