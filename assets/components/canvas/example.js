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

function play(drawing, strokes) {
  const begun = performance.now()
  drawing.example = drawing.strokes = []
  const step = now => {
    if (drawing.strokes !== drawing.example || !drawing.canvas.isConnected) return // the reader draws, or has left
    const { part, finished } = strokesUntil(strokes, now - begun)
    drawing.example = drawing.strokes = finished ? strokes : part
    drawing.finished = finished
    paint(drawing)
    if (finished) return send(drawing, true)
    if (part.length) sendSoon(drawing)
    requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
}

// What a pen has drawn of some strokes after so many milliseconds.
function strokesUntil(strokes, time) {
  const part = []
  for (const stroke of strokes) {
    const points = [stroke[0]]
    for (const [x, y] of stroke.slice(1)) {
      const [fromX, fromY] = points.at(-1)
      const duration = Math.hypot(x - fromX, y - fromY) / PACE
      const share = duration ? clamp(time / duration, 0, 1) : 1
      points.push([Math.round(fromX + share * (x - fromX)), Math.round(fromY + share * (y - fromY))])
      if (time < duration) return { part: [...part, points], finished: false }
      time -= duration
    }
    part.push(points)
    time -= LIFT
    if (time < 0) return { part, finished: false }
  }
  return { part, finished: true }
}
