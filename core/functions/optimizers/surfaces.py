"""Surfaces z = f(x, y) to walk down on: test functions of optimization with their known minima.

To add one, write a plain function of two tensors and its parameters, and add a `Surface`. The
function's source is shown as it stands.
"""

import math

from core.functions.optimizers import functions, own_formula
from core.functions.optimizers.formula import LIMIT, parse
from core.functions.optimizers.formula_tokens import CALLED
from core.functions.optimizers.geometry import Surface
from core.registry import Range, Registry, Text

SQUARE = {side: ((-side, side), (-side, side)) for side in (2.0, 3.0, 4.0, 4.5, 5.0, 5.12, 10.0)}
CAMEL = (0.08984201310031806, -0.7126564030207396)
TANG = -2.903534027771177  # the lowest root of 4 x^3 - 32 x + 5
MCCORMICK = (0.5 - math.pi / 3, -0.5 - math.pi / 3)

SURFACES = Registry(
    "surface",
    {
        "Bowl": Surface(
            functions.bowl,
            {
                "condition_number": Range(
                    1.0,
                    100.0,
                    10.0,
                    1.0,
                    note="How many times larger the curvature is along one axis than along the "
                    "other.",
                    label="Condition number",
                ),
                "angle": Range(
                    0.0, 90.0, 0.0, 5.0, "°", "How far the axes are turned.", label="Angle"
                ),
            },
            "The plain case: two curvatures, and the larger one limits the learning rate.",
            domain=SQUARE[3.0],
            minima=((0.0, 0.0),),
            value=0.0,
            start=(-2.6, 1.4),
            scale="log",
        ),
        "Rosenbrock": Surface(
            functions.rosenbrock,
            {
                "steepness": Range(
                    1.0,
                    200.0,
                    100.0,
                    1.0,
                    note="How steep the walls of the valley are.",
                    label="Steepness",
                ),
            },
            "A curved valley: easy to get into, slow to follow.",
            domain=((-2.0, 2.0), (-1.0, 3.0)),
            minima=((1.0, 1.0),),
            value=0.0,
            start=(-1.2, 1.0),
            scale="log",
        ),
        "Himmelblau": Surface(
            functions.himmelblau,
            {},
            "Four minima, all equally deep: the start decides.",
            domain=SQUARE[5.0],
            minima=(
                (3.0, 2.0),
                (-2.805118086952745, 3.131312518250573),
                (-3.779310253377747, -3.2831859912861696),
                (3.5844283403304917, -1.8481265269644034),
            ),
            value=0.0,
            start=(0.0, -1.0),
            scale="log",
        ),
        "Beale": Surface(
            functions.beale,
            {},
            "Flat in the middle, with steep walls at the corners.",
            domain=SQUARE[4.5],
            minima=((3.0, 0.5),),
            value=0.0,
            start=(1.0, 1.5),
            scale="log",
        ),
        "Booth": Surface(
            functions.booth,
            {},
            "A tilted bowl, away from the middle.",
            domain=SQUARE[10.0],
            minima=((1.0, 3.0),),
            value=0.0,
            start=(-8.0, -6.0),
            scale="log",
        ),
        "Matyas": Surface(
            functions.matyas,
            {},
            "A flat trough along the diagonal.",
            domain=SQUARE[10.0],
            minima=((0.0, 0.0),),
            value=0.0,
            start=(-8.0, 4.0),
            scale="log",
        ),
        "Rastrigin": Surface(
            functions.rastrigin,
            {
                "amplitude": Range(
                    0.0,
                    20.0,
                    10.0,
                    0.5,
                    note="How high the waves on the bowl are; at 0 it is a plain bowl.",
                    label="Amplitude",
                ),
            },
            "A bowl covered with waves: a minimum at almost every whole number.",
            domain=SQUARE[5.12],
            minima=((0.0, 0.0),),
            value=0.0,
            start=(3.3, 2.4),
        ),
        "Ackley": Surface(
            functions.ackley,
            {},
            "A funnel in a field of shallow local minima.",
            domain=SQUARE[5.0],
            minima=((0.0, 0.0),),
            value=0.0,
            start=(-3.4, 2.7),
        ),
        "Styblinski-Tang": Surface(
            functions.styblinski_tang,
            {},
            "Four minima, one of them the lowest.",
            domain=SQUARE[5.0],
            minima=((TANG, TANG),),
            value=-78.33233140754282,
            start=(0.4, 0.9),
        ),
        "Three-hump camel": Surface(
            functions.three_hump_camel,
            {},
            "Three minima in a row, the middle one the lowest.",
            domain=SQUARE[2.0],
            minima=((0.0, 0.0),),
            value=0.0,
            start=(-1.6, 1.8),
            scale="log",
        ),
        "Six-hump camel": Surface(
            functions.six_hump_camel,
            {},
            "Six minima, two of them the lowest.",
            domain=((-2.0, 2.0), (-1.1, 1.1)),
            minima=(CAMEL, (-CAMEL[0], -CAMEL[1])),
            value=-1.0316284534898774,
            start=(-1.8, 0.1),
            scale="log",
        ),
        "McCormick": Surface(
            functions.mccormick,
            {},
            "A slope with a wave across it.",
            domain=((-1.5, 4.0), (-3.0, 4.0)),
            minima=(MCCORMICK,),
            value=-math.sqrt(3) / 2 - math.pi / 3,
            start=(3.6, -0.6),
        ),
        "Goldstein-Price": Surface(
            functions.goldstein_price,
            {},
            "Heights from 3 to a million, so gradients from tiny to huge.",
            domain=SQUARE[2.0],
            minima=((0.0, -1.0),),
            value=3.0,
            start=(-1.5, 0.6),
            scale="log",
        ),
        "Levy 13": Surface(
            functions.levy_13,
            {},
            "A rippled bowl: hundreds of local minima on the way.",
            domain=SQUARE[4.0],
            minima=((1.0, 1.0),),
            value=0.0,
            start=(-3.1, 3.2),
        ),
        "Saddle": Surface(
            functions.saddle,
            {},
            "Up along x, down along y without end; in the middle no slope at all.",
            domain=SQUARE[2.0],
            start=(1.7, 0.001),
        ),
        "Plateau": Surface(
            functions.plateau,
            {
                "width": Range(0.5, 2.0, 1.0, 0.1, note="How wide the pit is.", label="Width"),
            },
            "One pit in a plain that gives almost no gradient.",
            domain=SQUARE[4.0],
            minima=((0.0, 0.0),),
            value=0.0,
            start=(-2.4, 1.6),
        ),
        "Ravine": Surface(
            functions.ravine,
            {
                "steepness": Range(
                    1.0, 50.0, 10.0, 1.0, note="How steep the walls are.", label="Steepness"
                ),
            },
            "A winding gorge whose floor falls gently to the middle.",
            domain=((-6.0, 6.0), (-3.0, 3.0)),
            minima=((0.0, 0.0),),
            value=0.0,
            start=(-5.2, -1.6),
            scale="log",
        ),
        "Your own formula": Surface(
            own_formula.own,
            {
                "formula": Text(
                    "(x^2 + y^2) / 8 - cos(2x) - cos(y)",
                    LIMIT,
                    parse,
                    (
                        "x^4 - 4x^2 + x + 2y^2",
                        "max(abs(x), abs(y)) + sin(3x)^2",
                        "1 - e^-(x^2 + (y - 1)^2)",
                    ),
                    "In x and y, as in `3x^2 - sin(y)` or `exp(-abs(x * y))`. You can use "
                    f"{', '.join(CALLED)}, pi and e. The minima are found numerically.",
                    "Formula",
                ),
                "span": Range(
                    1.0,
                    10.0,
                    5.0,
                    0.5,
                    note="The picture spans from minus this to plus this.",
                    label="Span",
                ),
            },
            "Any formula in x and y.",
            domain=own_formula.domain,
            minima=own_formula.minima,
            value=own_formula.value,
            start=own_formula.start,
            scale=own_formula.scale,
            source_text=own_formula.source_text,
        ),
    },
)
