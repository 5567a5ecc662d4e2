// The elements of the tensors. They are made anew only where their shapes are others, so that the keyboard stays.

const MANY = 36 // cells from which on they are smaller, so that several grids stand beside each other

function planOf({ data, panels }) {
  return JSON.stringify([data.leaders, panels.map(({ name, shape, sign, line, copies }) =>
    [name, shape, sign, line, copies])])
}

function showPanels(view) {
  const { memory, panels, room } = view
  const plan = planOf(view)
  if (memory.plan !== plan) buildPanels(view)
  memory.plan = plan
  for (const panel of panels) {
    panel.figure = room.querySelector(`figure[data-name="${panel.name}"]`)
    panel.cells = [...panel.figure.querySelectorAll(".cell")]
    setText(panel.figure.querySelector("figcaption"), panel.title)
    panel.figure.querySelector("figcaption").classList.toggle("refused", panel.refused)
    panel.figure.querySelector(".tensor").ariaLabel = panel.title
    for (const axis of panel.figure.querySelectorAll(".axis"))
      axis.classList.toggle("marked", panel.marked.includes(Number(axis.dataset.dim)))
  }
}

// How many panels and columns stand beside each other at most, and how many rows under each other: cells of few are larger.
function measure(panels) {
  const lines = []
  for (const panel of panels) {
    if (panel.line || !lines.length) lines.push([])
    lines.at(-1).push(panel)
  }
  const sum = numbers => numbers.reduce((total, number) => total + number, 0)
  const sides = ({ shape }) => [shape.at(-3) ?? 1, shape.at(-2) ?? 1, shape.at(-1) ?? 1]
  return {
    "--across": Math.max(...lines.map(line => line.length)),
    "--columns": Math.max(1, ...lines.map(line => sum(line.map(panel => sides(panel)[0] * sides(panel)[2])))),
    "--rows": Math.max(1, sum(lines.map(line => Math.max(...line.map(panel => sides(panel)[1]))))),
  }
}

function buildPanels({ panels, room }) {
  room.replaceChildren()
  for (const [name, number] of Object.entries(measure(panels))) room.style.setProperty(name, number)
  for (const panel of panels) {
    if (panel.line) addElement(room, "div", "break")
    if (panel.sign) addElement(room, "span", "sign", panel.sign)
    const figure = addElement(room, "figure")
    figure.dataset.name = panel.name
    addElement(figure, "figcaption")
    addAxes(panel, figure)
    const tensor = addElement(figure, "div", "tensor")
    tensor.role = panel.count ? "grid" : "img"
    tensor.classList.toggle("many", panel.count > MANY)
    if (panel.count) buildPart(panel, tensor, [])
    else addElement(tensor, "p", "part", "No numbers")
    addElement(figure, "div", "scale")
  }
}

// What an index leaves: a grid of the last two dimensions, or such parts side by side.
function buildPart(panel, parent, index) {
  const left = panel.shape.length - index.length
  if (left <= 2) return buildMatrix(panel, parent, index)
  const stack = addElement(parent, "div", left === 3 ? "stack" : "")
  for (let position = 0; position < panel.shape[index.length]; position++) {
    const part = addElement(stack, "div")
    const inner = [...index, position]
    if (left === 3) addElement(part, "p", "part", `${panel.name}[${inner.join(", ")}]`).ariaHidden = "true"
    buildPart(panel, part, inner)
  }
}

// The names of the dimensions, and which way each runs: the last to the right, the one before down, and so on.
function addAxes({ shape }, figure) {
  const axes = addElement(figure, "p", "axes")
  axes.ariaHidden = "true"
  shape.forEach((_, dim) => {
    const arrow = (shape.length - dim) % 2 ? "→" : "↓"
    addElement(axes, "span", "axis", `dim ${dim} ${arrow}`).dataset.dim = dim
  })
}

function buildMatrix(panel, parent, index) {
  const { shape } = panel
  const last = shape.length - 1
  const [rows, columns] = [shape.length > 1 ? shape[last - 1] : 1, shape.length ? shape[last] : 1]
  const matrix = addElement(parent, "div", "matrix")
  matrix.role = "rowgroup"
  const heads = shape.length > 1 ? "auto " : ""
  matrix.style.gridTemplateColumns = `${heads}repeat(${columns}, auto)`
  if (shape.length) addHeads(matrix, columns, shape.length > 1)
  const start = flatIndex(shape, [...index, ...(shape.length > 1 ? [0, 0] : shape.map(() => 0))])
  for (let row = 0; row < rows; row++) addRow(panel, matrix, row, columns, start)
}

// The numbers of the columns.
function addHeads(matrix, columns, corner) {
  const heads = addElement(matrix, "div", "heads")
  heads.ariaHidden = "true"
  if (corner) addElement(heads, "span", "head")
  for (let column = 0; column < columns; column++) addElement(heads, "span", "head", `${column}`)
}

function addRow(panel, matrix, row, columns, start) {
  const line = addElement(matrix, "div")
  line.role = "row"
  if (panel.shape.length > 1) addElement(line, "span", "head", `${row}`).ariaHidden = "true"
  for (let column = 0; column < columns; column++) {
    const cell = addElement(line, "div", "cell")
    cell.role = "gridcell"
    cell.dataset.index = start + row * columns + column
    cell.tabIndex = -1
  }
}

// The position of an index among all numbers, the last dimension running fastest.
function flatIndex(shape, index) {
  return index.reduce((position, at, dim) => position * shape[dim] + at, 0)
}

// The other way round: the index of a position.
function indexOf(shape, position) {
  const index = []
  for (const side of [...shape].reverse()) {
    index.unshift(position % side)
    position = Math.floor(position / side)
  }
  return index
}
