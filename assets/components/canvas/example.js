// A drawing that the canvas makes by itself, as a pen would, and that is read on the way. The reader's first stroke takes
// its place.

const PACE = 0.22 // canvas pixels that the pen moves in a millisecond
const LIFT = 180 // ms that it takes from one stroke to the next

function showExample(drawing, played) {
  const { canvas, strokes } = drawing
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches
  drawing.example = strokes
  if (played && !still) play(drawing, strokes)
  else if (played) setTimeout(() => send(drawing, true))
  drawing.finished = drawing.strokes === strokes
  if (!drawing.startsOver) canvas.addEventListener("pointerdown", event => startOver(drawing, event), { capture: true })
  drawing.startsOver = true
}

// The strokes of an example are taken off, unless the reader has undone some of them.
function startOver(drawing, event) {
  if (event.button === 0 && drawing.example === drawing.strokes) replaceStrokes(drawing, [])
  drawing.example = null
}

// Asks the reader to draw, on an empty canvas and under an example that is finished.
function showHint({ hint, strokes, example, finished }) {
  const isExample = finished && strokes === example
  hint.textContent = isExample ? "Your turn: draw a digit" : "Draw a digit here"
  hint.classList.toggle("below", isExample)
  hint.hidden = strokes.length > 0 && !isExample
  hint.style.display = hint.hidden ? "none" : ""
}

// The strokes grow by whole points, the same for every reader, so that a server has them ready; the tip is only painted.
function play(drawing, strokes) {
  const begun = performance.now()
  let points = 0
  drawing.example = drawing.strokes = []
  const step = now => {
    if (drawing.strokes !== drawing.example || !drawing.canvas.isConnected) return // the reader draws, or has left
    const { part, tip, finished } = strokesUntil(strokes, now - begun)
    drawing.example = drawing.strokes = finished ? strokes : part
    drawing.finished = finished
    paint(drawing)
    if (finished) return send(drawing, true)
    if (tip) paintLine(drawing.canvas.getContext("2d"), [part.at(-1).at(-1), tip])
    const before = points
    points = part.flat().length
    if (points > before) sendSoon(drawing)
    requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
}

// What a pen has drawn of some strokes after so many milliseconds, and where it is between two points.
function strokesUntil(strokes, time) {
  const part = []
  for (const [first, ...rest] of strokes) {
    const points = [first]
    part.push(points)
    for (const [x, y] of rest) {
      const [fromX, fromY] = points.at(-1)
      const duration = Math.hypot(x - fromX, y - fromY) / PACE
      if (time < duration) {
        const share = Math.max(0, time / duration)
        return { part, tip: [fromX + share * (x - fromX), fromY + share * (y - fromY)], finished: false }
      }
      points.push([x, y])
      time -= duration
    }
    time -= LIFT
    if (time < 0) return { part, tip: null, finished: false }
  }
  return { part, tip: null, finished: true }
}
