// Grids of numbers of which the cells belong together. One grid leads: for each of its cells `links` has, by grid and
// axis, the cells that go with its row and with its column, and `points` single cells by their place. A grid that follows
// has other numbers for each cell of the leader. All numbers come from Python; here they are only shown.

const places = new WeakMap() // what is chosen, by place on the page; the function below runs again at each change
const LARGEST_CELL = 46
const SMALLEST_CELL = 7
const PERIOD = 450 // ms at which a walk goes on
const PATIENCE = 500 // ms after the last key until Python hears of the chosen cell

function numbers(text) {
  const bytes = Uint8Array.from(atob(text), character => character.charCodeAt(0))
  return new Float32Array(bytes.buffer)
}

function palette(element) {
  const style = getComputedStyle(element)
  const read = name => style.getPropertyValue(name).trim()
  const parts = read("--st-chart-diverging-colors").split(",")
  const known = parts.map(color => [1, 3, 5].map(at => parseInt(color.trim().slice(at, at + 2), 16)))
  return {
    text: read("--st-text-color"), primary: read("--st-primary-color"), back: read("--st-background-color"),
    soft: read("--st-secondary-background-color"), border: read("--st-border-color"),
    font: read("--st-font") || "sans-serif",
    signed: share => {
      const place = (Math.min(1, Math.max(-1, share)) / 2 + 0.5) * (known.length - 1)
      const low = Math.min(Math.floor(place), known.length - 2)
      return known[low].map((part, i) => Math.round(part + (place - low) * (known[low + 1][i] - part)))
    },
  }
}

const bright = ([red, green, blue]) => 0.299 * red + 0.587 * green + 0.114 * blue > 140

