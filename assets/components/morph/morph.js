// Where a network puts the points, layer by layer: a small picture of each layer, and a large one that changes from one
// layer to the next while it is played or its slider is moved.

const MORPH = 1400 // milliseconds from a layer to the next, and
const REST = 700 // at each
const QUIET = 500 // after the last key
const views = new WeakMap()

function wantsLessMotion() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches
}

function sceneOf(data) {
  const stages = data.stages.map(stage => {
    const points = unpacked(stage.points)
    return { ...stage, points, ends: endsOf(points), sheet: unpacked(stage.sheet) }
  })
  return { ...data, stages, targets: unpacked(data.targets), answers: unpacked(data.answers) }
}

function lastOf({ scene }) {
  return scene.stages.length - 1
}

// What is to be said of a depth.
function saidOf({ scene }, depth) {
  const index = Math.round(depth)
  if (Math.abs(depth - index) < 0.005) return scene.stages[index].title
  const [from, to] = [Math.floor(depth), Math.ceil(depth)].map(stage => scene.stages[stage].title)
  return `${from} → ${to}: ${Math.round(100 * (depth - Math.floor(depth)))} %`
}

function showDepth(view, asked) {
  const depth = (view.depth = clamp(asked, 0, lastOf(view)))
  const { slider, output, caption, buttons, row, scene } = view
  const index = Math.round(depth)
  slider.value = depth
  slider.setAttribute("aria-valuetext", saidOf(view, depth))
  setText(output, saidOf(view, depth))
  setText(caption, scene.stages[index].caption)
  buttons.forEach((button, own) => button.setAttribute("aria-current", String(own === index)))
  const { offsetLeft, offsetWidth } = buttons[index]
  row.scrollLeft = clamp(row.scrollLeft, offsetLeft + offsetWidth + 4 - row.clientWidth, offsetLeft - 4)
  view.canvas.ariaLabel = `The points at ${saidOf(view, depth)}`
  paintDepth(view.canvas, view.palette, scene, depth, false)
}

function showButton({ button, playing }) {
  const [sign, text] = playing ? ["❚❚", "Pause"] : ["▶", "Play"]
  setText(button.children[0], sign)
  setText(button.children[1], text)
}

function tell(view) {
  clearTimeout(view.timer)
  const depth = Math.round(100 * view.depth) / 100
  if (depth === view.told) return
  view.told = depth
  view.send("depth", depth)
}

function pause(view) {
  cancelAnimationFrame(view.playing)
  view.playing = 0
  showButton(view)
}

// Slow at both ends.
function eased(share) {
  return share * share * (3 - 2 * share)
}

// Shows what `depthAt` says of the time that has gone by, until it is `over`, at `end`.
function animate(view, over, end, depthAt) {
  pause(view)
  const start = performance.now()
  const frame = now => {
    const gone = Math.max(0, now - start) // a frame may have begun before
    view.playing = gone < over ? requestAnimationFrame(frame) : 0
    showDepth(view, gone < over ? depthAt(gone) : end)
    if (view.playing) return
    showButton(view)
    tell(view)
  }
  view.playing = requestAnimationFrame(frame)
  showButton(view)
}

// Plays from the layer that is shown to the last, and rests at each on the way; from the last it begins anew.
function play(view) {
  const last = lastOf(view)
  const from = view.depth < last ? Math.floor(view.depth) : 0
  const morph = wantsLessMotion() ? 1 : MORPH
  animate(view, (last - from) * (morph + REST) - REST, last, gone => {
    const leg = Math.floor(gone / (morph + REST))
    return from + leg + eased(Math.min(gone / morph - leg * (1 + REST / morph), 1))
  })
}

// Goes straight to a layer.
function goTo(view, index) {
  const [from, way] = [view.depth, index - view.depth]
  const over = wantsLessMotion() ? 1 : MORPH * Math.min(Math.abs(way), 2)
  animate(view, over, index, gone => from + way * eased(gone / over))
}

// Keys move by a tenth of the way, and Page Up and Page Down by a layer.
function moveByKey(view, event) {
  const { depth } = view
  const last = lastOf(view)
  const places = {
    ArrowRight: depth + 0.1, ArrowUp: depth + 0.1, ArrowLeft: depth - 0.1, ArrowDown: depth - 0.1,
    PageUp: Math.floor(depth + 1.001), PageDown: Math.ceil(depth - 1.001), Home: 0, End: last,
  }
  if (!(event.key in places)) return
  event.preventDefault()
  pause(view)
  showDepth(view, clamp(Math.round(100 * places[event.key]) / 100, 0, last))
  reportLater(view, QUIET, () => tell(view), () => (view.told = null))
}

function addButtons(view) {
  view.row.replaceChildren()
  view.buttons = view.scene.stages.map((stage, index) => {
    const button = addElement(view.row, "button")
    button.type = "button"
    button.onclick = () => goTo(view, index)
    addElement(button, "canvas").ariaHidden = "true"
    addElement(button, "span", "name", stage.title)
    addElement(button, "span", "score", stage.label)
    return button
  })
}

function paintAll(view) {
  view.palette = paletteFor(view.root)
  view.buttons.forEach((button, index) =>
    paintDepth(button.querySelector("canvas"), view.palette, view.scene, index, true))
  showDepth(view, view.depth)
}

function created(parentElement) {
  const find = selector => parentElement.querySelector(selector)
  const view = {
    root: find(".morph"), row: find(".stages"), canvas: find(".room canvas"), button: find(".bar button"),
    slider: find("input"), output: find("output"), caption: find(".caption"), buttons: [], depth: 0, playing: 0,
  }
  view.button.onclick = () => (view.playing ? (pause(view), tell(view)) : play(view))
  view.slider.oninput = () => {
    pause(view)
    showDepth(view, Number(view.slider.value))
  }
  view.slider.onchange = () => tell(view)
  view.slider.onkeydown = event => moveByKey(view, event)
  view.resized = new ResizeObserver(() => paintAll(view))
  view.resized.observe(find(".room"))
  return view
}

// Whether both show the same stages under the same words.
function sameStages(before, scene) {
  const words = ({ stages }) => stages.map(({ title, label }) => `${title} ${label}`).join()
  return before !== undefined && words(before) === words(scene)
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const known = views.get(parentElement)
  const view = known ?? created(parentElement)
  views.set(parentElement, view)
  const before = view.scene
  Object.assign(view, { send: setTriggerValue, scene: sceneOf(data) })
  if (!sameStages(before, view.scene)) addButtons(view)
  view.slider.max = lastOf(view)
  if (!known || data.depth !== view.told) {
    pause(view)
    view.depth = data.depth
  }
  view.told = data.depth
  view.depth = Math.min(view.depth, lastOf(view))
  showButton(view)
  paintAll(view)
  return onceGone(parentElement, () => {
    pause(view)
    clearTimeout(view.timer)
    view.resized.disconnect()
    views.delete(parentElement)
  })
}
