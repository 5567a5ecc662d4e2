"""Training a network in the app, and the script that trained one."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from core.data.datasets import DATASETS, Dataset
from core.models.zoo import MODELS
from core.plots.history import history_figure
from core.topics import Topic
from core.training import device, store
from core.training.config import TrainConfig, recipe
from core.training.script import write_script
from core.training.worker import ACTIVE, Job
from pages.ui import cached, controls, frame

EVERY = 0.6  # seconds between two looks at a training
SHOWN = 4  # trainings in the list, or more if more run or wait
LONGEST = 20  # epochs that the page offers; the command line takes more


def section(
    topic: Topic,
    use: Callable[[str], None],
    suits: Callable[[Dataset], bool] = lambda dataset: True,
) -> None:
    """Choose a network and train it: on the left what, on the right how it goes, for all trainings
    of this server.

    Args:
        use: puts the network of this name on the page. Called by a button, before the page's next
            run.
        suits: whether networks that learn from a data set are offered.
    """
    left, right = st.columns([1, 1.9], gap="medium")
    with left:
        config = choose(topic, suits)
        if store.fetch(config):
            st.button(
                "Already trained",
                disabled=True,
                width="stretch",
                help="It is in the list of networks.",
            )
        else:
            st.button(
                "Train",
                type="primary",
                width="stretch",
                icon=":material/play_arrow:",
                on_click=submit,
                args=(topic, config),
            )
            if mistake := st.session_state.get(f"{topic.name}.train.mistake"):
                frame.mistake(mistake)
        st.caption(
            f"On {device.describe(device.choose())}, in a process of its own: it goes on "
            "while you draw, and if you leave the page. The result is kept on this computer."
        )
    with right:
        busy = any(cached.trainer().status(job).state in ACTIVE for job in cached.trainer().jobs())
        st.fragment(follow, run_every=EVERY if busy else 10 * EVERY)(topic, busy, suits, use)


def submit(topic: Topic, config: TrainConfig) -> None:
    """Asks for a training; a mistake is kept to be shown."""
    st.session_state[f"{topic.name}.train.mistake"] = None
    try:
        cached.trainer().submit(config, reader())
    except ValueError as error:
        st.session_state[f"{topic.name}.train.mistake"] = str(error)


def choose(topic: Topic, suits: Callable[[Dataset], bool]) -> TrainConfig:
    """The settings of a training: those of the network's recipe, of which a reader can change
    these.
    """
    names = [name for name, network in MODELS.items() if suits(DATASETS[network.dataset])]
    model = st.selectbox(
        "Network to train", names, key=f"{topic.name}.train.model", persist_state="session"
    )
    st.caption(MODELS[model].note)
    dataset = DATASETS[MODELS[model].dataset]
    if dataset.notice and not dataset.is_ready():
        st.caption(dataset.notice)
    usual, specs = recipe(model), dict(TrainConfig.specs())
    # another seed than the shipped network's, which is there already
    offered = {
        "epochs": {"default": usual.epochs, "high": max(LONGEST, usual.epochs)},
        "augmentation": {"default": usual.augmentation},
        "seed": {"default": usual.seed + 1},
    }
    changes = {
        name: controls.of_spec(
            f"{topic.name}.train.{model}.{name}",
            replace(specs[name], **offer),
            name.capitalize(),
            persist_state="session",
        )
        for name, offer in offered.items()
    }
    return recipe(model, **changes)


def reader() -> str:
    """Who is at the screen, as far as a stop button needs it: one computer is one reader, also
    after a reload.
    """
    return st.context.ip_address or ""


def follow(
    topic: Topic, busy: bool, suits: Callable[[Dataset], bool], use: Callable[[str], None]
) -> None:
    """Trainings that run or wait, then the latest that are over. When the first begins or all end,
    the page reruns.
    """
    trainer = cached.trainer()
    active = [job for job in trainer.jobs() if trainer.status(job).state in ACTIVE]
    over = [job for job in trainer.jobs()[::-1] if job not in active]
    jobs = active + over[: max(0, SHOWN - len(active))]
    if not jobs:
        st.caption(
            "Nothing is trained yet. Choose a network at the left and press Train: you will "
            "see its loss fall."
        )
    for place, job in enumerate(jobs):
        with st.container(border=True):
            show(topic, job, place, use if suits(DATASETS[job.config.dataset]) else None)
    if busy != bool(active):
        st.rerun()


def show(topic: Topic, job: Job, place: int, use: Callable[[str], None] | None) -> None:
    """One training: what it is, how far it is, and what can be done."""
    trainer, config = cached.trainer(), job.config
    status = trainer.status(job)
    now = status.snapshot
    kind = config.augmentation.name if config.augmentation.choice.changes else "no"
    epochs = f"{config.epochs} epoch{'s' if config.epochs > 1 else ''}"
    line, button = st.columns([4, 1], vertical_alignment="center")
    line.markdown(f"**{config.model}**, {epochs}, {kind} augmentation, seed {config.seed}")
    with button:
        if status.state in ACTIVE and reader() in job.readers:
            st.button(
                "Stop",
                key=f"{topic.name}.stop.{place}",
                on_click=trainer.stop,
                args=(job, reader()),
                width="stretch",
            )
        elif (
            use
            and status.state == "finished"
            and (found := store.fetch(config))
            and st.button(
                "Use it",
                key=f"{topic.name}.use.{place}",
                on_click=use,
                args=(found.name,),
                width="stretch",
            )
        ):
            st.toast(f"{found.name} is on the page now.")
            st.rerun()  # the button is in a fragment, and the whole page is to know
    match status.state:
        case "queued":
            st.caption(
                f"Waits for {status.ahead} training{'s' if status.ahead > 1 else ''} before it."
            )
        case "starting":
            st.progress(0.0, "Starting a process and reading the pictures")
        case "running":
            words = (
                f"Epoch {now.epoch} of {config.epochs}, {now.rate:,.0f} pictures a second, "
                f"{now.seconds_left:.0f} s left"
            )
            st.progress(now.step / now.steps if now.steps else now.prepared, now.note or words)
            frame.picture(
                history_figure(status.history, now.steps),
                f"{topic.name}.history.{place}",
                "Loss and accuracy of each batch against the step",
            )
        case "finished":
            st.caption(
                f"Trained in {now.seconds:.0f} s on {now.device}: right on "
                f"{now.test_accuracy or 0:.2%} of the test pictures. It is in the list of "
                "networks now."
            )
        case "failed":
            frame.mistake(status.reason)
        case "stopped":
            st.caption(f"Stopped at step {now.step:,} of {now.steps:,}.")


def code(topic: Topic, names: Sequence[str]) -> None:
    """The script that trained one of these networks."""
    name = (
        names[0]
        if len(names) == 1
        else st.segmented_control(
            "Network", names, default=names[0], required=True, key=f"{topic.name}.trained"
        )
    )
    card = store.find(name).card
    st.caption(
        f"Trained in {card.seconds:.0f} s on {card.device} with torch {card.torch}: right on "
        f"{card.test_accuracy:.2%} of the test pictures. On the same kind of processor the "
        "script gives the same weights."
    )
    dataset = DATASETS[card.config.dataset]
    if dataset.script_notice:
        st.caption(dataset.script_notice)
    for name, data in dataset.script_files.items() if dataset.is_ready() else ():
        st.download_button(
            name,
            data,
            name,
            key=f"{topic.name}.{name}",
            on_click="ignore",
            icon=":material/attach_file:",
        )
    frame.code(topic, write_script(card.config, card.threads), "training")
