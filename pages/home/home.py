"""The first page: a digit that a network reads while it is drawn, the stations of the course, and
the wings.
"""

import streamlit as st

from pages.home.live import live
from pages.home.stations import stations, style, wings

st.html(f"<style>{style(st.context.theme.type == 'dark')}</style>")
st.title("Torch Playground", anchor=False)
live()
st.header("The course", anchor=False)
st.markdown(
    "Play with real neural networks. PyTorch computes everything live, and every picture comes "
    "with its code and a link."
)
stations()
st.header("The wings", anchor=False)
wings()
