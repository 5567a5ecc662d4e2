"""What stands in place of a picture while weights or data are not on this computer yet: a button
that fetches them, with progress.
"""

import streamlit as st

from core.data.datasets import DATASETS
from core.models.imagenet import PRETRAINED
from pages.ui import frame


def weights(name: str, otherwise: str) -> None:
    """The weights of a network from the internet.

    Args:
        otherwise: a sentence on what can be done without them.
    """
    network = PRETRAINED[name]
    st.markdown(
        f"**The ImageNet weights of {name} are not on this computer.** They are "
        f"{network.size / 1e6:.0f} MB, from PyTorch's own server, downloaded once. {otherwise}"
    )
    if st.button("Download them", icon=":material/download:", type="primary"):
        bar = st.progress(0.0, "Downloading")
        with frame.reader_mistakes():
            for now in network.download():
                megabytes = f"{now.done / 1e6:.1f} of {now.size / 1e6:.1f} MB"
                bar.progress(min(1.0, now.done / now.size), megabytes)
            st.rerun()


def pictures(name: str) -> None:
    """The pictures of a data set."""
    dataset = DATASETS[name]
    st.markdown(f"**The pictures of {name} are not on this computer.** {dataset.notice}")
    if st.button("Fetch them", icon=":material/download:", type="primary"):
        bar = st.progress(0.0, "Fetching")
        with frame.reader_mistakes():
            for now in dataset.fetch():
                bar.progress(min(1.0, now.share), now.note)
            st.rerun()
