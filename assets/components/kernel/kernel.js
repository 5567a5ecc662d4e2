// A kernel as a grid of numbers to be edited, each cell coloured by its weight. A change sends the whole grid.

const LARGEST = 1000

function scale(element) {
  const parts = getComputedStyle(element).getPropertyValue("--st-chart-diverging-colors").split(",")
  const known = parts.map(color => [1, 3, 5].map(at => parseInt(color.trim().slice(at, at + 2), 16)))
  return share => {
    const place = ((share + 1) / 2) * (known.length - 1)
    const low = Math.min(Math.floor(place), known.length - 2)
    return known[low].map((part, i) => part + (place - low) * (known[low + 1][i] - part))
  }
}

const light = ([red, green, blue]) => 0.299 * red + 0.587 * green + 0.114 * blue > 140

function short(weight, columns) {
  const digits = columns > 4 ? 2 : 3
  const text = Math.abs(weight) >= 100 ? weight.toFixed(0) : String(+weight.toFixed(Math.abs(weight) >= 10 ? 1 : digits))
  const shown = (text === "-0" ? "0" : text).replace("-", "−")
  return columns > 4 ? shown.replace(/^(−?)0\./, "$1.") : shown
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const grid = parentElement.querySelector(".grid")
  const tools = Object.fromEntries([...parentElement.querySelectorAll("button")].map(b => [b.name, b]))
  const rows = data.rows
  const [height, width] = [rows.length, rows[0].length]

  const send = changed => setTriggerValue("grid", { rows: changed })
  const copy = () => rows.map(row => [...row])

  if (grid.children.length !== height * width) grid.replaceChildren(...Array.from({ length: height * width }, () => {
    const cell = document.createElement("input")
    cell.type = "text"
    cell.inputMode = "text" // a numeric keyboard has no minus on some phones
    cell.autocomplete = "off"
    return cell
  }))
  grid.style.gridTemplateColumns = `repeat(${width}, 1fr)`
  grid.style.maxWidth = width < 4 ? "230px" : ""
  const color = scale(grid)
  const largest = Math.max(...rows.flat().map(Math.abs)) || 1

  ;[...grid.children].forEach((cell, place) => {
    const [row, column] = [Math.floor(place / width), place % width]
    const weight = rows[row][column]
    const back = color(weight / largest)
    cell.style.background = `rgb(${back.map(Math.round)})`
    cell.style.color = light(back) ? "#16181d" : "#fbfaf7"
    cell.style.fontSize = width > 5 ? "0.72rem" : width > 3 ? "0.9rem" : "1.05rem"
    cell.ariaLabel = `Row ${row + 1}, column ${column + 1}`
    cell.title = String(weight)
    if (cell !== cell.getRootNode().activeElement || !cell.dataset.typing) cell.value = short(weight, width)
    cell.onfocus = () => {
      cell.value = String(weight)
      cell.select()
    }
    cell.oninput = () => (cell.dataset.typing = "yes")
    cell.onchange = () => {
      delete cell.dataset.typing
      const number = Number(cell.value.trim().replace("−", "-").replace(",", "."))
      const changed = copy()
      if (cell.value.trim() !== "" && Number.isFinite(number) && Math.abs(number) <= LARGEST && number !== weight) {
        changed[row][column] = Number(number.toPrecision(6))
        send(changed)
      } else cell.value = short(weight, width)
    }
    cell.onblur = () => {
      if (!cell.dataset.typing) cell.value = short(weight, width)
    }
    cell.onkeydown = event => {
      if (event.key === "Enter") return cell.onchange()
      const step = { ArrowUp: -width, ArrowDown: width }[event.key]
      if (step && grid.children[place + step]) event.preventDefault(), grid.children[place + step].focus()
    }
  })

  tools.smaller.disabled = Math.min(height, width) < 3
  tools.larger.disabled = Math.max(height, width) > 5
  const sum = rows.flat().reduce((all, weight) => all + weight, 0)
  tools.even.disabled = Math.abs(sum) < 1e-4 || Math.abs(sum - 1) < 1e-5
  tools.smaller.onclick = () => send(rows.slice(1, -1).map(row => row.slice(1, -1)))
  tools.larger.onclick = () => {
    const empty = () => Array(width + 2).fill(0)
    send([empty(), ...rows.map(row => [0, ...row, 0]), empty()])
  }
  tools.turn.onclick = () => send(rows[0].map((_, column) => rows.map(row => row[width - 1 - column])))
  tools.even.onclick = () => send(rows.map(row => row.map(weight => Number((weight / sum).toPrecision(6)))))
  const text = `${height} × ${width}, sum ${+sum.toFixed(3)}`.replace("-", "−")
  parentElement.querySelector("p").textContent = text
}
