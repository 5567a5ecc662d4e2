"""Surfaces z = f(x, y) to walk down on: test functions of optimization with their known minima.

To add one, write a plain function of two tensors, which is shown as code just as it stands (so it
may use `torch` and `math` and nothing else of this module), and add a `Choice` with these `facts`,
each a value or a function of the parameters that gives it:

- `domain`: ((x0, x1), (y0, y1)), what a picture shows;
- `minima`: a tuple of the (x, y) where f is lowest, `()` if there is none, and `value`, what f is
  there;
- `start`: an (x, y) from which the way down tells something;
- `scale`: "log" where heights are best told apart by the logarithm of f - value, else "linear";
- `code`, only where the function's own source does not say it: a function of the parameters that
  gives that text.
"""

import math
from functools import lru_cache

import torch
from torch import Tensor

from core.functions.optimizers.formula import CALLED, LIMIT, parse
from core.functions.optimizers.minima import derivatives, local_minima
from core.plots.grid import Grid
from core.registry import Choice, Pick, Range, Registry, Text
from core.script import source


def bowl(x, y, condition=10.0, angle=0.0):
    """Curvature 1 along one axis and `condition` along the other, turned by `angle` degrees."""
    turn = math.radians(angle)
    along = math.cos(turn) * x + math.sin(turn) * y
    across = math.cos(turn) * y - math.sin(turn) * x
    return (along**2 + condition * across**2) / 2


def rosenbrock(x, y, factor=100.0):
    return (1 - x) ** 2 + factor * (y - x**2) ** 2


def himmelblau(x, y):
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def beale(x, y):
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2


