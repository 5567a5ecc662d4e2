"""What torch itself said of a mistake, in a box: its class, its whole text and the cure."""

import streamlit as st

from core.torch_message import TorchMessage

ERROR = ("error", ":material/error:", "says")
WARNING = ("warning", ":material/warning:", "warns")


def torch_message(message: TorchMessage, key: str, about: str = "") -> None:
    """Shows an error or a warning of torch.

    Args:
        key: of the element, its own on the page.
        about: which call said it, in Markdown, where that is not plain to see.
    """
    kind, icon, word = ERROR if not message.warning else WARNING
    call = f" at {about}" if about else ""
    with st.container(key=f"torch-{kind}.{key}", gap="xsmall"):
        st.markdown(f"{icon} **PyTorch {word}**: `{message.kind}`{call}")
        st.code(message.text or " ", language=None, wrap_lines=True)
        if message.cure:
            st.markdown(message.cure)
