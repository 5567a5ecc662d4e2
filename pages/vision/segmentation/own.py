"""A reader's own pictures and masks: files become a kind of picture, which can be deleted."""

from functools import partial

import streamlit as st

from core.topics import TOPICS, Topic
from core.vision.segmentation import bringing, own
from core.vision.segmentation.bringing import Draft
from core.vision.segmentation.figures.bringing import pairs_figure
from core.vision.segmentation.masks import Complaint
from core.vision.segmentation.pictures import SCENES
from core.vision.segmentation.state import TRAIN, State
from pages.ui import address, deleting, frame, training
from pages.ui.inputs import TYPES

DRAFT, SAID, TURN = "segmentation.draft", "segmentation.draft.said", "segmentation.draft.turn"
"""In the session: the files so far, what is wrong with the last upload, and how many uploads there
were, so that each uploader is empty after it was read.
"""

KEY = "segmentation.own"
"""Begins the keys of what deletes a set."""

HOW = (
    "Bring pictures and their masks: `cell.png` with `cell_mask.png`, or both under one name in "
    "folders such as `images` and `masks`. Each pixel of a mask is the number of its class, and 0 "
    "the background. **They stay on the computer that runs this app.**"
)


def show(state: State) -> None:
    """Takes files, says what is wrong with them, and makes a kind of picture of them."""
    topic = TOPICS["segmentation"]
    st.markdown(HOW)
    with st.container(horizontal=True, key="segmentation-uploads"):
        _uploader("Pictures and masks, or a zip", "files", [*TYPES, "zip"], True)
        _uploader("A folder", "folder", TYPES, "directory")
    if line := st.session_state.get(SAID):
        frame.mistake(line)
    if draft().files:
        _show_draft(topic)
    deleting.undo(KEY, own.restore)
    for number, name in enumerate(own.names()):
        deleting.offer(KEY, number, name, partial(_remove, topic, name))
        st.caption(SCENES[name].note)


def draft() -> Draft:
    """The reader's files so far."""
    return st.session_state.get(DRAFT, Draft())


def _uploader(label: str, name: str, types: list[str], many: bool | str) -> None:
    key = f"{DRAFT}.{name}.{st.session_state.get(TURN, 0)}"
    st.file_uploader(
        label, types, accept_multiple_files=many, key=key, on_change=_take, args=(key,)
    )


def _take(key: str) -> None:
    """Reads an upload. For a callback."""
    files = [(file.name, file.getvalue()) for file in st.session_state[key] or ()]
    _change(lambda: bringing.with_files(draft(), files))
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1


def _change(change) -> None:
    """Takes a change of the files over, or keeps what is wrong with it. For a callback."""
    try:
        st.session_state[DRAFT], st.session_state[SAID] = change(), ""
    except ValueError as error:
        st.session_state[SAID] = str(error)


def _show_draft(topic: Topic) -> None:
    """What there is so far, each fault with its cure, and what becomes of it."""
    now = draft()
    st.markdown(bringing.told(now))
    for complaint in now.reading.complaints:
        _complain(complaint)
    if len(now.reading.masks):
        figure = pairs_figure(now.reading)
        frame.picture(figure, "segmentation.pairs", "Your pictures, and their masks below")
    with st.container(horizontal=True, key="segmentation-draft"):
        st.button(
            "Train on them",
            key=f"{DRAFT}.make",
            type="primary",
            disabled=not now.is_enough,
            on_click=_make,
            args=(topic,),
        )
        st.button("Start over", key=f"{DRAFT}.over", on_click=_change, args=(Draft,))


def _complain(complaint: Complaint) -> None:
    """A fault in one line, and what can be done about it."""
    more = complaint.files - 1
    also = f"; {more} more like it" if more else ""
    frame.mistake(f"{complaint.line}{also}")
    if complaint.cure:
        cured = partial(bringing.with_cure, draft(), complaint.fault)
        key = f"{DRAFT}.cure.{complaint.fault}"
        st.button(complaint.cure, key=key, on_click=_change, args=(cured,))


def _make(topic: Topic) -> None:
    """Makes a kind of picture of the files, and puts the page at its training. For a callback."""
    try:
        name = own.add(draft().reading)
    except ValueError as error:
        st.session_state[SAID] = str(error)
        return
    for setting, value in {"scenes": name, "view": TRAIN}.items():
        address.put(topic, setting, value)
    _change(Draft)


def _remove(topic: Topic, name: str) -> bytes:
    """Removes a set, and its name. For a callback."""
    if any(getattr(job.config, "scenes", "") == name for job in training.active_jobs()):
        raise ValueError(f"a network is being trained on {name} just now: stop that training first")
    data = own.remove(name)
    for setting in ("scenes", "test_scenes"):
        if st.session_state.get(address.key(topic, setting)) == name:
            address.put(topic, setting, getattr(State(), setting))
    return data


SECTION = {"Your own pictures": show}
"""What stands under the picture of the views that can use them."""
