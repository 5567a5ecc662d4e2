"""The pictures of the autograd page's notebooks: each function's body is a cell that draws with
matplotlib what the script has left in these names.
"""


def draw_gradients(tensors):
    """How strongly the result answers to each number: its gradient."""
    import matplotlib.pyplot as plt

    for name, tensor in tensors.items():
        values = tensor.grad.flatten().tolist()
        plt.bar([f"{name}[{index}]" for index in range(len(values))], values)
    plt.axhline(0, color="gray", linewidth=1)
    plt.ylabel("gradient")
    plt.show()


def draw_nodes(nodes):
    """How many nodes there are of each kind."""
    import matplotlib.pyplot as plt

    kinds = [node.name().rpartition("::")[2] for node in nodes]
    names = sorted(set(kinds), key=kinds.count)
    plt.barh(names, [kinds.count(name) for name in names])
    plt.xlabel("nodes")
    plt.tight_layout()
    plt.show()
