// The numbers of a neuron: its sum, its output, its line; and how they are written while something moves. What stands
// still is written by Python, with torch's numbers.

// A number with so many significant digits, as core.plots.numbers.number writes it.
function written(value, digits = 4) {
  const text = String(Number(value.toPrecision(digits)))
  return (text === "-0" ? "0" : text).replace("-", "−")
}

function weightedSum({ w1, w2, b }, x1, x2) {
  return w1 * x1 + w2 * x2 + b
}

// What the activation makes of a sum, from its values at even steps from -sums to sums.
function outputOf({ values, sums }, sum) {
  const position = (clamp(sum / sums, -1, 1) + 1) / 2 * (values.length - 1)
  const low = Math.min(Math.floor(position), values.length - 2)
  return values[low] + (position - low) * (values[low + 1] - values[low])
}

// The ends of the line on which the sum is 0, within a square around 0; null where it does not cross it.
function lineEnds({ w1, w2, b }, reach) {
  const ends = []
  for (const edge of [-reach, reach]) {
    if (w2) ends.push([edge, -(w1 * edge + b) / w2])
    if (w1) ends.push([-(w2 * edge + b) / w1, edge])
  }
  const inside = ends.filter(end => end.every(part => Math.abs(part) <= reach * (1 + 1e-9)))
  if (!inside.length) return null
  inside.sort(([a, c], [d, e]) => a - d || c - e)
  const [first, last] = [inside[0], inside.at(-1)]
  return Math.hypot(first[0] - last[0], first[1] - last[1]) > 1e-9 ? [first, last] : null
}

// The point of the line that is nearest to 0; null without a line.
function footOf({ w1, w2, b }) {
  const square = w1 * w1 + w2 * w2
  return square ? [-b * w1 / square, -b * w2 / square] : null
}

// "1.5 · 1 − 0.5 · 2 − 1 = −0.5"
function writtenSum(neuron) {
  const { w1, x1, w2, x2, b } = neuron
  const factor = value => value < 0 ? `(${written(value)})` : written(value)
  const signed = value => `${value < 0 ? "−" : "+"} ${written(Math.abs(value))}`
  const products = `${written(w1)} · ${factor(x1)} ${signed(w2)} · ${factor(x2)} ${signed(b)}`
  return `${products} = ${written(weightedSum(neuron, x1, x2))}`
}

// How many of the points [x1, x2, class] lie on the side of the line that is theirs.
function rightOnes(neuron, points) {
  return points.filter(([x1, x2, label]) => isRight(neuron, [x1, x2, label])).length
}

function isRight(neuron, [x1, x2, label]) {
  return (weightedSum(neuron, x1, x2) > 0) === (label === 1)
}

// A value in steps, within a limit either way.
function stepped(value, step, limit) {
  return Number((Math.round(clamp(value, -limit, limit) / step) * step).toFixed(4)) + 0
}
