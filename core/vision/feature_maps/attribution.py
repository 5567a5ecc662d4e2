"""Why this answer: what the chosen methods find, for the trained network and for random weights."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from torch import Tensor, nn
from torch.nn import functional as F

from core.models.stages import Trace
from core.models.tracing import record
from core.registry import ChooseSeveral, Flag, Pick, Text, setting, unknown
from core.vision.feature_maps import capture, methods
from core.vision.feature_maps.capture import LayerChoice, PictureChoice
from core.vision.feature_maps.methods import ATTRIBUTIONS
from core.vision.feature_maps.subjects import subject

ANSWER = "Its answer"


@dataclass(frozen=True)
class AttributionRequest(LayerChoice, PictureChoice):
    """All that attributions depend on.

    Args:
        layer: whose maps a method looks at that needs some.
        target: the class whose score is explained, or ANSWER.
        compare: also with random weights.
    """

    target: str = setting(Text(ANSWER, 80, None, ("3", "8", "ship"), names=True))
    methods: tuple[Pick, ...] = setting(
        ChooseSeveral(
            ATTRIBUTIONS,
            tuple(ATTRIBUTIONS.pick(name) for name in ATTRIBUTIONS),
            least=0,
            most=len(ATTRIBUTIONS),
        )
    )
    compare: bool = setting(Flag(False))


@dataclass(frozen=True, eq=False)
class Attribution:
    """What a score rests on, by one method.

    Args:
        values: (H, W), colours summed up: positive where a pixel speaks for the class.
        total: the sum of all values before they are brought to any other size.
    """

    values: Tensor
    total: float


@dataclass(frozen=True)
class Similarity:
    """How alike two attributions are, as rank correlations from −1 to 1.

    Args:
        strength: of their strengths, whatever the sign: whether they mark the same pixels.
        signed: of the values themselves: whether they also say the same of these.
    """

    strength: float
    signed: float


@dataclass(frozen=True, eq=False)
class Explanation:
    """What the chosen methods have found so far, by their names.

    Args:
        done: the share of the work that is done.
        trained: for the chosen weights.
        random: for random weights, if asked for.
        similarity: of the two, by `similarities`.
    """

    done: float
    trained: Mapping[str, Attribution]
    random: Mapping[str, Attribution]
    similarity: Mapping[str, Similarity]


def target_class(request: AttributionRequest, trace: Trace) -> int:
    """The index of the chosen class, or of the network's answer.

    Raises:
        ValueError: the network knows no class of this name.
    """
    classes = subject(request.network, request.weights).classes
    if request.target == ANSWER:
        return int(trace.output[0].argmax())
    if request.target not in classes:
        raise ValueError(unknown("target", request.target, classes))
    return classes.index(request.target)


def usable(request: AttributionRequest, trace: Trace) -> tuple[Pick, ...]:
    """The chosen methods that this network allows: one that looks at maps needs a layer with
    maps.
    """
    has_maps = trace.end(capture.layer_name(request, trace)).output.ndim == 4
    return tuple(pick for pick in request.methods if has_maps or not pick.choice.looks_at_layer)


def attributions(
    request: AttributionRequest, weights: str | None = None
) -> Iterator[tuple[str, Attribution]]:
    """Each chosen method's name and what it finds; one that this network does not allow is left
    out.

    Args:
        weights: of the network, if not those of the request.
    """
    trace = capture.captured(request)
    network = subject(request.network, weights or request.weights)
    layer, target = capture.layer_name(request, trace), target_class(request, trace)
    x = capture.network_input(request)
    for pick in usable(request, trace):
        yield pick.name, attribute(pick, network.model, x, network.black, target, layer)


def attribute(
    pick: Pick, model: nn.Module, x: Tensor, baseline: Tensor, target: int, layer: str = ""
) -> Attribution:
    """What `model(x)[0, target]` rests on.

    Args:
        pick: of ATTRIBUTIONS.
        x: (1, C, H, W), normalised.
        baseline: likewise, a black picture.
        layer: for the methods that look at one.

    Raises:
        ValueError: this network has no maps that the method could look at.
    """
    if pick.choice.looks_at_layer:
        trace = record(model, x.clone().requires_grad_())
        maps = trace.end(layer).output
        if maps.ndim != 4:
            raise ValueError(f"layer={layer!r} has no maps for {pick.name}: {_with_maps(trace)}")
        values = pick.build(trace.output[0, target], maps, x.shape[2:])[0]
    else:
        values = pick.build(model, x, baseline, target)[0]
    return Attribution(values.sum(0), float(values.sum()))


def _with_maps(trace: Trace) -> str:
    """What a reader who wants a layer with maps can choose."""
    names = [name for name in trace.weighted() if trace.end(name).output.ndim == 4]
    return f"choose from {', '.join(names)}" if names else "this network has no convolution"


def explain(request: AttributionRequest) -> Iterator[Explanation]:
    """All chosen methods, one after the other; the last is all."""
    count = len(usable(request, capture.captured(request))) * (1 + request.compare)
    trained: dict[str, Attribution] = {}
    random: dict[str, Attribution] = {}
    similar: dict[str, Similarity] = {}
    if not count:
        yield Explanation(1.0, {}, {}, {})
    for name, attribution in attributions(request):
        trained[name] = attribution
        yield Explanation(len(trained) / count, dict(trained), {}, {})
    if request.compare:
        for name, attribution in attributions(request, "random"):
            random[name] = attribution
            similar[name] = similarities(trained[name].values, attribution.values)
            done = (len(trained) + len(random)) / count
            yield Explanation(done, dict(trained), dict(random), dict(similar))


def score_rise(request: AttributionRequest) -> float:
    """How far the score of the class is above that of a black picture."""
    network, trace = subject(request.network, request.weights), capture.captured(request)
    x = capture.network_input(request)
    return methods.rise(network.model, x, network.black, target_class(request, trace))


def similarities(first: Tensor, second: Tensor) -> Similarity:
    """How alike two attributions (H, W) are, with and without their signs.

    Pixels of which neither says anything do not count: a black background would make any two
    alike.

    Adebayo and others (2018): a method whose picture hardly changes when the weights are random
    shows the picture that went in, and not what the network has learned.
    """
    said = (first != 0) | (second != 0)
    a, b = first[said], second[said]
    return Similarity(rank_correlation(a.abs(), b.abs()), rank_correlation(a, b))


def rank_correlation(first: Tensor, second: Tensor) -> float:
    """Spearman's rank correlation of numbers (N,), from −1 to 1; 0 if one has all numbers equal."""
    a, b = map(_ranks, (first, second))
    return float(F.cosine_similarity(a - a.mean(), b - b.mean(), dim=0))


def _ranks(values: Tensor) -> Tensor:
    """The rank of each value; equal values share the mean of theirs."""
    _, indices, counts = values.unique(return_inverse=True, return_counts=True)
    return (counts.cumsum(0) - (counts - 1) / 2).double()[indices]


def score(request: AttributionRequest) -> float:
    """The score that is explained."""
    trace = capture.captured(request)
    return float(trace.output[0, target_class(request, trace)])


def numbers(request: AttributionRequest) -> dict[str, float]:
    """The numbers of the view."""
    sums = {f"{name}, sum": each.total for name, each in attributions(request)}
    return {"score": score(request), "rise of the score from black": score_rise(request), **sums}
