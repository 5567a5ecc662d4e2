// One neuron over its two inputs: a map of its output, which follows while its line, its weights or the input is moved.

const views = new WeakMap()

const HINT = {
  input: "Drag the line, the tip of the arrow w or the input x. Or use Tab and the arrow keys.",
  point: "Drag the line or the tip of the arrow w. Click to add or remove a point.",
  "": "Drag the line or the tip of the arrow w. Or use Tab and the arrow keys.",
}

// What is said under the board, and what a screen reader is told of each part.
function describe(view) {
  const { parts, neuron, data, curve, moving } = view
  const output = outputOf(curve, weightedSum(neuron, neuron.x1, neuron.x2))
  const sum = `${writtenSum(neuron)} → ${written(output, 3)}`
  const score = `${rightOnes(neuron, data.points)} of ${data.points.length} points are on the correct side`
  const said = data.hidden ? "?" : data.points.length ? score : sum
  setText(view.said, moving ? said : HINT[data.taps])
  const numbers = {
    line: ["b", neuron.b, `b = ${written(neuron.b)}`, data.bias],
    weights: ["w1", neuron.w1, `w1 = ${written(neuron.w1)}, w2 = ${written(neuron.w2)}`, data.weight],
    input: ["x1", neuron.x1, `x1 = ${written(neuron.x1)}, x2 = ${written(neuron.x2)}`, data.reach],
  }
  for (const [name, [, value, text, limit]] of Object.entries(numbers)) setAttributes(parts[name], {
    "aria-valuenow": value, "aria-valuetext": text, "aria-valuemin": -limit, "aria-valuemax": limit,
  })
}

function showKey({ key, data }, colors) {
  const ends = [...key.querySelectorAll(".low, .high")]
  ends.forEach((element, index) => setText(element, data.ends[index]))
  const stops = [0, 64, 128, 191, 255].map(byte => `rgb(${colors[byte].map(Math.round)})`)
  key.querySelector(".bar").style.background = `linear-gradient(to right, ${stops})`
}

function createView(parentElement) {
  const find = selector => parentElement.querySelector(selector)
  const view = { canvas: find("canvas"), key: find(".key"), said: find(".said"), moving: "", frame: 0, timer: 0 }
  view.parts = buildBoard(find("svg"))
  find("svg").setAttribute("aria-label", "Output over the two inputs")
  const names = { line: "Line, which the bias shifts", weights: "Weights, which turn the line", input: "Input" }
  for (const [name, label] of Object.entries(names)) {
    view.parts[name].setAttribute("aria-label", label)
    listenTo(view, name)
  }
  listenForTaps(view)
  return view
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const known = views.get(parentElement)
  const view = known ?? createView(parentElement)
  views.set(parentElement, view)
  const colors = divergingBytes(parentElement.querySelector(".decision"))
  const lines = themeColors(parentElement.querySelector(".decision"), "chart-categorical-colors")
  Object.assign(view, { data, colors, lines, send: setTriggerValue })
  view.curve = { values: unpacked(data.curve), sums: data.sums }
  if (!view.moving) view.neuron = { ...data.neuron }
  drawAxes(view)
  showKey(view, colors)
  drawBoard(view)
}
