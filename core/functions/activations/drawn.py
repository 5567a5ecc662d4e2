"""The pictures of the activations page's notebooks: each function's body is a cell that draws with
matplotlib what the script has left in these names.
"""

import torch
from torch.func import grad


def draw_curves(functions, x):
    """The functions and their slopes. The dashed line marks the input."""
    import matplotlib.pyplot as plt

    inputs = torch.linspace(-6, 6, 601, dtype=torch.float64)
    _, (values, slopes) = plt.subplots(1, 2, figsize=(11, 4))
    for name, function in functions.items():
        values.plot(inputs, function(inputs).detach(), label=name)
        slopes.plot(inputs, grad(lambda z: function(z).sum())(inputs).detach(), label=name)  # noqa: B023
    for axis, title in ((values, "value"), (slopes, "slope")):
        axis.axvline(x.item(), color="gray", linestyle="--")
        axis.set(title=title, xlabel="x")
    values.legend()
    plt.show()


def draw_jacobian(y, jacobian):
    """The outputs, and how much each logit moves each of them."""
    import matplotlib.pyplot as plt

    _, (bars, slopes) = plt.subplots(1, 2, figsize=(11, 4))
    bars.bar(range(len(y)), y.tolist())
    bars.set(title="outputs", xlabel="output")
    largest = jacobian.abs().max().item()
    image = slopes.imshow(jacobian, cmap="RdBu_r", vmin=-largest, vmax=largest)
    slopes.set(title="Jacobian", xlabel="logit", ylabel="output")
    plt.colorbar(image)
    plt.show()


def draw_depth(outputs):
    """The spread of the activations, layer by layer, and of the gradients on their way back."""
    import matplotlib.pyplot as plt

    depth = range(1, len(outputs) + 1)
    plt.semilogy(depth, [output.std().item() for output in outputs], label="activations")
    plt.semilogy(depth, [output.grad.std().item() for output in outputs], label="gradients")
    plt.xlabel("layer")
    plt.ylabel("standard deviation")
    plt.legend()
    plt.show()
