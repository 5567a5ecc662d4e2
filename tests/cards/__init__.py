"""The pictures of the stations on the home page, and README's screenshot: `python -m tests.cards`.

Each is drawn for its size from what the app computes: 320 x 200, legible at 300 pixels, in the
colours of either theme. A new topic needs a function in CARDS.
"""

from tests.cards.autograd import autograd
from tests.cards.foundations import tensors
from tests.cards.functions import activations, losses, optimizers
from tests.cards.landscape import landscape
from tests.cards.networks import playground
from tests.cards.neuron import neuron
from tests.cards.segmentation import segmentation
from tests.cards.training import training
from tests.cards.transfer import transfer
from tests.cards.vision import convolution, digits, feature_maps

CARDS = {
    function.__name__: function
    for function in (
        tensors,
        autograd,
        neuron,
        activations,
        losses,
        optimizers,
        playground,
        training,
        landscape,
        digits,
        convolution,
        feature_maps,
        transfer,
        segmentation,
    )
}
"""What draws the picture of a topic, by the topic's name."""
