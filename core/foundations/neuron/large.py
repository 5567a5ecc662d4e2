"""How many parameters networks have, from one neuron to the largest, each from its layers' sizes.

To add one, add a `LargeModel`: its parts as products of sizes, and where these are published.
"""

from dataclasses import dataclass
from math import prod

from core.registry import Config, Options, setting

Factors = tuple[int, ...]


@dataclass(frozen=True)
class Part:
    """A part of a network.

    Args:
        name: what it is.
        products: sizes whose products add up to its parameters: `((5, 10), (5,))` is a layer of 5
            neurons with 10 inputs, 5 · 10 weights and 5 biases.
        times: how often it is there.
    """

    name: str
    products: tuple[Factors, ...]
    times: int = 1

    @property
    def count(self) -> int:
        """Its parameters."""
        return self.times * sum(map(prod, self.products))

    @property
    def formula(self) -> str:
        """How they are counted, in Python's notation: "12 * (768 * 2304 + 2304)"."""
        text = " + ".join(" * ".join(map(str, factors)) for factors in self.products)
        if self.times == 1:
            return text
        return f"{self.times} * ({text})"


@dataclass(frozen=True)
class LargeModel:
    """A network by its parts.

    Args:
        parts: all that have parameters.
        source: where the sizes are published; "" for those of this page.
    """

    parts: tuple[Part, ...]
    source: str = ""

    @property
    def parameters(self) -> int:
        """All that it learns."""
        return sum(part.count for part in self.parts)


def _dense(ins: int, outs: int, name: str = "") -> Part:
    """A layer with biases."""
    return Part(name or f"{ins} to {outs}", ((outs, ins), (outs,)))


def _dense_network(*sizes: int) -> LargeModel:
    pairs = zip(sizes, sizes[1:], strict=False)
    return LargeModel(tuple(_dense(*pair) for pair in pairs))


def _convolution(ins: int, outs: int, side: int, name: str) -> Part:
    """A convolution with biases."""
    return Part(name, ((outs, ins, side, side), (outs,)))


def _stage(ins: int, outs: int, name: str) -> Part:
    """Two residual blocks, the first of which halves the picture: four convolutions of 3 by 3 and
    one of 1 by 1 without biases, each with a batch norm of two numbers per channel.
    """
    convolutions = ((outs, ins, 3, 3), (3, outs, outs, 3, 3), (outs, ins))
    return Part(name, (*convolutions, (5, 2, outs)))


LENET = LargeModel(
    (
        _convolution(1, 6, 5, "Convolution 1"),
        _convolution(6, 16, 5, "Convolution 2"),
        _dense(400, 120),
        _dense(120, 84),
        _dense(84, 10),
    ),
    "LeCun et al. 1998, with all maps of the second convolution connected",
)

RESNET_18 = LargeModel(
    (
        Part("First convolution", ((64, 3, 7, 7), (2, 64))),
        Part("Stage 1", ((64, 64, 3, 3), (2, 64)), times=4),
        _stage(64, 128, "Stage 2"),
        _stage(128, 256, "Stage 3"),
        _stage(256, 512, "Stage 4"),
        _dense(512, 1000, "Classifier"),
    ),
    "He et al. 2015, as in torchvision",
)

VGG_16 = LargeModel(
    (
        *(
            _convolution(ins, outs, 3, f"Convolution {number}")
            for number, (ins, outs) in enumerate(
                (
                    *((3, 64), (64, 64), (64, 128), (128, 128)),
                    *((128, 256), (256, 256), (256, 256), (256, 512)),
                    *((512, 512), (512, 512), (512, 512), (512, 512), (512, 512)),
                ),
                1,
            )
        ),
        _dense(512 * 7 * 7, 4096, "Dense 1"),
        _dense(4096, 4096, "Dense 2"),
        _dense(4096, 1000, "Classifier"),
    ),
    "Simonyan and Zisserman 2014, as in torchvision",
)


def _gpt(layers: int, width: int, words: int, context: int, source: str) -> LargeModel:
    """A transformer as GPT-2 and GPT-3: learned positions, layer norms with two numbers per
    channel, and the word embedding again as the last layer.
    """
    attention = ((width, 3 * width), (3 * width,), (width, width), (width,))
    dense = ((width, 4 * width), (4 * width,), (4 * width, width), (width,))
    return LargeModel(
        (
            Part("Embedding of words", ((words, width),)),
            Part("Embedding of positions", ((context, width),)),
            Part("Attention", attention, layers),
            Part("Dense layers", dense, layers),
            Part("Layer norms", ((2, 2, width),), layers),
            Part("Last layer norm", ((2, width),)),
        ),
        source,
    )


LLAMA_7B = LargeModel(
    (
        Part("Embedding of words", ((32_000, 4096),)),
        Part("Attention", ((4, 4096, 4096),), 32),
        Part("Dense layers", ((3, 4096, 11_008),), 32),
        Part("Norms", ((2, 4096),), 32),
        Part("Last norm", ((4096,),)),
        Part("Last layer", ((4096, 32_000),)),
    ),
    "Touvron et al. 2023, LLaMA 7B",
)

LARGE_MODELS = {
    "One neuron": _dense_network(2, 1),
    "Hidden layer of two": _dense_network(2, 2, 1),
    "A layer of five": _dense_network(10, 5),
    "LeNet-5": LENET,
    "784-128-64-10": _dense_network(784, 128, 64, 10),
    "784-512-128-10": _dense_network(784, 512, 128, 10),
    "ResNet-18": RESNET_18,
    "GPT-2 small": _gpt(12, 768, 50_257, 1024, "Radford et al. 2019"),
    "VGG-16": VGG_16,
    "GPT-2 XL": _gpt(48, 1600, 50_257, 1024, "Radford et al. 2019"),
    "LLaMA 7B": LLAMA_7B,
    "GPT-3": _gpt(96, 12_288, 50_257, 2048, "Brown et al. 2020, GPT-3 175B"),
}
"""By name, from the smallest to the largest."""


@dataclass(frozen=True)
class Scale(Config):
    """Which network is taken apart."""

    model: str = setting(Options(tuple(LARGE_MODELS), "GPT-2 small"))
