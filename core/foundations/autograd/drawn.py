"""The pictures of the autograd page's notebooks: each function's body is a cell that draws with
matplotlib what the script has left in these names.
"""


def draw_gradients(leaves):
    """How strongly the result answers to each input: its gradient."""
    import matplotlib.pyplot as plt

    known = {name: leaf.grad.sum().item() for name, leaf in leaves.items() if leaf.grad is not None}
    plt.bar(list(known), list(known.values()))
    plt.axhline(0, color="gray", linewidth=1)
    plt.ylabel("gradient")
    plt.show()
