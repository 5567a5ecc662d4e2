// What stands over the network: names, and buttons that add and remove layers and neurons.

const [MOST_LAYERS, MOST_NEURONS, FIRST_WIDTH] = [8, 16, 2]

// The text of these layers, as `core/playground/layers.py` reads it.
function layersText(layers, usual) {
  return layers.map(({ width, activation, norm, dropout, frozen }) => [
    width, activation && activation !== usual && activation, norm && "norm", dropout && `dropout=${dropout}`, frozen && "frozen",
  ].filter(Boolean).join(" ")).join(", ")
}

function changeLayers(view, change) {
  const layers = view.scene.layers.map(layer => ({ ...layer }))
  change(layers)
  view.send({ do: "hidden", text: layersText(layers, view.message.activation) })
}

function headButton(parent, text, label, isOff, act) {
  const button = addElement(parent, "button", "small", text)
  button.type = "button"
  button.ariaLabel = button.title = label
  button.disabled = isOff
  button.onclick = act
  return button
}

function buildHeads(view) {
  const { heads, scene, layout } = view
  const id = JSON.stringify([scene.layers, scene.features.length, layout.step, scene.outputs])
  if (heads.dataset.shown === id) return
  const active = heads.getRootNode().activeElement?.ariaLabel
  heads.dataset.shown = id
  closeMenu(view)
  heads.replaceChildren()
  const line = addElement(heads, "div", "line")
  headButton(line, "−", "Remove the last hidden layer", !scene.layers.length, () => changeLayers(view, layers => layers.pop()))
  const count = scene.layers.length
  addElement(line, "span", "", `${count} hidden ${count === 1 ? "layer" : "layers"}`)
  const add = () => changeLayers(view, layers => layers.push({ width: FIRST_WIDTH }))
  headButton(line, "+", "Add a hidden layer", count >= MOST_LAYERS, add)
  scene.layers.forEach((layer, index) => buildHead(view, layer, index))
  const again = active && [...heads.querySelectorAll("button")].find(button => button.ariaLabel === active)
  again?.focus()
}

function buildHead(view, layer, index) {
  const { heads, layout } = view
  const head = addElement(heads, "div", layout.step < 54 ? "head narrow" : "head")
  head.style.left = `${layout.columns[index + 1][0].x}px`
  const row = addElement(head, "div")
  const change = by => () => changeLayers(view, layers => (layers[index].width += by))
  headButton(row, "−", `Remove a neuron from hidden layer ${index + 1}`, layer.width <= 1, change(-1))
  headButton(row, "+", `Add a neuron to hidden layer ${index + 1}`, layer.width >= MOST_NEURONS, change(1))
  const isNarrow = layout.step < 66
  const count = isNarrow ? String(layer.width) : `${layer.width} ${layer.width === 1 ? "neuron" : "neurons"}`
  const marks = [layer.frozen && "❄", layer.norm && "N", layer.dropout && "D"].filter(Boolean).join("")
  const label = `Hidden layer ${index + 1}: activation, batch norm, dropout, frozen`
  const button = headButton(head, `${count}${marks && ` ${marks}`} ▾`, label, false, () => toggleMenu(view, head, index))
  button.className = "count"
}
