// The elements of the grids, line by line, and how large a cell of each may be.

const LARGEST_CELL = 46 // pixels
const SMALLEST_CELL = 7 // below it not all grids stand beside each other
const READABLE_CELL = 20 // nor below this one in a narrow room, where numbers are to be read
const NARROW = 500 // pixels of width
const LOWER = 0.36 // of its height a grid takes there, or on a phone, that has no numbers to be read
const GAP = 16 // pixels between the grids of a line
const OPERATOR = 24 // pixels of a sign between them
const EVEN_WIDTH = 90 // pixels at least of a grid that is as wide as the others of its line
const TITLE = 64 // pixels at least of a title
const PHONE = matchMedia("(max-width: 640px)") // where the pane of the picture is low
const PHONE_CELL = 24 // pixels there at most: as many as a number needs

function buildGrids(rows, grids) {
  rows.replaceChildren()
  for (const number of new Set(grids.map(grid => grid.row))) {
    const row = addElement(rows, "div", "row")
    for (const grid of grids.filter(grid => grid.row === number)) {
      if (grid.before) addElement(row, "span", "operator", grid.before).dataset.before = grid.name
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

function layOut({ rows, grids, leader }) {
  for (const row of rows.children) {
    layOutRow(row, grids.filter(grid => row.contains(grid.canvas)), leader, rows.clientWidth)
  }
}

// `width` pixels for the grids of a line. They stand beside each other; where their cells would be too small, those that
// are looked at together do, the first and the leader, and the others below them.
function layOutRow(row, grids, leader, width) {
  const isNarrow = width < NARROW && grids.some(grid => !grid.empty)
  const smallest = isNarrow ? READABLE_CELL : SMALLEST_CELL
  const isBroken = !grids[0].even && cellBeside(grids, width) < smallest
  const together = isBroken ? lookedAtTogether(grids, leader, width) : grids
  const share = Math.max((width - GAP * (grids.length - 1)) / grids.length, EVEN_WIDTH)
  for (const grid of grids) {
    let cell = cellBeside(together.includes(grid) ? together : [grid], width)
    if (grid.even) cell = Math.min(LARGEST_CELL, share / grid.columns, grid.height / grid.rows)
    if (PHONE.matches) cell = Math.min(cell, grid.empty ? (LOWER * grid.height) / grid.rows : PHONE_CELL)
    if (isNarrow && cell < READABLE_CELL) cell = Math.min(cell, (LOWER * grid.height) / grid.rows)
    grid.cell = Math.max(grid.even ? 2 : 3, cell > 14 ? Math.floor(cell) : cell)
    showFigure(row, grid, isBroken && !together.includes(grid), grid.even ? Math.floor(share) - 1 : 0)
    if (!grid.even && !grid.empty && together.length > 1 && together.includes(grid)) narrowTitle(grid)
  }
  alignTitles(row.querySelectorAll("figcaption"), isBroken)
  placeOperators(row, grids)
}

// How large a cell is where these grids share a line.
function cellBeside(grids, width) {
  const signs = grids.slice(1).filter(grid => grid.before).length
  const room = width - GAP * (grids.length - 1 + signs) - OPERATOR * signs
  const columns = grids.reduce((sum, grid) => sum + grid.columns, 0)
  const tallest = Math.max(...grids.map(grid => grid.rows))
  return Math.min(LARGEST_CELL, room / columns, grids[0].height / tallest)
}

// The first grid of a line and the leader, or the second; and further ones while their numbers can be read.
function lookedAtTogether(grids, leader, width) {
  const [first, second] = grids
  const others = grids.filter(grid => grid !== first && grid !== leader)
  const partner = grids.includes(leader) && leader !== first ? leader : second
  const together = partner ? [first, partner] : [first]
  for (const grid of others) {
    if (!together.includes(grid) && cellBeside([...together, grid], width) >= READABLE_CELL) together.push(grid)
  }
  return together
}

// A grid with its sign; one that is `apart` comes last and without its sign.
function showFigure(row, grid, apart, width) {
  const figure = grid.canvas.parentElement
  const operator = row.querySelector(`[data-before="${grid.name}"]`)
  figure.style.order = apart ? 1 : 0
  figure.style.width = width ? `${width}px` : ""
  figure.classList.toggle("even", grid.even)
  if (operator) operator.style.display = apart ? "none" : ""
}

// A title no wider than its grid, so that the grids have room beside each other.
function narrowTitle(grid) {
  const figure = grid.canvas.parentElement
  figure.style.width = `${Math.max(TITLE, Math.ceil(grid.columns * grid.cell))}px`
  figure.classList.add("even")
}

// Grids beside each other begin at the same height, however many lines a title has.
function alignTitles(titles, stacked) {
  for (const title of titles) title.style.minHeight = ""
  const tallest = Math.max(...[...titles].map(title => title.offsetHeight))
  for (const title of titles) title.style.minHeight = stacked ? "" : `${tallest}px`
}

// A sign stands at the middle of the lower one of the grids that it is between.
function placeOperators(row, grids) {
  grids.forEach((grid, index) => {
    const operator = row.querySelector(`[data-before="${grid.name}"]`)
    if (!operator) return
    const heights = [grids[index - 1] ?? grid, grid].map(({ rows, cell }) => rows * cell)
    const middle = grid.canvas.offsetTop - grid.canvas.parentElement.offsetTop + Math.min(...heights) / 2
    operator.style.marginTop = `${middle - operator.offsetHeight / 2}px`
  })
}
