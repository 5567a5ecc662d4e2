"""What a reader can set on the feature maps page, the presets, and the numbers on the screen."""

from dataclasses import dataclass
from functools import lru_cache

from core.data import inputs
from core.models.tracing import Trace
from core.registry import Options, Preset, Range, setting
from core.vision.feature_maps import ablation, attribution, capture, visualization
from core.vision.feature_maps.ablation import Ablation
from core.vision.feature_maps.attribution import AttributionRequest
from core.vision.feature_maps.capture import captured
from core.vision.feature_maps.ranking import NUMBERS, shown_classes
from core.vision.feature_maps.subjects import subject
from core.vision.feature_maps.sums import Sum, weighted_sum
from core.vision.feature_maps.visualization import VisualizationRequest

VIEWS = ("Whole network", "One map", "What a unit likes", "Why this answer", "Switch units off")
NETWORK, MAP, LIKES, WHY, ABLATION = VIEWS
PER_MAP, PER_LAYER, SHARED = SCALES = ("Per map", "Per layer", "Shared")
MAPS, WEIGHTS = SHOWN = ("Maps", "Weights")


@dataclass(frozen=True)
class State(VisualizationRequest, AttributionRequest, Ablation):
    """Everything a reader can set on the feature maps page.

    Args:
        shown: what the thumbnails of a whole network are.
        scale: which thumbnails share a colour scale.
        maps_per_layer: thumbnails at most; of more the strongest.
        inputs_shown: maps before one map that are shown on their own.
    """

    view: str = setting(Options(VIEWS, NETWORK))
    shown: str = setting(Options(SHOWN, MAPS))
    scale: str = setting(Options(SCALES, PER_MAP))
    maps_per_layer: int = setting(Range(4, 64, 16, 4))
    inputs_shown: int = setting(Range(4, 64, 4, 4))

    @property
    def needs_picture(self) -> bool:
        """Whether the view looks at the chosen picture."""
        return self.view != LIKES


def is_blank(state: State) -> bool:
    """Whether the view needs a picture, and nothing is drawn or uploaded yet."""
    return state.needs_picture and inputs.blank(state)


@lru_cache(maxsize=16)
def shown_sum(state: State) -> Sum:
    """The sum behind the chosen map."""
    run = captured(state)
    return weighted_sum(run, capture.layer_name(state, run), capture.unit_index(state, run))


def headline(state: State) -> dict[str, float]:
    """The numbers of the view, by the names under which the script prints them."""
    return HEADLINES[state.view](state)


def _of_network(state: State) -> dict[str, float]:
    run = captured(state)
    largest = {
        f"largest of {name}": float(stage.output.max())
        for name, stage in capture.shown_stages(run).items()
    }
    indices = shown_classes(run.probabilities, NUMBERS)
    return {**largest, **_probabilities(state, run, indices)}


def _probabilities(
    state: State, run: Trace, indices: list[int], suffix: str = ""
) -> dict[str, float]:
    """The probabilities of these classes."""
    classes = subject(state.network, state.weights).classes
    return {f"p({classes[index]}){suffix}": float(run.probabilities[index]) for index in indices}


def _of_map(state: State) -> dict[str, float]:
    result = shown_sum(state)
    return {
        "bias": result.bias,
        "largest part": float(result.parts.max()),
        "largest of the sum": float(result.total.max()),
        "largest of the map": float(result.map.max()),
        "mean of the map": float(result.map.mean()),
    }


def _of_visualization(state: State) -> dict[str, float]:
    first, *_, last = visualization.steps(state)
    return {"noise": first.activation, f"after {last.index} steps": last.activation}


def _of_ablation(state: State) -> dict[str, float]:
    before, after = captured(state), ablation.ablated(state)
    indices = shown_classes(before.probabilities, NUMBERS)
    return {
        **_probabilities(state, before, indices, " before"),
        **_probabilities(state, after, indices, " after"),
    }


HEADLINES = {
    NETWORK: _of_network,
    MAP: _of_map,
    LIKES: _of_visualization,
    WHY: attribution.numbers,
    ABLATION: _of_ablation,
}

PRESETS = (
    Preset(
        "A 7, layer by layer",
        "The first layers find edges, the later ones parts of strokes. The last maps hardly look "
        "like a 7, and yet the network is sure of it.",
        State(index=0, layer="conv5"),
        question="What is left of a 7 in the last maps?",
    ),
    Preset(
        "Colour filters",
        "The weights of SimpleCNN: some of its first filters look for edges, others for colours.",
        State(network="SimpleCNN", source="picture", shown=WEIGHTS),
        question="What do the first filters of a network look for?",
    ),
    Preset(
        "One map is a sum",
        "Each of the 16 maps before it gets a kernel of its own. Their sum and the bias go from "
        "−6.1 to 3.2; max pooling and ReLU keep what is above zero.",
        State(view=MAP, network="CNN 16-32", index=0, layer="conv2", unit=17),
        question="Where does one map come from?",
    ),
    Preset(
        "What does it like?",
        f"The nine of {inputs.EXAMPLES:,} digits that activate one unit most, and a picture made "
        "for it from noise.",
        State(view=LIKES, network="CNN 16-32", layer="conv2", unit=3),
        question="What does one unit respond to most?",
    ),
    Preset(
        "Why this answer?",
        "All methods explain the same answer: compare where they agree.",
        State(view=WHY, network="CNN 16-32", index=0),
        question="Which pixels make this a 7?",
    ),
    Preset(
        "An aeroplane in a harbour?",
        "A small network sees one here. Does its answer rest on the sky, or on a sail? Look.",
        State(view=WHY, network="SimpleCNN", source="picture"),
        question="Why does a network see an aeroplane in a harbour?",
    ),
    Preset(
        "Sanity check",
        "Beside each is the same with random weights. Occlusion marks nearly the same pixels "
        "(0.92), if with other signs: it shows where the ink is. SmoothGrad marks others (0.16).",
        State(view=WHY, network="CNN 16-32", index=0, compare=True),
        question="Does an explanation show what was learned, or only the input?",
    ),
    Preset(
        "Switch one off",
        "LeNet is sure of this 4. Without one of its first six filters it is sure of an 8.",
        State(view=ABLATION, network="LeNet", index=1024, layer="conv1", off="conv1.3"),
        question="LeNet reads a 4. What without one of its first six filters?",
        answers=("Still a 4", "An 8", "A 9"),
        right="An 8",
    ),
)
