"""Test functions of optimization: plain functions of two tensors, shown as code just as they stand.

So each may use `torch` and `math` and nothing else of this module. Most of them, and their minima,
are in Jamil and Yang, "A literature survey of benchmark functions for global optimisation
problems" (2013), and on sfu.ca/~ssurjano/optimization.html (Surjanovic and Bingham).
"""

import math

import torch


def bowl(x, y, condition_number=10.0, angle=0.0):
    """Curvatures 1 and `condition_number` along the two axes, turned by `angle` degrees."""
    turn = math.radians(angle)
    along = math.cos(turn) * x + math.sin(turn) * y
    across = math.cos(turn) * y - math.sin(turn) * x
    return (along**2 + condition_number * across**2) / 2


def rosenbrock(x, y, steepness=100.0):
    """Rosenbrock (1960), "An automatic method for finding the greatest or least value"."""
    return (1 - x) ** 2 + steepness * (y - x**2) ** 2


def himmelblau(x, y):
    """Himmelblau (1972), "Applied nonlinear programming"."""
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def beale(x, y):
    """Beale (1958), "On an iterative method for finding a local minimum"."""
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2


def booth(x, y):
    """Booth's function, as in Jamil and Yang (2013)."""
    return (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2


def matyas(x, y):
    """Matyas's function, as in Jamil and Yang (2013)."""
    return 0.26 * (x**2 + y**2) - 0.48 * x * y


def rastrigin(x, y, amplitude=10.0):
    """Rastrigin (1974), "Systems of extremal control"."""
    waves = torch.cos(2 * math.pi * x) + torch.cos(2 * math.pi * y)
    return x**2 + y**2 + amplitude * (2 - waves)


def ackley(x, y):
    """Ackley (1987), "A connectionist machine for genetic hillclimbing"."""
    distance = torch.sqrt((x**2 + y**2) / 2 + 1e-30)  # the root alone has no slope at zero
    waves = (torch.cos(2 * math.pi * x) + torch.cos(2 * math.pi * y)) / 2
    return -20 * torch.exp(-0.2 * distance) - torch.exp(waves) + math.e + 20


def styblinski_tang(x, y):
    """Styblinski and Tang (1990), "Experiments in nonconvex optimization"."""
    return (x**4 - 16 * x**2 + 5 * x + y**4 - 16 * y**2 + 5 * y) / 2


def three_hump_camel(x, y):
    """The three-hump camel function, as in Jamil and Yang (2013)."""
    return 2 * x**2 - 1.05 * x**4 + x**6 / 6 + x * y + y**2


def six_hump_camel(x, y):
    """The six-hump camel function, as in Dixon and Szego (1978), "Towards global optimisation"."""
    return (4 - 2.1 * x**2 + x**4 / 3) * x**2 + x * y + (-4 + 4 * y**2) * y**2


def mccormick(x, y):
    """McCormick's function, as in Jamil and Yang (2013)."""
    return torch.sin(x + y) + (x - y) ** 2 - 1.5 * x + 2.5 * y + 1


def goldstein_price(x, y):
    """Goldstein and Price (1971), "On descent from local minima", with common factors taken out."""
    a, b = x + y, 2 * x - 3 * y
    return (1 + (a + 1) ** 2 * (19 + a * (3 * a - 14))) * (30 + b**2 * (18 + b * (3 * b - 16)))


def levy_13(x, y):
    """Levy and Montalvo (1985), "The tunneling algorithm"; number 13 in Surjanovic and Bingham."""
    return (
        torch.sin(3 * math.pi * x) ** 2
        + (x - 1) ** 2 * (1 + torch.sin(3 * math.pi * y) ** 2)
        + (y - 1) ** 2 * (1 + torch.sin(2 * math.pi * y) ** 2)
    )


def saddle(x, y):
    """The plain saddle."""
    return x**2 - y**2


def plateau(x, y, width=1.0):
    """A Gaussian pit in a plain."""
    return 1 - torch.exp(-(x**2 + y**2) / (2 * width**2))


def ravine(x, y, steepness=10.0):
    """Made for this page: a gorge along the sine curve, whose floor falls to the middle."""
    return steepness * (y - torch.sin(x)) ** 2 + x**2 / 20
