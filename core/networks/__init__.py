"""Whole networks: played with in the plane, trained on pictures, and seen from above."""
