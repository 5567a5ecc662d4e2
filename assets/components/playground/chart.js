// The curves of loss and accuracy, with those of earlier courses in grey; or histograms, a row for weights, one for
// gradients and one for outputs, a column a layer.

const MARGIN = { left: 40, right: 8, top: 16, bottom: 16 }
const ROWS = ["Weights", "Gradients", "Outputs"]

function fontOf(context, palette, weight = 400) {
  context.font = `${weight} 11px ${palette.font}`
}

function drawChart(view, frame) {
  const { context, width, height } = view.chart
  context.clearRect(0, 0, width, height)
  if (view.shows === "histograms") return drawHistograms(view, frame)
  const { scene, message } = view
  const last = Math.max(1, view.last, ...message.others.map(rows => rows.at(-1)?.[0] ?? 0))
  const half = scene.numbers ? width : width / 2
  drawCurves(view, frame, { left: 0, width: half }, "Loss", [1, 2], last, (message.highest ??= highestLoss(message)))
  if (!scene.numbers) drawCurves(view, frame, { left: half, width: half }, "Accuracy", [3, 4], last, 1)
}

function highestLoss({ curve, others }) {
  const losses = [curve, ...others].flat().flatMap(row => [row[1], row[2]]).filter(Number.isFinite)
  const sorted = losses.sort((a, b) => a - b)
  return (sorted[Math.floor(0.98 * (sorted.length - 1))] || 1) * 1.08
}

function drawCurves(view, frame, { left, width }, title, [train, test], last, highest) {
  const { chart: { context, height }, palette, message } = view
  const box = { x: left + MARGIN.left, y: MARGIN.top, width: width - MARGIN.left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom }
  const at = (epoch, value) => [box.x + (box.width * epoch) / last, box.y + box.height * (1 - clamp(value / highest, 0, 1))]
  drawFrame(context, palette, box, title, highest, last)
  for (const rows of message.others) {
    strokeCurve(context, rows, train, at, palette.text, { alpha: 0.35, dash: [] })
    strokeCurve(context, rows, test, at, palette.text, { alpha: 0.35, dash: [4, 3] })
  }
  const rows = message.curve.filter(row => row[0] <= Math.max(view.reached, frame.epoch))
  strokeCurve(context, rows, train, at, palette.names[4] ?? palette.text, { width: 2, dash: [] })
  strokeCurve(context, rows, test, at, palette.names[4] ?? palette.text, { width: 2, dash: [5, 4] })
  const [x] = at(frame.epoch, 0)
  context.globalAlpha = 0.8
  context.fillStyle = palette.text
  context.fillRect(x - 0.75, box.y, 1.5, box.height)
  context.globalAlpha = 1
}

function drawFrame(context, palette, box, title, highest, last) {
  context.strokeStyle = palette.border
  context.lineWidth = 1
  context.strokeRect(box.x, box.y, box.width, box.height)
  context.fillStyle = palette.text
  fontOf(context, palette, 600)
  context.textAlign = "left"
  context.textBaseline = "alphabetic"
  context.fillText(title, box.x, box.y - 4)
  fontOf(context, palette)
  context.fillText("training ——   test – –", box.x + 58, box.y - 4)
  context.textAlign = "right"
  context.fillText(shortNumber(highest), box.x - 4, box.y + 9)
  context.fillText("0", box.x - 4, box.y + box.height)
  context.fillText(`epoch ${last}`, box.x + box.width, box.y + box.height + 12)
}

function shortNumber(value) {
  return String(Number(value.toPrecision(2)))
}

function strokeCurve(context, rows, column, at, color, { alpha = 1, width = 1.3, dash }) {
  context.beginPath()
  let isDown = false
  for (const row of rows) {
    if (!Number.isFinite(row[column])) isDown = false
    else if (isDown) context.lineTo(...at(row[0], row[column]))
    else {
      context.moveTo(...at(row[0], row[column]))
      isDown = true
    }
  }
  context.globalAlpha = alpha
  context.strokeStyle = color
  context.lineWidth = width
  context.setLineDash(dash)
  context.stroke()
  context.setLineDash([])
  context.globalAlpha = 1
}

// The range and the shares of the bins of a histogram of these numbers.
function binned(values, bins) {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)]
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 0, new Float32Array(bins)]
  const shares = new Float32Array(bins)
  for (const value of values) shares[Math.min(bins - 1, Math.floor((bins * (value - low)) / (high - low || 1)))] += 1 / values.length
  return [low, high, shares]
}

function drawHistograms(view, frame) {
  const { chart: { context, width, height }, scene, palette } = view
  const counts = [scene.inputs.length, ...scene.layers.map(layer => layer.width), scene.outputs]
  const columns = counts.length - 1
  const box = { width: (width - 64) / columns, height: (height - 16) / 3 }
  let start = 0
  for (let column = 0; column < columns; column++) {
    const size = counts[column] * counts[column + 1]
    const numbers = [frame.weights, frame.gradients].map(values => values.subarray(start, start + size))
    start += size + counts[column + 1]
    const left = 64 + column * box.width
    numbers.forEach((values, row) => drawBars(view, binned(values, scene.bins), left, 16 + row * box.height, box))
    const at = column * (2 + scene.bins)
    const outputs = frame.histograms
    if (column < scene.layers.length) drawBars(view, [outputs[at], outputs[at + 1], outputs.subarray(at + 2, at + 2 + scene.bins)], left, 16 + 2 * box.height, box)
    fontOf(context, palette, 600)
    context.fillStyle = palette.text
    context.textAlign = "left"
    context.fillText(column < scene.layers.length ? `Layer ${column + 1}` : "Output", left + 4, 10)
  }
  fontOf(context, palette)
  ROWS.forEach((name, row) => context.fillText(name, 0, 16 + (row + 0.6) * box.height))
}

function drawBars({ chart: { context }, palette }, [low, high, shares], left, top, box) {
  const [inner, most] = [box.width - 10, Math.max(1e-9, ...shares)]
  const wide = inner / shares.length
  context.fillStyle = palette.names[2]
  shares.forEach((share, index) => {
    const tall = ((box.height - 15) * share) / most
    context.fillRect(left + 4 + index * wide, top + box.height - 13 - tall, Math.max(1, wide - 1), tall)
  })
  if (box.width < 70) return
  fontOf(context, palette)
  context.fillStyle = palette.text
  context.textAlign = "left"
  context.fillText(written(low), left + 4, top + box.height - 2)
  context.textAlign = "right"
  context.fillText(written(high), left + 4 + inner, top + box.height - 2)
}
