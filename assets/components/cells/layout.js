// The elements of the grids, line by line, and how large a cell of each may be.

const LARGEST_CELL = 46 // pixels
const SMALLEST_CELL = 7 // below it every grid gets a line of its own
const SMALLEST_CELL_ON_PHONE = 28 // there it must be large enough for a finger
const PHONE = 440 // pixels of width
const GAP = 16 // pixels between the grids of a line
const OPERATOR = 24 // pixels of a sign between them
const NARROWEST_TITLE = 80 // pixels, in which a title is broken into lines
const EVEN_WIDTH = 90 // pixels at least of a grid that is as wide as the others of its line

function buildGrids(rows, grids) {
  rows.replaceChildren()
  for (const number of new Set(grids.map(grid => grid.row))) {
    const row = addElement(rows, "div", "row")
    for (const grid of grids.filter(grid => grid.row === number)) {
      if (grid.before) addElement(row, "span", "operator", grid.before)
      const figure = addElement(row, "figure")
      figure.dataset.name = grid.name
      addElement(figure, "figcaption")
      addElement(figure, "canvas")
    }
  }
}

// Gives every grid its canvas; elements are made anew only where the grids are others.
function showGrids({ rows, grids, memory }) {
  const plan = JSON.stringify(grids.map(grid => [grid.name, grid.row, grid.before]))
  if (memory.plan !== plan) buildGrids(rows, grids)
  memory.plan = plan
  for (const grid of grids) {
    const figure = rows.querySelector(`figure[data-name="${grid.name}"]`)
    grid.canvas = figure.querySelector("canvas")
    grid.canvas.role = "img"
    grid.canvas.ariaLabel = grid.title
    setText(figure.querySelector("figcaption"), grid.title)
  }
}

function layOut({ rows, grids }) {
  for (const row of rows.children) layOutRow(row, grids.filter(grid => row.contains(grid.canvas)), rows.clientWidth)
}

// `width` pixels for the grids of a line: beside each other, or where their cells would be too small one under another.
function layOutRow(row, grids, width) {
  const operators = row.querySelectorAll(".operator")
  const room = width - GAP * (row.children.length - 1) - OPERATOR * operators.length
  const columns = grids.reduce((sum, grid) => sum + grid.columns, 0)
  const tallest = Math.max(...grids.map(grid => grid.rows))
  const height = grids[0].height
  const beside = Math.min(LARGEST_CELL, room / columns, height / tallest)
  const stacked = beside < (width < PHONE ? SMALLEST_CELL_ON_PHONE : SMALLEST_CELL)
  const share = Math.max(room / grids.length, EVEN_WIDTH)
  for (const grid of grids) {
    let cell = beside
    if (grid.even) cell = Math.min(LARGEST_CELL, share / grid.columns, grid.height / grid.rows)
    else if (stacked) cell = Math.min(LARGEST_CELL, width / grid.columns, height / grid.rows)
    grid.cell = Math.max(3, cell > 14 ? Math.floor(cell) : cell)
    const own = stacked ? width : Math.max(grid.columns * grid.cell, NARROWEST_TITLE)
    grid.canvas.parentElement.style.width = `${Math.floor(grid.even ? share - 1 : own)}px`
  }
  alignTitles(row.querySelectorAll("figcaption"), stacked)
  for (const operator of operators) operator.style.display = stacked && !grids[0].even ? "none" : ""
}

// Grids beside each other begin at the same height, however many lines a title has.
function alignTitles(titles, stacked) {
  for (const title of titles) title.style.minHeight = ""
  const tallest = Math.max(...[...titles].map(title => title.offsetHeight))
  for (const title of titles) title.style.minHeight = stacked ? "" : `${tallest}px`
}
