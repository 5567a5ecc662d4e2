"""Planes that are worth seeing."""

from core.networks.landscape.plane import LAYERS, NEURONS
from core.networks.landscape.state import State
from core.networks.landscape.subject import OWN
from core.networks.landscape.weights import FILTER, WEIGHT, WHOLE
from core.registry import Preset

OF_PLANES = (
    Preset(
        "A valley around the weights",
        "The trained weights lie in a valley. Take one step as long as the weights themselves, "
        "along either axis and in either direction: the loss is over ten times as high.",
        State(),
        question="A network is trained. What does the loss look like around its weights?",
        answers=("Flat", "A valley", "A slope"),
        right="A valley",
    ),
    Preset(
        "The same network, ten times as steep?",
        "The first layer is multiplied by 10 and the second divided by 10. Every output stays the "
        "same, yet the loss at the edge is over a hundred times as high.",
        State(normalisation=WHOLE, rescaling=LAYERS, side=21),
        question="Two networks compute exactly the same. Are their valleys equally wide?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Filter by filter",
        "The direction of each filter is as long as the filter itself (Li et al. 2018). Rescaling "
        "the layers makes no difference any more: the two planes are equal to the last digits.",
        State(normalisation=FILTER, rescaling=LAYERS, side=21),
        question="Now the direction of each filter is as long as the filter. Does rescaling still "
        "show?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Neuron by neuron",
        "Each neuron has its own factor, from 0.1 to 10. The outputs stay the same, but filter "
        "normalisation notices: at the edge the losses are over ten times as high.",
        State(normalisation=FILTER, rescaling=NEURONS, side=21),
        question="Is filter normalisation safe from every rescaling?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Weight by weight",
        "If the step of each weight is proportional to the weight, neither rescaling shows. Flat "
        "or sharp depends on the ruler.",
        State(normalisation=WEIGHT, rescaling=NEURONS, side=21),
        question="Which directions do not notice rescaled neurons either?",
        answers=("Layer by layer", "Filter by filter", "Weight by weight"),
        right="Weight by weight",
    ),
    Preset(
        "Through batch norm",
        "DigitNet uses batch norm. At each point of the plane it takes mean and variance from "
        "these pictures. With the running statistics of the training, the loss half a step away "
        "would be over twice as high.",
        State(network="DigitNet", digits=50, side=11),
        question="What does batch norm do to the landscape?",
    ),
    Preset(
        "Your own network",
        "This is the first network of the page Playground after 40 epochs: 25 weights and biases. "
        "Paste the address of your own playground, and see the loss around the network that you "
        "have trained.",
        State(network=OWN, side=21),
        question="What does the loss look like around a network that you have trained yourself?",
    ),
)
