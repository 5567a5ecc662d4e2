"""Every view of every page in a wide window, light: it is read with ease, the keyboard is seen
wherever it goes, and a step and a control move a picture that is seen.

It takes more than five seconds, as on a phone, since nothing but a browser knows what a page looks
like.
"""

import pytest

from tests.browser import visit
from tests.pages.sight import check_sight
from tests.pages.views import VIEWS, at_first, check_keyboard, check_reading


@pytest.mark.parametrize("window", [(1280, "light")], indirect=True, ids=["1280"])
@pytest.mark.parametrize("name", VIEWS)
def test_a_view_is_read_and_used_with_ease(window, name):
    """One visit for all: to open a page takes longer than to look at it."""
    page = visit(window, VIEWS[name])
    check_reading(page, name)
    if topic := at_first(name):
        check_keyboard(page)
        check_sight(page, topic)
