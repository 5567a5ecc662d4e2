// A reader's own points on the map: a click adds one, a stroke of the brush spreads some along its way or takes them away,
// and the arrow keys move a cursor that does the same.

const APART = 0.3 // of the plane, between two points of a stroke
const CLICK = 0.2 // of the plane: a pointer that moves no further has clicked
const MOST_OF_A_STROKE = 300
const [CURSOR_STEP, CURSOR_LEAP] = [0.25, 1]
const ERASE = "erase"

function listenToDrawing(view) {
  const { canvas } = view.map
  canvas.onpointerdown = event => {
    if (!view.message?.own || event.button) return
    canvas.setPointerCapture(event.pointerId)
    view.cursor = null
    view.stroke = beginStroke(view, planeAt(view, event))
    drawLater(view)
  }
  canvas.onpointermove = event => {
    if (!view.stroke) return
    for (const each of event.getCoalescedEvents?.() ?? [event]) extendStroke(view, planeAt(view, each))
    drawLater(view)
  }
  canvas.onpointerup = () => endStroke(view)
  canvas.onpointercancel = () => {
    view.stroke = null
    drawLater(view)
  }
  canvas.onkeydown = event => {
    if (!view.message?.own) return
    if (event.key in ARROWS) moveCursor(view, ARROWS[event.key], event.shiftKey ? CURSOR_LEAP : CURSOR_STEP)
    else if (event.key === "Enter" || event.key === " ") {
      view.stroke = beginStroke(view, view.cursor ?? [0, 0])
      endStroke(view)
    } else return
    event.preventDefault()
  }
  canvas.onfocus = () => {
    if (!view.message?.own || !canvas.matches(":focus-visible")) return
    view.cursor ??= [0, 0]
    drawLater(view)
  }
  canvas.onblur = () => {
    view.cursor = null
    drawLater(view)
  }
  view.reach.oninput = () => drawLater(view)
}

function planeAt({ map: { canvas }, scene: { reach } }, event) {
  const box = canvas.getBoundingClientRect()
  const [across, down] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]
  return [2 * across - 1, 1 - 2 * down].map(share => clamp(reach * share, -reach, reach))
}

function brushReach(view) {
  return Number(view.reach.value)
}

function beginStroke(view, at) {
  return { tool: view.tool, reach: brushReach(view), way: [at], points: [at], isClick: true }
}

function distance(first, second) {
  return Math.hypot(first[0] - second[0], first[1] - second[1])
}

// Further along its way a stroke gets a point every APART, somewhere within the brush's reach.
function extendStroke(view, at) {
  const { stroke, scene, message } = view
  const last = stroke.way.at(-1)
  const length = distance(last, at)
  if (stroke.isClick && length < CLICK) return
  stroke.isClick = false
  for (let gone = APART; gone <= length; gone += APART) {
    const middle = [0, 1].map(axis => last[axis] + (gone / length) * (at[axis] - last[axis]))
    stroke.way.push(middle)
    if (stroke.points.length < Math.min(MOST_OF_A_STROKE, message.own.left)) stroke.points.push(near(middle, stroke.reach, scene.reach))
  }
}

function near(middle, reach, most) {
  const [angle, away] = [2 * Math.PI * Math.random(), reach * Math.sqrt(Math.random())]
  return [middle[0] + away * Math.cos(angle), middle[1] + away * Math.sin(angle)].map(value => clamp(value, -most, most))
}

function endStroke(view) {
  const { stroke } = view
  view.stroke = null
  if (!stroke) return
  const erases = stroke.tool === ERASE
  view.sent.push(stroke)
  const told = (erases ? stroke.way.slice(-MOST_OF_A_STROKE) : stroke.points).map(point => point.map(value => Math.round(100 * value) / 100))
  view.send({ do: erases ? "erase" : "brush", stroke: told, target: erases ? 0 : stroke.tool, reach: stroke.reach })
  drawLater(view)
}

function moveCursor(view, [right, down], step) {
  const { reach } = view.scene
  const [x, y] = view.cursor ?? [0, 0]
  view.cursor = [x + step * right, y - step * down].map(value => clamp(value, -reach, reach))
  drawAll(view)
}

// What a click adds: the classes there may be, or some numbers; and the eraser.
function buildTools(view) {
  const { own, tools } = view
  const told = view.message.own
  own.hidden = !told
  view.root.classList.toggle("draws", Boolean(told))
  view.map.canvas.tabIndex = told ? 0 : -1
  if (told && !view.drew) view.tested.checked = true // who draws sees every point
  view.drew = Boolean(told)
  const id = JSON.stringify(told?.targets)
  if (!told || tools.dataset.shown === id) return
  tools.dataset.shown = id
  tools.replaceChildren()
  if (!told.targets.includes(view.tool)) view.tool = told.targets.at(-1)
  for (const target of told.targets) toolButton(view, target, written(target), `${view.scene.numbers ? "Points with the number" : "Points of class"} ${written(target)}`)
  toolButton(view, ERASE, "Erase", "Takes points away")
}

function toolButton(view, tool, text, label) {
  const button = addElement(view.tools, "button", "", text)
  button.type = "button"
  button.ariaLabel = button.title = label
  button.ariaPressed = String(view.tool === tool)
  if (tool !== ERASE) button.style.setProperty("--color", targetColor(view, tool))
  button.onclick = () => {
    view.tool = tool
    for (const other of view.tools.children) other.ariaPressed = String(other === button)
    drawLater(view)
  }
}

function targetColor({ palette, scene }, target) {
  return scene.numbers ? css(palette.diverging[Math.round(128 + 127 * target)]) : palette.names[target]
}

// Whether a point of the plane is under a stroke of the eraser, which Python has not taken away yet.
function isErased({ stroke, sent }, x, y) {
  return [...sent, stroke].some(each => each?.tool === ERASE && each.way.some(at => distance(at, [x, y]) < each.reach))
}

function drawOwn(view) {
  const { map: { context, width }, scene, palette, stroke, sent, cursor, tool } = view
  const screen = ([x, y]) => [width * (0.5 + x / (2 * scene.reach)), width * (0.5 - y / (2 * scene.reach))]
  for (const each of [...sent, stroke]) {
    if (!each || each.tool === ERASE) continue
    context.fillStyle = targetColor(view, each.tool)
    context.strokeStyle = palette.back
    context.lineWidth = 1
    for (const point of each.points) mark(context, scene.numbers ? "circle" : MARKS[each.tool], ...screen(point), 2.9)
  }
  const at = cursor ?? stroke?.way.at(-1)
  if (!at) return
  const [x, y] = screen(at)
  const isWide = tool === ERASE || (stroke && !stroke.isClick)
  context.strokeStyle = palette.text
  context.lineWidth = 1.5
  context.beginPath()
  context.arc(x, y, isWide ? (brushReach(view) * width) / (2 * scene.reach) : 7, 0, 2 * Math.PI)
  if (cursor) for (const [dx, dy] of Object.values(ARROWS)) {
    context.moveTo(x + 4 * dx, y + 4 * dy)
    context.lineTo(x + 12 * dx, y + 12 * dy)
  }
  context.stroke()
}

// What is said of the cursor, "" while there is none.
function cursorText({ cursor, tool, scene }) {
  if (!cursor) return ""
  const act = tool === ERASE ? "takes points away here" : `adds a point ${scene.numbers ? "with the number" : "of class"} ${written(tool)}`
  return `Cursor at x = ${written(cursor[0])}, y = ${written(cursor[1])}: Enter ${act}, arrow keys move it.`
}
