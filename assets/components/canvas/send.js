// When the browser tells Python of the drawing. What the pen does is sent while it moves: the next message goes out once
// the answer to the one before is on the screen, since a message that comes while Streamlit is at work has it start anew,
// and an answer would never be finished.

const PERIOD = 40 // ms at least between two messages while the pen is down
const PATIENCE = 400 // ms to wait for an answer

function send(drawing, done) {
  clearTimeout(drawing.timer)
  const number = drawing.number + 1
  Object.assign(drawing, { timer: 0, sent: performance.now(), number, waiting: !done, changed: false })
  drawing.setStateValue("drawing", { strokes: drawing.strokes, revision: drawing.revision, done, number })
}

function planMessage(drawing) {
  if (drawing.timer || !drawing.changed) return
  const wait = drawing.waiting ? PATIENCE : PERIOD
  drawing.timer = setTimeout(() => send(drawing, false), Math.max(0, drawing.sent + wait - performance.now()))
}

function sendSoon(drawing) {
  drawing.changed = true
  planMessage(drawing)
}

// Has the drawing hear of answers; returns what ends that.
function awaitAnswers(drawing) {
  const answered = event => {
    if (event.detail !== drawing.number) return
    clearTimeout(drawing.timer)
    Object.assign(drawing, { waiting: false, timer: 0 })
    planMessage(drawing)
  }
  window.addEventListener(ANSWERED, answered)
  return () => window.removeEventListener(ANSWERED, answered)
}
