"""The way through a network is what its layers do with real pictures, and what fails is torch's."""

import pytest
import torch

from core.vision.segmentation.network import (
    PAPER,
    PAPER_SIDE,
    SAME,
    UPSAMPLINGS,
    VALID,
    Architecture,
    create,
)
from core.vision.segmentation.trace import cures, sides, trace


def test_the_paper_s_shapes():
    traced = trace(PAPER, PAPER_SIDE)
    assert (traced.side, traced.parameters, traced.convolutions) == (388, 31_030_658, 23)
    assert traced.mistake is None and traced.at is None
    encoders = [step.shape[1] for step in traced.steps if step.kind in ("encoder", "bottleneck")]
    assert encoders == [568, 280, 136, 64, 28]
    joined = {step.skip[1]: step.fitted[1] for step in traced.steps if step.kind == "concat"}
    assert joined == {64: 56, 136: 104, 280: 200, 568: 392}
    assert sum(step.parameters for step in traced.steps) == traced.parameters
    assert sum(step.convolutions for step in traced.steps) == traced.convolutions


@pytest.mark.parametrize("up", UPSAMPLINGS)
@pytest.mark.parametrize(("padding", "side"), [(SAME, 32), (VALID, 92)])
def test_shapes_are_those_of_a_real_run(up, padding, side):
    architecture = Architecture(depth=3, width=2, up=up, padding=padding, cut=("2",))
    network, shapes = create(architecture, 3, 4), {}
    parts = {
        f"{name} {level + 1}": part
        for name, parts in (
            ("Encoder", network.encoder),
            ("Upsampling", network.up),
            ("Decoder", network.decoder),
        )
        for level, part in enumerate(parts)
    } | {"Bottleneck 4": network.bottleneck, "Head": network.head}
    for name, part in parts.items():
        part.register_forward_hook(
            lambda module, inputs, output, name=name: shapes.update({name: tuple(output.shape[1:])})
        )
    output = network(torch.rand(1, 3, side, side))
    traced = trace(architecture, side, 3, 4)
    assert {step.name: step.shape for step in traced.steps if step.name in parts} == shapes
    assert traced.side == output.shape[2]


@pytest.mark.parametrize(
    ("architecture", "side", "at", "words"),
    [
        (Architecture(), 50, "Concatenation 2", "Expected size 25 but got size 24"),
        (Architecture(), 28, "Concatenation 3", "Expected size 7 but got size 6"),
        (Architecture(depth=4), 10, "Pooling 4", "Output size is too small"),
        (PAPER, 100, "Bottleneck 5", "Kernel size"),
    ],
)
def test_a_size_that_does_not_fit_stops_where_torch_does(architecture, side, at, words):
    traced = trace(architecture, side)
    assert traced.steps[traced.at].name == at
    assert words in traced.mistake.text and traced.mistake.kind == "RuntimeError"
    assert traced.side == 0
    small = architecture.replace(width=2)
    with pytest.raises(RuntimeError) as error:
        create(small).eval()(torch.rand(1, 1, side, side))
    assert words in str(error.value)


@pytest.mark.parametrize("side", [28, 50, 61])
def test_cures_work_in_the_network_that_they_give(side):
    ways = cures(Architecture(width=2), side)
    assert [cure.name for cure in ways] == ["Pad", "Crop", "Interpolate"]
    for cure in ways:
        assert create(cure.architecture)(torch.rand(1, 1, side, side)).shape[2] == cure.side
        assert trace(cure.architecture, side).mistake is None
        skip, x = torch.rand(1, 2, 25, 25), torch.rand(1, 2, 24, 24)
        names = {"skip": skip, "x": x, "F": torch.nn.functional}
        exec(cure.code, names)
        assert names["skip"].shape == names["x"].shape
    assert cures(Architecture(), 64) == ()
    assert cures(Architecture(depth=4), 10) == ()  # nothing helps there


@pytest.mark.parametrize("architecture", [Architecture(depth=3), PAPER.replace(depth=2)])
def test_sides_that_fit_are_the_nearest(architecture):
    def halves(side):
        steps = [step for step in trace(architecture, side).steps if step.kind == "encoder"]
        return trace(architecture, side).side > 0 and all(step.shape[1] % 2 == 0 for step in steps)

    for side in (50, 64, 67):
        right = [each for each in range(20, 120) if halves(each)]
        below = max(each for each in right if each <= side)
        above = min(each for each in right if each >= side)
        assert sides(architecture, side) == tuple(dict.fromkeys((below, above)))
    assert sides(Architecture(depth=4), 3) == (16,)
