"""Training a network in the app, and the script that trained one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from core.data.datasets import DATASETS, Dataset
from core.models.zoo import MODELS
from core.plots.history import history_figure
from core.plots.numbers import percent
from core.plots.words import counted, plain
from core.registry import Config
from core.topics import Topic
from core.training import device, kinds, store
from core.training.augmentation import AUGMENTATIONS
from core.training.card import Card
from core.training.config import TrainConfig, recipe
from core.training.script import write_script
from core.training.worker import ACTIVE, Job, Status
from pages.ui import cached, frame, runs, widgets

EVERY = 0.6  # seconds between two looks at a training
LISTED = 4  # trainings in the list, or more if more run or wait
MOST_EPOCHS = 20  # that the page offers; the command line takes more


def section(
    topic: Topic,
    use: Callable[[str], None],
    suits: Callable[[Dataset], bool] = lambda dataset: True,
) -> None:
    """Choose a network and train it: at the left what, at the right how it goes, for all trainings
    of this server.

    Args:
        use: puts the network of this name on the page. Called by a button, before the page's next
            run.
        suits: whether networks that learn from a data set are offered.
    """
    left, right = st.columns([1, 1.9], gap="medium")
    with left:
        _train_button(topic, choose(topic, suits))
        st.caption(
            f"Runs in a separate process ({device.describe(device.choose())}), so it continues "
            "while you draw or leave the page. The result stays on this computer."
        )
    with right:
        active = active_jobs()
        st.fragment(follow, run_every=EVERY if active else 10 * EVERY)(topic, active, suits, use)
    runs.compare(topic, suits, asked_for())


def active_jobs() -> tuple[Job, ...]:
    """The trainings that run or wait."""
    trainer = cached.trainer()
    return tuple(job for job in trainer.jobs() if trainer.status(job).state in ACTIVE)


def asked_for() -> list[Config]:
    """The trainings, also those that are over, that this reader asked for or waits for."""
    return [job.config for job in cached.trainer().jobs() if reader() in job.readers]


def _train_button(topic: Topic, config: TrainConfig) -> None:
    if store.fetch(config):
        st.button("Already trained", disabled=True, width="stretch", help="It is ready to use.")
        return
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


def submit(topic: Topic, config: Config) -> None:
    """Asks for a training; a mistake is kept to be shown."""
    st.session_state[f"{topic.name}.train.mistake"] = None
    try:
        cached.trainer().submit(config, reader())
    except ValueError as error:
        st.session_state[f"{topic.name}.train.mistake"] = str(error)


def choose(topic: Topic, suits: Callable[[Dataset], bool]) -> TrainConfig:
    """The settings of a training: those of the network's recipe, a few of which can be changed."""
    names = [name for name, network in MODELS.items() if suits(DATASETS[network.dataset])]
    model = st.selectbox(
        "Network to train", names, key=f"{topic.name}.train.model", persist_state="session"
    )
    st.caption(MODELS[model].note)
    dataset = DATASETS[MODELS[model].dataset]
    if dataset.notice and not dataset.is_ready():
        st.caption(dataset.notice)
    changes = {
        name: widgets.of_spec(
            f"{topic.name}.train.{model}.{name}", spec, name.capitalize(), persist_state="session"
        )
        for name, spec in offered(recipe(model), dataset).items()
    }
    return recipe(model, **changes)


def offered(usual: TrainConfig, dataset: Dataset) -> dict[str, Any]:
    """The specs of the settings that can be changed, at first those of the recipe."""
    specs = dict(TrainConfig.specs())
    suitable = AUGMENTATIONS.view(lambda name, choice: choice.suits(dataset))
    return {
        "epochs": replace(
            specs["epochs"], default=usual.epochs, high=max(MOST_EPOCHS, usual.epochs)
        ),
        "augmentation": replace(
            specs["augmentation"], registry=suitable, default=usual.augmentation
        ),
        # another seed than the shipped network's, which is there already
        "seed": replace(specs["seed"], default=usual.seed + 1),
    }


def reader() -> str:
    """Who is at the screen, as far as the list of trainings needs it: one computer is one reader,
    also after a reload.
    """
    return st.context.ip_address or ""


def follow(
    topic: Topic,
    before: tuple[Job, ...],
    suits: Callable[[Dataset], bool],
    use: Callable[[str], None],
) -> None:
    """Trainings that run or wait, then the latest that are over. When one is asked for or ends, the
    page reruns.

    Args:
        before: the trainings that ran or waited when the page ran.
    """
    active = active_jobs()
    over = [job for job in cached.trainer().jobs()[::-1] if job not in active]
    jobs = [*active, *over[: max(0, LISTED - len(active))]]
    if not jobs:
        st.caption(
            "Nothing has been trained here yet. Choose a network, press Train, and watch its loss "
            "fall."
        )
    for number, job in enumerate(jobs):
        dataset = DATASETS.get(job.config.dataset)  # one's own may be gone
        with st.container(border=True):
            show(topic, job, number, use if dataset and suits(dataset) else None)
    if active != before:
        st.rerun()


