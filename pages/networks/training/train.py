"""The view "Train": choose a training, start it, and see how it goes."""

from contextlib import suppress
from typing import Any

import streamlit as st

from core.data.datasets import DATASETS
from core.models import stack
from core.models.stack import OWN_STACK
from core.networks.training import run_words as words
from core.networks.training.before import first_pictures
from core.networks.training.figures.run import pictures_columns, run_figure
from core.networks.training.standing import INTERRUPTED, NEW, TRAINED, Standing, plan, standing
from core.networks.training.state import AFTERWARDS, State
from core.plots.words import plain
from core.topics import TOPICS, Topic
from core.training import checkpoints, store
from core.training.config import TrainConfig, recipe
from core.training.script import write_script
from core.training.worker import Job
from pages.networks.training import own
from pages.ui import address, cached, frame, menu, panels, training, widgets
from pages.ui.tables import table

FOLDED = {
    "batch_size": "Batch",
    "optimizer": "Optimizer",
    "schedule": "Schedule",
    "augmentation": "Augmentation",
    "label_smoothing": "Label smoothing",
    "ema": "Moving average of the weights",
    "seed": "Seed",
}

USUAL = ("dataset", "epochs", *(name for name in FOLDED if name != "seed"))
"""Settings that another network sets to what is usual for it."""

PICTURES, ACROSS = 12, 6
"""Pictures that are shown before a training, and how many beside each other."""

EVERY = 0.6
"""Seconds between two looks at a training."""


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    own.take_up(topic)
    with st.container(key="training-start"):
        start = st.container()
    values = {
        "model": widgets.widget(topic, "model", "Network", on_change=_take_recipe, args=(topic,)),
        "dataset": widgets.widget(topic, "dataset", "Data"),
    }
    values |= own.of_stack(topic, values)
    values["epochs"] = widgets.widget(topic, "epochs", "Epochs")
    values |= widgets.folded(topic, FOLDED, lazy=True)
    with start:
        _button(topic, State(**values))
    return values


def _take_recipe(topic: Topic) -> None:
    """What is usual for the network that was just chosen. For a callback."""
    model = st.session_state[address.key(topic, "model")]
    if model == OWN_STACK:
        return
    usual = recipe(model)
    for name in USUAL:
        address.put(topic, name, getattr(usual, name))


def _button(topic: Topic, state: State) -> None:
    """Starts the chosen training, has it go on, or stops it."""
    try:
        config = state.config
    except ValueError:
        st.button("Train", key="training.refused", disabled=True, width="stretch")
        return
    now, job = _standing(config), _job(config)
    if now.is_active:
        mine = job is not None and training.reader() in job.readers
        st.button(
            "Stop",
            key="training.stop",
            width="stretch",
            icon=":material/stop:",
            disabled=not mine,
            on_click=cached.trainer().stop,
            args=(job, training.reader()),
            help=None if mine else "Somebody else started it.",
        )
    elif now.state == TRAINED:
        st.button("Already trained", key="training.done", disabled=True, width="stretch")
    else:
        st.button(
            "Go on" if now.state == INTERRUPTED else "Train",
            key="training.start",
            type="primary",
            width="stretch",
            icon=":material/play_arrow:",
            on_click=training.submit,
            args=(topic, config),
        )
    if mistake := st.session_state.get(f"{topic.name}.train.mistake"):
        frame.mistake(mistake)


def _job(config: TrainConfig) -> Job | None:
    """The latest job for a training."""
    jobs = (job for job in reversed(cached.trainer().jobs()) if job.config == config)
    return next(jobs, None)


def _standing(config: TrainConfig) -> Standing:
    job = _job(config)
    return standing(config, None if job is None else cached.trainer().status(job))


def show(topic: Topic, state: State) -> None:
    """The chosen training: its curves, as far as it is, and what can be done with its result."""
    if state.model == OWN_STACK and not _fits(state):
        return
    config, active = state.config, training.active_jobs()
    st.fragment(_follow, run_every=EVERY if active else None)(topic, config, active)


def _fits(state: State) -> bool:
    """Whether the reader's own layers fit; shows the one that does not, and the shapes before."""
    dataset = DATASETS[state.dataset]
    lines = stack.trace(state.layers, dataset.shape, len(dataset.classes))
    if mistake := words.layer_mistake(lines):
        st.warning(mistake, icon=":material/info:")
        layers(state)
    return not mistake


