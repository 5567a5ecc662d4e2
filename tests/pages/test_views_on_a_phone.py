"""Every view of every page on a phone, dark: it is read with ease, and a step and a control move a
picture that is seen.
"""

import pytest

from tests.browser import visit
from tests.pages.sight import check_sight
from tests.pages.views import VIEWS, at_first, check_reading


@pytest.mark.parametrize("window", [(390, "dark")], indirect=True, ids=["390"])
@pytest.mark.parametrize("name", VIEWS)
def test_a_view_is_read_and_used_with_ease(window, name):
    page = visit(window, VIEWS[name])
    check_reading(page, name)
    if topic := at_first(name):
        check_sight(page, topic)
