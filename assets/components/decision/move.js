// Moving the line, the weights and the input: by pointer, finger or key. Python hears of it once it rests.

const PATIENCE = 350 // ms after the last key
const LARGE = 10 // steps that a key takes with Shift, and Page Up and Down

const KEYS = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1],
  PageDown: [0, -LARGE], PageUp: [0, LARGE],
}

// What each part of the board makes of a pointer that has gone from one point of the inputs to another.
const MOVES = {
  line: (start, from, to) => ({ b: start.b - start.w1 * (to[0] - from[0]) - start.w2 * (to[1] - from[1]) }),
  weights: (start, from, to) => ({ w1: start.w1 + (to[0] - from[0]) / UNIT, w2: start.w2 + (to[1] - from[1]) / UNIT }),
  input: (start, from, to) => ({ x1: start.x1 + to[0] - from[0], x2: start.x2 + to[1] - from[1] }),
}

// And of a key. The line has one number: both pairs of arrows move it.
const STEPS = {
  line: (start, [right, up], step) => ({ b: start.b + (right + up) * step }),
  weights: (start, [right, up], step) => ({ w1: start.w1 + right * step, w2: start.w2 + up * step }),
  input: (start, [right, up], step) => ({ x1: start.x1 + right * step, x2: start.x2 + up * step }),
}

function limitOf({ data }, name) {
  return { b: data.bias, w1: data.weight, w2: data.weight, x1: data.reach, x2: data.reach }[name]
}

function change(view, changes) {
  for (const [name, value] of Object.entries(changes))
    view.neuron[name] = stepped(value, view.data.step, limitOf(view, name))
  if (view.frame) return
  view.frame = requestAnimationFrame(() => {
    view.frame = 0
    drawBoard(view)
  })
}

function report(view) {
  clearTimeout(view.timer)
  Object.assign(view, { timer: 0, moving: "" })
  drawBoard(view)
  view.send("neuron", { ...view.neuron })
}

function listenTo(view, name) {
  const element = view.parts[name]
  // Not every browser heeds the touch-action of a part of an SVG: without this the finger would scroll the page.
  element.addEventListener("touchstart", event => event.preventDefault(), { passive: false })
  element.addEventListener("pointerdown", event => {
    if (event.button) return
    element.setPointerCapture(event.pointerId)
    element.classList.add("moves")
    view.moving = name
    view.drag = { start: { ...view.neuron }, from: underPointer(view, event) }
    event.preventDefault()
    element.focus({ preventScroll: true, focusVisible: false })
  })
  element.addEventListener("pointermove", event => {
    if (view.drag && view.moving === name) change(view, MOVES[name](view.drag.start, view.drag.from, underPointer(view, event)))
  })
  for (const end of ["pointerup", "pointercancel"]) element.addEventListener(end, () => {
    if (!view.drag || view.moving !== name) return
    element.classList.remove("moves")
    view.drag = null
    report(view)
  })
  element.addEventListener("keydown", event => {
    const arrow = KEYS[event.key]
    if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    view.moving = name
    change(view, STEPS[name](view.neuron, arrow, view.data.step * (event.shiftKey ? LARGE : 1)))
    reportLater(view, PATIENCE, () => report(view), () => (view.moving = ""))
  })
}

// A tap on the map: it moves the input there, or tells Python of the point.
function listenForTaps(view) {
  const { canvas } = view
  let from = null
  canvas.addEventListener("pointerdown", event => (from = event.isPrimary && !event.button ? event : null))
  canvas.addEventListener("pointerup", event => {
    if (!from || Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > NEAR) return
    from = null
    const [x1, x2] = underPointer(view, event).map(part => stepped(part, view.data.step, view.data.reach))
    if (view.data.taps === "input") {
      change(view, { x1, x2 })
      report(view)
    } else if (view.data.taps === "point") view.send("point", { x: x1, y: x2 })
  })
}
