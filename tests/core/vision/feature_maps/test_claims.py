"""Every preset of the feature maps page shows what its sentence says."""

import pytest
import torch

from core.data import inputs
from core.vision.feature_maps import ablation, attribution, capture, gallery
from core.vision.feature_maps.attribution import AttributionRequest, Explanation
from core.vision.feature_maps.capture import captured
from core.vision.feature_maps.ranking import likeliest
from core.vision.feature_maps.state import PRESETS, WEIGHTS, State, headline, shown_sum
from core.vision.feature_maps.subjects import subject
from tests.core.claims import Claims

CLAIMS = Claims()


def explained(state: State) -> Explanation:
    *_, last = attribution.explain(state.part(AttributionRequest))
    return last


def answer(state: State, off: bool = False) -> tuple[str, float]:
    """What the network answers, and its probability."""
    run = ablation.ablated(state) if off else captured(state)
    index = likeliest(run.probabilities)
    return subject(state.network, state.weights).classes[index], float(run.probabilities[index])


def resemblance(maps: torch.Tensor, picture: torch.Tensor) -> float:
    """How far the best of some maps (K, h, w) follows the picture (H, W), from 0 to 1."""
    small = torch.nn.functional.adaptive_avg_pool2d(picture[None].double(), maps.shape[1:])
    rows = torch.cat([small, maps.double()]).flatten(1)
    varied = rows[rows.std(1) > 0]
    return float(torch.corrcoef(varied)[0, 1:].abs().max())


@CLAIMS.of("A 7, layer by layer")
def _(state):
    """Maps of the first layer follow the picture or its edges, those of the last hardly do."""
    assert answer(state)[0] == "7" and answer(state)[1] > 0.95
    run, picture = captured(state), capture.prepared(state)[0].float()
    layers = [stage.output[0] for stage in capture.shown_stages(run).values()]
    spatial = [maps for maps in layers if maps.ndim == 3 and maps.shape[1] > 1]
    first, last = resemblance(spatial[0], picture), resemblance(spatial[-1], picture)
    assert first > 0.8 > last, (first, last)


@CLAIMS.of("Colour filters")
def _(state):
    """A filter for colours weighs red, green and blue differently; one for edges changes sign
    within a colour.
    """
    assert state.shown == WEIGHTS
    stage = captured(state).stage(captured(state).weighted()[0])
    weights = stage.weight  # (K, 3, h, w)
    by_colour = weights.sum((2, 3))
    for_colours = by_colour.std(1) / by_colour.abs().mean(1)
    contrast = weights.mean(1).flatten(1)
    for_edges = contrast.std(1) / contrast.mean(1).abs()
    assert weights.shape[1] == 3 and (for_colours > 1).sum() > 2 and (for_edges > 2).sum() > 2


@CLAIMS.of("One map is a sum")
def _(state):
    """And the map is not almost empty: a third of its cells have a number."""
    result = shown_sum(state)
    assert len(result.parts) == len(result.kernels) == 16
    assert [stage.kind for stage, _ in result.steps] == ["conv2d", "max_pool2d", "relu"]
    low, high = (round(float(end), 1) for end in result.total.aminmax())
    assert (low, high) == (-6.1, 3.2)
    assert torch.equal(result.map, result.steps[-2][1].clamp(min=0))
    assert (result.map > 0).double().mean() > 1 / 3


@CLAIMS.of("What does it like?")
def _(state):
    """Which nine these are is tested in test_gallery.py."""
    pictures = subject(state.network, state.weights).gallery().images
    assert gallery.COUNT == 9 and len(pictures) == inputs.EXAMPLES == 10_000
    shown = headline(state)
    assert shown[f"after {state.steps} steps"] > shown["noise"] + 1


@CLAIMS.of("Why this answer?")
def _(state):
    """All explain the score of the same class, and there is more than one to compare."""
    assert len(explained(state).trained) == len(state.methods) == 7
    assert answer(state)[0] == "7" and state.target == attribution.ANSWER


@CLAIMS.of("An aeroplane in a harbour?")
def _(state):
    assert answer(state)[0] == "airplane"
    assert max(capture.network_input(state).shape) <= 64


@CLAIMS.of("Sanity check")
def _(state):
    similarity = explained(state).similarity
    shown = {name: round(alike.strength, 2) for name, alike in similarity.items()}
    assert shown["Occlusion"] == max(shown.values()) == 0.92
    assert shown["SmoothGrad"] == min(shown.values()) == 0.16
    assert similarity["Occlusion"].signed < 0


@CLAIMS.of("Switch one off")
def _(state):
    before, after = answer(state), answer(state, off=True)
    assert before[0] == "4" and before[1] > 0.95 and after[0] == "8" and after[1] > 0.95
    assert captured(state).stage("conv1").weight.shape[0] == 6


@CLAIMS.answer("Switch one off")
def _(state):
    name, _ = answer(state, off=True)
    return {"4": "Still a 4", "8": "An 8", "9": "A 9"}[name]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_the_sentence_is_true(preset):
    CLAIMS.check(preset)
