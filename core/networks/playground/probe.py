"""What can be read off the outputs of a layer: how well a linear model does on them, and how they
look from where they are spread the most. The script of the view "Representation" shows all of it.
"""

import torch
from torch.nn import functional as F


def standardised(values, trained):
    """Columns (N, D) with mean 0 and deviation 1 over the training points, in double; a column that
    hardly changes is 0.
    """
    values = values.double()
    mean = values[:trained].mean(0)
    deviation = values[:trained].std(0, unbiased=False)
    return (values - mean) / deviation.where(deviation > 1e-6, torch.inf)


def probe_accuracy(values, labels, trained, classes):
    """The accuracy of a linear probe on the training points and on the test points.

    It is softmax regression on the outputs of a layer, (N, D), fitted to the first `trained` points
    by L-BFGS, with a small penalty on its weights: else they grow forever where a line separates
    the classes.
    """
    inputs = standardised(values, trained)
    weight = torch.zeros(classes, inputs.shape[1], dtype=torch.double, requires_grad=True)
    bias = torch.zeros(classes, dtype=torch.double, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [weight, bias],
        max_iter=100,
        tolerance_grad=1e-6,
        tolerance_change=0,
        line_search_fn="strong_wolfe",
    )

    def closure():
        optimizer.zero_grad()
        scores = F.linear(inputs[:trained], weight, bias)
        loss = F.cross_entropy(scores, labels[:trained]) + 1e-4 / 2 * weight.square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    right = (F.linear(inputs, weight, bias).argmax(1) == labels).double()
    return right[:trained].mean().item(), right[trained:].mean().item()


def probe_fit(values, numbers, trained):
    """R² of a linear probe on the training points and on the test points: the share of the variance
    of the numbers (N,) that least squares on the outputs of a layer, (N, D), explains.
    """
    inputs, numbers = standardised(values, trained), numbers.double()
    inputs = torch.cat([inputs, torch.ones_like(inputs[:, :1])], dim=1)
    fit = torch.linalg.lstsq(inputs[:trained], numbers[:trained, None], driver="gelsd")
    errors, result = numbers - (inputs @ fit.solution)[:, 0], []
    for part in (slice(0, trained), slice(trained, None)):
        total = (numbers[part] - numbers[part].mean()).square().sum()
        result.append(1 - (errors[part].square().sum() / total).item())
    return tuple(result)


def principal_components(values, trained):
    """The two directions (D, 2) in which the outputs of a layer, (N, D), vary the most over the
    training points, and the share of their variance in each.
    """
    centred = values[:trained].double() - values[:trained].double().mean(0)
    *_, sizes, directions = torch.linalg.svd(centred, full_matrices=False)
    shares = sizes.square() / sizes.square().sum().clamp(min=1e-12)
    return directions[:2].T, shares[:2].tolist()
