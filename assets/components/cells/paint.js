// The grids on their canvases: coloured cells, their numbers, and a frame around those that belong together.

const SMALLEST_FONT = 11 // pixels below which a number is given with fewer digits, and at last not at all
const GLYPH = 0.56 // width of a digit, of the size of the font
const TALL = 0.7 // of a cell that the smallest font may take
const PADDING_OPACITY = 0.45
const ALMOST_ZERO = "≈0"

// Draws all grids, and says below what is seen. While the pointer is on a grid that follows, the leader's cells that it
// feeds are framed; otherwise the cells that go with the leader's.
function draw(view) {
  const { memory, grids, leader } = view
  const colors = gridColors(view.rows)
  const follower = memory.pointed ? grids.find(grid => grid.name === memory.pointed.grid && grid !== leader) : undefined
  for (const grid of grids) {
    const context = sizedContext(grid)
    paintGrid(view, grid, context, colors)
    outlineCells(context, framedCells(view, grid, follower), grid.cell,
      [colors.background, grid === leader ? colors.text : colors.primary])
    if (follower) continue
    for (const cell of pointedCells(view, grid, shownCell(view))) circleCell(context, cell, grid.cell, colors.primary)
  }
  if (!follower) setText(view.line, sentence(view))
}

function gridColors(element) {
  return {
    text: themeValue(element, "text-color"), primary: themeValue(element, "primary-color"),
    background: themeValue(element, "background-color"), soft: themeValue(element, "secondary-background-color"),
    border: themeValue(element, "border-color"), font: themeValue(element, "font") || "sans-serif",
    scale: divergingScale(element),
  }
}

// The context of a grid's canvas, emptied, at the resolution of the screen.
function sizedContext({ canvas, cell, rows, columns }) {
  const pixels = window.devicePixelRatio || 1
  const [width, height] = [columns * cell, rows * cell]
  canvas.style.width = `${width}px`
  canvas.style.height = `${height}px`
  canvas.width = Math.round(width * pixels)
  canvas.height = Math.round(height * pixels)
  const context = canvas.getContext("2d")
  context.scale(pixels, pixels)
  return context
}

function framedCells(view, grid, follower) {
  const { memory, leader } = view
  if (!follower) return linkedCells(view, grid, shownCell(view))
  if (grid === leader) return cellsFedBy(view, follower, memory.pointed.cell)
  return grid === follower ? [memory.pointed.cell] : []
}

function paintGrid(view, grid, context, colors) {
  const gap = grid.cell > 12 ? 1 : 0
  const texts = allCells(grid).map(cell => {
    const number = numberAt(view, grid, ...cell)
    const color = cellColor(grid, number, colors)
    const padding = isPadding(grid, cell)
    paintCell(context, cell, grid.cell - gap, grid.cell, color ? `rgb(${color})` : colors.soft, padding)
    if (padding && grid.cell > 8) dashCell(context, cell, grid.cell - gap, grid.cell, colors.border)
    if (isSkipped(grid, cell)) hatchCell(context, cell, grid.cell - gap, grid.cell, colors)
    return { number, cell, color: color && !padding ? textOn(color) : colors.text }
  })
  if (!grid.empty) paintNumbers(context, texts, grid, gap, colors.font)
}

// Its colour on the diverging palette or as a grey; null if it has none.
function cellColor(grid, number, { scale }) {
  if (grid.plain || Number.isNaN(number)) return null
  if (grid.signed) return scale((number / grid.high + 1) / 2).map(Math.round)
  const grey = Math.round(255 * clamp((number - grid.low) / (grid.high - grid.low || 1), 0, 1))
  return [grey, grey, grey]
}

function isPadding({ padding, rows, columns }, [row, column]) {
  const [top, left, bottom, right] = padding
  return row < top || column < left || row >= rows - bottom || column >= columns - right
}

function isSkipped({ skipped: [rows, columns] }, [row, column]) {
  return rows.includes(row) || columns.includes(column)
}

// Lines across a cell that is never read, light ones with a dark edge, so that they are seen on any cell.
function hatchCell(context, [row, column], side, cell, { background, text }) {
  const [left, top] = [column * cell, row * cell]
  context.save()
  context.beginPath()
  context.rect(left, top, side, side)
  context.clip()
  context.globalAlpha = 0.55
  for (const [width, color] of [[2.5, background], [1, text]]) {
    context.lineWidth = width
    context.strokeStyle = color
    context.beginPath()
    for (let shift = -side; shift < side; shift += Math.max(4, side / 4)) {
      context.moveTo(left + shift, top + side)
      context.lineTo(left + shift + side, top)
    }
    context.stroke()
  }
  context.restore()
}

