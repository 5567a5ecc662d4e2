"""Train a network in the app: the section of the draw page, and the script that trained a network."""

import streamlit as st

from core.registry import Config


def section(state: Config) -> None:
    st.caption("Soon.")


def code(state: Config) -> None:
    st.caption("Soon.")
