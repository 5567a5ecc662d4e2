"""The pictures of the segmentation page."""
