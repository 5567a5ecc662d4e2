"""The picture of the optimizers page's notebooks: the function's body is a cell that draws with
matplotlib what the script has left in these names.
"""

import torch


def draw_race(surface, start, steps, optimizers, shapes, sparse, schedules, noise, needs, spans):
    """The surface from above, and the path of each optimizer: the race runs once more."""
    import matplotlib.pyplot as plt

    sides = [torch.linspace(*span, 201, dtype=torch.float64) for span in spans]
    x, y = torch.meshgrid(*sides, indexing="xy")
    heights = surface(x, y)
    plt.contourf(x, y, (heights - heights.min()).log1p(), levels=30)
    for name, make_optimizer in optimizers.items():
        point = torch.tensor(start, dtype=torch.float64)
        if needs.shapes:
            point = point.reshape(shapes.get(name, (2,)))
        optimizer = make_optimizer(point.requires_grad_())
        if needs.schedules:
            schedule = schedules[name](optimizer)
        path = [start]
        for step in range(steps):

            def closure():
                optimizer.zero_grad()  # noqa: B023
                loss = surface(*point.flatten())  # noqa: B023
                if needs.noise:
                    loss = loss + (noise[step].view_as(point) * point).sum()  # noqa: B023
                loss.backward()
                if needs.sparse:
                    point.grad = point.grad.to_sparse() if name in sparse else point.grad  # noqa: B023
                return loss

            if needs.closures:
                try:
                    loss = optimizer.step(closure)
                except (ArithmeticError, IndexError):  # a line search met nan or infinity
                    break
            else:
                loss = optimizer.step(closure)
            path.append(point.detach().flatten().tolist())
            if needs.steps:
                schedule.step()
            if needs.losses:
                schedule.step(loss.item())
        plt.plot(*zip(*path, strict=True), "o-", markersize=3, label=name)
    plt.axis([*spans[0], *spans[1]])
    plt.legend()
    plt.show()
