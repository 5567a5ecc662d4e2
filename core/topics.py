"""The table of contents: one entry a page, from which the menu, the home page, the links and the
tests follow.

A topic's package is what its page shows, as data: a `Config` class named `State`, `PRESETS`,
`headline(state)` (the numbers on the screen by name) and `write_script(state)` (the code that
prints them).
"""

import importlib
import re
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from urllib.parse import urlencode

from core.registry import Config
from core.script import Script


@dataclass(frozen=True)
class Topic:
    """A page.

    Args:
        name: the topic's word, in the paths of its two rooms, in the address and in the keys of its
            controls.
        wing: the part of the product it belongs to, a heading of the menu.
        title: what stands over the page.
        sentence: what is to be seen there.
        question: one that a visit of the page answers, for its station on the home page.
        icon: a Material symbol.
        words: what it is about, as the texts of other pages say it.
    """

    name: str
    wing: str
    title: str
    sentence: str
    question: str
    icon: str
    words: tuple[str, ...]

    @property
    def page(self) -> str:
        return f"pages/{self.wing}/{self.name}/page.py"

    @property
    def module(self) -> str:
        return f"core.{self.wing}.{self.name}"

    @property
    def content(self) -> ModuleType:
        """The topic's package. Imported when it is asked for: the home page needs none, and none of
        them torch.
        """
        return importlib.import_module(self.module)

    def query(self, state: Config) -> dict[str, str | list[str]]:
        """The address of a state, each setting under the topic's name: `digits.brush=12`."""
        return {f"{self.name}.{key}": text for key, text in state.query().items()}

    def script(self, state: Config) -> Script:
        """The code that prints the numbers of a state, with the files that it reads."""
        return _script(self, state)

    def link(self, state: Config) -> str:
        """The address of a state from the app's root on: `/digits?digits.brush=12`."""
        query = urlencode(self.query(state), doseq=True)
        return f"/{self.name}" + (f"?{query}" if query else "")


@lru_cache(maxsize=16)
def _script(topic: Topic, state: Config) -> Script:
    """Once for each state: it may take as long as the picture."""
    return topic.content.write_script(state)


WINGS: dict[str, str] = {
    "foundations": "What every network computes with, how it knows which way to go, and the "
    "smallest network there is.",
    "functions": "The parts that every training is made of: what bends a signal, what an error "
    "costs, and how a step is taken.",
    "networks": "Whole networks: how they learn, in the plane and from real data, how good they "
    "get, what goes wrong, and what their loss looks like around them.",
    "vision": "Networks that see: what they read in a picture, how they do it, and why they answer "
    "as they do.",
}
"""What each wing is about."""


ASIDE = r"(`[^`]*`|\$[^$]*\$|\[[^]]*\]\([^)]*\)|\*\*[^*]*\*\*|:material/\w+:)"
"""Parts of Markdown whose words are no plain text: code, formulas, links, what is bold, icons."""


@lru_cache(maxsize=512)
def linked(text: str, topic: Topic, base: str = "") -> str:
    """A text of a topic, in Markdown, in which the first word of each other topic leads there.

    Args:
        base: what stands before the path of every page, such as `/x`.
    """
    parts = re.split(ASIDE, text)
    for other in TOPICS.values():
        words = re.compile(rf"\b(?:{'|'.join(other.words)})s?\b", re.IGNORECASE)
        for index in range(0, len(parts), 2):
            link = words.sub(rf"[\g<0>]({base}/{other.name})", parts[index], count=1)
            if other is not topic and link != parts[index]:
                parts[index : index + 1] = re.split(ASIDE, link)
                break
    return "".join(parts)


