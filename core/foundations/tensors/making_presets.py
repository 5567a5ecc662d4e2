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
        "The shape counts from the outside in: first the rows, then the numbers in a row. Its "
        "sizes, multiplied, are how many numbers there are.",
        State(),
        question="Two rows of three numbers: what is the shape?",
        answers=("(2, 3)", "(3, 2)", "(6,)"),
        right="(2, 3)",
    ),
    Preset(
        "A single number",
        "A single number has no dimension: its shape is (), with nothing in it.",
        _list("3.5"),
        question="How many dimensions does a single number have?",
        answers=("0", "1"),
        right="0",
    ),
    Preset(
        "A row",
        "One pair of brackets is one dimension. A row is neither upright nor flat: it has a length "
        "and nothing more.",
        _list("[1, 2, 3]"),
        question="What is the shape of [1, 2, 3]?",
        answers=("(3,)", "(1, 3)", "(3, 1)"),
        right="(3,)",
    ),
    Preset(
        "A colour picture",
        "Three grids in a stack: red, green and blue, each with 4 rows and 5 columns. That is how "
        "PyTorch holds a picture.",
        State(source=SOURCES.pick("Uniform random (rand)"), shape="3, 4, 5"),
        question="A picture is 4 pixels high and 5 wide. How many numbers make its colours?",
        answers=("20", "60"),
        right="60",
    ),
    Preset(
        "A batch of pictures",
        "Two pictures, one under the other, each with its three colours: shape (2, 3, 4, 4). A "
        "network takes them all at once.",
        State(source=SOURCES.pick("Uniform random (rand)"), shape="2, 3, 4, 4"),
        question="Which dimension counts the pictures of a batch?",
        answers=("The first", "The last"),
        right="The first",
    ),
    Preset(
        "One point makes all of them floats",
        "All numbers of a tensor are of one type. One number has a point, so all three are "
        "float32.",
        _list("[1, 2, 3.0]"),
        question="Only one of these three numbers has a point. What type does the tensor have?",
        answers=("int64", "float32", "One of each"),
        right="float32",
    ),
    Preset(
        "NumPy counts in float64",
        "NumPy's numbers with a point are float64, with 8 bytes each; the layers of a network "
        "hold float32, and refuse the mixture.",
        State(source=SOURCES.pick("NumPy", values="[0.5, 1.5]")),
        question="Made from a NumPy array: is [0.5, 1.5] float32, as in torch.tensor?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "It stops before the end",
        "torch.arange stops before the end, as Python's range does: 10 is not among them.",
        State(source=SOURCES.pick("Steps (arange)")),
        question="Is 10 among the numbers of torch.arange(0, 10, 2)?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Random, and the same again",
        "The numbers follow from the seed. Whoever opens this link sees the same ones.",
        State(source=SOURCES.pick("Normal random (randn)", seed=7)),
        question="Random numbers from seed 7: are they the same tomorrow?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "A shape without numbers",
        "On the device meta a tensor has a shape and a type, and no numbers: so one plans a "
        "network that is too large for the memory.",
        State(source=SOURCES.pick("Zeros"), shape="3, 4", device=META),
        question="Can a tensor have a shape and no numbers?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "Rows of different lengths",
        "A tensor has no ragged edge: all rows are of one length, or PyTorch refuses.",
        _list("[[1, 2, 3], [4, 5]]"),
        question="The first row has three numbers, the second two. What does PyTorch do?",
        answers=("It refuses", "It fills up with 0"),
        right="It refuses",
    ),
)