// `side` pixels of a cell are painted, and `cell` pixels lie between the start of one and of the next.
function paintCell(context, [row, column], side, cell, fill, pale) {
  context.globalAlpha = pale ? PADDING_OPACITY : 1
  context.fillStyle = fill
  context.fillRect(column * cell, row * cell, side, side)
  context.globalAlpha = 1
}

function dashCell(context, [row, column], side, cell, color) {
  context.setLineDash([2, 2])
  context.strokeStyle = color
  context.strokeRect(column * cell + 0.5, row * cell + 0.5, side - 1, side - 1)
  context.setLineDash([])
}

function paintNumbers(context, numbers, { cell, digits }, gap, family) {
  const { texts, font } = fittingTexts(numbers.map(({ number }) => number), cell, digits)
  if (!font) return
  context.font = `${font}px ${family}`
  context.textAlign = "center"
  context.textBaseline = "middle"
  numbers.forEach(({ cell: [row, column], color }, index) => {
    context.fillStyle = color
    context.fillText(texts[index], (column + 0.5) * cell - gap / 2, (row + 0.54) * cell - gap / 2)
  })
}

// The numbers of cells with as many digits as can be read, at least one after the point where there are any, and the size
// of their font in pixels; 0 if none can be read. The pointer tells each number in full.
function fittingTexts(numbers, cell, digits) {
  for (let shown = digits; shown >= Math.min(1, digits); shown--) {
    const whole = numbers.map(number => cellText(number, shown))
    if (shown < digits && whole.every(text => ["", "0", ALMOST_ZERO].includes(text))) break
    for (const texts of [whole, whole.map(withoutZero)]) {
      const longest = Math.max(1, ...texts.map(widthInDigits))
      const font = Math.min(Math.max(0.44 * cell, SMALLEST_FONT), (0.92 * cell) / (GLYPH * longest))
      if (font >= SMALLEST_FONT && font <= TALL * cell) return { texts, font }
    }
  }
  return { texts: [], font: 0 }
}

// A number in its cell; one that only rounding makes 0 is not said to be 0.
function cellText(number, digits) {
  const text = formatNumber(number, digits)
  return text === "0" && number !== 0 ? ALMOST_ZERO : text
}

// How many digits wide a text is; a point takes half of one.
function widthInDigits(text) {
  return text.length - (text.includes(".") ? 0.5 : 0)
}

// "−0.5" as "−.5".
function withoutZero(text) {
  return text.replace(/^(−?)0\./, "$1.")
}

// A line around cells, `inner` in colour with a wider one of colour `around` under it, so that it is seen on any cell.
function outlineCells(context, cells, cell, [around, inner]) {
  const strong = cell > 12 ? 2.5 : 1.5
  for (const [width, color] of [[strong + 2, around], [strong, inner]]) {
    context.lineWidth = width
    context.strokeStyle = color
    context.lineCap = "square"
    context.beginPath()
    traceEdges(context, cells, cell)
    context.stroke()
  }
}

// The sides of cells that have no neighbour among them.
function traceEdges(context, cells, cell) {
  const members = new Set(cells.map(String))
  const low = cell > 12 ? 1.5 : 0.5
  const high = cell - low - 0.5
  for (const [row, column] of cells) {
    const edge = (neighbour, fromX, fromY, toX, toY) => {
      if (members.has(String(neighbour))) return
      context.moveTo(column * cell + fromX, row * cell + fromY)
      context.lineTo(column * cell + toX, row * cell + toY)
    }
    edge([row - 1, column], low, low, high, low)
    edge([row + 1, column], low, high, high, high)
    edge([row, column - 1], low, low, low, high)
    edge([row, column + 1], high, low, high, high)
  }
}

function circleCell(context, [row, column], cell, color) {
  context.beginPath()
  context.arc((column + 0.5) * cell, (row + 0.5) * cell, Math.max(2.5, 0.42 * cell), 0, 7)
  context.lineWidth = cell > 12 ? 3 : 2
  context.strokeStyle = color
  context.stroke()
}
