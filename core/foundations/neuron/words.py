"""What is to be seen now on the neuron page, in a sentence with its numbers, and the sum as a
table.
"""

from core.catalogue.activations import formula_with_numbers
from core.foundations.neuron.neuron import Activity, Neuron
from core.plots.numbers import formula, number


def written_sum(neuron: Neuron) -> str:
    """The sum with its numbers: "1.5 · 1 − 0.5 · 2 − 1"."""
    first = f"{number(neuron.w1)} · {_factor(neuron.x1)}"
    second = f"{_signed(neuron.w2)} · {_factor(neuron.x2)}"
    return f"{first} {second} {_signed(neuron.b)}"


def _factor(value: float) -> str:
    return f"({number(value)})" if value < 0 else number(value)


def _signed(value: float) -> str:
    return f"{'−' if value < 0 else '+'} {number(abs(value))}"


def sum_sentence(neuron: Neuron, activity: Activity) -> str:
    """The sum, and what the activation makes of it."""
    text = (
        f"w1·x1 + w2·x2 + b = {written_sum(neuron)} = **{number(activity.total)}**. "
        f"{neuron.activation.name} turns that into **{number(activity.output)}**."
    )
    if neuron.x1 == neuron.x2 == 0:
        text += " Both inputs are 0, but the bias still gives an output."
    return text


def sum_without_output(neuron: Neuron, activity: Activity) -> str:
    """The sum alone, while the output is still to be guessed."""
    return f"w1·x1 + w2·x2 + b = {written_sum(neuron)} = **{number(activity.total)}**."


def sum_rows(
    neuron: Neuron, activity: Activity, hides_sum: bool = False, hides_output: bool = False
) -> list[dict[str, str]]:
    """The sum as a table, a row a part.

    Args:
        hides_sum, hides_output: what is still to be guessed.
    """
    products = ["?" if hides_sum else number(product) for product in activity.products]
    name, total = neuron.activation.name, number(activity.total)
    rule = formula(formula_with_numbers(neuron.activation, activity.total)) or f"{name}({total})"
    terms = f"{products[0]} {_signed(activity.products[1])} {_signed(neuron.b)}"
    rows = [
        ("Input x1 times its weight", f"{number(neuron.w1)} · {_factor(neuron.x1)}", products[0]),
        ("Input x2 times its weight", f"{number(neuron.w2)} · {_factor(neuron.x2)}", products[1]),
        ("Bias b", "Always added", number(neuron.b)),
        ("Sum", "?" if hides_sum else terms, "?" if hides_sum else total),
        (
            f"Output: {name} of the sum",
            "?" if hides_sum else rule,
            "?" if hides_output else number(activity.output),
        ),
    ]
    return [dict(zip(("Part", "Computed", "Value"), row, strict=True)) for row in rows]
