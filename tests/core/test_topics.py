"""The table of contents: every page is there, with its presets, and every state has an address that
leads back.
"""

import importlib
import random
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from core.topics import TOPICS, WINGS, linked
from tests.cards import CARDS
from tests.sampling import sample_state

ROOT = Path(__file__).parents[2]
STATES = 40


@pytest.fixture(params=TOPICS.values(), ids=TOPICS)
def topic(request):
    return request.param


def test_every_topic_has_its_page_and_every_page_its_topic():
    pages = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("pages/*/*/page.py")}
    assert pages == {topic.page for topic in TOPICS.values()}


def test_there_are_presets_and_each_says_what_to_notice(topic):
    presets = topic.content.PRESETS
    assert len(presets) >= 3
    assert len({preset.name for preset in presets}) == len(presets)
    assert len({preset.state for preset in presets}) == len(presets)
    assert all(preset.notice.endswith(".") for preset in presets)


def test_what_a_preset_says_and_what_a_reader_guesses_is_proven(topic):
    """Each topic's test_claims.py has a claim for each preset, and an answer for each question."""
    claims = importlib.import_module(f"tests.{topic.module}.test_claims").CLAIMS
    assert claims.missing(topic.content.PRESETS) == set()


def test_a_guess_can_be_right_and_wrong(topic):
    for preset in topic.content.PRESETS:
        assert not preset.answers or (preset.right in preset.answers and len(preset.answers) > 1)
        assert len(set(preset.answers)) == len(preset.answers)


def test_a_default_is_what_its_check_makes_of_it(topic):
    """A config does not check what is at its default, and its text is a key of caches."""
    for name, spec in topic.content.State.specs():
        assert repr(spec.check(name, spec.default)) == repr(spec.default), name


def test_an_address_leads_back_to_its_state(topic):
    generator = random.Random(0)
    states = [preset.state for preset in topic.content.PRESETS]
    states += [sample_state(topic.content.State, generator) for _ in range(STATES)]
    for state in states:
        address = urlsplit(topic.link(state))
        assert address.path == f"/{topic.name}"
        query = {
            key.removeprefix(f"{topic.name}."): values
            for key, values in parse_qs(address.query, keep_blank_values=True).items()
        }
        assert topic.content.State.from_query(query) == state


def test_the_address_of_the_default_is_bare(topic):
    assert topic.link(topic.content.State()) == f"/{topic.name}"


def test_every_topic_asks_a_question_and_is_of_a_wing(topic):
    assert topic.question[0].isupper() and topic.question.endswith("?")
    assert WINGS[topic.wing].endswith(".")


def test_every_card_picture_is_there_small_and_legible(topic):
    """Made by `python -m tests.cards`. A card is 320 units wide, and about 300 pixels on a page."""
    for theme in ("light", "dark"):
        svg = (ROOT / "assets" / "cards" / f"{topic.name}-{theme}.svg").read_text("utf-8")
        assert len(svg) < 40_000
        assert 'viewBox="0 0 320 200"' in svg
        assert all(float(size) >= 13 for size in re.findall(r'font-size="([^"]*)"', svg))


def test_every_topic_has_a_function_that_draws_its_picture():
    assert CARDS.keys() == TOPICS.keys()


def test_every_wing_has_topics():
    assert WINGS.keys() == {topic.wing for topic in TOPICS.values()}


def test_the_readme_has_a_line_for_every_page():
    table = [
        line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if "](pages/" in line
    ]
    assert [line.split("|")[1:3] for line in table] == [
        [f" {topic.wing} ", f" [{topic.title}]({topic.page}) "] for topic in TOPICS.values()
    ]


def test_checking_a_state_reads_no_disk(topic, monkeypatch):
    """A frozen value does not become wrong because a file comes or goes."""
    state, presets = topic.content.State, [preset.state for preset in topic.content.PRESETS]
    settings = [{name: getattr(preset, name) for name, _ in state.specs()} for preset in presets]

    def refuse(*arguments, **options):
        raise AssertionError(f"asks the disk for {arguments[:1]}")

    with monkeypatch.context() as patch:
        for name in ("builtins.open", "io.open", "os.open", "os.scandir", "os.listdir", "os.stat"):
            patch.setattr(name, refuse)
        checked = [state(**each) for each in settings]
    assert checked == presets


def test_words_of_other_topics_lead_to_their_pages():
    text = "Two kernels, then `ReLU`, **softmax** and a ReLU; a ReLU more; with momentum."
    assert linked(text, TOPICS["convolution"]) == (
        "Two kernels, then `ReLU`, **softmax** and a [ReLU](/activations); a ReLU more; with "
        "[momentum](/optimizers)."
    )
    once = linked(text, TOPICS["losses"])
    assert once.startswith("Two [kernels](/convolution)") and once.count("](/") == 3
    assert linked("A ReLU.", TOPICS["losses"], "/x") == "A [ReLU](/x/activations)."
    assert linked("Nothing of it: relujet, unpadded.", TOPICS["digits"]).count("](/") == 0
    words = [word.lower() for topic in TOPICS.values() for word in topic.words]
    assert len(set(words)) == len(words)


def test_a_topic_says_its_own_words(topic):
    texts = [
        topic.title,
        topic.sentence,
        topic.question,
        *(preset.notice for preset in topic.content.PRESETS),
    ]
    texts += [preset.question for preset in topic.content.PRESETS]
    said = " ".join(texts).lower()
    assert any(word.lower() in said for word in topic.words)
