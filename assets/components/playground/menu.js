// The menu of a hidden layer: its activation, batch norm, dropout, and whether it is frozen.

const DROPOUTS = [0, 0.1, 0.2, 0.3, 0.5]

function option(select, value, text, isChosen) {
  const element = addElement(select, "option", "", text)
  element.value = value
  element.selected = isChosen
}

function field(menu, name, element) {
  const label = addElement(menu, "label")
  addElement(label, "span", "", name)
  label.append(element)
  return element
}

function activationField(view, menu, layer, change) {
  const select = field(menu, "Activation", document.createElement("select"))
  const { activations, activation } = view.message
  for (const name of activations) option(select, name, name === activation ? `${name} (as for all layers)` : name, name === layer.activation)
  select.onchange = () => change({ activation: select.value })
}

function dropoutField(menu, layer, change) {
  const select = field(menu, "Dropout", document.createElement("select"))
  const shares = DROPOUTS.includes(layer.dropout) ? DROPOUTS : [...DROPOUTS, layer.dropout].sort()
  for (const share of shares) option(select, share, share ? `${Math.round(100 * share)} %` : "None", share === layer.dropout)
  select.onchange = () => change({ dropout: Number(select.value) })
}

function checkField(menu, name, key, layer, change) {
  const box = field(menu, name, document.createElement("input"))
  box.type = "checkbox"
  box.checked = layer[key]
  box.onchange = () => change({ [key]: box.checked })
}

// Shows the menu of a layer under its head, or closes it.
function toggleMenu(view, head, index) {
  const isOpen = view.menu?.index === index
  closeMenu(view)
  if (isOpen) return
  const element = addElement(head, "div", "menu")
  view.menu = { index, element }
  fillMenu(view, element, index)
  element.querySelector("select").focus()
}

function fillMenu(view, element, index) {
  const layer = view.scene.layers[index]
  const change = changes => changeLayers(view, layers => Object.assign(layers[index], changes))
  activationField(view, element, layer, change)
  checkField(element, "Batch norm", "norm", layer, change)
  dropoutField(element, layer, change)
  checkField(element, "Frozen", "frozen", layer, change)
  element.onkeydown = event => {
    if (event.key !== "Escape") return
    element.parentElement.querySelector(".count").focus()
    closeMenu(view)
  }
}

function closeMenu(view) {
  view.menu?.element.remove()
  view.menu = null
}
