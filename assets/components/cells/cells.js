// Grids of numbers of which the cells belong together. One grid leads: the reader chooses a cell of it, and sees those of
// the others that go with it. A grid that follows has other numbers for each cell of the leader. All numbers come from
// Python; here they are only shown. The function at the end runs again at each change; what the reader chose is
// remembered meanwhile. It makes a `view`, which all other functions of this folder take.

const memories = new WeakMap() // what was chosen, by component on the page

function decodeNumbers(text) {
  const bytes = Uint8Array.from(atob(text), character => character.charCodeAt(0))
  return new Float32Array(bytes.buffer)
}

function createView({ data, parentElement, setTriggerValue }) {
  const memory = memories.get(parentElement) ?? { received: "", chosen: [0, 0], pointed: null, timer: 0, walking: 0 }
  memories.set(parentElement, memory)
  const grids = data.grids.map(grid => ({ ...grid, values: decodeNumbers(grid.values) }))
  return {
    data, memory, grids,
    leader: grids.find(grid => grid.name === data.leader),
    rows: parentElement.querySelector(".rows"),
    line: parentElement.querySelector(".line"),
    tools: parentElement.querySelector(".tools"),
    buttons: buttonsByName(parentElement),
    send: ([row, column]) => setTriggerValue("cell", { row, column, start: data.start }),
  }
}

// A cell and the part of a larger grid that it is of.
function cellOfPart({ start }, cell) {
  return JSON.stringify([start, cell])
}

// Takes the cell that Python chose, if it is another than the last that it sent or was sent: then what the reader chose
// before counts no more.
function receiveChoice({ data, memory, leader }) {
  const received = cellOfPart(data, data.chosen)
  if (memory.received !== received) {
    clearTimeout(memory.timer)
    Object.assign(memory, { received, chosen: data.chosen })
  }
  memory.chosen = withinGrid(leader, memory.chosen)
  memory.pointed = null
}

// The cell of the leader that is shown: the one under the pointer, or the chosen one.
function shownCell({ memory, leader }) {
  return memory.pointed?.grid === leader.name ? memory.pointed.cell : memory.chosen
}

function numberAt(view, grid, row, column) {
  const start = grid.follows ? cellIndex(view.leader, shownCell(view)) * grid.rows * grid.columns : 0
  return grid.values[start + cellIndex(grid, [row, column])]
}

function redraw(view) {
  layOut(view)
  draw(view)
}

// Draws again at another width, and reports nothing any more once the reader has gone back to another state.
function followWindow(view) {
  let width = 0
  const leave = () => forgetChoice(view)
  const observer = new ResizeObserver(() => {
    if ([0, width].includes(view.rows.clientWidth)) return // taken off the page, or as wide as before
    width = view.rows.clientWidth
    redraw(view)
  })
  observer.observe(view.rows)
  window.addEventListener("popstate", leave)
  return () => {
    observer.disconnect()
    window.removeEventListener("popstate", leave)
  }
}

export default function (component) {
  const view = createView(component)
  const { memory } = view
  memory.stop?.()
  receiveChoice(view)
  showGrids(view)
  for (const grid of view.grids) listen(view, grid)
  listenToButtons(view)
  view.tools.style.display = cellCount(view) > 1 ? "" : "none"
  if (memory.walking) startWalk(view)
  memory.stop = followWindow(view)
  redraw(view)
  return onceGone(component.parentElement, () => {
    memory.stop()
    clearInterval(memory.walking)
    clearTimeout(memory.timer)
  })
}
