"""The pictures of the notebooks of transfer learning: each function's body is a cell that draws
with matplotlib what the script has left in these names.
"""


def draw_heads(matrix, names):
    """How many held-out pictures of each class got each answer."""
    import matplotlib.pyplot as plt

    plt.imshow(matrix, cmap="Blues")
    plt.xticks(range(len(names)), names, rotation=60)
    plt.yticks(range(len(names)), names)
    plt.xlabel("answer")
    plt.ylabel("true class")
    for row, counts in enumerate(matrix.tolist()):
        for column, count in enumerate(counts):
            plt.text(column, row, count, ha="center", va="center")
    plt.show()


def draw_alike(points, test_labels, names):
    """The held-out pictures in the plane of most variance."""
    import matplotlib.pyplot as plt

    for label, name in enumerate(names):
        own = points[test_labels == label]
        plt.scatter(own[:, 0], own[:, 1], label=name, s=18)
    plt.legend(fontsize=8)
    plt.xlabel("first direction")
    plt.ylabel("second direction")
    plt.show()


def draw_data(names, counts):
    """How many pictures there are of each class."""
    import matplotlib.pyplot as plt

    plt.barh(names, counts)
    plt.gca().invert_yaxis()
    plt.xlabel("pictures to learn from")
    plt.show()


def draw_stages(stages, learning, counts):
    """How many parameters each stage has, and whether they learn."""
    import matplotlib.pyplot as plt

    colors = ["tab:orange" if stage in learning else "tab:gray" for stage in stages]
    plt.barh(list(stages), counts, color=colors)
    plt.gca().invert_yaxis()
    plt.xlabel("parameters; orange ones learn")
    plt.show()


def draw_picture(picture, names, probabilities, raw):
    """The picture, and the probabilities of both heads."""
    import matplotlib.pyplot as plt

    _, (left, right) = plt.subplots(1, 2, figsize=(9, 4))
    left.imshow(picture[0].permute(1, 2, 0), cmap="gray")
    left.axis("off")
    rows = range(len(names))
    right.barh([row - 0.2 for row in rows], probabilities, 0.4, label="head on features")
    right.barh([row + 0.2 for row in rows], raw, 0.4, label="head on raw pixels")
    right.set_yticks(rows, names)
    right.invert_yaxis()
    right.legend()
    plt.show()


def draw_norms(before, network):
    """By how much the running variances of each layer have changed."""
    import matplotlib.pyplot as plt

    changes = [100 * share for share in variance_changes(before, network)]  # noqa: F821
    plt.bar(range(1, len(changes) + 1), changes)
    plt.xlabel("layer of batch norm")
    plt.ylabel("change of its running variances, %")
    plt.show()
