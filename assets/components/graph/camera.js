// Which part of the drawing is seen, and how large: moved by pointer, fingers, wheel and keyboard.

const LARGEST = 2.5
const USUAL = 1.1 // no larger at first
const READABLE = 0.9 // no smaller at first: what does not fit then is moved to
const MARGIN = 8 // pixels
const STEP = 60 // pixels that an arrow key moves
const FACTOR = 1.25 // of one zoom

function sizeOf({ svg }) {
  return [svg.clientWidth, svg.clientHeight]
}

function applyCamera({ world, memory: { camera } }) {
  world.setAttribute("transform", `translate(${camera.x} ${camera.y}) scale(${camera.scale})`)
}

// The largest scale at which all of the drawing is seen.
function wholeScale(view) {
  const [width, height] = sizeOf(view)
  return Math.min((width - 2 * MARGIN) / view.data.width, (height - 2 * MARGIN) / view.data.height, USUAL)
}

function fit(view, least = 0) {
  const [width, height] = sizeOf(view)
  if (!width || !height) return
  const scale = Math.max(wholeScale(view), least)
  const centred = (room, length) => (room - scale * length) / 2
  view.memory.camera = { scale, x: centred(width, view.data.width), y: centred(height, view.data.height) }
  applyCamera(view)
}

// At first all of it if it can be read; else its end, or the boxes that are live.
function fitAtFirst(view, live) {
  fit(view, READABLE)
  if (!view.memory.camera) return
  const [, height] = sizeOf(view)
  const { camera } = view.memory
  camera.y = Math.min(camera.y, height - MARGIN - camera.scale * view.data.height)
  if (camera.scale * view.data.height + 2 * MARGIN <= height) camera.y = (height - camera.scale * view.data.height) / 2
  applyCamera(view)
  keepInSight(view, live.length ? live : view.data.start)
}

// Moves as little as is needed for these boxes to be seen.
function keepInSight(view, names) {
  const { camera, boxes } = view.memory
  if (!camera) return
  const shown = boxes.filter(({ box }) => names.includes(box.name)).map(({ box }) => box)
  if (!shown.length) return
  const rooms = sizeOf(view)
  for (const [axis, key] of [[0, "x"], [1, "y"]]) {
    const low = Math.min(...shown.map(box => box.centre[axis] - box.size[axis] / 2)) * camera.scale
    const high = Math.max(...shown.map(box => box.centre[axis] + box.size[axis] / 2)) * camera.scale
    if (camera[key] + high > rooms[axis] - MARGIN) camera[key] = rooms[axis] - MARGIN - high
    if (camera[key] + low < MARGIN) camera[key] = MARGIN - low
  }
  applyCamera(view)
}

// Zooms, with the point (x, y) of the picture where it is.
function zoom(view, factor, x, y) {
  const { memory } = view
  const [width, height] = sizeOf(view)
  const [a, b] = [x ?? width / 2, y ?? height / 2]
  const scale = clamp(memory.camera.scale * factor, Math.min(wholeScale(view), READABLE) / 2, LARGEST)
  const change = scale / memory.camera.scale
  memory.camera = { scale, x: a - (a - memory.camera.x) * change, y: b - (b - memory.camera.y) * change }
  memory.isMoved = true
  applyCamera(view)
}

function move(view, right, down) {
  view.memory.camera.x += right
  view.memory.camera.y += down
  view.memory.isMoved = true
  applyCamera(view)
}

function positionOf(event, svg) {
  const box = svg.getBoundingClientRect()
  return [event.clientX - box.left, event.clientY - box.top]
}

// One pointer moves the drawing, two zoom it. The wheel scrolls the page, but with Ctrl, or a pinch on a trackpad, it
// zooms.
function listenToPointers(view) {
  const { svg, memory } = view
  const pointers = (memory.pointers = new Map())
  svg.onpointerdown = event => {
    pointers.set(event.pointerId, positionOf(event, svg))
    memory.dragged = 0
  }
  svg.onpointermove = event => {
    const before = pointers.get(event.pointerId)
    if (!before) return
    const now = positionOf(event, svg)
    const [right, down] = [now[0] - before[0], now[1] - before[1]]
    memory.dragged += Math.abs(right) + Math.abs(down)
    if (memory.dragged < 5 && pointers.size === 1) return
    svg.setPointerCapture(event.pointerId)
    svg.classList.add("dragged")
    pointers.set(event.pointerId, now)
    if (pointers.size === 1) return move(view, right, down)
    const other = [...pointers].find(([id]) => id !== event.pointerId)[1]
    const distance = ([a, b]) => Math.hypot(a - other[0], b - other[1])
    if (distance(before)) zoom(view, distance(now) / distance(before), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2)
  }
  svg.onpointerup = svg.onpointercancel = event => {
    pointers.delete(event.pointerId)
    svg.classList.remove("dragged")
  }
  svg.onwheel = event => {
    if (!event.ctrlKey) return
    event.preventDefault()
    zoom(view, Math.exp(-event.deltaY / 200), ...positionOf(event, svg))
  }
}
