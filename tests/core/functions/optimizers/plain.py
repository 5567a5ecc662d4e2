"""The oracle of the races: a plain loop over torch.optim, one optimizer after the other, as anybody
would write it.
"""

import torch

from core.catalogue import calls, schedules


def plain(pick, function, start, steps, noises=None, schedule=None):
    """Points (steps + 1, 2), values (steps + 1,) and learning rates (steps,) of one optimizer."""
    needs = pick.choice.facts.get("needs")
    point = torch.tensor(
        [start] if needs == "matrix" else start, dtype=torch.float64, requires_grad=True
    )
    optimizer = pick.choice.build([point], **calls.arguments(pick))
    follows = schedules.schedule(schedule, optimizer, pick["lr"], steps) if schedule else None
    points, values, lrs = [point.detach().flatten().clone()], [], []
    for step in range(steps):

        def closure():
            optimizer.zero_grad()
            x, y = point.flatten()
            loss = function(x, y)
            if noises is not None:  # a mini-batch's loss has a slope of its own
                loss = loss + (noises[step].view_as(point) * point).sum()  # noqa: B023
            loss.backward()
            if needs == "sparse":
                point.grad = point.grad.to_sparse()
            return loss

        values.append(function(*point.detach().flatten()).item())
        lrs.append(optimizer.param_groups[0]["lr"])
        loss = optimizer.step(closure)
        if follows:
            follows.step(*[loss.item()] * bool(schedule.choice.facts.get("loss")))
        points.append(point.detach().flatten().clone())
    values.append(function(*point.detach().flatten()).item())
    return (
        torch.stack(points),
        torch.tensor(values, dtype=torch.float64),
        torch.tensor(lrs, dtype=torch.float64),
    )
