// A drawing canvas, white on black in either theme, as the networks see digits. Its state is the strokes.
// `data.revision` grows when Python hands down another drawing.

const drawings = new WeakMap() // one drawing for each component on the page; the function below runs again at each change

function createDrawing() {
  const drawing = { strokes: [], undone: [], pen: null, timer: 0, sent: 0, number: 0, waiting: false, changed: false }
  drawing.stop = awaitAnswers(drawing)
  return drawing
}

function receive(drawing, { data, parentElement, setStateValue }) {
  const { brush, most, revision, strokes } = data
  const [canvas, hint] = ["canvas", ".hint"].map(selector => parentElement.querySelector(selector))
  Object.assign(drawing, { setStateValue, brush, most, canvas, hint, buttons: buttonsByName(parentElement) })
  if (drawing.revision !== revision) Object.assign(drawing, { revision, strokes, undone: [], pen: null })
}

function paint(drawing) {
  const { canvas, hint, buttons, strokes } = drawing
  const side = Math.round(SIZE * (window.devicePixelRatio || 1) * Math.max(1, canvas.clientWidth / SIZE))
  if (canvas.width !== side) canvas.width = canvas.height = side
  const context = canvas.getContext("2d")
  context.setTransform(canvas.width / SIZE, 0, 0, canvas.height / SIZE, 0, 0)
  context.fillStyle = "#000"
  context.fillRect(0, 0, SIZE, SIZE)
  context.strokeStyle = "#fff"
  context.lineWidth = drawing.brush
  context.lineCap = context.lineJoin = "round"
  for (const stroke of strokes) paintLine(context, stroke)
  hint.hidden = strokes.length > 0
  hint.style.display = hint.hidden ? "none" : ""
  for (const [name, possible] of Object.entries(possibleEdits(drawing))) buttons[name].disabled = !possible
}

function paintLine(context, points) {
  context.beginPath()
  context.moveTo(...points[0])
  for (const point of points) context.lineTo(...point)
  context.stroke()
}

// Where the pointer is, in canvas pixels.
function pointOf(event, canvas) {
  const box = canvas.getBoundingClientRect()
  const position = (offset, length) => clamp(Math.round((offset / length) * SIZE), 0, SIZE)
  return [position(event.clientX - box.left, box.width), position(event.clientY - box.top, box.height)]
}

function listenToPen(drawing) {
  const { canvas } = drawing
  canvas.onpointerdown = event => {
    if (drawing.pen !== null || event.button !== 0 || roomLeft(drawing) <= 0) return
    event.preventDefault()
    canvas.focus({ preventScroll: true })
    canvas.setPointerCapture(event.pointerId)
    startStroke(drawing, pointOf(event, canvas), event.pointerId)
    paint(drawing)
    sendSoon(drawing)
  }
  canvas.onpointermove = event => {
    if (event.pointerId !== drawing.pen) return
    const events = event.getCoalescedEvents?.() ?? []
    const added = extendStroke(drawing, (events.length ? events : [event]).map(part => pointOf(part, canvas)))
    if (!added) return
    const newest = drawing.strokes.at(-1).slice(-added - 1) // the whole drawing would take too long
    paintLine(canvas.getContext("2d"), newest)
    sendSoon(drawing)
  }
  canvas.onpointerup = canvas.onpointercancel = canvas.onlostpointercapture = event => {
    if (event.pointerId !== drawing.pen) return
    drawing.pen = null
    paint(drawing)
    send(drawing, true)
  }
}

function edit(drawing, name) {
  if (drawing.pen !== null || drawing.buttons[name].disabled) return
  EDITS[name](drawing)
  paint(drawing)
  send(drawing, true)
}

// The edit that a key stands for; null if none.
function editOfKey(event) {
  const control = event.ctrlKey || event.metaKey
  const key = event.key.toLowerCase()
  if (key === "delete" || key === "backspace") return "clear"
  if (control && key === "y") return "redo"
  if (control && key === "z") return event.shiftKey ? "redo" : "undo"
  return null
}

function listenForEdits(drawing) {
  for (const name of Object.keys(EDITS)) drawing.buttons[name].onclick = () => edit(drawing, name)
  drawing.canvas.onkeydown = event => {
    const name = editOfKey(event)
    if (!name) return
    event.preventDefault()
    edit(drawing, name)
  }
}

export default function (component) {
  const { parentElement } = component
  const drawing = drawings.get(parentElement) ?? createDrawing()
  drawings.set(parentElement, drawing)
  receive(drawing, component)
  listenToPen(drawing)
  listenForEdits(drawing)
  paint(drawing)
  return () => {
    clearTimeout(drawing.timer)
    drawing.stop()
    drawings.delete(parentElement)
  }
}
