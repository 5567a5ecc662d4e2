"""The fast gradient sign method, FGSM (Goodfellow et al. 2015): a step from a point that raises the
loss as fast as a small change of each coordinate can. The script of the view "Evaluation" shows
these functions.
"""

import math

import torch


def input_gradient(loss_at, point):
    """The gradient of the loss with respect to a point, (1, 2)."""
    point = point.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(loss_at(point), point)
    return gradient


def finite_differences(loss_at, point, h):
    """The same by moving each coordinate by h, up and down."""
    result = torch.zeros_like(point)
    for index in range(point.shape[1]):
        change = torch.zeros_like(point)
        change[0, index] = h
        rise = loss_at(point + change) - loss_at(point - change)
        result[0, index] = rise.item() / (2 * h)
    return result


def smallest_epsilon(answers_at, point, direction, most, steps):
    """The smallest ε up to `most` at which the answer at point + ε direction is another; nan if
    there is none. It is looked for in so many steps, and then the first of them is halved until it
    is known to all digits.
    """
    epsilons = torch.linspace(0, most, steps + 1, dtype=point.dtype)
    answers = answers_at(point + epsilons[:, None] * direction)
    changed = (answers != answers[0]).nonzero()[:, 0]
    if not len(changed):
        return math.nan
    low, high = epsilons[changed[0] - 1], epsilons[changed[0]]
    for _ in range(50):
        middle = (low + high) / 2
        if answers_at(point + middle * direction)[0] == answers[0]:
            low = middle
        else:
            high = middle
    return high.item()
