"""The guide's steps of the view "Make"."""

from core.foundations.tensors.making import META
from core.foundations.tensors.sources import SOURCES
from core.foundations.tensors.state import MAKE, State
from core.registry import Preset


def _list(values: str, **settings: str) -> State:
    """The view at a list."""
    return State(view=MAKE, source=SOURCES.pick("A list", values=values), **settings)


MAKING_PRESETS = (
    Preset(
        "A grid of numbers",
        "Read the shape from the outside in: first the number of rows, then the length of a row. "
        "Multiply its sizes, and you get how many numbers there are.",
        State(),
        question="Two rows of three numbers: what is the shape?",
        answers=("(2, 3)", "(3, 2)", "(6,)"),
        right="(2, 3)",
    ),
    Preset(
        "A single number",
        "A single number, a scalar, has no dimensions. Its shape is the empty ().",
        _list("3.5"),
        question="How many dimensions does a single number have?",
        answers=("0", "1"),
        right="0",
    ),
    Preset(
        "A row",
        "One pair of brackets means one dimension. Such a tensor, a vector, has a length and "
        "nothing else; here it is drawn as a row.",
        _list("[1, 2, 3]"),
        question="What is the shape of [1, 2, 3]?",
        answers=("(3,)", "(1, 3)", "(3, 1)"),
        right="(3,)",
    ),
    Preset(
        "A colour picture",
        "Three grids in a stack: red, green and blue, each with 4 rows and 5 columns. PyTorch "
        "stores pictures like this, colour first.",
        State(source=SOURCES.pick("Uniform random (rand)"), shape="3, 4, 5"),
        question="A picture is 4 pixels high and 5 wide. How many numbers does it take to store "
        "its colours?",
        answers=("20", "60"),
        right="60",
    ),
    Preset(
        "A batch of pictures",
        "Two pictures, one below the other, with three colours each: shape (2, 3, 4, 4). A network "
        "takes the whole batch at once.",
        State(source=SOURCES.pick("Uniform random (rand)"), shape="2, 3, 4, 4"),
        question="Which dimension counts the pictures of a batch?",
        answers=("The first", "The last"),
        right="The first",
    ),
    Preset(
        "One decimal point makes them all floats",
        "All numbers in a tensor have the same type. One of them has a decimal point, so all three "
        "become float32.",
        _list("[1, 2, 3.0]"),
        question="Only one of these three numbers has a decimal point. What type does the tensor "
        "get?",
        answers=("int64", "float32", "One of each"),
        right="float32",
    ),
    Preset(
        "NumPy uses float64",
        "In NumPy, numbers with a decimal point are float64, 8 bytes each. PyTorch's layers use "
        "float32 and raise an error if you mix the two.",
        State(source=SOURCES.pick("NumPy", values="[0.5, 1.5]")),
        question="A tensor made from the NumPy array [0.5, 1.5]: is it float32, as with "
        "torch.tensor?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "It stops before the end",
        "torch.arange stops before the end, just like Python's range, so 10 is not included.",
        State(source=SOURCES.pick("Steps (arange)")),
        question="Is 10 among the numbers of torch.arange(0, 10, 2)?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Random, and the same again",
        "The seed decides the numbers. Anyone who opens this link sees the same ones.",
        State(source=SOURCES.pick("Normal random (randn)", seed=7)),
        question="Random numbers with seed 7: will they be the same tomorrow?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "A shape without numbers",
        "On the device meta a tensor has a shape and a type but no numbers. That way you can plan "
        "a network that is too large for your memory.",
        State(source=SOURCES.pick("Zeros"), shape="3, 4", device=META),
        question="Can a tensor have a shape but no numbers?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "Rows of different lengths",
        "All rows of a tensor must have the same length. If they do not, PyTorch raises an error.",
        _list("[[1, 2, 3], [4, 5]]"),
        question="The first row has three numbers, the second two. What does PyTorch do?",
        answers=("It raises an error", "It fills the gaps with 0"),
        right="It raises an error",
    ),
)
