"""The view "Your classes": what a data set holds, and a reader's own classes made one by one."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import streamlit as st

from core.data import own_classes, own_pictures
from core.data.class_folders import files_of_zip
from core.data.own_classes import Draft, Filled
from core.plots.columns import Column
from core.plots.words import counted, plain
from core.topics import Topic
from core.vision.transfer import classes
from core.vision.transfer.figures import pictures as figures
from core.vision.transfer.pictures import pictures_of
from core.vision.transfer.state import HEAD, State
from core.vision.transfer.words import STAYS, dataset_sentence, draft_sentence
from pages.ui import frame, panels, widgets
from pages.ui.inputs import TYPES
from pages.ui.own_sets import own_sets
from pages.vision.transfer import choosing

DRAFT, SAID, TURN = "transfer.draft", "transfer.draft.said", "transfer.draft.turn"
"""In the session: the reader's classes so far, what was said of the last change as a list of lines,
and how many pictures were brought, so that each uploader is empty after it was read.
"""

NAME, FILLED = "transfer.draft.name", "transfer.draft.class"
"""Keys of the field for a new class, and of the choice of the one that gets pictures."""

ACROSS = 3
"""Classes beside each other."""

MOST_LINES = 3
"""That are said of files that were left out."""


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    st.text_input(
        "Add a class", key=NAME, placeholder="Its name, then Enter", on_change=_add, max_chars=40
    )
    if draft().classes:
        _fill_controls()
        return widgets.folded(topic, {"dataset": "Data set of the other views"})
    with st.expander("All classes in a zip"):
        st.file_uploader(
            "A folder for each class", ["zip"], key=_uploader("zip"), on_change=_open_zip
        )
    values = {"dataset": widgets.widget(topic, "dataset", "Or look at")}
    _tell()
    return values


def own(topic: Topic, state: State) -> None:
    """The data sets that were made of a reader's own pictures, to be deleted."""
    if not own_pictures.names():
        st.markdown("There is none yet. Give two classes or more their pictures, and train a head.")
    own_sets(topic, ("dataset",))


def draft() -> Draft:
    """The reader's classes so far."""
    return st.session_state.get(DRAFT, Draft())


def _uploader(name: str) -> str:
    """The key of an uploader, another one after each upload."""
    return f"transfer.draft.{name}.{st.session_state.get(TURN, 0)}"


def _fill_controls() -> None:
    """What gives a class pictures, by files or by the camera."""
    names = draft().names
    if st.session_state.get(FILLED) not in names:
        st.session_state[FILLED] = names[-1]
    st.selectbox("Pictures of", names, key=FILLED)
    st.file_uploader(
        "As files, many at once",
        TYPES,
        accept_multiple_files=True,
        key=_uploader("files"),
        on_change=_take_files,
    )
    if st.toggle("With the camera", key="transfer.draft.by_camera"):
        st.camera_input("A picture", key=_uploader("camera"), on_change=_take_snapshot)
    _tell()
    with st.container(horizontal=True, key="transfer-draft-buttons"):
        st.button("Remove this class", key="transfer.draft.remove", on_click=_remove)
        st.button("Start over", key="transfer.draft.over", on_click=_start_over)


def _tell() -> None:
    """What is to be said of the last change."""
    for line in st.session_state.get(SAID, [])[:MOST_LINES]:
        frame.mistake(line[:1].upper() + line[1:])


def show(topic: Topic, state: State) -> None:
    """The reader's own classes, or those of a data set while there are none."""
    own = draft()
    if not own.classes:
        shown = classes.of_dataset(state.dataset)
        held_out = len(pictures_of(state.dataset).test)
        frame.sentence(dataset_sentence(plain(state.dataset), shown, held_out))
        _show(_of_dataset(state.dataset))
        return
    lines = own_classes.missing(own)
    shown = classes.of_draft(own)
    frame.sentence(draft_sentence(shown, lines))
    st.button(
        "Train a head on these classes",
        key="transfer.draft.make",
        type="secondary" if lines else "primary",
        icon=":material/play_arrow:",
        disabled=bool(lines),
        on_click=_make,
    )
    _show(_of_draft(own))
    st.caption(STAYS)


def _show(columns: Sequence[Column]) -> None:
    with frame.stays("transfer.classes"):
        panels.maps("transfer.classes", columns, wrap=ACROSS)


@lru_cache(maxsize=8)
def _of_dataset(dataset: str) -> tuple[Column, ...]:
    return figures.class_columns(classes.of_dataset(dataset))


@lru_cache(maxsize=8)
def _of_draft(own: Draft) -> tuple[Column, ...]:
    return figures.class_columns(classes.of_draft(own))


def _changed(change: Callable[[], Draft]) -> bool:
    """Takes a change of the classes over, or says what is wrong with it. For callbacks."""
    try:
        st.session_state[DRAFT] = change()
    except ValueError as error:
        st.session_state[SAID] = [str(error)]
        return False
    st.session_state[SAID] = []
    return True


def _add() -> None:
    name = st.session_state[NAME].strip()
    if name and _changed(lambda: own_classes.with_class(draft(), name)):
        st.session_state[NAME] = ""
        st.session_state[FILLED] = draft().names[-1]


def _remove() -> None:
    _changed(lambda: own_classes.without_class(draft(), st.session_state[FILLED]))


def _start_over() -> None:
    _changed(Draft)


def _take_files() -> None:
    files = st.session_state[_uploader("files")]
    _take([(file.name, file.getvalue()) for file in files or ()])


def _take_snapshot() -> None:
    file = st.session_state[_uploader("camera")]
    if file is not None:
        _take([(file.name, file.getvalue())])


def _take(files: Sequence[tuple[str, bytes]]) -> None:
    """Adds pictures to the chosen class."""
    if files and draft().classes:
        _fill(own_classes.with_pictures(draft(), st.session_state[FILLED], files))


def _open_zip() -> None:
    file = st.session_state[_uploader("zip")]
    if file is None:
        return
    try:
        *_, step = own_classes.from_files(draft(), files_of_zip(file.getvalue(), file.name))
    except ValueError as error:
        st.session_state[SAID] = [str(error)]
        return
    _fill(step.value)


def _fill(filled: Filled) -> None:
    """Takes over the classes with more pictures, and says which were left out."""
    lines = list(filled.left_out)
    if filled.twice:
        lines.append(f"{counted(filled.twice, 'picture')} left out: the class has them already")
    st.session_state[DRAFT], st.session_state[SAID] = filled.draft, lines
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1


def _make() -> None:
    """Makes a data set of the classes, and goes to its head. For a callback."""
    try:
        added = own_classes.make(draft())
    except ValueError as error:
        st.session_state[SAID] = [str(error)]
        return
    choosing.go(view=HEAD, dataset=added.name, cell="")
