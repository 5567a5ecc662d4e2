"""The oracle of the races: a plain loop over torch.optim, one optimizer after the other, as anybody
would write it.
"""

import torch

from core.catalogue.optimizer import arguments, learning_rate
from core.catalogue.schedule import schedule as make_schedule


def plain(pick, function, start, steps, noises=None, schedule=None):
    """Points (steps + 1, 2), values (steps + 1,) and learning rates (steps,) of one optimizer."""
    choice = pick.choice
    point = torch.tensor(start, dtype=torch.float64).reshape(choice.parameter_shape)
    point.requires_grad_()
    optimizer = choice.build([point], **arguments(pick))
    scheduler = None
    if schedule:
        scheduler = make_schedule(schedule, optimizer, learning_rate(pick), steps)
    points, values, lrs = [point.detach().flatten().clone()], [], []
    for step in range(steps):
        losses = []

        def closure():
            optimizer.zero_grad()
            x, y = point.flatten()
            loss = function(x, y)
            losses.append(loss.item())  # noqa: B023
            if noises is not None:  # a mini-batch's loss has a slope of its own
                loss = loss + (noises[step].view_as(point) * point).sum()  # noqa: B023
            loss.backward()
            if choice.sparse_gradients:
                point.grad = point.grad.to_sparse()
            return loss

        lrs.append(optimizer.param_groups[0].get("lr", torch.nan))
        loss = optimizer.step(closure)
        values.append(losses[0])  # an optimizer that looks several times looks first where it is
        if scheduler and schedule.choice.uses_loss:
            scheduler.step(loss.item())
        elif scheduler:
            scheduler.step()
        points.append(point.detach().flatten().clone())
    values.append(function(*point.detach().flatten()).item())
    return (
        torch.stack(points),
        torch.tensor(values, dtype=torch.float64),
        torch.tensor(lrs, dtype=torch.float64),
    )
