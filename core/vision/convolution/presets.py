"""What is worth seeing on the convolution page: states to start from."""

from core.registry import Preset
from core.vision.convolution.arithmetic import TRANSPOSED
from core.vision.convolution.filtering import AFTER
from core.vision.convolution.kernels import KERNELS, YOURS
from core.vision.convolution.pooling import POOLS
from core.vision.convolution.state import (
    ARITHMETIC,
    CHANNELS,
    FLATTEN,
    NUMBER,
    POOLING,
    RECEPTIVE,
    State,
)

DIGIT = {"source": "test digit", "index": 0}

PRESETS = (
    Preset(
        "Edges",
        "Sobel subtracts the left neighbours from the right ones: vertical edges light up, "
        "horizontal ones vanish.",
        State(),
        question="Which edges does this kernel find?",
        answers=("Vertical", "Horizontal", "Both"),
        right="Vertical",
    ),
    Preset(
        "Soft focus",
        "A Gaussian is a mean in which near pixels count more. With a sigma of 0.3 the picture is "
        "sharp again.",
        State(
            picture="sunflower",
            kernel=KERNELS.pick("Gaussian blur", size=7, sigma=2.0),
            padding=3,
            padding_mode="reflect",
        ),
        question="How does a kernel blur a picture?",
    ),
    Preset(
        "A corner of light",
        "Emboss adds differences along the diagonal to the picture itself.",
        State(picture="balls", kernel="Emboss", colour=False),
        question="Can nine numbers make a picture look carved?",
    ),
    Preset(
        "What a network learned",
        "Nobody designed this filter: LeNet learned it while it learned to read digits.",
        State(**DIGIT, kernel="LeNet", padding=2, after=AFTER.pick("ReLU")),
        question="What does a filter look like that nobody designed?",
    ),
    Preset(
        "Only every third",
        "With a stride of 3 the output is a third as wide, and fine rings turn into false ones: "
        "aliasing.",
        State(picture="chart", kernel="Identity", stride=3, colour=False),
        question="Leave out two pixels of three: do fine rings survive?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "One number",
        "Walk over the output: each of its numbers is a window times the kernel, added up.",
        State(**DIGIT, view=NUMBER, row_percent=29.0, column_percent=30.0),
        question="Where does one number of the output come from?",
    ),
    Preset(
        "Three colours, one number",
        "A filter has a slice for each colour. The three results are added up.",
        State(view=CHANNELS, picture="sunflower", row_percent=30.0, column_percent=40.0),
        question="Three colours go into a filter: how many numbers come out at a pixel?",
        answers=("One", "Three"),
        right="One",
    ),
    Preset(
        "Red against green",
        "The weights for red and green cancel: grey gives zero, however bright it is.",
        State(view=CHANNELS, picture="balls", filters="Opponents", unit=1),
        question="What does this filter make of grey?",
        answers=("Zero", "A bright spot"),
        right="Zero",
    ),
    Preset(
        "Stride and dilation",
        "Nine cells, with gaps: a dilation of 2 reads every other one. Of the 121 cells 96 are "
        "hatched: no output reads them.",
        State(view=ARITHMETIC, size=11, stride=2, dilation=2, padding=1),
        question="Which cells of the input feed one cell of the output?",
    ),
    Preset(
        "Upside down",
        "A transposed convolution enlarges: each input cell adds a whole kernel to the output. "
        "Choose a cell of the input to see where.",
        State(view=ARITHMETIC, kind=TRANSPOSED, size=4, stride=2, output_padding=1),
        question="Can a convolution make a picture larger?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "One kernel per channel (depthwise)",
        "With as many groups as channels there are 8 × 9 weights instead of 8 × 8 × 9.",
        State(view=ARITHMETIC, in_channels=8, out_channels=8, groups=8),
        question="8 channels in 8 groups, kernels of 3 × 3: how many weights?",
        answers=("72", "576"),
        right="72",
    ),
    Preset(
        "Half the size",
        "28 × 28 becomes 14 × 14: of every four numbers the largest stays, and it alone gets a "
        "gradient. Of four zeros torch takes the first.",
        State(**DIGIT, view=POOLING, row_percent=53.5, column_percent=60.5),
        question="What does max pooling keep of four numbers?",
        answers=("The largest", "The mean", "The sum"),
        right="The largest",
    ),
    Preset(
        "The mean instead",
        "Each of the nine cells gets a ninth of its window's gradient. The windows overlap: cells "
        "in two of them get two ninths, cells in four of them four ninths.",
        State(
            **DIGIT,
            view=POOLING,
            pool=POOLS.pick("AvgPool2d", kernel_size=3, stride=2),
            row_percent=65.5,
            column_percent=65.5,
        ),
        question="How do nine averaged cells share the gradient?",
        answers=("All to one", "A ninth each"),
        right="A ninth each",
    ),
    Preset(
        "From maps to a row",
        "12 maps of 5 × 5 become 300 numbers for a linear layer. See which cell goes where.",
        State(**DIGIT, view=FLATTEN, row_percent=45.0, column_percent=50.0),
        question="12 maps of 5 × 5: how many numbers for a linear layer?",
        answers=("25", "60", "300"),
        right="300",
    ),
    Preset(
        "How much a unit sees",
        "Every layer makes its receptive field larger: 3, 4, 8, 10, and at last 18 pixels along a "
        "side.",
        State(**DIGIT, view=RECEPTIVE, row_percent=50.0, column_percent=50.0),
        question="How much of the picture does one unit see?",
    ),
    Preset(
        "Dilation reaches far",
        "Three kernels of size 3 with dilations 1, 2 and 4 see as far as seven plain ones.",
        State(
            view=RECEPTIVE,
            stack="conv 3 p1, conv 3 p2 d2, conv 3 p4 d4",
            row_percent=50.0,
            column_percent=50.0,
        ),
        question="Three kernels of size 3 with dilations 1, 2 and 4: how far do they see?",
        answers=("7 pixels", "9 pixels", "15 pixels"),
        right="15 pixels",
    ),
    Preset(
        "Your own",
        "Change any number of the grid, and the picture follows.",
        State(picture="balls", kernel=YOURS, grid="0_-1_0~-1_5_-1~0_-1_0"),
        question="What can you do with nine numbers?",
    ),
)
