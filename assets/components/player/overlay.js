// What moves while a race is played, drawn over charts that stand still: on the map the path that each has gone and
// its head, in the other charts a line at the step, and a veil over the steps to come. What is in space Plotly moves,
// at the bidding of its own slider.

const RAIL = ".slider-rail-touch-rect" // Plotly's own names
const RAIL_INSET = 10
const VEIL = 75 // per cent

// An element of ours over a chart. It is put there again where Streamlit has made the chart anew.
function over(chart, layers, tag) {
  const layer = layers.get(chart) ?? document.createElement(tag)
  if (layer.parentNode !== chart) {
    layer.setAttribute("aria-hidden", "true")
    layer.style.cssText = "position: absolute; pointer-events: none"
    chart.style.position = "relative"
    chart.append(layer)
    layers.set(chart, layer)
  }
  return layer
}

function putAt(layer, chart, left, top, width, height) {
  const box = chart.getBoundingClientRect()
  const edges = { left: left - box.left, top: top - box.top, width, height }
  for (const [edge, pixels] of Object.entries(edges)) layer.style[edge] = `${pixels}px`
}

// A canvas over the plot, cleared, and the function from the numbers of the axes to its pixels.
function cleared(chart, layers, area, { x, y }) {
  const canvas = over(chart, layers, "canvas")
  const sharp = window.devicePixelRatio || 1
  putAt(canvas, chart, area.left, area.top, area.width, area.height)
  canvas.width = Math.round(area.width * sharp)
  canvas.height = Math.round(area.height * sharp)
  const context = canvas.getContext("2d")
  context.scale(sharp, sharp)
  const share = (value, [low, high]) => (value - low) / (high - low)
  return [context, (a, b) => [share(a, x) * area.width, (1 - share(b, y)) * area.height]]
}

// The path as far as it has been gone; a point that is no number is a gap.
function drawPath(context, pixels, points, step) {
  context.beginPath()
  let gap = true
  for (let i = 0; i <= step; i++) {
    const [a, b] = [points[2 * i], points[2 * i + 1]]
    if (Number.isNaN(a) || Number.isNaN(b)) gap = true
    else context[gap ? "moveTo" : "lineTo"](...pixels(a, b)), (gap = false)
  }
  context.stroke()
}

function drawHead(context, pixels, points, step) {
  const [a, b] = [points[2 * step], points[2 * step + 1]]
  if (Number.isNaN(a) || Number.isNaN(b)) return
  context.beginPath()
  context.arc(...pixels(a, b), 5.5, 0, 2 * Math.PI)
  context.fill()
  context.stroke()
}

function drawMap(chart, layers, race, step, theme) {
  const area = plotArea(chart)
  if (!area) return
  const [context, pixels] = cleared(chart, layers, area, race)
  Object.assign(context, { lineWidth: 3, lineJoin: "round", lineCap: "round" })
  race.paths.forEach(({ points, color }) => {
    context.strokeStyle = theme.colors[color]
    drawPath(context, pixels, points, step)
  })
  Object.assign(context, { lineWidth: 2, strokeStyle: theme.background })
  race.paths.forEach(({ points, color }) => {
    context.fillStyle = theme.colors[color]
    drawHead(context, pixels, points, step)
  })
}

// Of a race that waits to be run nothing is seen through the veil.
function drawMark(chart, layers, share, waiting, theme) {
  const area = plotArea(chart)
  if (!area) return
  const veil = over(chart, layers, "div")
  veil.dataset.step = share
  putAt(veil, chart, area.left + share * area.width, area.top, (1 - share) * area.width, area.height)
  veil.style.boxSizing = "border-box"
  veil.style.display = share < 1 ? "block" : "none"
  veil.style.borderLeft = `2px solid ${theme.text}`
  veil.style.background = `color-mix(in srgb, ${theme.background} ${waiting ? 100 : VEIL}%, transparent)`
}

// Plotly's slider is taken to a step as a mouse would.
function moveInSpace(chart, share) {
  const rail = chart.querySelector(RAIL)
  const box = rail?.getBoundingClientRect()
  if (!box?.width) return
  const clientX = box.left + RAIL_INSET + share * (box.width - 2 * RAIL_INSET)
  const where = { clientX, clientY: box.top + box.height / 2, bubbles: true, cancelable: true, view: window }
  rail.dispatchEvent(new MouseEvent("mousedown", where))
  rail.dispatchEvent(new MouseEvent("mouseup", where))
}
