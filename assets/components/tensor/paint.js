// The numbers of the cells, their colours, and the lines around those that belong together.

const REACH = 0.23 // of the diverging palette to either side, so that numbers can be read on every colour

function paintPanels({ panels, root, leaders, data }) {
  const scale = divergingScale(root)
  for (const panel of panels) {
    panel.cells.forEach((cell, position) => paintCell(panel, cell, position, scale))
    panel.figure.classList.toggle("choosable", leaders.includes(panel) && (data.reports || hasLinks(data)))
    paintScale(panel, panel.figure.querySelector(".scale"), scale)
  }
}

function hasLinks(data) {
  return Object.keys(data.links).length > 0
}

function paintCell(panel, cell, position, scale) {
  const share = panel.shares[position]
  setText(cell, panel.texts[position])
  cell.ariaLabel = spoken(panel, position)
  cell.title = spoken(panel, position)
  cell.classList.toggle("copy", panel.copies.includes(position))
  if (share === null) {
    cell.style.background = cell.style.color = ""
    return
  }
  const color = scale(0.5 + REACH * share).map(Math.round)
  cell.style.background = `rgb(${color})`
  cell.style.color = textOn(color)
}

// "x[0, 1] = 5".
function spoken(panel, position) {
  return `${named(panel, position)} = ${panel.texts[position]}`
}

function named(panel, position) {
  return panel.shape.length ? `${panel.name}[${indexOf(panel.shape, position).join(", ")}]` : panel.name
}

// What the colours mean: the strongest stand for the largest size.
function paintScale(panel, element, scale) {
  element.replaceChildren()
  if (!panel.scale.length) return
  addElement(element, "span", "", panel.scale[0])
  const stops = [-1, -0.5, 0, 0.5, 1].map(share => `rgb(${scale(0.5 + REACH * share).map(Math.round)})`)
  addElement(element, "span", "bar").style.background = `linear-gradient(to right, ${stops.join(", ")})`
  addElement(element, "span", "", panel.scale[1])
}

// The cell of a leader that is shown, the one under the pointer or the chosen one: its number among all cells of leaders.
function shownCell({ memory, leaders }) {
  const leader = leaders.find(({ name }) => name === memory.pointed?.panel)
  return leader ? leader.start + memory.pointed.position : memory.chosen
}

// The leader of a cell, and the cell's position in it.
function leaderOf({ leaders }, cell) {
  const leader = leaders.findLast(({ start, count }) => count && start <= cell)
  return [leader, cell - (leader?.start ?? 0)]
}

// The positions in a tensor of the cells that made a cell of a leader.
function makersOf({ data }, panel, cell) {
  return data.links[panel.name]?.[cell] ?? []
}

// The cells of the leaders that a cell of another tensor goes into.
function madeOf({ data }, panel, position) {
  const links = data.links[panel.name] ?? []
  return links.flatMap((makers, cell) => (makers.includes(position) ? [cell] : []))
}

function showLinks(view) {
  const { memory, panels, leaders } = view
  const other = panels.find(panel => panel.name === memory.pointed?.panel && !leaders.includes(panel))
  for (const panel of panels) markCells(view, panel, other)
  setText(view.line, sentence(view, other))
}

// Lines around the cells of a tensor that belong to what is shown: a cell of a leader, or one of `other`.
function markCells(view, panel, other) {
  const { memory, leaders } = view
  const leads = leaders.includes(panel)
  const first = leads ? panel.start : 0
  const linked = new Set(!other ? (leads ? [] : makersOf(view, panel, shownCell(view)))
    : leads ? madeOf(view, other, memory.pointed.position).map(cell => cell - first) : [])
  const chosen = other ? (panel === other ? memory.pointed.position : -1) : leads ? shownCell(view) - first : -1
  panel.cells.forEach((element, position) => {
    element.classList.toggle("linked", linked.has(position))
    element.classList.toggle("chosen", position === chosen)
    element.tabIndex = leads && first + position === memory.chosen ? 0 : -1
  })
}

function sentence(view, other) {
  const { data, memory, leaders, panels } = view
  if (other) {
    const cells = madeOf(view, other, memory.pointed.position).map(cell => named(...leaderOf(view, cell)))
    const told = spoken(other, memory.pointed.position)
    return hasLinks(data) ? `${told} ${data.makes} ${cells.length ? listed(cells) : "nothing"}.` : told
  }
  const [leader, position] = leaderOf(view, shownCell(view))
  if (!leader) return ""
  if (!hasLinks(data)) return spoken(leader, position)
  const cells = panels.filter(panel => !leaders.includes(panel))
    .flatMap(panel => makersOf(view, panel, leader.start + position).map(from => named(panel, from)))
  return `${spoken(leader, position)}, ${data.made} ${cells.length ? listed(cells) : "no cell"}.`
}

const MOST_LISTED = 8

function listed(names) {
  const more = names.length - MOST_LISTED + 1
  const shown = more > 1 ? [...names.slice(0, MOST_LISTED - 1), `${more} more`] : names
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : shown.join("")
}
