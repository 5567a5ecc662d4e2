// The network as a diagram: features at the left, hidden layers, outputs at the right, each neuron with its own map of the
// plane, each weight a link as wide as the number is large.

const [LABEL, GAP] = [42, 7] // pixels for the names of features, and between two neurons
const [LEAST_NODE, MOST_NODE] = [12, 40]
const REACH = { Weights: 2, Gradients: 0, "Last update": 0 } // what is drawn at full width at least; 0 for the largest
const WIDEST = 7

// Where everything stands: of each column the neurons, with the middles and the sides of their maps.
function layoutOf({ scene, network: { width, height } }) {
  const counts = [scene.features.length, ...scene.layers.map(layer => layer.width), scene.outputs]
  const across = (width - LABEL) / counts.length
  const fitting = most => clamp(Math.min(height / most - GAP, across * 0.55), LEAST_NODE, MOST_NODE)
  const [first, rest] = [Math.min(fitting(counts[0]), 28), fitting(Math.max(...counts.slice(1)))]
  const step = (width - LABEL - (first + rest) / 2 - 4) / (counts.length - 1)
  const columns = counts.map((count, column) => {
    const side = column ? rest : first
    const between = Math.min(height / count, side + 14)
    const top = (height - between * count) / 2
    return Array.from({ length: count }, (_, row) => ({
      column,
      row,
      side,
      x: LABEL + first / 2 + 2 + column * step,
      y: top + (row + 0.5) * between,
    }))
  })
  return { step, columns }
}

// The neurons of the first column that the network is given, in the order of its inputs.
function inputsOf({ scene, layout }) {
  const names = scene.features.map(feature => feature.name)
  return scene.inputs.map(name => layout.columns[0][names.indexOf(name)])
}

// Every weight with the neurons that it links and its position among the numbers of a frame.
function linksOf(view) {
  const { scene, layout } = view
  const links = []
  let [start, before] = [0, inputsOf(view)]
  const biases = []
  for (let column = 1; column < layout.columns.length; column++) {
    const nodes = layout.columns[column]
    nodes.forEach((to, row) => before.forEach((from, index) => links.push({ from, to, input: index, index: start + row * before.length + index })))
    start += nodes.length * before.length
    nodes.forEach((node, row) => (biases[`${column},${row}`] = start + row))
    start += nodes.length
    before = nodes
  }
  return { links, biases, frozen: scene.layers.map(layer => layer.frozen) }
}

function valuesOf(frame, shown) {
  return { Weights: frame.weights, Gradients: frame.gradients, "Last update": frame.updates }[shown]
}

// The small map of a neuron, or of a feature.
function smallOf(scene, frame, message, { column, row }) {
  const cells = scene.small * scene.small
  if (column === 0) return message.features.subarray(row * cells, (row + 1) * cells)
  const before = scene.layers.slice(0, column - 1).reduce((sum, layer) => sum + layer.width, row)
  return frame.small.subarray(before * cells, (before + 1) * cells)
}

function curveThrough(context, { from, to }) {
  const [x, end] = [from.x + from.side / 2, to.x - to.side / 2]
  const middle = (x + end) / 2
  context.beginPath()
  context.moveTo(x, from.y)
  context.bezierCurveTo(middle, from.y, middle, to.y, end, to.y)
}

function drawLinks(view, frame) {
  const { network: { context }, palette, message, wiring, chosen } = view
  const values = valuesOf(frame, message.links)
  let reach = REACH[message.links]
  for (const { index } of wiring.links) reach = Math.max(reach, Math.abs(values[index]) || 0)
  for (const link of wiring.links) {
    const share = values[link.index] / (reach || 1)
    const isChosen = chosen?.kind === "link" && chosen.index === link.index
    curveThrough(context, link)
    context.lineWidth = isChosen ? Math.max(4, WIDEST * Math.abs(share)) : 0.6 + WIDEST * Math.abs(share)
    context.strokeStyle = isChosen ? palette.text : signedColor(palette, share)
    context.globalAlpha = isChosen ? 1 : 0.35 + 0.6 * Math.min(1, 2 * Math.abs(share))
    context.setLineDash(wiring.frozen[link.to.column - 1] ? [5, 4] : [])
    context.stroke()
  }
  context.setLineDash([])
  context.globalAlpha = 1
}

function drawNodes(view, frame) {
  const { network: { context }, palette, scene, message, layout, chosen } = view
  for (const node of layout.columns.flat()) {
    const { side } = node
    const isOff = node.column === 0 && !scene.features[node.row].on
    const isChosen = chosen?.kind === "neuron" && chosen.column === node.column && chosen.row === node.row
    const [left, top] = [node.x - side / 2, node.y - side / 2]
    context.globalAlpha = isOff ? 0.4 : 1
    drawImage(context, smallImage(palette, smallOf(scene, frame, message, node), scene.small), left, top, side)
    context.lineWidth = isChosen ? 3 : 1
    context.strokeStyle = isChosen ? palette.primary : palette.text
    context.strokeRect(left, top, side, side)
    if (node.column === 0) nameFeature(view, node, isOff)
  }
  context.globalAlpha = 1
}

function nameFeature({ network: { context }, palette, scene }, node, isOff) {
  context.globalAlpha = isOff ? 0.75 : 1
  context.fillStyle = palette.text
  context.font = `${isOff ? 400 : 600} 12px ${palette.font}`
  context.textAlign = "right"
  context.textBaseline = "middle"
  context.fillText(scene.features[node.row].name, node.x - node.side / 2 - 5, node.y)
}

function drawNetwork(view, frame) {
  const { context, width, height } = view.network
  context.clearRect(0, 0, width, height)
  drawLinks(view, frame)
  drawNodes(view, frame)
}

// What is under a pointer: a neuron, a feature, a link, or nothing.
function underPointerOf(view, event) {
  const box = view.network.canvas.getBoundingClientRect()
  const [x, y] = [event.clientX - box.left, event.clientY - box.top]
  const isNear = (value, middle, side) => Math.abs(value - middle) < side / 2 + 3
  const node = view.layout.columns.flat().find(each => isNear(each.x, x, each.side) && isNear(each.y, y, each.side))
  if (node) return { kind: "neuron", column: node.column, row: node.row }
  const label = view.layout.columns[0].find(each => x < LABEL && isNear(each.y, y, each.side))
  if (label) return { kind: "neuron", column: 0, row: label.row }
  return nearestLink(view, x, y)
}

function nearestLink({ wiring }, x, y) {
  let [nearest, least] = [null, 5]
  for (const link of wiring.links) {
    const [start, end] = [link.from.x + link.from.side / 2, link.to.x - link.to.side / 2]
    if (x < start || x > end) continue
    const share = (x - start) / (end - start)
    const height = share * share * (3 - 2 * share) // close to the curve that is drawn
    const distance = Math.abs(link.from.y + height * (link.to.y - link.from.y) - y)
    if (distance < least) [nearest, least] = [link, distance]
  }
  return nearest && { kind: "link", index: nearest.index, column: nearest.to.column, row: nearest.to.row, input: nearest.input }
}
