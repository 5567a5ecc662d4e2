// A drawing canvas whose state is the strokes, in canvas pixels from 0 to 280. What the pen does is sent while it
// moves: the next message goes out once the answer to the one before is on the screen (the strip says so with an event),
// since a message that comes while Streamlit is at work has it start anew, and an answer would never be finished.
// `data.revision` grows when Python hands down another drawing.

const SIZE = 280
const PERIOD = 40 // ms at least between two messages while the pen is down
const PATIENCE = 400 // ms to wait for an answer
const NEAR = 2 // pixels; a point nearer than this to the one before it is left out
const drawings = new WeakMap() // one drawing for each place on the page; the function below runs again at each change

export default function (component) {
  const { data, parentElement, setStateValue } = component
  const canvas = parentElement.querySelector("canvas")
  const hint = parentElement.querySelector(".hint")
  const tools = Object.fromEntries([...parentElement.querySelectorAll("button")].map(b => [b.name, b]))

  let drawing = drawings.get(parentElement)
  if (!drawing) {
    drawing = { strokes: [], undone: [], pen: null, timer: 0, sent: 0, number: 0, waiting: false, dirty: false }
    drawings.set(parentElement, drawing)
    drawing.shown = event => {
      if (event.detail !== drawing.number) return
      drawing.waiting = false
      clearTimeout(drawing.timer)
      drawing.timer = 0
      drawing.plan()
    }
    window.addEventListener("playground:shown", drawing.shown)
  }
  drawing.plan = plan
  drawing.send = setStateValue
  drawing.brush = data.brush
  if (drawing.revision !== data.revision) {
    Object.assign(drawing, { revision: data.revision, strokes: data.strokes, undone: [], pen: null })
  }

  function paint() {
    const scale = (window.devicePixelRatio || 1) * Math.max(1, canvas.clientWidth / SIZE)
    if (canvas.width !== Math.round(SIZE * scale)) canvas.width = canvas.height = Math.round(SIZE * scale)
    const context = canvas.getContext("2d")
    context.setTransform(canvas.width / SIZE, 0, 0, canvas.height / SIZE, 0, 0)
    context.fillStyle = "#000"
    context.fillRect(0, 0, SIZE, SIZE)
    context.strokeStyle = "#fff"
    context.lineWidth = drawing.brush
    context.lineCap = context.lineJoin = "round"
    for (const stroke of drawing.strokes) line(context, stroke)
    hint.hidden = drawing.strokes.length > 0
    hint.style.display = hint.hidden ? "none" : ""
    tools.undo.disabled = tools.clear.disabled = drawing.strokes.length === 0
    tools.redo.disabled = drawing.undone.length === 0
  }

  function line(context, points) {
    context.beginPath()
    context.moveTo(...points[0])
    for (const point of points) context.lineTo(...point)
    context.stroke()
  }

  function send(done) {
    clearTimeout(drawing.timer)
    Object.assign(drawing, { timer: 0, sent: performance.now(), number: drawing.number + 1, waiting: !done, dirty: false })
    drawing.send("drawing", { strokes: drawing.strokes, revision: drawing.revision, done, number: drawing.number })
  }

  function plan() {
    if (drawing.timer || !drawing.dirty) return
    const wait = drawing.waiting ? PATIENCE : PERIOD
    drawing.timer = setTimeout(() => send(false), Math.max(0, drawing.sent + wait - performance.now()))
  }

  function changed() {
    drawing.dirty = true
    plan()
  }

  function point(event) {
    const box = canvas.getBoundingClientRect()
    const place = (at, from, length) => Math.min(SIZE, Math.max(0, Math.round(((at - from) / length) * SIZE)))
    return [place(event.clientX, box.left, box.width), place(event.clientY, box.top, box.height)]
  }

  // how many more points the drawing may have
  function room() {
    return data.most - drawing.strokes.reduce((points, stroke) => points + stroke.length, 0)
  }

  canvas.onpointerdown = event => {
    if (drawing.pen !== null || event.button !== 0 || room() <= 0) return
    event.preventDefault()
    canvas.focus({ preventScroll: true })
    canvas.setPointerCapture(event.pointerId)
    drawing.pen = event.pointerId
    drawing.undone = []
    drawing.strokes = [...drawing.strokes, [point(event)]]
    paint()
    changed()
  }

  canvas.onpointermove = event => {
    if (event.pointerId !== drawing.pen) return
    const stroke = drawing.strokes.at(-1)
    const before = stroke.length
    const events = event.getCoalescedEvents?.() ?? []
    let left = room()
    for (const one of events.length ? events : [event]) {
      const [x, y] = point(one)
      if (left > 0 && Math.hypot(x - stroke.at(-1)[0], y - stroke.at(-1)[1]) >= NEAR) stroke.push([x, y]), left--
    }
    if (stroke.length === before) return
    line(canvas.getContext("2d"), stroke.slice(before - 1)) // only what is new: the whole drawing would take too long
    changed()
  }

  canvas.onpointerup = canvas.onpointercancel = canvas.onlostpointercapture = event => {
    if (event.pointerId !== drawing.pen) return
    drawing.pen = null
    paint()
    send(true)
  }

  function act(name) {
    if (drawing.pen !== null || tools[name].disabled) return
    if (name === "undo") drawing.undone.push(drawing.strokes.at(-1)), (drawing.strokes = drawing.strokes.slice(0, -1))
    if (name === "redo") drawing.strokes = [...drawing.strokes, drawing.undone.pop()]
    if (name === "clear") Object.assign(drawing, { strokes: [], undone: [] })
    paint()
    send(true)
  }

  for (const name of ["undo", "redo", "clear"]) tools[name].onclick = () => act(name)
  canvas.onkeydown = event => {
    const control = event.ctrlKey || event.metaKey
    const key = event.key.toLowerCase()
    let name = null
    if (control && key === "z") name = event.shiftKey ? "redo" : "undo"
    if (control && key === "y") name = "redo"
    if (key === "delete" || key === "backspace") name = "clear"
    if (name) event.preventDefault(), act(name)
  }

  paint()
  return () => {
    clearTimeout(drawing.timer)
    window.removeEventListener("playground:shown", drawing.shown)
    drawings.delete(parentElement)
  }
}
