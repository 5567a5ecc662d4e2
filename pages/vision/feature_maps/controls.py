"""The controls of each view of the feature maps: those in the open, and those that stand folded."""

from contextlib import nullcontext
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.vision.feature_maps import subjects
from core.vision.feature_maps.state import ABLATION, LIKES, MAP, NETWORK, WHY, State
from pages.ui import address, inputs, widgets
from pages.vision.feature_maps import ablation, choosing, likes, network, one_map, why

VIEWS = {NETWORK: network, MAP: one_map, LIKES: likes, WHY: why, ABLATION: ablation}


def choose(view: str) -> State:
    """The controls at the right of the picture, and the state they are at.

    The choice of weights stands in the open where the trained ones are not on this computer.
    """
    opened, needs_picture = st.container(gap="small"), State(view=view).needs_picture
    with opened:
        name = choosing.network()
    at_hand = subjects.is_ready(name, State().weights)
    names = [*VIEWS[view].FOLDED]
    names += ["weights"] if at_hand else []
    names += [] if needs_picture else inputs.shown(choosing.TOPIC)
    with widgets.more(choosing.TOPIC, *names, lazy=True) as needed:
        chosen = choosing.held() | _general(name, opened, at_hand, needs_picture, needed)
        state = State(view=view, network=name, **chosen)
        if not subjects.is_ready(state.network, state.weights):
            return state
        with opened:
            state = state.replace(**VIEWS[view].settings(state))
        return state.replace(**VIEWS[view].more(state)) if needed else state


def _general(
    name: str, opened: DeltaGenerator, at_hand: bool, needs_picture: bool, needed: bool
) -> dict[str, Any]:
    """The settings that all views share: the weights and the picture.

    Args:
        name: of the network.
        opened: where what stands in the open belongs.
        at_hand: whether the trained weights are here, so that the choice is folded.
        needs_picture: whether the picture stands in the open.
        needed: whether the folded widgets are.
    """
    chosen: dict[str, Any] = {}
    if needed or not at_hand:
        with nullcontext() if at_hand else opened:
            chosen["weights"] = choosing.widget("weights", "Weights")
    if needs_picture:
        with opened:
            return chosen | choosing.picture(name)
    if needed:
        st.caption("Picture, for the other views")
        return chosen | choosing.picture(name)
    return chosen | address.remember(choosing.TOPIC, *inputs.HELD)
