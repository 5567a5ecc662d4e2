"""The pictures of the losses page's notebooks: each function's body is a cell that draws with
matplotlib what the script has left in these names.
"""

import torch


def draw_losses(losses, prediction, batch, span, heights):
    """The losses over the prediction. The dashed line marks the prediction above."""
    import matplotlib.pyplot as plt

    predictions = torch.linspace(*span, 201, dtype=torch.float64)
    for name, (loss_function, feed, values) in losses.items():
        curve = [loss_function(*feed(p.expand(batch), **values)).item() for p in predictions]
        plt.plot(predictions, curve, label=name)
    plt.axvline(prediction, color="gray", linestyle="--")
    plt.ylim(*heights)
    plt.xlabel("prediction")
    plt.ylabel("loss")
    plt.legend()
    plt.show()


def draw_descent(x, y, model, loss_function, start, lr, steps, reach):
    """The loss over the two parameters, and the way down."""
    import matplotlib.pyplot as plt

    path = [torch.tensor(list(start.values()), dtype=torch.float64)]
    for _ in range(steps):
        slope = torch.func.grad(lambda both: loss_function(model(x, *both), y))(path[-1])
        path.append(path[-1] - lr * slope)
    side = torch.linspace(-reach, reach, 41, dtype=torch.float64)
    heights = torch.tensor([[loss_function(model(x, w, b), y) for w in side] for b in side])
    plt.contourf(side, side, heights.log1p(), levels=20)
    plt.plot(*torch.stack(path).T, "o-", color="white", markersize=3)
    plt.axis([-reach, reach, -reach, reach])
    plt.gca().set(xlabel=list(start)[0], ylabel=list(start)[1])
    plt.show()


def draw_fits(x, y, fits):
    """The points, and the best line by each loss."""
    import matplotlib.pyplot as plt

    ends = torch.stack([x.min(), x.max()])
    plt.scatter(x, y, color="gray")
    for name, (_, fit, arguments) in fits.items():
        w, b = fit(x, y, **arguments)
        plt.plot(ends, w * ends + b, label=name)
    plt.legend()
    plt.show()


def draw_three_classes(p, y, z):
    """For each class its probability, what it should be, and the gradient: the difference."""
    import matplotlib.pyplot as plt

    for shift, (name, values) in enumerate({"p": p, "y": y, "gradient": z.grad}.items(), -1):
        middles = [k + 0.25 * shift for k in range(3)]
        plt.bar(middles, values.tolist(), width=0.25, label=name)
    plt.xticks(range(3))
    plt.xlabel("class")
    plt.legend()
    plt.show()


def draw_large_logits(ways, dtypes, confidently_wrong):
    """The loss over the size of the logit. A line ends where the loss is no longer a number."""
    import matplotlib.pyplot as plt

    sizes = torch.logspace(-1, 4, 101).tolist()
    _, axes = plt.subplots(1, len(dtypes), figsize=(5 * len(dtypes), 4), squeeze=False)
    for axis, (dtype_name, dtype) in zip(axes[0], dtypes.items(), strict=True):
        for width, (name, way) in zip((6, 4, 2), ways.items(), strict=True):
            losses = [confidently_wrong(way, size, dtype)[0] for size in sizes]
            axis.loglog(sizes, losses, linewidth=width, label=name)
        axis.set(title=dtype_name, xlabel="logit", ylabel="loss")
    axes[0, 0].legend()
    plt.show()


def draw_mistake(sides, descend, logits, truth, lr, steps):
    """How the probability of the true class grows while gradient descent moves the logits."""
    import matplotlib.pyplot as plt

    z = torch.tensor(logits, dtype=torch.float64)
    for side, (loss_function, read_probabilities) in sides.items():
        path = descend(loss_function, z, truth, lr, steps)
        plt.plot(read_probabilities(path)[:, truth], label=side)
    plt.xlabel("step")
    plt.ylabel("probability of the true class")
    plt.legend()
    plt.show()