def layers(state: State) -> None:
    """The reader's own layers, with the shape after each."""
    dataset = DATASETS[state.dataset]
    lines = stack.trace(state.layers, dataset.shape, len(dataset.classes))
    table(words.layer_rows(lines), "training.layers", words=2)


def _follow(topic: Topic, config: TrainConfig, before: tuple[Job, ...]) -> None:
    """The chosen training as it stands; when one is asked for or ends, the page runs again."""
    now = _standing(config)
    frame.sentence(words.run_sentence(config, now, plan(config)))
    if now.is_active:
        at = now.snapshot
        share = at.step / at.steps if at.steps else at.prepared
        st.progress(min(max(share, 0.0), 1.0))
    if now.curve:
        frame.main_picture(
            run_figure(now.curve, now.held_out, now.steps, config.epochs),
            "training.chart.run",
            "Loss and accuracy over the epochs",
        )
    elif now.state == NEW and DATASETS[config.dataset].is_ready():
        _show_pictures(config)
    elif not now.is_active:
        frame.nothing(_invitation(config, now))
    if now.state == TRAINED:
        _use(topic, now)
    if training.active_jobs() != before:
        st.rerun()


def _show_pictures(config: TrainConfig) -> None:
    """The first pictures that the network will learn from."""
    with frame.stays("training.pictures"):
        columns = pictures_columns(first_pictures(config, PICTURES))
        panels.maps("training.pictures", columns, widest=110, wrap=ACROSS)
    st.caption("The first pictures of this training, after a possible augmentation.")


def _invitation(config: TrainConfig, now: Standing) -> str:
    """What stands where there is no curve yet."""
    if now.state == TRAINED:
        return "No curve was kept of this training. Train with another seed to see one."
    return f"Press **Train** to see {plain(words.run_title(config))}."


def _use(topic: Topic, now: Standing) -> None:
    """Where a trained network can be used at once."""
    name = now.trained.name
    with st.container(horizontal=True, vertical_alignment="center", key="training-use"):
        if st.button(
            "See what it gets wrong",
            key="training.evaluate",
            icon=":material/grid_on:",
            on_click=evaluate,
            args=(topic, name),
        ):
            st.rerun()  # the button is in a fragment, and the whole page is to know
        for other, settings in _uses(now.trained).items():
            page = TOPICS[other]
            query = page.query(page.content.State(**settings))
            menu.link(other, page.title, page.icon, query_params=query)


def _uses(trained: store.Trained) -> dict[str, dict[str, Any]]:
    """The pages that can show a trained network, each with the settings for that."""
    uses: dict[str, dict[str, Any]] = {"feature_maps": {"network": trained.name}}
    if trained.name in digits_networks():
        uses = {"digits": {"models": (trained.name,)}, **uses}
    return uses


def digits_networks() -> tuple[str, ...]:
    """The networks that the page with the drawn digit offers."""
    return dict(TOPICS["digits"].content.State.specs())["models"].choices()


def evaluate(topic: Topic, name: str) -> None:
    """Shows the answers of a trained network. For a callback."""
    st.session_state[address.key(topic, "view")] = AFTERWARDS
    st.session_state[address.key(topic, "trained")] = name


def trainings(topic: Topic, state: State) -> None:
    """All trainings of this server, and those that were interrupted."""
    for number, known in enumerate(checkpoints.interrupted()):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**Interrupted:** {plain(words.run_title(known.config))}, after epoch "
                f"{known.epoch} of {known.config.epochs}"
            )
            st.button(
                "Go on",
                key=f"training.continue.{number}",
                on_click=training.submit,
                args=(topic, known.config),
            )
            st.button(
                "Discard",
                key=f"training.discard.{number}",
                on_click=_discard,
                args=(known.config,),
            )
    active = training.active_jobs()
    follow = st.fragment(training.follow, run_every=EVERY if active else 10 * EVERY)
    follow(topic, active, lambda dataset: True, lambda name: evaluate(topic, name))


def _discard(config: TrainConfig) -> None:
    with suppress(ValueError):  # it runs again just now
        checkpoints.discard(config)


def code(topic: Topic, state: State) -> None:
    """The script of the whole training, which gives the same weights on the same processor."""
    config = state.config
    notice = DATASETS[config.dataset].script_notice
    if notice:
        st.caption(notice)
    frame.code(topic, write_script(config), "training")
