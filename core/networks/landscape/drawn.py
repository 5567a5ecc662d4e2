"""The pictures of the landscape page's notebooks: each function's body is a cell that draws with
matplotlib what the script has left in these names.
"""

import torch


def draw_plane(loss_at, model, start, first, second, x, labels, loss, points):
    """The loss on a coarse plane, in steps of its logarithm."""
    import matplotlib.pyplot as plt

    reach = points[0][0]
    axis = torch.linspace(-reach, reach, 11).tolist()
    grid = [
        [loss_at(model, start, first, second, a, b, x, labels, loss) for a in axis] for b in axis
    ]
    plt.contourf(axis, axis, torch.tensor(grid).log10(), levels=20)
    plt.colorbar(label="log10 of the loss")
    plt.plot(0, 0, "w*", markersize=12)
    plt.xlabel("a")
    plt.ylabel("b")
    plt.show()


def draw_edge(curves, rates, momentum):
    """The sharpness against the step, and the edge of each learning rate."""
    import matplotlib.pyplot as plt

    for number, (name, (at, sharp)) in enumerate(curves.items()):
        plt.plot(at, sharp, color=f"C{number}", label=f"lr {name}")
        plt.axhline(2 * (1 + momentum) / rates[name], color=f"C{number}", linestyle="--")
    plt.xlabel("step")
    plt.ylabel("sharpness")
    plt.legend()
    plt.show()


def draw_curvature(values, shares):
    """The eigenvalues as Lanczos has them, each as high as its share of the start."""
    import matplotlib.pyplot as plt

    plt.stem(values.tolist(), shares.tolist())
    plt.yscale("log")
    plt.xlabel("eigenvalue")
    plt.ylabel("share of the random start")
    plt.show()


def draw_between(losses, matched_losses):
    """The losses on both lines."""
    import matplotlib.pyplot as plt

    share = torch.linspace(0, 1, len(losses)).tolist()
    plt.plot(share, losses, label="as they are")
    plt.plot(share, matched_losses, "--", label="matched")
    plt.xlabel("share of the second network")
    plt.ylabel("loss")
    plt.legend()
    plt.show()


def draw_path(path, points, directions, loss_with, model, x, labels, loss):
    """The path on the plane of its two largest components, over the loss there."""
    import matplotlib.pyplot as plt

    ends = [(values.min().item(), values.max().item()) for values in points.T]
    axes = [
        torch.linspace(low - 0.25 * (high - low), high + 0.25 * (high - low), 15).tolist()
        for low, high in ends
    ]
    grid = [
        [
            loss_with(model, path[-1] + a * directions[0] + b * directions[1], x, labels, loss)
            for a in axes[0]
        ]
        for b in axes[1]
    ]
    plt.contourf(*axes, torch.tensor(grid).log10(), levels=20)
    plt.colorbar(label="log10 of the loss")
    plt.plot(*points.T, "w.-")
    plt.xlabel("first component")
    plt.ylabel("second component")
    plt.show()