def show(topic: Topic, job: Job, number: int, use: Callable[[str], None] | None) -> None:
    """One training: what it is, how far it is, and what can be done."""
    config, status = job.config, cached.trainer().status(job)
    line, button = st.columns([4, 1], vertical_alignment="center")
    line.markdown(f"**{plain(config.model)}**, {_told(config)}")
    with button:
        _button(topic, job, status, number, use)
    _progress(topic, config, status, number)


def _told(config: Config) -> str:
    """The most important settings of a training, in a line."""
    epochs, seed = counted(config.epochs, "epoch"), f"seed {config.seed}"
    if kinds.kind_of(config) is not None:
        return f"{epochs}, {seed}"
    kind = config.augmentation.name.lower() if config.augmentation.choice.changes else "no"
    return f"{epochs}, {kind} augmentation, {seed}"


def _button(
    topic: Topic, job: Job, status: Status, number: int, use: Callable[[str], None] | None
) -> None:
    """Stops one's own training, or uses what came out of one."""
    if status.state in ACTIVE and reader() in job.readers:
        st.button(
            "Stop",
            key=f"{topic.name}.stop.{number}",
            on_click=cached.trainer().stop,
            args=(job, reader()),
            width="stretch",
        )
    if status.state != "finished" or use is None:
        return
    trained = store.fetch(job.config)
    if trained and st.button(
        "Use it",
        key=f"{topic.name}.use.{number}",
        on_click=use,
        args=(trained.name,),
        width="stretch",
    ):
        st.toast(f"{plain(trained.name)} is on the page now.")
        st.rerun()  # the button is in a fragment, and the whole page is to know


def _progress(topic: Topic, config: Config, status: Status, number: int) -> None:
    """How far a training is, or how it ended."""
    now = status.snapshot
    match status.state:
        case "queued":
            st.caption(f"Queued behind {status.ahead} other run{'s' if status.ahead > 1 else ''}.")
        case "starting":
            st.progress(0.0, "Starting a process and loading the pictures")
        case "running":
            words = (
                f"Epoch {now.epoch} of {config.epochs}, {now.rate:,.0f} pictures per second, "
                f"{now.seconds_left:.0f} s left"
            )
            st.progress(now.step / now.steps if now.steps else now.prepared, now.note or words)
            _curve(topic, status, number)
        case "finished":
            _result(topic, status, number)
        case "failed":
            frame.mistake(status.reason)
            _curve(topic, status, number)
        case "stopped":
            st.caption(f"Stopped at step {now.step:,} of {now.steps:,}.")
            _curve(topic, status, number)


def _result(topic: Topic, status: Status, number: int) -> None:
    """A finished training: its curve, and how good the network is on pictures it has not seen."""
    now = status.snapshot
    picture, figures = st.columns([3.2, 1], vertical_alignment="center")
    with picture:
        _curve(topic, status, number)
    with figures:
        st.metric(
            "Test accuracy",
            percent(now.test_accuracy or 0, 2),
            help="On held-out pictures, which no network here has learned from.",
        )
        if now.device:
            st.caption(f"After {now.seconds:.0f} s on {now.device}. Ready to use.")


def _curve(topic: Topic, status: Status, number: int) -> None:
    """Loss and accuracy of a training so far, or of one that is over."""
    now = status.snapshot
    history = now.curve or status.history
    if history:
        frame.picture(
            history_figure(history, now.steps or history[-1][0], now.test_accuracy),
            f"{topic.name}.history.{number}",
            "Training loss and accuracy of each batch against the step",
        )


def code(topic: Topic, names: Sequence[str]) -> None:
    """The script that trained one of these networks."""
    name = names[0]
    if len(names) > 1:
        name = st.segmented_control(
            "Network",
            names,
            default=name,
            required=True,
            format_func=plain,
            key=f"{topic.name}.trained",
        )
    trained = store.find(name)
    card = trained.card
    st.caption(_origin(card))
    if (kind := kinds.kind_of(card.config)) is not None:
        frame.code(topic, kind.write_script(card.config, card.threads), "training")
        return
    dataset = trained.dataset
    if dataset.script_notice:
        st.caption(dataset.script_notice)
    if dataset.is_ready():
        for file, made in dataset.script_files.items():
            key, icon = f"{topic.name}.{file}", ":material/attach_file:"
            st.download_button(file, made(), file, key=key, on_click="ignore", icon=icon)
    frame.code(topic, write_script(card.config, card.threads), "training")


def _origin(card: Card) -> str:
    """How the weights came to be, and whether the script alone gives them."""
    accuracy = f"Test accuracy: {percent(card.test_accuracy, 2)}."
    if card.further is None:
        return (
            f"Trained in {card.seconds:.0f} s on {card.device} with PyTorch {card.torch}. "
            f"{accuracy} On the same kind of processor this script gives the same weights."
        )
    return (
        f"Trained as in this script, then further on {plain(card.further.dataset)}: "
        f"{counted(card.further.epochs, 'epoch')} with each of {counted(card.runs, 'seed')}, and "
        f"the mean of the weights that came out counts {percent(card.share, 0)}, those before the "
        f"rest. On {card.device} with PyTorch {card.torch}. {accuracy}"
    )
