"""The pictures of the tensors page."""
