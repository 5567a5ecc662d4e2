"""The pictures of the training page's notebooks: each function's body is a cell that draws with
matplotlib what the script has left in these names.
"""

import torch
from safetensors.torch import load_file


def draw_step(history):
    """The norm of each gradient after each call of the step; a gradient that is not there has no
    dot.
    """
    import matplotlib.pyplot as plt

    calls = [next(iter(moment)).partition(":")[0] for moment in history]
    names = [name.partition("norm of ")[2] for name in history[0] if "norm of " in name]
    for name in names:
        norms = [
            moment.get(f"{call}: gradient of {name}", float("nan"))
            for call, moment in zip(calls, history, strict=True)
        ]
        plt.plot(calls, norms, "o-", label=name)
    plt.ylabel("norm of the gradient")
    plt.legend()
    plt.show()


def draw_ways(results):
    """The scores of the first picture, each way, after both calls."""
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(2, 2, figsize=(9, 6), sharey=True)
    for axis, (way, scores) in zip(axes.flat, results.items(), strict=True):
        for shift, (call, row) in enumerate(zip(("first", "second"), scores, strict=True)):
            axis.bar([k + 0.4 * shift for k in range(10)], row.tolist(), 0.4, label=call)
        axis.set(title=way, xticks=range(10))
    axes[0, 0].legend()
    plt.show()


def draw_confusion(matrix, names):
    """How many pictures of each class got each answer, on a logarithmic scale."""
    import matplotlib.pyplot as plt

    plt.imshow(torch.log10(matrix + 1.0), cmap="Oranges")
    for row, counts in enumerate(matrix.tolist()):
        for column, count in enumerate(counts):
            if count:
                plt.text(column, row, count, ha="center", va="center", fontsize=8)
    plt.xticks(range(len(names)), names)
    plt.yticks(range(len(names)), names)
    plt.xlabel("answer")
    plt.ylabel("truth")
    plt.show()


def draw_classes(names, shares):
    """The accuracy of each class."""
    import matplotlib.pyplot as plt

    plt.bar(names, shares)
    plt.ylim(min(shares) - 0.02, 1)
    plt.ylabel("accuracy")
    plt.show()


def draw_calibration(middles, accuracies, bins):
    """The share of right answers at each confidence; on the line both are equal."""
    import matplotlib.pyplot as plt

    plt.bar(middles, accuracies, 0.9 / bins)
    plt.plot([0, 1], [0, 1], "k--")
    plt.xlabel("confidence")
    plt.ylabel("accuracy")
    plt.show()


def draw_mistakes(worst, confidence, answers, names):
    """The pictures of the most confident mistakes, with what the network reads in them."""
    import matplotlib.pyplot as plt

    images = load_file("test.safetensors")["images"]
    columns = min(6, max(1, len(worst)))
    rows = max(1, -(-len(worst) // columns))
    _, axes = plt.subplots(rows, columns, figsize=(1.7 * columns, 2 * rows), squeeze=False)
    for axis in axes.flat:
        axis.axis("off")
    for axis, index in zip(axes.flat, worst, strict=False):
        axis.imshow(images[index].permute(1, 2, 0).squeeze(), cmap="gray")
        axis.set_title(f"{names[answers[index]]}: {confidence[index].item():.3f}")
    plt.show()


def draw_rates(rates, losses, smoothed):
    """The loss of each batch over the learning rate of its step, and its moving mean."""
    import matplotlib.pyplot as plt

    plt.semilogx(rates[: len(losses)], losses, alpha=0.4, label="loss")
    plt.semilogx(rates[: len(losses)], smoothed, label="smoothed")
    plt.xlabel("learning rate")
    plt.ylabel("loss")
    plt.legend()
    plt.show()


def draw_parameters(model):
    """How many numbers each parameter of the network has, on a logarithmic scale."""
    import matplotlib.pyplot as plt

    sizes = {name: parameter.numel() for name, parameter in model.named_parameters()}
    plt.barh(list(sizes), list(sizes.values()))
    plt.xscale("log")
    plt.gca().invert_yaxis()
    plt.xlabel("numbers")
    plt.show()


def draw_overfit(losses, target):
    """The loss of the one batch after each step."""
    import matplotlib.pyplot as plt

    plt.semilogy(losses)
    plt.axhline(target, linestyle="--", color="black")
    plt.xlabel("step")
    plt.ylabel("loss")
    plt.show()


def draw_runs(cards):
    """The loss of the training batches of each run, and a dot for its accuracy at the end."""
    import matplotlib.pyplot as plt

    _, (left, right) = plt.subplots(1, 2, figsize=(11, 4))
    for name, card in cards.items():
        curve = card.get("curve", [])
        left.semilogy([step for step, *_ in curve], [loss for _, loss, _ in curve], label=name)
        right.plot(card["seconds"], card["test_accuracy"], "o", label=name)
    left.set(xlabel="step", ylabel="training loss")
    right.set(xlabel="seconds", ylabel="test accuracy")
    right.legend()
    plt.show()
