// A kernel as a grid of numbers to be edited, each cell coloured by its weight. A change sends the whole grid.

const LARGEST = 1000 // weight that can be typed in
const PRECISION = 6 // significant digits that are sent

function formatWeight(weight, columns) {
  const digits = columns > 4 ? 2 : 3
  const text = Math.abs(weight) >= 100 ? weight.toFixed(0) : String(+weight.toFixed(Math.abs(weight) >= 10 ? 1 : digits))
  if (Number(text) === 0) return weight === 0 ? "0" : "≈0"
  const short = text.replace("-", "−")
  return columns > 4 ? short.replace(/^(−?)0\./, "$1.") : short
}

// A weight with all its digits and a true minus.
function asTyped(weight) {
  return String(weight).replace("-", "−")
}

// The number that was typed in; null if it is none, or too large.
function parseWeight(text) {
  const number = Number(text.trim().replace("−", "-").replace(",", "."))
  return text.trim() !== "" && Number.isFinite(number) && Math.abs(number) <= LARGEST ? number : null
}

function round(weight) {
  return Number(weight.toPrecision(PRECISION))
}

function withWeight(rows, row, column, weight) {
  return rows.map((weights, i) => (i === row ? weights.map((old, j) => (j === column ? weight : old)) : weights))
}

function padded(rows) {
  const empty = Array(rows[0].length + 2).fill(0)
  return [empty, ...rows.map(row => [0, ...row, 0]), empty]
}

function cropped(rows) {
  return rows.slice(1, -1).map(row => row.slice(1, -1))
}

function rotated(rows) {
  return rows[0].map((_, column) => rows.map(row => row.at(-1 - column)))
}

function createInput() {
  const input = document.createElement("input")
  input.type = "text"
  input.inputMode = "text" // a numeric keyboard has no minus on some phones
  input.autocomplete = "off"
  return input
}

function showWeight(input, weight, width, color) {
  input.style.background = `rgb(${color.map(Math.round)})`
  input.style.color = textOn(color)
  input.style.fontSize = width > 5 ? "0.72rem" : width > 3 ? "0.9rem" : "1.05rem"
  input.title = asTyped(weight)
  const typing = input === input.getRootNode().activeElement && input.dataset.typing
  if (!typing) input.value = formatWeight(weight, width)
}

function listenForEdits(inputs, index, rows, send) {
  const input = inputs[index]
  const width = rows[0].length
  const [row, column] = [Math.floor(index / width), index % width]
  const weight = rows[row][column]
  input.onfocus = () => {
    input.value = asTyped(weight)
    input.select()
  }
  input.oninput = () => (input.dataset.typing = "yes")
  input.onchange = () => {
    delete input.dataset.typing
    const typed = parseWeight(input.value)
    if (typed !== null && typed !== weight) send(withWeight(rows, row, column, round(typed)))
    else input.value = formatWeight(weight, width)
  }
  input.onblur = () => {
    if (!input.dataset.typing) input.value = formatWeight(weight, width)
  }
  input.onkeydown = event => {
    if (event.key === "Enter") return input.onchange()
    const step = { ArrowUp: -width, ArrowDown: width }[event.key]
    if (step && inputs[index + step]) event.preventDefault(), inputs[index + step].focus()
  }
}

function showTools(tools, rows, sum, send) {
  const sides = [rows.length, rows[0].length]
  tools.smaller.disabled = Math.min(...sides) < 3
  tools.larger.disabled = Math.max(...sides) > 5
  tools.normalise.disabled = Math.abs(sum) < 1e-4 || Math.abs(sum - 1) < 1e-5
  tools.smaller.onclick = () => send(cropped(rows))
  tools.larger.onclick = () => send(padded(rows))
  tools.rotate.onclick = () => send(rotated(rows))
  tools.normalise.onclick = () => send(rows.map(row => row.map(weight => round(weight / sum))))
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const grid = parentElement.querySelector(".grid")
  const rows = data.rows
  const [height, width] = [rows.length, rows[0].length]
  const send = changed => setTriggerValue("grid", { rows: changed })

  if (grid.children.length !== height * width)
    grid.replaceChildren(...Array.from({ length: height * width }, createInput))
  grid.style.gridTemplateColumns = `repeat(${width}, 1fr)`
  grid.style.maxWidth = width < 4 ? "230px" : ""

  const scale = divergingScale(grid)
  const largest = Math.max(...rows.flat().map(Math.abs)) || 1
  rows.flat().forEach((weight, index) => {
    const input = grid.children[index]
    input.ariaLabel = `Row ${Math.floor(index / width) + 1}, column ${(index % width) + 1}`
    showWeight(input, weight, width, scale((weight / largest + 1) / 2))
    listenForEdits(grid.children, index, rows, send)
  })

  const sum = rows.flat().reduce((total, weight) => total + weight, 0)
  showTools(buttonsByName(parentElement), rows, sum, send)
  parentElement.querySelector("p").textContent = `${height} × ${width}, sum ${+sum.toFixed(3)}`.replace("-", "−")
}
