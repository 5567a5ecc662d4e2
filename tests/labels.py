"""What stands on a page, and whether it is in sentence case: it begins with a capital letter, a
digit or a sign.

Names of torch, of files, of a network's layers and of a data set's classes stand as they are spelt,
and mathematics as it is written.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from streamlit.testing.v1 import AppTest
from torch.nn import functional

from core.data.datasets import DATASETS
from core.foundations.tensors import dtypes
from core.foundations.tensors.making import DTYPES
from core.models.imagenet import PRETRAINED
from core.models.zoo import MODELS
from core.networks.playground.message import read_header
from core.registry import Choose, ChooseSeveral, Config, Options, Registry
from core.topics import TOPICS
from core.training.config import TrainConfig
from core.vision.convolution.filtering import PADDING_MODES

STATES: dict[str, type[Config]] = {
    **{name: topic.content.State for name, topic in TOPICS.items()},
    "training": TrainConfig,
}

MATHEMATICS = re.compile(
    r"a\d?\b(?! [a-z])|[bcdfhptwxyz]\d?\b|[xy]²|xy\b|(sin|cos) [xy]|log|sigmoid"
)
"""How a formula or a letter of one begins; before a word, "a" is none."""

FILE = re.compile(r"[\w.-]+\.\w+$")

TEXTS = ("title", "lines", "caption", "label", "alt", "sure", "next")
"""Where components of ours take what they show."""


def in_sentence_case(text: str) -> bool:
    """Whether it begins with a capital letter, a digit or a sign."""
    return text != "" and not text[0].islower()


def registries() -> dict[str, Registry]:
    """Every registry that a setting chooses from, by the setting, and those of the networks."""
    return {"models": MODELS, "pretrained": PRETRAINED, "datasets": DATASETS} | {
        f"{topic}: {name}": spec.registry
        for topic, state in STATES.items()
        for name, spec in state.specs()
        if isinstance(spec, Choose | ChooseSeveral)
    }


@cache
def names() -> frozenset[str]:
    """Names that stand as they are spelt elsewhere: parameters of torch and their values, layers,
    classes.
    """
    specs = [
        (name, spec)
        for registry in registries().values()
        for choice in registry.values()
        for name, spec in choice.parameters.items()
        if not spec.label
    ]
    layers = (network.build().named_modules() for network in MODELS.values())
    return frozenset(
        {
            *PADDING_MODES,
            *DTYPES,
            *dtypes.DTYPES,
            *(name for name, _ in specs),
            *(
                str(value)
                for _, spec in specs
                if isinstance(spec, Options)
                for value in spec.choices()
            ),
            *(name for modules in layers for name, _ in modules),
            *(name for dataset in DATASETS.values() for name in dataset.classes),
        }
    )


@cache
def is_right(text: str) -> bool:
    """Whether it is in sentence case, or begins with a name or with mathematics."""
    first = re.split(r"[\s:,.]", text)[0]
    is_step = hasattr(functional, first.rstrip("0123456789"))  # max_pool2d2, the second of its kind
    spelt = is_step or first in names() or MATHEMATICS.match(text) or FILE.match(text)
    return not text or in_sentence_case(text) or bool(spelt)


def wrong(app: AppTest) -> list[str]:
    """What stands on a page and is not right."""
    return [text for text in dict.fromkeys(shown(app)) if not is_right(text)]


def shown(app: AppTest) -> Iterator[str]:
    """The labels and options of a page's controls, its captions, the heads of its tables, and what
    stands in its pictures.
    """
    for element in app.main:
        yield getattr(element, "label", "")
        yield from map(str, getattr(element, "options", ()))
        match element.type:
            case "dataframe" | "table":
                yield from (str(name).replace("\\", "") for name in element.value.columns)
            case "caption":
                yield element.value
            case "plotly_chart":
                yield from of_figure(json.loads(element.proto.spec))
            case "bidi_component":
                yield from of_component(component_data(element.proto))


def component_data(proto: Any) -> Any:
    """What a component of ours is given: JSON, or a message of bytes that begins with it."""
    return read_header(proto.bytes) if proto.bytes else json.loads(proto.json)


def of_component(data: Any) -> Iterator[str]:
    """The texts of what a component of ours is given, at any depth."""
    if isinstance(data, list):
        for part in data:
            yield from of_component(part)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key in TEXTS:
                yield from value if isinstance(value, list) else [value]
            else:
                yield from of_component(value)


def of_figure(figure: dict[str, Any]) -> Iterator[str]:
    """Titles, notes, and what stands in the legend and beside the pointer."""
    layout = figure["layout"]
    titled = [layout, *(part for name, part in layout.items() if re.match(r"[xy]axis|scene", name))]
    titled += [
        axis
        for part in titled
        for name, axis in part.items()
        if name in ("xaxis", "yaxis", "zaxis")
    ]
    titled += [trace["colorbar"] for trace in figure["data"] if "colorbar" in trace]
    for part in titled:
        yield (part.get("title") or {}).get("text", "")
    yield from (note["text"] for note in layout.get("annotations", ()))
    for slider in layout.get("sliders", ()):
        yield slider.get("currentvalue", {}).get("prefix", "")
    for trace in figure["data"]:
        if trace.get("showlegend", True):
            yield trace.get("name", "")
        yield from re.split("<extra>", trace.get("hovertemplate", ""))
