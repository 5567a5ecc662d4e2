// Choosing a cell of the leader, by a click, with the arrow keys, step by step, or by a walk through all of them.

const PERIOD = 450 // ms from one cell of a walk to the next
const PATIENCE = 500 // ms after the last key until Python hears of the chosen cell

function cellCount({ leader }) {
  return leader.rows * leader.columns
}

// The leader's cell that is `by` further in row-major order; after the last comes the first.
function cellFurther(view, by) {
  const count = cellCount(view)
  return cellAt(view.leader, (cellIndex(view.leader, view.memory.chosen) + by + count) % count)
}

function show(view, cell) {
  view.memory.chosen = cell
  view.memory.pointed = null
  draw(view)
}

function choose(view, cell, soon = false) {
  const { data, memory, leader } = view
  show(view, withinGrid(leader, cell))
  clearTimeout(memory.timer)
  if (data.reports) memory.timer = setTimeout(() => {
    memory.received = cellOfPart(data, memory.chosen)
    view.send(memory.chosen)
  }, soon ? 0 : PATIENCE)
}

function withinGrid(grid, [row, column]) {
  return [clamp(row, 0, grid.rows - 1), clamp(column, 0, grid.columns - 1)]
}

// One cell on or back; from the last cell on to the next tile of a larger output, which the server knows.
function step(view, by) {
  const { data, memory } = view
  const index = cellIndex(view.leader, memory.chosen) + by
  if (!data.beyond || (index >= 0 && index < cellCount(view))) return choose(view, cellFurther(view, by))
  clearInterval(memory.walking)
  clearTimeout(memory.timer)
  memory.received = ""
  view.send(data.beyond[by < 0 ? 0 : 1])
}

function startWalk(view) {
  const { data, memory } = view
  clearInterval(memory.walking)
  memory.walking = setInterval(() => {
    const last = cellIndex(view.leader, memory.chosen) === cellCount(view) - 1
    if (data.beyond && last) step(view, 1)
    else show(view, cellFurther(view, 1))
  }, PERIOD)
  showWalking(view, true)
}

function stopWalk(view) {
  const { data, memory } = view
  if (!memory.walking) return
  clearInterval(memory.walking)
  memory.walking = 0
  if (data.reports) choose(view, memory.chosen, true)
  showWalking(view, false)
}

// Ends a walk, and sends nothing of what was chosen: it would reach the server after the state that comes, which counts.
function forgetChoice(view) {
  const { memory } = view
  clearTimeout(memory.timer)
  clearInterval(memory.walking)
  Object.assign(memory, { walking: 0, received: "" })
  showWalking(view, false)
}

function toggleWalk(view) {
  if (view.memory.walking) stopWalk(view)
  else startWalk(view)
}

function showWalking({ buttons, line }, walking) {
  buttons.play.textContent = walking ? "❚❚ Pause" : "▶ Walk"
  buttons.play.ariaLabel = walking ? "Pause" : "Walk"
  line.ariaLive = walking ? "off" : "polite"
}
