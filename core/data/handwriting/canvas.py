"""The form of a drawing, which the canvas on a page shares with all that reads it. No torch: the
home page shows before that is imported.
"""

Point = tuple[int, int]
Stroke = tuple[Point, ...]
Strokes = tuple[Stroke, ...]

SIZE = 280  # width and height of the canvas, pixels
BRUSH = 20  # width of the line, pixels