def booth(x, y):
    return (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2


def matyas(x, y):
    return 0.26 * (x**2 + y**2) - 0.48 * x * y


def rastrigin(x, y, amplitude=10.0):
    waves = torch.cos(2 * math.pi * x) + torch.cos(2 * math.pi * y)
    return x**2 + y**2 + amplitude * (2 - waves)


def ackley(x, y):
    distance = torch.sqrt(
        (x**2 + y**2) / 2 + 1e-30
    )  # at zero the slope of a root alone is not a number
    waves = (torch.cos(2 * math.pi * x) + torch.cos(2 * math.pi * y)) / 2
    return -20 * torch.exp(-0.2 * distance) - torch.exp(waves) + math.e + 20


def styblinski_tang(x, y):
    return (x**4 - 16 * x**2 + 5 * x + y**4 - 16 * y**2 + 5 * y) / 2


def three_hump_camel(x, y):
    return 2 * x**2 - 1.05 * x**4 + x**6 / 6 + x * y + y**2


def six_hump_camel(x, y):
    return (4 - 2.1 * x**2 + x**4 / 3) * x**2 + x * y + (-4 + 4 * y**2) * y**2


def mccormick(x, y):
    return torch.sin(x + y) + (x - y) ** 2 - 1.5 * x + 2.5 * y + 1


def goldstein_price(x, y):
    a, b = x + y, 2 * x - 3 * y  # written out it is a polynomial in x and y of degree 8
    return (1 + (a + 1) ** 2 * (19 + a * (3 * a - 14))) * (30 + b**2 * (18 + b * (3 * b - 16)))


def levy_13(x, y):
    return (
        torch.sin(3 * math.pi * x) ** 2
        + (x - 1) ** 2 * (1 + torch.sin(3 * math.pi * y) ** 2)
        + (y - 1) ** 2 * (1 + torch.sin(2 * math.pi * y) ** 2)
    )


def saddle(x, y):
    return x**2 - y**2


def plateau(x, y, width=1.0):
    return 1 - torch.exp(-(x**2 + y**2) / (2 * width**2))


def ravine(x, y, steepness=10.0):
    return steepness * (y - torch.sin(x)) ** 2 + x**2 / 20


def own(x, y, formula, span):
    """A reader's formula; `span` is no part of it."""
    return parse(formula)(x, y)


def _square(formula: str, span: float) -> tuple:
    return (-span, span), (-span, span)


@lru_cache(maxsize=64)
def _own_dents(formula: str, span: float) -> Tensor:
    return local_minima(parse(formula), _square(formula, span))


def _own_heights(formula: str, span: float) -> Tensor:
    """The values over the domain that are finite; a zero if there is none."""
    line = torch.linspace(-span, span, 61, dtype=torch.float64)
    heights = parse(formula)(*torch.meshgrid(line, line, indexing="xy"))
    return torch.cat(
        (heights[heights.isfinite()], heights.new_zeros(int(not heights.isfinite().any())))
    )


def _own_minima(formula: str, span: float) -> tuple:
    """The lowest of the local minima in the domain, and those as low within rounding."""
    found = _own_dents(formula, span)
    values = parse(formula)(*found.unbind(-1))
    return tuple(map(tuple, found[values <= values[:1] + 1e-9 * (1 + values[:1].abs())].tolist()))


def _own_value(formula: str, span: float) -> float:
    found = _own_dents(formula, span)[:1]
    return float(parse(formula)(*found.unbind(-1))) if len(found) else math.nan


def _own_start(formula: str, span: float) -> tuple[float, float]:
    """Towards a corner, the first at which the surface has a value and a slope."""
    corners = (
        torch.tensor(
            [(-0.7, 0.55), (0.7, 0.55), (0.7, -0.55), (-0.7, -0.55), (0.1, 0.2)],
            dtype=torch.float64,
        )
        * span
    )
    values, slopes, _ = derivatives(parse(formula), corners)
    usable = values.isfinite() & slopes.isfinite().all(-1) & (slopes != 0).any(-1)
    return tuple(corners[int(usable.int().argmax())].tolist())


def _own_scale(formula: str, span: float) -> str:
    """By the logarithm if half of the surface is in the lowest tenth of its heights; a few may be
    anything.
    """
    low, middle, high = _own_heights(formula, span).quantile(
        torch.tensor([0.02, 0.5, 0.98], dtype=torch.float64)
    )
    return "log" if middle - low < 0.1 * (high - low) else "linear"


def _own_code(formula: str, span: float) -> str:
    return f"def own(x, y):\n    return {parse(formula).code}"


SQUARE = {side: ((-side, side), (-side, side)) for side in (2.0, 3.0, 4.0, 4.5, 5.0, 5.12, 10.0)}
CAMEL = (0.08984201310031806, -0.7126564030207396)
TANG = -2.903534027771177  # the lowest root of 4 x^3 - 32 x + 5
MCCORMICK = (0.5 - math.pi / 3, -0.5 - math.pi / 3)


def _facts(domain, minima, value, start, scale) -> dict:
    """The facts that each surface has, each a value or a function of the parameters."""
    return {"domain": domain, "minima": minima, "value": value, "start": start, "scale": scale}


SURFACES = Registry(
    "surface",
    {
        "Bowl": Choice(
            bowl,
            {
                "condition": Range(
                    1.0,
                    100.0,
                    10.0,
                    1.0,
                    note="How many times steeper the one axis bends than the other.",
                ),
                "angle": Range(0.0, 90.0, 0.0, 5.0, "°", "How far the axes are turned."),
            },
            "The plain case: two curvatures, and the larger one limits the learning rate.",
            "bowl",
            _facts(SQUARE[3.0], ((0.0, 0.0),), 0.0, (-2.6, 1.4), "log"),
        ),
        "Rosenbrock": Choice(
            rosenbrock,
            {
                "factor": Range(
                    1.0, 200.0, 100.0, 1.0, note="How steep the walls of the valley are."
                ),
            },
            "A bent valley: easy to get into, slow to get along.",
            "rosenbrock",
            _facts(((-2.0, 2.0), (-1.0, 3.0)), ((1.0, 1.0),), 0.0, (-1.2, 1.0), "log"),
        ),
        "Himmelblau": Choice(
            himmelblau,
            {},
            "Four minima, all equally deep: the start decides.",
            "himmelblau",
            _facts(
                SQUARE[5.0],
                (
                    (3.0, 2.0),
                    (-2.805118086952745, 3.131312518250573),
                    (-3.779310253377747, -3.2831859912861696),
                    (3.5844283403304917, -1.8481265269644034),
                ),
                0.0,
                (0.0, -1.0),
                "log",
            ),
        ),
        "Beale": Choice(
            beale,
            {},
            "Flat in the middle, with steep walls at the corners.",
            "beale",
            _facts(SQUARE[4.5], ((3.0, 0.5),), 0.0, (1.0, 1.5), "log"),
        ),
        "Booth": Choice(
            booth,
            {},
            "A tilted bowl, away from the middle.",
            "booth",
            _facts(SQUARE[10.0], ((1.0, 3.0),), 0.0, (-8.0, -6.0), "log"),
        ),
        "Matyas": Choice(
            matyas,
            {},
            "A flat trough along the diagonal.",
            "matyas",
            _facts(SQUARE[10.0], ((0.0, 0.0),), 0.0, (-8.0, 4.0), "log"),
        ),
        "Rastrigin": Choice(
            rastrigin,
            {
                "amplitude": Range(
                    0.0,
                    20.0,
                    10.0,
                    0.5,
                    note="How high the waves on the bowl are; without any it is a bowl.",
                ),
            },
            "A bowl covered with waves: a minimum at almost every whole number.",
            "rastrigin",
            _facts(SQUARE[5.12], ((0.0, 0.0),), 0.0, (3.3, 2.4), "linear"),
        ),
        "Ackley": Choice(
            ackley,
            {},
            "A funnel in a field of small dents.",
            "ackley",
            _facts(SQUARE[5.0], ((0.0, 0.0),), 0.0, (-3.4, 2.7), "linear"),
        ),
        "Styblinski-Tang": Choice(
            styblinski_tang,
            {},
            "Four minima, of which one is the lowest.",
            "styblinski_tang",
            _facts(SQUARE[5.0], ((TANG, TANG),), -78.33233140754282, (0.4, 0.9), "linear"),
        ),
        "Three-hump camel": Choice(
            three_hump_camel,
            {},
            "Three minima in a row, the middle one the lowest.",
            "three_hump_camel",
            _facts(SQUARE[2.0], ((0.0, 0.0),), 0.0, (-1.6, 1.8), "log"),
        ),
        "Six-hump camel": Choice(
            six_hump_camel,
            {},
            "Six minima, of which two are the lowest.",
            "six_hump_camel",
            _facts(
                ((-2.0, 2.0), (-1.1, 1.1)),
                (CAMEL, (-CAMEL[0], -CAMEL[1])),
                -1.0316284534898774,
                (-1.8, 0.1),
                "log",
            ),
        ),
        "McCormick": Choice(
            mccormick,
            {},
            "A slope with a wave across it.",
            "mccormick",
            _facts(
                ((-1.5, 4.0), (-3.0, 4.0)),
                (MCCORMICK,),
                -math.sqrt(3) / 2 - math.pi / 3,
                (3.6, -0.6),
                "linear",
            ),
        ),
        "Goldstein-Price": Choice(
            goldstein_price,
            {},
            "Heights from 3 to a million, so gradients from tiny to huge.",
            "goldstein_price",
            _facts(SQUARE[2.0], ((0.0, -1.0),), 3.0, (-1.5, 0.6), "log"),
        ),
        "Levy 13": Choice(
            levy_13,
            {},
            "A rippled bowl: hundreds of small dents on the way.",
            "levy_13",
            _facts(SQUARE[4.0], ((1.0, 1.0),), 0.0, (-3.1, 3.2), "linear"),
        ),
        "Saddle": Choice(
            saddle,
            {},
            "Up along x, down along y without end; in the middle no slope at all.",
            "saddle",
            _facts(SQUARE[2.0], (), math.nan, (1.7, 0.001), "linear"),
        ),
        "Plateau": Choice(
            plateau,
            {
                "width": Range(0.5, 2.0, 1.0, 0.1, note="How wide the pit is."),
            },
            "One pit in a plain that gives almost no gradient.",
            "plateau",
            _facts(SQUARE[4.0], ((0.0, 0.0),), 0.0, (-2.4, 1.6), "linear"),
        ),
        "Ravine": Choice(
            ravine,
            {
                "steepness": Range(1.0, 50.0, 10.0, 1.0, note="How steep the walls are."),
            },
            "A winding gorge whose floor falls gently to the middle.",
            "ravine",
            _facts(((-6.0, 6.0), (-3.0, 3.0)), ((0.0, 0.0),), 0.0, (-5.2, -1.6), "log"),
        ),
        "Your own formula": Choice(
            own,
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
                    "In x and y, as in `3x^2 - sin(y)` or `exp(-abs(x * y))`. There are "
                    f"{', '.join(CALLED)}, pi and e. The minima are found numerically.",
                ),
                "span": Range(
                    1.0, 10.0, 5.0, 0.5, note="The picture reaches from minus this to this."
                ),
            },
            "Any formula in x and y.",
            "own",
            {**_facts(_square, _own_minima, _own_value, _own_start, _own_scale), "code": _own_code},
        ),
    },
)


