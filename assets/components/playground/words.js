// What is said of what is shown: numbers, and sentences about the neuron or the weight that a reader looks at.

const HINT = "Point at a neuron or a link to see its numbers, and click it to see how its gradient comes about. Arrow keys move from neuron to neuron."
const DRAWING = "Click the map to add a point, drag over it to add many. By keyboard: arrow keys move a cursor on the map, Enter adds a point."

function written(value, digits = 3) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "not a number" : value < 0 ? "−∞" : "∞"
  const text = Math.abs(value) > 0 && Math.abs(value) < 1e-4 ? scientific(value) : String(Number(value.toPrecision(digits)))
  return (text === "-0" ? "0" : text).replace("-", "−")
}

function scientific(value) {
  const [head, power] = value.toExponential(1).split("e")
  const digits = [...String(Math.abs(power))].map(digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]).join("")
  return `${head} · 10⁻${digits}`
}

function percent(share) {
  return Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : "–"
}

function neuronName({ scene }, { column, row }) {
  if (column === 0) return `Feature ${scene.features[row].name}`
  if (column <= scene.layers.length) return `Neuron ${row + 1} of hidden layer ${column}`
  return scene.outputs > 1 ? `Output for class ${row}` : "The output"
}

function sentenceOf(view, frame) {
  const { chosen, scene, wiring } = view
  if (!chosen) return view.message.own ? DRAWING : HINT
  const facts = index => `${written(frame.weights[index])}, gradient ${written(frame.gradients[index])}, last update ${written(frame.updates[index])}`
  if (chosen.kind === "link") {
    const link = wiring.links.find(({ index }) => index === chosen.index)
    const from = neuronName(view, link.from)
    return `Weight from ${from[0].toLowerCase()}${from.slice(1)} to ${neuronName(view, link.to).toLowerCase()}: ${facts(link.index)}.`
  }
  if (chosen.column === 0) {
    const { name, on } = scene.features[chosen.row]
    return `Feature ${name}: ${on ? "the network gets it" : "the network does not get it"}. A click ${on ? "removes it" : "adds it"}.`
  }
  const layer = scene.layers[chosen.column - 1]
  const kind = layer ? ` (${[layer.activation, layer.norm && "batch norm", layer.dropout && `dropout ${layer.dropout}`, layer.frozen && "frozen"].filter(Boolean).join(", ")})` : ""
  return `${neuronName(view, chosen)}${kind}: bias ${facts(wiring.biases[`${chosen.column},${chosen.row}`])}.`
}

// What Python has said of the number that a reader holds: its gradient as the mean of products, and the finite difference.
function factsOf({ message, chosen, held }, frame) {
  const [number, facts] = message.facts ?? []
  if (!held || !facts?.points || message.running) return ""
  const [layer, row, input] = numberOf(chosen)
  const isIt = same(number, [Math.round(frame.epoch), frame.step, layer, row, input < 0 ? null : input])
  if (!isIt) return ""
  return ` Over all ${facts.points} training points the gradient is the mean of backward signal × input, ${written(facts.gradient)}; finite difference: ${written(facts.difference)}.`
}

function showNumbers(view, frame) {
  const { scene, numbers, epoch } = view
  const within = view.message.steps && frame === view.store.frames.at(-1) ? ` + ${view.message.steps} ${view.message.steps > 1 ? "steps" : "step"}` : ""
  setText(epoch, `Epoch ${Math.round(frame.epoch).toLocaleString("en")}${within}`)
  const rows = [["Training loss", written(frame.trainLoss)], ["Test loss", written(frame.testLoss)]]
  if (!scene.numbers) rows.push(["Training accuracy", percent(frame.trainAccuracy)], ["Test accuracy", percent(frame.testAccuracy)])
  while (numbers.children.length < 2 * rows.length) addElement(numbers, "span")
  while (numbers.children.length > 2 * rows.length) numbers.lastChild.remove()
  rows.flat().forEach((text, index) => setText(numbers.children[index], text))
}

// What the map's colours mean.
function keyText(view) {
  const { scene, message, chosen, palette } = view
  if (chosen?.kind === "neuron") return [palette.diverging, "−", `${neuronName(view, chosen)}`, "+"]
  if (scene.numbers) return [palette.diverging, "−1", "Output", "1"]
  if (message.map === "Entropy") return [[0, 1, 2, 3, 4].map(step => sequentialColor(palette, step / 4)), "Sure", "Entropy", "Unsure"]
  if (scene.outputs > 1) return null
  if (message.map === "Class") return [palette.diverging, "Class 0", "", "Class 1"]
  return scene.probabilities ? [palette.diverging, "0", "Probability of class 1", "1"] : [palette.diverging, scene.squashed ? "−1" : "≤ −1", "Output", scene.squashed ? "1" : "≥ 1"]
}

function showKey(view) {
  const { key } = view
  const parts = keyText(view)
  const id = JSON.stringify([parts?.slice(1), view.scene.classes, view.palette.text])
  if (key.dataset.shown === id) return
  key.dataset.shown = id
  key.replaceChildren()
  if (!parts) {
    addElement(key, "span", "", "Class")
    MARKS.slice(0, view.scene.classes).forEach((_, index) => {
      const name = addElement(key, "span", "class", String(index))
      name.style.setProperty("--color", view.palette.names[index])
    })
    return
  }
  const [colors, low, name, high] = parts
  addElement(key, "span", "", low)
  const bar = addElement(key, "span", "ramp", name)
  const stops = colors.length === 256 ? [0, 64, 128, 191, 255].map(byte => colors[byte]) : colors
  bar.style.setProperty("--ramp", `linear-gradient(to right, ${stops.map(color => css(color))})`)
  addElement(key, "span", "", high)
}
