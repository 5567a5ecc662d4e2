// From step to step, and from box to box.

const PATIENCE = 500 // ms after the last step until Python hears of it

function goTo(view, step) {
  const { data, memory } = view
  memory.step = clamp(step, 0, data.scenes.length - 1)
  memory.sight = sightOf(showScene(view))
  keepInSight(view, memory.sight)
  const report = () => {
    if (memory.received === memory.step) return
    memory.received = memory.step
    view.send(memory.step)
  }
  reportLater(memory, PATIENCE, report, () => (memory.received = null))
}

// What a click on a box, or Enter, does: it opens a module, or goes to the step of a node.
function act(view, box) {
  if (box.opens) view.open(box.name)
  else if (view.stepOf.has(box.name)) goTo(view, view.stepOf.get(box.name))
}

// Of all boxes one is reached by the Tab key, the others from there by the arrow keys.
function focusOn(view, shown) {
  const { memory } = view
  memory.focused = shown.box.name
  memory.boxes.forEach(({ box, group }) => group.setAttribute("tabindex", box.name === memory.focused ? 0 : -1))
  shown.group.focus({ preventScroll: true })
  keepInSight(view, [shown.box.name])
  showDetail(view)
}

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

// The box that is nearest in a direction; one that lies aside counts as further off.
function nearest(boxes, from, [right, down]) {
  const [x, y] = from.box.centre
  const distances = boxes
    .filter(other => other !== from)
    .map(other => {
      const [a, b] = [other.box.centre[0] - x, other.box.centre[1] - y]
      return { other, along: a * right + b * down, aside: Math.abs(a * down) + Math.abs(b * right) }
    })
    .filter(({ along }) => along > 1)
  return distances.sort((a, b) => a.along + 2 * a.aside - b.along - 2 * b.aside)[0]?.other
}

function pressed(view, shown, event) {
  const direction = DIRECTIONS[event.key]
  const keys = { "+": () => zoom(view, FACTOR), "-": () => zoom(view, 1 / FACTOR), 0: () => fit(view) }
  if (direction && event.shiftKey) move(view, -STEP * direction[0], -STEP * direction[1])
  else if (direction) {
    const next = nearest(view.memory.boxes, shown, direction)
    if (next) focusOn(view, next)
  } else if (event.key in keys) keys[event.key]()
  else if (event.key === "Enter" || event.key === " ") act(view, shown.box)
  else return
  event.preventDefault()
}

function listenToBoxes(view) {
  const { memory } = view
  const first = memory.boxes.find(({ box }) => box.name === memory.focused) ?? memory.boxes.at(0)
  for (const shown of memory.boxes) {
    const { group, box } = shown
    group.setAttribute("tabindex", shown === first ? 0 : -1)
    group.onclick = () => memory.dragged < 5 && act(view, box)
    group.onkeydown = event => pressed(view, shown, event)
    group.onfocus = () => {
      memory.focused = box.name
      showDetail(view)
    }
    group.onblur = () => {
      memory.focused = memory.focused === box.name ? null : memory.focused
      showDetail(view)
    }
    group.onpointerenter = () => {
      memory.pointed = box.name
      showDetail(view)
    }
    group.onpointerleave = () => {
      memory.pointed = null
      showDetail(view)
    }
  }
}

function listenToTools(view) {
  const { buttons, slider, memory } = view
  buttons.back.onclick = () => goTo(view, memory.step - 1)
  buttons.forward.onclick = () => goTo(view, memory.step + 1)
  slider.oninput = () => goTo(view, Number(slider.value))
  buttons.smaller.onclick = () => zoom(view, 1 / FACTOR)
  buttons.larger.onclick = () => zoom(view, FACTOR)
  buttons.whole.onclick = () => {
    fit(view)
    memory.isMoved = false
  }
  buttons.save.onclick = () => save(view)
}