def fact(pick: Pick, name: str):
    """What the registry says of a surface at these parameters."""
    known = pick.choice.facts[name]
    return known(**dict(pick.arguments)) if callable(known) else known


def domain(pick: Pick) -> tuple[tuple[float, float], tuple[float, float]]:
    """((x0, x1), (y0, y1)): what a picture of the surface shows."""
    return fact(pick, "domain")


def start(pick: Pick) -> tuple[float, float]:
    """An (x, y) in the domain from which the way down tells something."""
    return fact(pick, "start")


def value(pick: Pick) -> float:
    """The lowest value, that of the minima; nan if there is none."""
    return fact(pick, "value")


def scale(pick: Pick) -> str:
    """ "log" where heights are best told apart by the logarithm of f - value, else "linear"."""
    return fact(pick, "scale")


def minima(pick: Pick) -> Tensor:
    """(M, 2) float64: the places where the surface is lowest; M is 0 if there is none."""
    return torch.tensor(fact(pick, "minima"), dtype=torch.float64).reshape(-1, 2)


@lru_cache(maxsize=64)
def dents(pick: Pick) -> Tensor:
    """(K, 2) float64: all isolated local minima in the domain, found numerically, the lowest first;
    at most 256.
    """
    return local_minima(pick.build, domain(pick))


