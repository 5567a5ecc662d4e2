"""The first page: a digit that a network reads while it is drawn, the stations of the course, and
the wings.
"""

import streamlit as st

from pages.home.live import live
from pages.home.stations import stations, wings

st.title("Torch Playground", anchor=False)
live()
stations()
wings()
