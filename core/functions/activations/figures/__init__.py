"""The pictures and tables of the activations page, a module for each view."""
