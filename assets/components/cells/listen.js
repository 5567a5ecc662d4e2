// Pointer and keyboard on the grids.

function listen(view, grid) {
  if (!isLinked(view, grid)) return
  const { memory, leader } = view
  const { canvas } = grid
  const under = event => cellUnder(event, canvas, grid.rows, grid.columns)
  canvas.onpointermove = event => {
    if (memory.walking) return
    memory.pointed = { grid: grid.name, cell: under(event) }
    draw(view)
  }
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

function listenForKeys(view, canvas) {
  const { columns } = view.leader
  const steps = { ArrowUp: -columns, ArrowDown: columns, ArrowLeft: -1, ArrowRight: 1 }
  canvas.tabIndex = 0
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
