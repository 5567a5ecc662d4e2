// What a drawing is, as data: `strokes`, lists of points [x, y] in canvas pixels; those that were taken back; and the id
// of the pointer that is down, or null. All points that a pen adds go into the last stroke.

const SIZE = 280 // pixels of the canvas, as Python knows it
const NEAR = 2 // pixels; a point nearer than this to the one before it is left out

function startStroke(drawing, point, pen) {
  Object.assign(drawing, { pen, undone: [], strokes: [...drawing.strokes, [point]] })
}

// Adds those points that are new and for which there is room; returns how many they are.
function extendStroke(drawing, points) {
  const stroke = drawing.strokes.at(-1)
  const before = stroke.length
  let room = roomLeft(drawing)
  for (const [x, y] of points) {
    const [lastX, lastY] = stroke.at(-1)
    if (room <= 0 || Math.hypot(x - lastX, y - lastY) < NEAR) continue
    stroke.push([x, y])
    room--
  }
  return stroke.length - before
}

// How many more points the drawing may have.
function roomLeft({ most, strokes }) {
  return most - strokes.reduce((points, stroke) => points + stroke.length, 0)
}

const EDITS = {
  undo(drawing) {
    drawing.undone.push(drawing.strokes.at(-1))
    drawing.strokes = drawing.strokes.slice(0, -1)
  },
  redo(drawing) {
    drawing.strokes = [...drawing.strokes, drawing.undone.pop()]
  },
  clear(drawing) {
    Object.assign(drawing, { strokes: [], undone: [] })
  },
}

// Which of the edits have something to do.
function possibleEdits({ strokes, undone }) {
  return { undo: strokes.length > 0, redo: undone.length > 0, clear: strokes.length > 0 }
}
