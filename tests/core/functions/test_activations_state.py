"""The activations page as data."""

import torch

from core.functions.activations_state import PRESETS, graph, headline


def test_the_numbers_are_those_of_the_curve():
    for preset in PRESETS:
        if preset.state.view != "curves":
            continue
        shown = headline(preset.state)
        for pick in preset.state.functions:
            one = graph(pick)
            at = int((one.x - preset.state.probe).abs().argmin())
            if abs(float(one.x[at]) - preset.state.probe) < 1e-9:
                assert torch.isclose(one.values[at], torch.tensor(shown[f"{pick.name} f"], dtype=torch.float64))
