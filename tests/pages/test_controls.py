"""The controls of a page in a real browser: few of them, folded ones out of the way."""

import pytest

from core.topics import TOPICS
from tests.browser import settled
from tests.controls import VISIBLE
from tests.pages.test_pages import MOST_AT_FIRST


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_a_view_begins_with_few_controls_in_sight(page, topic):
    page.goto(topic.link(topic.content.State()))
    views = dict(topic.content.State.specs()).get("view")
    for view in views.choices() if views else [""]:
        if view:
            page.get_by_role("radio", name=view, exact=True).click()
        labels = settled(page).evaluate(VISIBLE)
        assert 0 < len(labels) <= MOST_AT_FIRST, (view, labels)
