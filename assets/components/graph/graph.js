// A graph of boxes and arrows, walked through step by step. All that it says comes from Python, all steps at once: a step
// needs no server, which hears of it later, for the link. The function at the end runs again at each change; what the
// reader chose is remembered meanwhile. It makes a `view`, which all other functions of this folder take.

const memories = new WeakMap() // what was built and chosen, by component on the page

function createView({ data, parentElement, setTriggerValue }) {
  const memory = memories.get(parentElement) ?? { step: 0, received: null, timer: 0, dragged: 0, boxes: [], arrows: [], focused: null }
  memories.set(parentElement, memory)
  const root = parentElement.querySelector(".graph")
  const part = selector => root.querySelector(selector)
  const stepOf = new Map(data.scenes.flatMap(({ live }, step) => live.map(name => [name, step])))
  return {
    data, memory, root, stepOf,
    svg: part("svg"), world: part(".world"), line: part(".line"), detail: part(".detail"), code: part(".code"),
    slider: part("input"), steps: part(".steps"),
    buttons: Object.fromEntries([...root.querySelectorAll(".tools button")].map(button => [button.name, button])),
    send: step => setTriggerValue("step", step),
    open: name => setTriggerValue("opened", name),
  }
}

// Takes the step that Python says, if it is another than the last that it sent or was sent.
function receiveStep({ data, memory }) {
  if (memory.received !== data.step) Object.assign(memory, { received: data.step, step: data.step })
  memory.step = clamp(memory.step, 0, data.scenes.length - 1)
}

// Where there are no boxes, a sentence stands in their room, and nothing can be zoomed or saved.
function showEmpty({ data, root, svg }) {
  setText(root.querySelector(".empty"), data.empty)
  for (const element of [svg, root.querySelector(".zoom")]) element.style.display = data.empty ? "none" : ""
}

function showColors({ root }) {
  const colors = themeColors(root, "chart-categorical-colors")
  root.style.setProperty("--leaf", colors[2])
  root.style.setProperty("--module", colors[1])
}

// After a change of the drawing: what the reader has moved stays where it is, and what is new comes into sight.
function frameAnew(view, live) {
  const { memory } = view
  memory.sight = view.isSimilar && view.added.length ? view.added : live
  if (!view.isSimilar || !memory.isMoved) fitAtFirst(view, memory.sight)
  else keepInSight(view, view.added)
}

function refitWhenResized(view) {
  let size = view.memory.camera ? sizeOf(view).join() : ""
  const observer = new ResizeObserver(() => {
    const now = sizeOf(view).join()
    const line = view.code.querySelector(".live, .error")
    if (line) scrollWithin(view.code, line)
    if (size === now || !view.svg.clientWidth) return
    size = now
    if (!view.memory.isMoved || !view.memory.camera) fitAtFirst(view, view.memory.sight)
  })
  observer.observe(view.svg)
  for (const item of view.code.children) observer.observe(item) // a font that arrives late breaks lines anew
  return () => observer.disconnect()
}

// The line of the program: the last step that is at it.
function jumpToLine(view, line) {
  const step = view.data.scenes.findLastIndex(scene => scene.line === line)
  if (step >= 0) goTo(view, step)
}

export default function (component) {
  const view = createView(component)
  const { memory, data } = view
  memory.stop?.()
  receiveStep(view)
  showColors(view)
  showEmpty(view)
  build(view)
  buildCode(view, line => jumpToLine(view, line))
  view.svg.setAttribute("aria-label", data.alt)
  listenToBoxes(view)
  listenToPointers(view)
  listenToTools(view)
  const sight = sightOf(showScene(view))
  if (view.isNew) frameAnew(view, sight)
  memory.stop = refitWhenResized(view)
  return onceGone(component.parentElement, () => {
    memory.stop()
    clearTimeout(memory.timer)
  })
}
