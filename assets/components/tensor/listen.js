// Pointer and keyboard on the cells.

const PATIENCE = 500 // ms after the last key until Python hears of the chosen cell

function listen(view) {
  for (const panel of view.panels) {
    panel.figure.onpointerover = event => point(view, panel, event.target)
    panel.figure.onpointerleave = () => point(view, panel, null)
    panel.figure.onclick = event => click(view, panel, event.target)
    panel.figure.onkeydown = event => press(view, panel, event)
    panel.figure.ondblclick = event => startEdit(view, panel, event.target)
  }
}

function positionOf(target) {
  const cell = target?.closest?.(".cell")
  return cell ? Number(cell.dataset.index) : null
}

function point(view, panel, target) {
  const position = positionOf(target)
  const { pointed } = view.memory
  if (position === (pointed?.position ?? null) && pointed?.panel === panel.name) return
  view.memory.pointed = position === null ? null : { panel: panel.name, position }
  showLinks(view)
}

function click(view, panel, target) {
  const position = positionOf(target)
  if (position === null) return
  const [cell] = view.leaders.includes(panel) ? [panel.start + position] : madeOf(view, panel, position)
  if (cell !== undefined) choose(view, cell, true)
}

function startEdit(view, panel, target) {
  const position = positionOf(target)
  if (view.data.edits && position !== null && view.leaders.includes(panel)) openField(view, panel, position, "")
}

function press(view, panel, event) {
  if (!view.leaders.includes(panel)) return
  if (view.data.edits && positionOf(event.target) !== null && opensField(event.key)) {
    event.preventDefault()
    openField(view, panel, positionOf(event.target), event.key === "Enter" ? "" : event.key)
    return
  }
  const columns = panel.shape.at(-1) ?? 1
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }
  const targets = { Home: 0, End: view.total - 1 }
  if (!(event.key in steps) && !(event.key in targets)) return
  event.preventDefault()
  const cell = targets[event.key] ?? view.memory.chosen + steps[event.key]
  if (cell < 0 || cell >= view.total) return
  view.memory.pointed = null
  choose(view, cell, false)
  const [leader, position] = leaderOf(view, cell)
  leader.cells[position].focus()
}

function choose(view, cell, soon) {
  const { memory, data } = view
  memory.chosen = cell
  showLinks(view)
  if (!data.reports) return
  const report = () => {
    memory.received = memory.chosen
    view.send(memory.chosen)
  }
  reportLater(memory, soon ? 0 : PATIENCE, report, () => (memory.received = null))
}
