// Pointer and keyboard on the cells.

const PATIENCE = 500 // ms after the last key until Python hears of the chosen cell

function listen(view) {
  for (const panel of view.panels) {
    panel.figure.onpointerover = event => point(view, panel, event.target)
    panel.figure.onpointerleave = () => point(view, panel, null)
    panel.figure.onclick = event => click(view, panel, event.target)
    panel.figure.onkeydown = event => press(view, panel, event)
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
  if (panel === view.leader) choose(view, position, true)
  else {
    const [first] = madeOf(view, panel, position)
    if (first !== undefined) choose(view, first, true)
  }
}

function press(view, panel, event) {
  if (panel !== view.leader) return
  const columns = panel.shape.at(-1) ?? 1
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }
  const targets = { Home: 0, End: panel.count - 1 }
  if (!(event.key in steps) && !(event.key in targets)) return
  event.preventDefault()
  const position = targets[event.key] ?? view.memory.chosen + steps[event.key]
  if (position < 0 || position >= panel.count) return
  choose(view, position, false)
  panel.cells[position].focus()
}

function choose(view, position, soon) {
  const { memory, data } = view
  memory.chosen = position
  if (memory.pointed?.panel !== view.leader.name) memory.pointed = null
  showLinks(view)
  clearTimeout(memory.timer)
  if (!data.reports) return
  memory.timer = setTimeout(() => {
    memory.received = memory.chosen
    view.send(memory.chosen)
  }, soon ? 0 : PATIENCE)
}
