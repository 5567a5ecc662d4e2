"""The frame of every page: title, picture and controls, words, presets, code and link, always in
the same places.
"""

from collections.abc import Callable, Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.plots.theme import Figure
from core.registry import Config, Preset
from core.script import Script, notebook
from core.topics import Topic
from pages.ui import address, private
from pages.ui.mistakes import mistake as mistake
from pages.ui.mistakes import plain
from pages.ui.mistakes import reader_mistakes as reader_mistakes

TOUCH = """<style>
@media (hover: none) {
    [class*="st-key-clickable"] .nsewdrag,
    .stPlotlyChart .gl-container, .stPlotlyChart .gl-container * {
        pointer-events: none !important;
    }
}
</style>"""
"""Charts that Plotly would not let a finger scroll past, though nothing can be dragged there."""


def head(topic: Topic) -> None:
    """The title and the one sentence under it; and what of a link could not be read."""
    st.html(TOUCH)
    st.title(topic.title, anchor=False)
    st.markdown(topic.sentence)
    if lines := address.unread(topic):
        st.caption(f"In this link: {'; '.join(map(plain, lines))}.")


def columns() -> tuple[DeltaGenerator, DeltaGenerator]:
    """The picture's column, wide, and the controls' at its right; on a phone the picture comes
    first.
    """
    picture, side = st.columns([3.1, 1], gap="medium")
    return picture.container(key="picture"), side.container(gap="small")


def picture(figure: Figure, key: str, alt: str) -> None:
    """Shows a figure. `alt` says what kind of picture it is and stays the same while the numbers
    change.
    """
    figure = private.in_the_theme(figure)
    st.plotly_chart(figure, key=key, alt=alt, config={"displayModeBar": False, "scrollZoom": False})


def presets(
    topic: Topic, held: tuple[str, ...] = (), on_apply: Callable[[], None] = lambda: None
) -> None:
    """**Try this**: for each preset its name, which puts the page at its state, what to notice, and
    its link.
    """

    def choose(preset: Preset) -> None:
        address.apply(topic, preset.state, held)
        on_apply()

    st.markdown("**Try this**")
    with st.grid(3, min_column_width=240, gap="small"):
        for preset in topic.content.PRESETS:
            with st.container(border=True, height="stretch", gap=None):
                st.button(
                    preset.name,
                    key=f"{topic.name}.preset.{preset.name}",
                    on_click=choose,
                    args=(preset,),
                    icon=":material/play_arrow:",
                    type="tertiary",
                    wrap=True,
                )
                st.caption(f"{preset.notice} [Link]({topic.link(preset.state)})")


def sections(topic: Topic, sections: Mapping[str, Callable[[Config], None]], state: Config) -> None:
    """What stands under the picture, a tab each, **Code** and **Link** among them; only the open
    one is computed.
    """
    address.leaves(topic, state)
    names = tuple(sections)
    tabs = st.tabs(names, key=f"{topic.name}.show", on_change="rerun", bind="query-params")
    for tab, section in zip(tabs, sections.values(), strict=True):
        if tab.open:
            with tab, reader_mistakes():
                section(state)


def code(topic: Topic, script: Script, key: str = "") -> None:
    """The script to copy, and downloads: the script, the notebook and the files it reads."""
    name = f"{topic.name}_{key}" if key else topic.name
    with st.container(horizontal=True):
        st.download_button(
            "Script",
            script.text,
            f"{name}.py",
            "text/x-python",
            key=f"{name}.py",
            on_click="ignore",
            icon=":material/download:",
            help=f"{name}.py",
        )
        st.download_button(
            "Notebook",
            notebook(script.text),
            f"{name}.ipynb",
            "application/x-ipynb+json",
            key=f"{name}.ipynb",
            on_click="ignore",
            icon=":material/download:",
            help=f"{name}.ipynb",
        )
        for file, data in script.files.items():
            st.download_button(
                file,
                data,
                file,
                key=f"{name}.{file}",
                on_click="ignore",
                icon=":material/attach_file:",
            )
    if script.files:
        st.caption(
            "Save these files beside the script: it reads them and prints the numbers on the "
            "screen."
        )
    st.code(script.text, language="python", height=460)


def link(topic: Topic, state: Config) -> None:
    """The address of this very state, to copy."""
    root = (st.context.url or "").partition("?")[0].rstrip("/").removesuffix(f"/{topic.name}")
    st.caption("This address opens the page with exactly these settings.")
    st.code(root + topic.link(state), language=None, wrap_lines=True)
