"""The pictures of the playground's notebooks: each function's body is a cell that draws with
matplotlib what the script has left in these names.
"""


def draw_losses(curves):
    """The losses with the mistake and without it."""
    import matplotlib.pyplot as plt

    for name, losses in curves.items():
        plt.plot(losses, label=name)
    plt.xlabel("step")
    plt.ylabel("loss")
    plt.legend()
    plt.show()


def draw_answers(model, features, x, y, trained):
    """What the network says of each point: squares were trained on, circles are for the test."""
    import matplotlib.pyplot as plt
    import torch

    with torch.no_grad():
        outputs = model(features)
    answers = outputs.argmax(1) if outputs.shape[1] > 1 else outputs[:, 0]
    limits = {"vmin": answers.min(), "vmax": answers.max(), "cmap": "coolwarm"}
    plt.scatter(x[:trained], y[:trained], c=answers[:trained], marker="s", **limits)
    plt.scatter(x[trained:], y[trained:], c=answers[trained:], marker="o", **limits)
    plt.colorbar(label="answer")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.show()


def draw_probes(probes):
    """How well a linear probe does at each stage of the network."""
    import matplotlib.pyplot as plt

    for index, part in enumerate(("training", "test")):
        plt.plot(list(probes), [scores[index] for scores in probes.values()], "o-", label=part)
    plt.ylabel("linear probe")
    plt.legend()
    plt.show()


def draw_confusion(table):
    """How many test points of each class got each answer."""
    import matplotlib.pyplot as plt

    plt.imshow(table, cmap="Oranges")
    plt.colorbar(label="points")
    plt.xlabel("answer")
    plt.ylabel("class")
    plt.show()


def draw_fit(labels, outputs, trained):
    """The numbers that a network gives, over the true ones."""
    import matplotlib.pyplot as plt

    plt.scatter(labels[trained:], outputs[:, 0], s=8)
    plt.xlabel("true number")
    plt.ylabel("output")
    plt.show()


def draw_reliability(bins):
    """The share of right answers over the confidence."""
    import matplotlib.pyplot as plt

    plt.plot([0, 1], [0, 1], "k:")
    plt.plot([confidence for _, confidence, _ in bins], [right for *_, right in bins], "o-")
    plt.xlabel("confidence")
    plt.ylabel("right answers")
    plt.show()


def draw_attack(x, y, labels, point, moved):
    """The points, and the step of the fast gradient sign method."""
    import matplotlib.pyplot as plt

    plt.scatter(x, y, c=labels, s=8, cmap="coolwarm")
    (start,), (end,) = point.tolist(), moved.tolist()
    plt.annotate("", end, start, arrowprops={"arrowstyle": "->", "lw": 2})
    plt.xlabel("x")
    plt.ylabel("y")
    plt.show()


def draw_gradients(gradients):
    """The gradient of each weight of the layer: a row for each neuron."""
    import matplotlib.pyplot as plt

    plt.imshow(gradients, cmap="RdBu_r")
    plt.colorbar(label="gradient")
    plt.xlabel("input")
    plt.ylabel("neuron")
    plt.show()


def draw_sweep(losses):
    """The losses of all networks at the end."""
    import matplotlib.pyplot as plt

    for part in ("training", "test"):
        own = {name: loss for (name, which), loss in losses.items() if which == part}
        plt.plot(list(own), list(own.values()), "o", label=part)
    plt.yscale("log")
    plt.xticks(rotation=90)
    plt.ylabel("loss")
    plt.legend()
    plt.show()
