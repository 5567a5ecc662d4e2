"""After another network is chosen: as many points and pictures as it has time for."""

import streamlit as st

from core.networks.landscape import subject
from core.networks.landscape.walks import HERE
from core.topics import Topic
from pages.ui import address

PICTURES, SIDE = 50, 11
"""What a network with convolutions starts with: it takes longer at each point."""


def suit(topic: Topic, network: str, pictures: str, side: str) -> None:
    """Puts the settings of these names at what the chosen network starts with."""
    name = st.session_state[address.key(topic, network)]
    start, fast = topic.content.State(), name == HERE or subject.is_fast(name)
    for setting, few in ((pictures, PICTURES), (side, SIDE)):
        address.put(topic, setting, getattr(start, setting) if fast else few)