function written(value, digits) {
  if (Number.isNaN(value)) return ""
  const text = Math.abs(value) < 1e6 ? value.toFixed(digits) : value.toExponential(1)
  const short = digits ? text.replace(/\.?0+$/, "") : text
  return (short === "-0" || short === "" ? "0" : short).replace("-", "−")
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const rows = parentElement.querySelector(".rows")
  const line = parentElement.querySelector(".line")
  const tools = parentElement.querySelector(".tools")
  const buttons = Object.fromEntries([...tools.querySelectorAll("button")].map(b => [b.name, b]))
  const place = places.get(parentElement) ?? { told: "", chosen: [0, 0], pointed: null, timer: 0, walking: 0 }
  places.set(parentElement, place)
  place.stop?.()

  const grids = data.grids.map(grid => ({ ...grid, values: numbers(grid.values) }))
  const leader = grids.find(grid => grid.name === data.leader)
  const within = ([row, column]) => [Math.min(row, leader.rows - 1), Math.min(column, leader.columns - 1)]
  const told = JSON.stringify(data.chosen)
  if (place.told !== told) Object.assign(place, { told, chosen: data.chosen })
  place.chosen = within(place.chosen)
  place.pointed = null

  // the elements, made anew only where the grids are others
  const plan = JSON.stringify(grids.map(grid => [grid.name, grid.row, grid.before]))
  if (place.plan !== plan) {
    place.plan = plan
    rows.replaceChildren()
    for (const number of new Set(grids.map(grid => grid.row))) {
      const row = Object.assign(document.createElement("div"), { className: "row" })
      for (const grid of grids.filter(one => one.row === number)) {
        if (grid.before) row.append(Object.assign(document.createElement("span"), { className: "operator", textContent: grid.before }))
        const figure = document.createElement("figure")
        figure.dataset.name = grid.name
        figure.append(document.createElement("figcaption"), document.createElement("canvas"))
        row.append(figure)
      }
      rows.append(row)
    }
  }
  for (const grid of grids) {
    const figure = rows.querySelector(`figure[data-name="${grid.name}"]`)
    grid.canvas = figure.querySelector("canvas")
    grid.canvas.role = "img"
    grid.canvas.ariaLabel = grid.title
    const caption = figure.querySelector("figcaption")
    if (caption.textContent !== grid.title) caption.textContent = grid.title
  }

  const at = ([row, column]) => row * leader.columns + column

  // the cells of a grid that go with a cell of the leader
  function linked(grid, [row, column]) {
    if (grid === leader) return [[row, column]]
    const found = []
    const links = data.links[grid.name]
    if (links) for (const i of links.rows[row]) for (const j of links.columns[column]) if (i >= 0 && j >= 0) found.push([i, j])
    return found
  }

  function pointed(grid, cell) {
    const flat = data.points[grid.name]?.[at(cell)] ?? -1
    return flat < 0 ? [] : [[Math.floor(flat / grid.columns), flat % grid.columns]]
  }

  // the cells of the leader with which a cell of another grid goes
  function feeding(grid, [row, column]) {
    const found = []
    const links = data.links[grid.name]
    const points = data.points[grid.name]
    for (let i = 0; i < leader.rows; i++) for (let j = 0; j < leader.columns; j++) {
      if (links ? links.rows[i].includes(row) && links.columns[j].includes(column)
        : points?.[at([i, j])] === row * grid.columns + column) found.push([i, j])
    }
    return found
  }

  const follow = () => (place.pointed?.grid === leader.name ? place.pointed.cell : place.chosen)

  function value(grid, row, column) {
    const start = grid.follows ? at(follow()) * grid.rows * grid.columns : 0
    return grid.values[start + row * grid.columns + column]
  }

  function size() {
    const room = rows.clientWidth
    for (const row of rows.children) {
      const own = grids.filter(grid => row.contains(grid.canvas))
      const gaps = 16 * (row.children.length - 1) + 24 * row.querySelectorAll(".operator").length
      const columns = own.reduce((sum, grid) => sum + grid.columns, 0)
      const tall = Math.max(...own.map(grid => grid.rows))
      let cell = Math.min(LARGEST_CELL, (room - gaps) / columns, own[0].height / tall)
      const alone = cell < (room < 500 ? 4 : 1) * SMALLEST_CELL
      for (const grid of own) {
        const share = (room - gaps) / own.length
        if (grid.even) cell = Math.min(LARGEST_CELL, Math.max(share, 90) / grid.columns, grid.height / grid.rows)
        else if (alone) cell = Math.min(LARGEST_CELL, room / grid.columns, own[0].height / Math.min(tall, grid.rows))
        const figure = grid.canvas.parentElement
        figure.style.width = grid.even ? `${Math.floor(Math.max(share, 90)) - 1}px` : ""
        figure.classList.toggle("even", grid.even)
        grid.cell = Math.max(3, cell > 14 ? Math.floor(cell) : cell)
      }
      for (const operator of row.querySelectorAll(".operator")) operator.style.display = alone && !own[0].even ? "none" : ""
    }
  }

  function draw() {
    const colors = palette(rows)
    const scale = window.devicePixelRatio || 1
    const back = place.pointed && place.pointed.grid !== leader.name ? grids.find(one => one.name === place.pointed.grid) : null
    for (const grid of grids) {
      const { canvas, cell } = grid
      const [width, height] = [grid.columns * cell, grid.rows * cell]
      canvas.style.width = `${width}px`
      canvas.style.height = `${height}px`
      canvas.width = Math.round(width * scale)
      canvas.height = Math.round(height * scale)
      const context = canvas.getContext("2d")
      context.scale(scale, scale)
      paint(grid, context, colors)
      const marked = back ? (grid === leader ? feeding(back, place.pointed.cell) : grid === back ? [place.pointed.cell] : [])
        : linked(grid, follow())
      outline(context, marked, cell, grid === leader ? [colors.back, colors.text] : [colors.back, colors.primary])
      if (!back) for (const [row, column] of pointed(grid, follow())) spot(context, row, column, cell, colors)
    }
    if (!back) tell()
  }

  function paint(grid, context, colors) {
    const { cell, rows: height, columns: width } = grid
    const texts = []
    const gap = cell > 12 ? 1 : 0
    let longest = 1
    for (let row = 0; row < height; row++) for (let column = 0; column < width; column++) {
      const number = value(grid, row, column)
      const outside = row < grid.padding[0] || column < grid.padding[1]
        || row >= height - grid.padding[2] || column >= width - grid.padding[3]
      let color = null
      if (!Number.isNaN(number) && !grid.plain) {
        const grey = Math.round(255 * Math.min(1, Math.max(0, (number - grid.low) / (grid.high - grid.low || 1))))
        color = grid.signed ? colors.signed(number / grid.high) : [grey, grey, grey]
      }
      context.globalAlpha = outside ? 0.45 : 1
      context.fillStyle = color ? `rgb(${color})` : colors.soft
      context.fillRect(column * cell, row * cell, cell - gap, cell - gap)
      context.globalAlpha = 1
      if (outside && cell > 8) {
        context.setLineDash([2, 2])
        context.strokeStyle = colors.border
        context.strokeRect(column * cell + 0.5, row * cell + 0.5, cell - gap - 1, cell - gap - 1)
        context.setLineDash([])
      }
      const text = grid.empty ? "" : written(number, grid.digits)
      longest = Math.max(longest, text.length)
      const dark = !color || outside ? colors.text : bright(color) ? "#16181d" : "#fbfaf7"
      texts.push([text, column, row, dark])
    }
    const font = Math.min(0.44 * cell, (0.92 * cell) / (0.56 * longest))
    if (font < 7) return
    context.font = `${font}px ${colors.font}`
    context.textAlign = "center"
    context.textBaseline = "middle"
    for (const [text, column, row, color] of texts) {
      context.fillStyle = color
      context.fillText(text, (column + 0.5) * cell - gap / 2, (row + 0.54) * cell - gap / 2)
    }
  }

  function outline(context, cells, cell, [around, inner]) {
    const inset = cell > 12 ? 1.5 : 0.5
    const strong = cell > 12 ? 2.5 : 1.5
    for (const [width, color] of [[strong + 2, around], [strong, inner]]) {
      context.lineWidth = width
      context.strokeStyle = color
      const known = new Set(cells.map(String))
      context.beginPath()
      for (const [row, column] of cells) {
        const [x, y, side] = [column * cell, row * cell, cell]
        const edge = (other, fromX, fromY, toX, toY) => {
          if (known.has(String(other))) return
          context.moveTo(x + fromX, y + fromY)
          context.lineTo(x + toX, y + toY)
        }
        const [low, high] = [inset, side - inset - 0.5]
        edge([row - 1, column], low, low, high, low)
        edge([row + 1, column], low, high, high, high)
        edge([row, column - 1], low, low, low, high)
        edge([row, column + 1], high, low, high, high)
      }
      context.lineCap = "square"
      context.stroke()
    }
  }

  function spot(context, row, column, cell, colors) {
    context.beginPath()
    context.arc((column + 0.5) * cell, (row + 0.5) * cell, Math.max(2.5, 0.42 * cell), 0, 7)
    context.lineWidth = cell > 12 ? 3 : 2
    context.strokeStyle = colors.primary
    context.stroke()
  }

  function tell() {
    const cell = follow()
    const text = data.lines.length ? data.lines[at(cell)] : data.products ? sum(cell) : ""
    if (line.textContent !== text) line.textContent = text
  }

  // the products that make an output cell: pairs of cells, which stand at the same place in the lists of two grids
  function sum([row, column]) {
    const [first, second] = data.products.map(name => grids.find(grid => grid.name === name))
    const terms = []
    const [a, b] = [data.links[first.name], data.links[second.name]]
    a.rows[row].forEach((i, m) => a.columns[column].forEach((j, n) => {
      if (i < 0 || j < 0) return
      const [x, w] = [value(first, i, j), value(second, b.rows[row][m], b.columns[column][n])]
      terms.push(`${written(x, first.digits)}·${w < 0 ? `(${written(w, second.digits)})` : written(w, second.digits)}`)
    }))
    const shown = terms.length > 30 ? [...terms.slice(0, 28), "…"] : terms
    const name = `${data.symbol}[${leader.rows > 1 ? `${row}, ` : ""}${column}]`
    if (!terms.length) return `${name} = 0: no cell feeds it`
    return `${name} = ${shown.join(" + ")} = ${written(value(leader, row, column), leader.digits)}`
  }

  function choose(cell, soon = false) {
    place.chosen = within(cell.map(one => Math.max(0, one)))
    place.pointed = null
    draw()
    clearTimeout(place.timer)
    if (data.reports) place.timer = setTimeout(() => {
      place.told = JSON.stringify(place.chosen)
      setTriggerValue("cell", { row: place.chosen[0], column: place.chosen[1] })
    }, soon ? 0 : PATIENCE)
  }

  // one cell on or back; from the last cell on to the next tile of a larger output, which the server knows
  function go(by) {
    const on = at(place.chosen) + by
    if (!data.beyond || (on >= 0 && on < leader.rows * leader.columns)) return choose(step(by))
    const [row, column] = data.beyond[by < 0 ? 0 : 1]
    clearInterval(place.walking)
    clearTimeout(place.timer)
    place.told = ""
    setTriggerValue("cell", { row, column })
  }

  function step(by) {
    const count = leader.rows * leader.columns
    const flat = (at(place.chosen) + by + count) % count
    return [Math.floor(flat / leader.columns), flat % leader.columns]
  }

  function walk(on) {
    clearInterval(place.walking)
    place.walking = 0
    if (on) place.walking = setInterval(() => {
      if (data.beyond && at(place.chosen) === leader.rows * leader.columns - 1) return go(1)
      place.chosen = step(1)
      place.pointed = null
      draw()
    }, PERIOD)
    else if (data.reports) choose(place.chosen, true)
    buttons.play.textContent = on ? "❚❚ Pause" : "▶ Walk"
    buttons.play.ariaLabel = on ? "Pause" : "Walk"
    line.ariaLive = on ? "off" : "polite"
  }

  for (const grid of grids) {
    const under = event => {
      const box = grid.canvas.getBoundingClientRect()
      const cell = (from, start, count) => Math.min(count - 1, Math.max(0, Math.floor((from - start) / grid.cell)))
      return [cell(event.clientY, box.top, grid.rows), cell(event.clientX, box.left, grid.columns)]
    }
    const leads = grid === leader
    const joined = leads || data.links[grid.name] || data.points[grid.name]
    if (!joined) continue
    grid.canvas.onpointermove = event => {
      if (place.walking) return
      place.pointed = { grid: grid.name, cell: under(event) }
      draw()
    }
    grid.canvas.onpointerleave = () => {
      if (place.pointed) (place.pointed = null), draw()
    }
    grid.canvas.onclick = event => {
      const cells = leads ? [under(event)] : feeding(grid, under(event))
      if (cells.length) walking(false), choose(cells[Math.floor(cells.length / 2)], true)
    }
    if (leads) {
      grid.canvas.tabIndex = 0
      grid.canvas.onkeydown = event => {
        const by = { ArrowUp: -leader.columns, ArrowDown: leader.columns, ArrowLeft: -1, ArrowRight: 1 }[event.key]
        if (!by && event.key !== " ") return
        event.preventDefault()
        if (Math.abs(by) === 1) go(by)
        else if (by) choose(step(by))
        else walk(!place.walking)
      }
    }
  }

  function walking(on) {
    if (Boolean(place.walking) !== on) walk(on)
  }

  buttons.back.onclick = () => (walking(false), go(-1))
  buttons.forward.onclick = () => (walking(false), go(1))
  buttons.play.onclick = () => walk(!place.walking)
  tools.style.display = leader.rows * leader.columns > 1 ? "" : "none"
  if (place.walking) walk(true)

  let width = 0
  const observer = new ResizeObserver(() => {
    if (rows.clientWidth === width) return
    width = rows.clientWidth
    size()
    draw()
  })
  observer.observe(rows)
  place.stop = () => observer.disconnect()
  size()
  draw()
  return () => {
    place.stop()
    clearInterval(place.walking)
    clearTimeout(place.timer)
  }
}
