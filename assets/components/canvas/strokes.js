// What a drawing is, as data: `strokes`, lists of points [x, y] in canvas pixels; what the strokes were before each
// edit (`past`), and after those that were undone (`future`); and the id of the pointer that is down, or null. All points
// that a pen adds go into the last stroke.

const SIZE = 280 // pixels of the canvas, as Python knows it
const NEAR = 2 // pixels; a point nearer than this to the one before it is left out
const EDITS_KEPT = 1000 // that can be undone

// Puts the drawing at strokes that come from elsewhere: they can be undone one by one as if they had been drawn here.
function setStrokes(drawing, strokes) {
  const past = strokes.map((_, count) => strokes.slice(0, count)).slice(-EDITS_KEPT)
  Object.assign(drawing, { strokes, past, future: [], pen: null })
}

function replaceStrokes(drawing, strokes) {
  Object.assign(drawing, { past: [...drawing.past, drawing.strokes].slice(-EDITS_KEPT), future: [], strokes })
}

function startStroke(drawing, point, pen) {
  replaceStrokes(drawing, [...drawing.strokes, [point]])
  drawing.pen = pen
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
    drawing.future.push(drawing.strokes)
    drawing.strokes = drawing.past.pop()
  },
  redo(drawing) {
    drawing.past.push(drawing.strokes)
    drawing.strokes = drawing.future.pop()
  },
  clear(drawing) {
    replaceStrokes(drawing, [])
  },
}

// Which of the edits have something to do.
function possibleEdits({ strokes, past, future }) {
  return { undo: past.length > 0, redo: future.length > 0, clear: strokes.length > 0 }
}
