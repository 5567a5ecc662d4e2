// Tensors as what they are: a number, a row, a grid, grids side by side. Each cell tells its index and its number; a cell
// of a leading tensor, the result, shows which cells of the others made it, and a cell of those what it makes. All
// numbers and links come from Python. The function at the end runs again at each change; what the reader chose is
// remembered meanwhile. It makes a `view`, which all other functions of this folder take.

const memories = new WeakMap() // what was chosen, by component on the page

function createView({ data, parentElement, setTriggerValue }) {
  const memory = memories.get(parentElement) ?? { received: null, chosen: 0, pointed: null, timer: 0, plan: "" }
  memories.set(parentElement, memory)
  const root = parentElement.querySelector(".tensors")
  const panels = data.panels.map(panel => ({ ...panel, count: panel.shape.reduce((size, side) => size * side, 1) }))
  const leaders = panels.filter(panel => data.leaders.includes(panel.name))
  let start = 0
  for (const leader of leaders) {
    leader.start = start // the cells of all leaders are numbered one after the other
    start += leader.count
  }
  return {
    data, memory, panels, root, leaders, total: start,
    room: root.querySelector(".panels"),
    line: root.querySelector(".line"),
    send: index => setTriggerValue("cell", index),
    edit: number => setTriggerValue("number", number),
  }
}

// Takes the cell that Python chose, if it is another than the last that it sent or was sent.
function receiveChoice({ data, memory, total }) {
  if (memory.received !== data.chosen) Object.assign(memory, { received: data.chosen, chosen: data.chosen })
  memory.chosen = clamp(memory.chosen, 0, Math.max(total - 1, 0))
  memory.pointed = null
}

export default function (component) {
  const view = createView(component)
  receiveChoice(view)
  showPanels(view)
  paintPanels(view)
  listen(view)
  showLinks(view)
  return onceGone(component.parentElement, () => clearTimeout(view.memory.timer))
}
