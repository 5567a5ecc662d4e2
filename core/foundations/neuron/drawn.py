"""The pictures of the neuron page's notebooks: each function's body is a cell that draws with
matplotlib what the script has left in these names.
"""

import torch


def draw_neuron(w, b, x, activation):
    """The output over both inputs; the line on which the sum is 0; the input as a dot."""
    import matplotlib.pyplot as plt

    side = torch.linspace(-2, 2, 101, dtype=torch.float64)
    x1, x2 = torch.meshgrid(side, side, indexing="xy")
    sums = w[0] * x1 + w[1] * x2 + b
    plt.pcolormesh(x1, x2, activation(sums).detach(), cmap="RdBu_r")
    plt.colorbar(label="output")
    if sums.min() < 0 < sums.max():
        plt.contour(x1, x2, sums, levels=[0], colors="black")
    plt.plot(*x.tolist(), "ko")
    plt.xlabel("x1")
    plt.ylabel("x2")
    plt.show()


def draw_line(x, y, w, b):
    """The points, and the line that is to tell them apart."""
    import matplotlib.pyplot as plt

    side = torch.linspace(-2, 2, 101, dtype=torch.float64)
    x1, x2 = torch.meshgrid(side, side, indexing="xy")
    sums = w[0] * x1 + w[1] * x2 + b
    if sums.min() < 0 < sums.max():
        plt.contour(x1, x2, sums, levels=[0], colors="black")
    plt.scatter(*x.T, c=y, cmap="RdBu_r", edgecolors="black", zorder=2)
    plt.xlabel("x1")
    plt.ylabel("x2")
    plt.show()


def draw_rules(x, y, perceptron, descent):
    """The points, and the lines of both rules."""
    import matplotlib.pyplot as plt

    side = torch.linspace(-2, 2, 101, dtype=torch.float64)
    x1, x2 = torch.meshgrid(side, side, indexing="xy")
    for (w1, w2, b), color in ((perceptron, "tab:green"), (descent, "tab:purple")):
        sums = w1 * x1 + w2 * x2 + b
        if sums.min() < 0 < sums.max():
            plt.contour(x1, x2, sums, levels=[0], colors=color)
    plt.scatter(*x.T, c=y, cmap="RdBu_r", edgecolors="black", zorder=2)
    plt.title("perceptron: green, gradient descent: purple")
    plt.xlabel("x1")
    plt.ylabel("x2")
    plt.show()


def draw_hidden(x, y, model):
    """The output over both inputs; and the points where the two hidden neurons put them."""
    import matplotlib.pyplot as plt

    side = torch.linspace(-2, 2, 101, dtype=torch.float64)
    x1, x2 = torch.meshgrid(side, side, indexing="xy")
    with torch.no_grad():
        outputs = model(torch.stack([x1, x2], dim=-1))[..., 0].sigmoid()
        hidden = model[:2](x)
    _, (inputs, plane) = plt.subplots(1, 2, figsize=(11, 5))
    inputs.pcolormesh(x1, x2, outputs, cmap="RdBu_r", vmin=0, vmax=1)
    inputs.scatter(*x.T, c=y, cmap="RdBu_r", edgecolors="black")
    inputs.set(title="inputs", xlabel="x1", ylabel="x2")
    plane.scatter(*hidden.T, c=y, cmap="RdBu_r", edgecolors="black")
    plane.set(title="hidden outputs", xlabel="neuron 1", ylabel="neuron 2")
    plt.show()


def draw_layer(x, y, weight, bias):
    """The weight with its bias, and what the layer makes of the batch."""
    import matplotlib.pyplot as plt

    parts = {"x": x, "weight": weight, "bias": bias[:, None], "y": y}
    _, axes = plt.subplots(1, len(parts), figsize=(13, 3))
    for axis, (name, part) in zip(axes, parts.items(), strict=True):
        largest = part.abs().max().item()
        axis.imshow(part.detach(), cmap="RdBu_r", vmin=-largest, vmax=largest)
        axis.set_title(f"{name}: {' x '.join(map(str, part.shape))}")
    plt.show()


def draw_layers(counts):
    """The parameters, layer by layer."""
    import matplotlib.pyplot as plt

    plt.bar([f"layer {number}" for number in range(1, len(counts) + 1)], counts)
    plt.ylabel("parameters")
    plt.show()


def draw_counts(counts):
    """The parameters, part by part."""
    import matplotlib.pyplot as plt

    plt.barh([*counts], [*counts.values()])
    plt.gca().invert_yaxis()
    plt.xlabel("parameters")
    plt.show()