TOPICS: dict[str, Topic] = {
    topic.name: topic
    for topic in (
        Topic(
            "tensors",
            "foundations",
            "Tensors",
            "A tensor is a box of numbers in rows of equal length. Make one, compute with it, and "
            "see where each number of the result comes from.",
            "What is a tensor?",
            ":material/view_in_ar:",
            ("tensor", "dtype", "NumPy"),
        ),
        Topic(
            "autograd",
            "foundations",
            "Autograd",
            "Every operation adds a node to a graph. Walk back through it step by step, and see "
            "how backward multiplies the derivatives.",
            "How does a gradient get back to each weight?",
            ":material/account_tree:",
            ("autograd", "chain rule"),
        ),
        Topic(
            "neuron",
            "foundations",
            "Neuron",
            "A neuron multiplies, adds and bends. Drag its line, train it, and join neurons into "
            "layers.",
            "What can a single neuron decide, and what not?",
            ":material/share:",
            ("neuron", "perceptron"),
        ),
        Topic(
            "activations",
            "functions",
            "Activations",
            "A neuron adds up its inputs, then bends the sum. The bend is its activation; its "
            "slope decides what it can learn.",
            "Which bend lets the gradient through?",
            ":material/show_chart:",
            ("ReLU", "Sigmoid", "Tanh", "GELU", "softmax", "activation"),
        ),
        Topic(
            "losses",
            "functions",
            "Losses",
            "What a wrong answer costs, and which way the gradient pushes.",
            "Twice the error: does it cost twice as much?",
            ":material/target:",
            ("cross-entropy", "CrossEntropyLoss", "MSELoss", "loss function"),
        ),
        Topic(
            "optimizers",
            "functions",
            "Optimizers",
            "The optimizers of PyTorch race down a surface that you choose, from where you like.",
            "Which optimizer gets through the valley first?",
            ":material/directions_run:",
            ("SGD", "Adam", "optimizer", "learning rate", "momentum"),
        ),
        Topic(
            "playground",
            "networks",
            "Playground",
            "Points of the plane, a small network, and everything that you can set about it. Train "
            "it, look into it, break it.",
            "What goes wrong without an error message?",
            ":material/bubble_chart:",
            ("playground", "softmax twice", "zero_grad", "decision boundary"),
        ),
        Topic(
            "training",
            "networks",
            "Training",
            "Train a network on real pictures, step by step, and look at what it gets wrong.",
            "Is 98 % right good enough?",
            ":material/model_training:",
            ("overfitting", "confusion matrix", "calibration"),
        ),
        Topic(
            "landscape",
            "networks",
            "Landscape",
            "The loss is a height over every point of the space of weights. Look at it around a "
            "trained network, and see what a picture of it hides.",
            "What does the loss look like around a trained network?",
            ":material/landscape:",
            ("landscape", "Hessian", "sharpness"),
        ),
        Topic(
            "digits",
            "vision",
            "Draw a digit",
            "A network trained on real handwriting reads what you draw, while you draw it.",
            "Can a network read your handwriting?",
            ":material/draw:",
            ("MNIST", "handwriting"),
        ),
        Topic(
            "convolution",
            "vision",
            "Convolution",
            "A small grid of weights slides over a picture: what comes out, number by number.",
            "How do nine numbers find the edges in a picture?",
            ":material/grid_on:",
            ("convolution", "kernel", "stride", "padding", "pooling", "receptive field"),
        ),
        Topic(
            "feature_maps",
            "vision",
            "Feature maps",
            "What every layer of a network makes of a picture, what its units like, and what "
            "an answer rests on.",
            "What does each layer see in a 7?",
            ":material/layers:",
            ("feature map", "Grad-CAM"),
        ),
        Topic(
            "transfer",
            "vision",
            "Transfer learning",
            "A network that has learned from a million photographs learns your classes from a few "
            "pictures, in a second.",
            "How much can a network learn from twenty pictures?",
            ":material/move_up:",
            ("transfer learning", "fine-tuning", "pre-trained"),
        ),
        Topic(
            "segmentation",
            "vision",
            "Segmentation",
            "U-Net answers for every pixel of a picture. See its U with all shapes, train it, and "
            "find out what its skips are for.",
            "Which pixels belong to what?",
            ":material/texture:",
            ("segmentation", "U-Net", "Dice"),
        ),
    )
}
