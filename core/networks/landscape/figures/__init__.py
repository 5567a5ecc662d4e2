"""The pictures of the landscape page."""
