// The numbers of the cells, their colours, and the lines around those that belong together.

const REACH = 0.23 // of the diverging palette to either side, so that numbers can be read on every colour

function paintPanels({ panels, root, leader, data }) {
  const scale = divergingScale(root)
  for (const panel of panels) {
    panel.cells.forEach((cell, position) => paintCell(panel, cell, position, scale))
    panel.figure.classList.toggle("choosable", panel === leader && (data.reports || hasLinks(data)))
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

// The position of the leader that is shown: the one under the pointer, or the chosen one.
function shownPosition({ memory, leader }) {
  return memory.pointed?.panel === leader.name ? memory.pointed.position : memory.chosen
}

function linkedTo({ data }, panel, position) {
  return data.links[panel.name]?.[position] ?? []
}

// The cells of the leader that a cell of another tensor goes into.
function madeOf(view, panel, position) {
  const links = view.data.links[panel.name] ?? []
  return links.flatMap((cells, target) => (cells.includes(position) ? [target] : []))
}

function showLinks(view) {
  const { memory, panels, leader } = view
  const other = panels.find(panel => panel.name === memory.pointed?.panel && panel !== leader)
  for (const panel of panels) {
    const linked = panel === leader ? [] : other ? [] : linkedTo(view, panel, shownPosition(view))
    const made = other && panel === leader ? madeOf(view, other, memory.pointed.position) : linked
    const chosen = other ? (panel === other ? memory.pointed.position : -1)
      : panel === leader ? shownPosition(view) : -1
    panel.cells.forEach((cell, position) => {
      cell.classList.toggle("linked", made.includes(position))
      cell.classList.toggle("chosen", position === chosen)
      cell.tabIndex = panel === leader && position === memory.chosen ? 0 : -1
    })
  }
  setText(view.line, sentence(view, other))
}

function sentence(view, other) {
  const { data, leader, memory, panels } = view
  if (other) {
    const cells = madeOf(view, other, memory.pointed.position).map(position => named(leader, position))
    const goes = cells.length ? `goes into ${listed(cells)}` : "goes into nothing"
    return hasLinks(data) ? `${spoken(other, memory.pointed.position)} ${goes}.` : spoken(other, memory.pointed.position)
  }
  if (!leader.count) return ""
  const position = shownPosition(view)
  if (!hasLinks(data)) return spoken(leader, position)
  const cells = panels.filter(panel => panel !== leader)
    .flatMap(panel => linkedTo(view, panel, position).map(from => named(panel, from)))
  return `${spoken(leader, position)}, made of ${cells.length ? listed(cells) : "no cell"}.`
}

const MOST_LISTED = 8

function listed(names) {
  const shown = names.length > MOST_LISTED ? [...names.slice(0, MOST_LISTED - 1), `${names.length - MOST_LISTED + 1} more`]
    : names
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : shown.join("")
}
