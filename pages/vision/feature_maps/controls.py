"""The controls of each view of the feature maps: those in the open, and those that stand folded."""

import streamlit as st

from core.vision.feature_maps import subjects
from core.vision.feature_maps.state import ABLATION, LIKES, MAP, NETWORK, WHY, State
from pages.ui import inputs, widgets
from pages.vision.feature_maps import ablation, choosing, likes, network, one_map, why

VIEWS = {NETWORK: network, MAP: one_map, LIKES: likes, WHY: why, ABLATION: ablation}


def choose(view: str) -> State:
    """The controls at the right of the picture, and the state they are at.

    The choice of weights stands in the open where the trained ones are not on this computer.
    """
    name, needs_picture = choosing.network(), State(view=view).needs_picture
    open_weights, open_picture = st.container(gap="small"), st.container(gap="small")
    of_view = st.container(gap="small")
    at_hand = subjects.is_ready(name, State().weights)
    names = [*VIEWS[view].FOLDED]
    names += ["weights"] if at_hand else []
    names += [] if needs_picture else inputs.shown(choosing.TOPIC)
    with widgets.more(choosing.TOPIC, *names):
        folded_weights, folded = st.container(gap="small"), st.container(gap="small")
        folded_picture = st.container(gap="small")
    with folded_weights if at_hand else open_weights:
        weights = choosing.widget("weights", "Weights")
    if not needs_picture:
        folded_picture.caption("Picture, for the other views")
    with open_picture if needs_picture else folded_picture:
        picture = choosing.picture(name)
    state = State(view=view, network=name, weights=weights, **choosing.held() | picture)
    if not subjects.is_ready(state.network, state.weights):
        return state
    with of_view:
        state = state.replace(**VIEWS[view].settings(state))
    with folded:
        return state.replace(**VIEWS[view].more(state))