@lru_cache(maxsize=64)
def grid(pick: Pick, n: int = 121) -> Grid:
    """The surface at n x n points of its domain."""
    x, y = (torch.linspace(low, high, n, dtype=torch.float64) for low, high in domain(pick))
    across, up = torch.meshgrid(x, y, indexing="xy")
    return Grid(x, y, pick.build(across, up))


def distance(pick: Pick, points: Tensor) -> Tensor:
    """How far each of `points` (..., 2) is from the nearest place where the surface is lowest; nan
    if there is none.
    """
    lowest = minima(pick).to(points)
    if not len(lowest):
        return torch.full_like(points[..., 0], math.nan)
    return (points.unsqueeze(-2) - lowest).norm(dim=-1).amin(-1)


def value_and_gradient(pick: Pick, points: Tensor) -> tuple[Tensor, Tensor]:
    """f at `points` (..., 2), of shape (...), and its gradient by autograd, of shape (..., 2)."""
    points = points.detach().requires_grad_()
    values = pick.build(points[..., 0], points[..., 1])
    (gradient,) = torch.autograd.grad(values.sum(), points)
    return values.detach(), gradient


def hessian(pick: Pick, points: Tensor) -> Tensor:
    """The second derivatives at `points` (..., 2) by autograd, (..., 2, 2)."""
    return derivatives(pick.build, points)[2]


def code(pick: Pick) -> tuple[str, str]:
    """The surface as PyTorch: the text of its function, and how it is called with x and y and these
    parameters.
    """
    if "code" in pick.choice.facts:
        return fact(pick, "code"), f"{pick.choice.code}(x, y)"
    given = "".join(f", {key}={argument!r}" for key, argument in pick.arguments)
    return source(pick.choice.build), f"{pick.choice.code}(x, y{given})"
