"""The first page: what this is, and a picture of each page as the way there."""

from pathlib import Path

import streamlit as st

from core.topics import TOPICS

CARDS = Path(__file__).parents[2] / "assets" / "cards"

WHOLE_CARD_LEADS = """<style>
[class*="st-key-card-"] { position: relative; }
[class*="st-key-card-"] [data-testid^="stPageLink"],
[class*="st-key-card-"] .stElementContainer { position: static; }
[class*="st-key-card-"] a::after { content: ""; position: absolute; inset: 0; }
</style>"""

st.title("Torch Playground", anchor=False)
st.markdown(
    "Play with real neural networks. PyTorch computes everything live, and every picture comes "
    "with its code and a link."
)
st.html(WHOLE_CARD_LEADS)
theme = st.context.theme.type or "light"
with st.grid(3, min_column_width=300, gap="medium"):
    for topic in TOPICS.values():
        with st.container(border=True, height="stretch", key=f"card-{topic.name}"):
            # of the file's own format: in any other Streamlit writes it anew at every rerun
            card = CARDS / f"{topic.name}-{theme}.png"
            st.image(card, width="stretch", output_format="PNG", alt=topic.title)
            st.page_link(topic.page, label=f"**{topic.title}**", icon=topic.icon)
            st.caption(topic.sentence)
