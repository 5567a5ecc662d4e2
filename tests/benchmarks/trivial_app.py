"""The baseline of the load benchmark: a Streamlit page with one slider and one chart, and no
torch.
"""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

frequency = st.slider("frequency", 1, 10, 3, key="frequency")
x = np.linspace(0, 1, 200, dtype=np.float32)
st.plotly_chart(go.Figure(go.Scatter(x=x, y=np.sin(2 * np.pi * frequency * x))), key="chart")
