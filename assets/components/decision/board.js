// The board: the square of all inputs, coloured by the output, and over it the line, the weights as an arrow from 0, the
// input, and points with their classes.

const SVG = "http://www.w3.org/2000/svg"
const SIDE = 160 // of the map that is computed; the browser smooths it
const [LEFT, TOP, LONG] = [32, 4, 360] // where the square is on the board, whose side is 400
const UNIT = 0.6 // of the square, that a weight of 1 is long
const NEAR = 12 // pixels; a pointer that has moved less has tapped

function svgElement(parent, tag, attributes = {}) {
  const element = parent.appendChild(document.createElementNS(SVG, tag))
  return setAttributes(element, attributes)
}

function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  return element
}

// Where a point of the inputs is on the board.
function onBoard({ data }, [x1, x2]) {
  const share = value => (value + data.reach) / (2 * data.reach)
  return [LEFT + LONG * share(x1), TOP + LONG * (1 - share(x2))]
}

// The point of the inputs under a pointer.
function underPointer({ data, canvas }, event) {
  const box = canvas.getBoundingClientRect()
  const [right, down] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]
  return [data.reach * (2 * right - 1), data.reach * (1 - 2 * down)]
}

// The parts of the board, made once.
function buildBoard(svg) {
  const parts = { axes: svgElement(svg, "g"), examples: svgElement(svg, "g"), foot: svgElement(svg, "path", { class: "foot" }) }
  parts.line = svgElement(svg, "line", { role: "slider", tabindex: 0 })
  parts.boundary = svgElement(svg, "line", { class: "boundary" })
  parts.shaft = svgElement(svg, "line", { class: "shaft" })
  parts.head = svgElement(svg, "path", { class: "head" })
  parts.weights = handle(svg)
  parts.input = handle(svg)
  parts.names = { weights: svgElement(svg, "text", { class: "name" }), input: svgElement(svg, "text", { class: "name" }) }
  parts.names.weights.textContent = "w"
  parts.names.input.textContent = "x"
  return parts
}

function handle(svg) {
  const group = svgElement(svg, "g", { role: "slider", tabindex: 0 })
  svgElement(group, "circle", { r: 22, class: "room" })
  svgElement(group, "circle", { r: 8, class: "grip" })
  return group
}

function drawAxes(view) {
  const { axes } = view.parts
  axes.replaceChildren()
  for (let value = -view.data.reach; value <= view.data.reach; value += 1) {
    const [[x], [, y]] = [onBoard(view, [value, 0]), onBoard(view, [0, value])]
    svgElement(axes, "line", { x1: x, x2: x, y1: TOP, y2: TOP + LONG, class: "axis" })
    svgElement(axes, "line", { x1: LEFT, x2: LEFT + LONG, y1: y, y2: y, class: "axis" })
    svgElement(axes, "text", { x, y: TOP + LONG + 18, class: "tick", "text-anchor": "middle" }).textContent = written(value)
    svgElement(axes, "text", { x: LEFT - 6, y: y + 5, class: "tick", "text-anchor": "end" }).textContent = written(value)
  }
  svgElement(axes, "text", { x: LEFT + LONG - 46, y: TOP + LONG + 34, "text-anchor": "middle" }).textContent = "x1"
  svgElement(axes, "text", { x: LEFT - 20, y: TOP + 52, "text-anchor": "middle" }).textContent = "x2"
}

// The map: for each pixel the output as a colour, blue below the output on the line and orange above it.
function drawMap({ canvas, data, neuron, curve, colors }) {
  canvas.width = canvas.height = SIDE
  const context = canvas.getContext("2d")
  const image = context.createImageData(SIDE, SIDE)
  for (let row = 0; row < SIDE; row++) {
    const x2 = data.reach * (1 - (2 * row + 1) / SIDE)
    for (let column = 0; column < SIDE; column++) {
      const sum = weightedSum(neuron, data.reach * ((2 * column + 1) / SIDE - 1), x2)
      const share = (outputOf(curve, sum) - data.middle) / data.scale
      const color = colors[Math.round(127.5 + 127.5 * clamp(share, -1, 1))]
      image.data.set([color[0], color[1], color[2], 255], 4 * (row * SIDE + column))
    }
  }
  context.putImageData(image, 0, 0)
}

function drawLine(view) {
  const { parts, neuron, data } = view
  const ends = lineEnds(neuron, data.reach)?.map(end => onBoard(view, end))
  for (const element of [parts.line, parts.boundary]) {
    if (!ends) setAttributes(element, { x1: -99, y1: -99, x2: -99, y2: -99 })
    else setAttributes(element, { x1: ends[0][0], y1: ends[0][1], x2: ends[1][0], y2: ends[1][1] })
  }
}

// The weights as an arrow from 0, the normal vector of the line; dashes lead from 0 to the line.
function drawWeights(view) {
  const { parts, neuron, data } = view
  const [from, to] = [onBoard(view, [0, 0]), onBoard(view, [UNIT * neuron.w1, UNIT * neuron.w2])]
  const length = Math.hypot(to[0] - from[0], to[1] - from[1])
  const [along, across] = length ? [(to[0] - from[0]) / length, (to[1] - from[1]) / length] : [0, 0]
  const base = [to[0] - 14 * along, to[1] - 14 * across]
  setAttributes(parts.shaft, { x1: from[0], y1: from[1], x2: base[0], y2: base[1] })
  const corners = [to, [base[0] - 7 * across, base[1] + 7 * along], [base[0] + 7 * across, base[1] - 7 * along]]
  setAttributes(parts.head, { d: length ? `M${corners.join("L")}Z` : "" })
  setAttributes(parts.weights, { transform: `translate(${to})` })
  setAttributes(parts.names.weights, { x: to[0] + 12, y: to[1] - 10 })
  const foot = footOf(neuron)
  const isSeen = foot && foot.every(part => Math.abs(part) <= data.reach)
  setAttributes(parts.foot, { d: isSeen ? `M${from}L${onBoard(view, foot)}` : "" })
}

function drawInput(view) {
  const { parts, neuron, data } = view
  const position = onBoard(view, [neuron.x1, neuron.x2])
  const isSeen = data.taps === "input"
  for (const element of [parts.input, parts.names.input]) element.style.display = isSeen ? "" : "none"
  setAttributes(parts.input, { transform: `translate(${position})` })
  setAttributes(parts.names.input, { x: position[0] + 12, y: position[1] - 10 })
}

// Points with their classes: a circle is class 1, a square class 0; a ring is around those on the wrong side, unless a
// reader is to guess how many these are.
function drawExamples(view) {
  const { parts, neuron, data, lines } = view
  parts.examples.replaceChildren()
  for (const point of data.points) {
    const [x, y] = onBoard(view, point)
    const look = { class: "example", fill: lines[point[2] ? 0 : 1] }
    if (point[2]) svgElement(parts.examples, "circle", { cx: x, cy: y, r: 9, ...look })
    else svgElement(parts.examples, "rect", { x: x - 8, y: y - 8, width: 16, height: 16, ...look })
    if (!data.hidden && !isRight(neuron, point)) svgElement(parts.examples, "circle", { cx: x, cy: y, r: 15, class: "wrong" })
  }
}

function drawBoard(view) {
  drawMap(view)
  drawLine(view)
  drawWeights(view)
  drawInput(view)
  drawExamples(view)
  describe(view)
}
