"""The baseline of the benchmarks: the least that a page with torch costs in Streamlit.

One slider and one chart; torch is imported, and frozen, or the garbage collector would go through
all of it after every rerun.
"""

import gc

import plotly.graph_objects as go
import streamlit as st
import torch


@st.cache_resource
def frozen() -> bool:
    """Once a server."""
    gc.collect()
    gc.freeze()
    return True


frozen()
weight = st.slider("weight", 0.0, 1.0, 0.5, key="weight")
x = torch.linspace(-3, 3, 200)
st.plotly_chart(go.Figure(go.Scatter(x=x.numpy(), y=torch.tanh(weight * x).numpy())), key="chart")
