"""The guide's steps of the view "One step"."""

from core.catalogue.optimizers import TRAINING_OPTIMIZERS
from core.networks.playground.state import STEP, State
from core.networks.playground.stepping import BACKWARD, UPDATE
from core.registry import Preset

STEPPING_PRESETS = (
    Preset(
        "A point goes forward",
        "Each link multiplies by its weight; each neuron adds up what arrives and bends the sum. "
        "Click a link, and the table shows its part.",
        State(view=STEP, course="5"),
        question="A point enters at the left. What happens to its two numbers?",
    ),
    Preset(
        "A gradient is a product",
        "δ says how fast the loss changes with the neuron's sum, and the sum changes with the "
        "weight as fast as the input is large. The gradient is the product of both, and the "
        "finite difference in the table agrees.",
        State(view=STEP, course="5", stage=BACKWARD),
        question="The gradient of a weight is a product of two numbers. Which?",
        answers=("Weight and input", "Input and the neuron’s δ", "Loss and weight"),
        right="Input and the neuron’s δ",
    ),
    Preset(
        "A step downhill",
        "SGD adds −0.03 times the gradient to every weight, and the loss of this point falls.",
        State(view=STEP, course="5", stage=UPDATE),
        question="The learning rate is 0.03. What does SGD add to a weight with the gradient g?",
        answers=("0.03 g", "−0.03 g", "−g"),
        right="−0.03 g",
    ),
    Preset(
        "Adam's first step",
        "Adam divides by the size of the gradient, so at its first step every weight moves by the "
        "learning rate, up or down.",
        State(
            view=STEP,
            course="0",
            stage=UPDATE,
            optimizer=TRAINING_OPTIMIZERS.pick("Adam", lr=0.03),
        ),
        question="Adam takes its first step. Which weights move farthest?",
        answers=("Those with large gradients", "All move equally far"),
        right="All move equally far",
    ),
    Preset(
        "A neuron that is off",
        "Its sum is negative, so ReLU gives 0 and has slope 0. δ is then 0 too, and the neuron's "
        "weights learn nothing from this point.",
        State(view=STEP, course="5", hidden="4", activation="ReLU", stage=BACKWARD, weight_to=2),
        question="The sum of a ReLU neuron is negative. How large is the gradient of its weights?",
        answers=("0", "1", "As large as without ReLU"),
        right="0",
    ),
)
