// Pointer and keyboard on the grids.

const SMALL_DIGITS = 6 // after the point of a number that is almost 0

function listen(view, grid) {
  const { memory, leader } = view
  const { canvas } = grid
  const linked = isLinked(view, grid)
  const under = event => cellUnder(event, canvas, grid.rows, grid.columns)
  canvas.onpointermove = event => {
    canvas.title = cellTitle(view, grid, under(event))
    if (memory.walking || !linked) return
    memory.pointed = { grid: grid.name, cell: under(event) }
    draw(view)
  }
  if (!linked) return
  canvas.onpointerleave = () => {
    if (!memory.pointed) return
    memory.pointed = null
    draw(view)
  }
  canvas.onclick = event => {
    const cells = grid === leader ? [under(event)] : cellsFedBy(view, grid, under(event))
    if (!cells.length) return
    stopWalk(view)
    choose(view, cells[Math.floor(cells.length / 2)], true)
  }
  if (grid === leader) listenForKeys(view, canvas)
}

// Where the pointer is, and the number there with all its digits.
function cellTitle(view, grid, [row, column]) {
  const number = numberAt(view, grid, row, column)
  const rounded = cellText(number, grid.digits)
  const text = grid.empty ? "" : rounded === ALMOST_ZERO ? cellText(number, SMALL_DIGITS) : rounded
  const where = grid.rows > 1 ? `Row ${row}, column ${column}` : `Number ${column}`
  return text ? `${where}: ${text}` : where
}

function listenForKeys(view, canvas) {
  const { columns } = view.leader
  const steps = { ArrowUp: -columns, ArrowDown: columns, ArrowLeft: -1, ArrowRight: 1 }
  canvas.tabIndex = 0
  canvas.role = "application" // a screen reader leaves the arrow keys to it
  canvas.ariaLabel = `${view.leader.title}. Arrow keys choose a cell, space walks through all of them.`
  canvas.onkeydown = event => {
    const by = steps[event.key]
    if (!by && event.key !== " ") return
    event.preventDefault()
    if (Math.abs(by) === 1) step(view, by)
    else if (by) choose(view, cellFurther(view, by))
    else toggleWalk(view)
  }
}

function listenToButtons(view) {
  const walkBy = by => () => {
    stopWalk(view)
    step(view, by)
  }
  view.buttons.back.onclick = walkBy(-1)
  view.buttons.forward.onclick = walkBy(1)
  view.buttons.play.onclick = () => toggleWalk(view)
}
