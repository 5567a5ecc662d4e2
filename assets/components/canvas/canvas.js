// A drawing canvas, white on black in either theme, as the networks see digits. Its state is the strokes.
// `data.revision` grows when Python hands down another drawing. `data.boxes`, sides in canvas pixels and a text, stand
// around the digits that are read one by one.

const drawings = new WeakMap() // one drawing for each component on the page; the function below runs again at each change

function createDrawing(element) {
  const drawing = { strokes: [], past: [], future: [], pen: null }
  Object.assign(drawing, { timer: 0, sent: 0, number: 0, waiting: false, changed: false })
  const ends = [awaitAnswers(drawing), followSize(drawing, element.querySelector("canvas"))]
  drawing.stop = () => ends.forEach(end => end())
  return drawing
}

// Has the drawing painted anew where its room grows or shrinks, as it does while a page comes in and with the window: else
// it keeps the pixels of its first size. Returns what ends that.
function followSize(drawing, canvas) {
  const observer = new ResizeObserver(() => canvas.width !== sideOf(canvas) && paint(drawing))
  observer.observe(canvas)
  return () => observer.disconnect()
}

// Pixels of the screen along a side of the canvas, at least those that Python knows.
function sideOf(canvas) {
  return Math.round((window.devicePixelRatio || 1) * Math.max(SIZE, canvas.clientWidth))
}

function receive(drawing, { data, parentElement, setStateValue }) {
  const { boxes, brush, most, revision, strokes } = data
  const [canvas, hint, marks] = ["canvas", ".hint", ".marks"].map(selector => parentElement.querySelector(selector))
  Object.assign(drawing, { setStateValue, boxes, brush, most, canvas, hint, marks, buttons: buttonsByName(parentElement) })
  if (drawing.revision === revision) return
  drawing.revision = revision
  setStrokes(drawing, strokes)
  if (data.example) showExample(drawing, data.example === "played")
}

function paint(drawing) {
  const { canvas, buttons, strokes } = drawing
  const side = sideOf(canvas)
  if (canvas.width !== side) canvas.width = canvas.height = side
  const context = canvas.getContext("2d")
  context.setTransform(canvas.width / SIZE, 0, 0, canvas.height / SIZE, 0, 0)
  context.fillStyle = "#000"
  context.fillRect(0, 0, SIZE, SIZE)
  context.strokeStyle = context.fillStyle = "#fff"
  context.lineWidth = drawing.brush
  context.lineCap = context.lineJoin = "round"
  for (const stroke of strokes) paintLine(context, stroke)
  showBoxes(drawing)
  showHint(drawing)
  for (const [name, possible] of Object.entries(possibleEdits(drawing))) buttons[name].disabled = !possible
}

// A line with round ends; a single point is a dot as wide as the brush.
function paintLine(context, points) {
  const [first, ...rest] = points
  context.beginPath()
  if (!rest.length) {
    context.arc(...first, context.lineWidth / 2, 0, 2 * Math.PI)
    context.fill()
    return
  }
  context.moveTo(...first)
  for (const point of rest) context.lineTo(...point)
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
  if (drawing.buttons[name].disabled) drawing.canvas.focus({ preventScroll: true }) // else the keys would be lost
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

function listenForEdits(drawing, element) {
  for (const name of Object.keys(EDITS)) drawing.buttons[name].onclick = () => edit(drawing, name)
  element.onkeydown = event => {
    const name = editOfKey(event)
    if (!name) return
    event.preventDefault()
    edit(drawing, name)
  }
}

export default function (component) {
  const { parentElement } = component
  const drawing = drawings.get(parentElement) ?? createDrawing(parentElement)
  drawings.set(parentElement, drawing)
  receive(drawing, component)
  listenToPen(drawing)
  listenForEdits(drawing, parentElement.querySelector(".drawing"))
  paint(drawing)
  return onceGone(parentElement, () => {
    clearTimeout(drawing.timer)
    drawing.stop()
    drawings.delete(parentElement)
  })
}
