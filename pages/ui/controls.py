"""The names of `widgets` and `address` together, while pages move over to these two."""

from pages.ui.address import apply, keep, kept, key, leaves, opened, remember, went_back
from pages.ui.widgets import of_spec, views, widget, within

__all__ = [
    "apply",
    "keep",
    "kept",
    "key",
    "leaves",
    "of_spec",
    "opened",
    "remember",
    "views",
    "went_back",
    "widget",
    "within",
]
