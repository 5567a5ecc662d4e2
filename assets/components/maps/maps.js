// Columns of small pictures, each pixel a square. `pixels` holds bytes as base64: greys, places on the theme's diverging
// scale with zero at 128, or three bytes a pixel in colour. A click on a tile sends its layer and its unit.

function palette(element) {
  const colors = getComputedStyle(element).getPropertyValue("--st-chart-diverging-colors").split(",")
  const parts = colors.map(color => [1, 3, 5].map(at => parseInt(color.trim().slice(at, at + 2), 16)))
  return [...Array(256).keys()].map(value => {
    const place = (value / 255) * (parts.length - 1)
    const low = Math.min(Math.floor(place), parts.length - 2)
    return parts[low].map((part, i) => part + (place - low) * (parts[low + 1][i] - part))
  })
}

function paint(canvas, tile, colors) {
  const bytes = atob(tile.pixels)
  const outline = tile.outline ? atob(tile.outline) : null
  canvas.width = tile.width
  canvas.height = tile.height
  const context = canvas.getContext("2d")
  const image = context.createImageData(tile.width, tile.height)
  for (let i = 0; i < tile.width * tile.height; i++) {
    let color
    if (tile.kind === "colour") color = [0, 1, 2].map(part => bytes.charCodeAt(3 * i + part))
    else if (tile.kind === "grey") color = Array(3).fill(bytes.charCodeAt(i))
    else color = colors[bytes.charCodeAt(i)]
    if (outline) {
      const ink = (outline.charCodeAt(i) / 255) * 0.35
      color = color.map(part => part + ink * (128 - part))
    }
    image.data.set([...color, 255], 4 * i)
  }
  context.putImageData(image, 0, 0)
}

function make(parent, kind, name) {
  const element = document.createElement(kind)
  if (name) element.className = name
  return parent.appendChild(element)
}

function build(root, columns) {
  root.replaceChildren()
  return columns.map((column, place) => {
    if (column.sign) make(root, "div", "sign").textContent = column.sign
    const box = make(root, "section", "column")
    box.role = "listitem"
    const title = make(box, "h4")
    const lines = column.lines.map(() => make(box, "p", place ? "" : "legend"))
    const grid = make(box, "div", column.bars.length ? "bars" : "tiles")
    const tiles = column.tiles.map(tile => {
      const cell = make(grid, "div", "cell")
      const button = make(cell, column.layer && (tile.unit !== null || tile.cells) ? "button" : "div", "tile")
      return { button, canvas: make(button, "canvas"), caption: tile.caption ? make(cell, "div", "caption") : null }
    })
    const bars = column.bars.map(() => {
      const name = make(grid, "div", "name")
      const bar = make(grid, "div", "bar")
      return { name, fill: make(bar, "div", "fill"), text: make(bar, "div", "text"), bar }
    })
    return { box, title, lines, grid, tiles, bars }
  })
}

function shape(columns) {
  const parts = columns.map(column => [column.lines.length, column.bars.length, column.sign, !column.layer,
    ...column.tiles.map(tile => [!tile.caption, tile.unit === null, !tile.cells])])
  return JSON.stringify(parts)
}

function unit(event, tile) {
  if (!tile.cells) return tile.unit
  if (event.detail === 0) return 0 // by keyboard
  const box = event.currentTarget.getBoundingClientRect()
  const column = Math.floor(((event.clientX - box.left) / box.width) * tile.width)
  const row = Math.floor(((event.clientY - box.top) / box.height) * tile.height)
  return Math.min(Math.max(row * tile.width + column, 0), tile.cells - 1)
}

const built = new WeakMap()

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector(".maps")
  const style = getComputedStyle(root)
  const first = style.getPropertyValue("--st-chart-categorical-colors").split(",")[0]
  root.style.setProperty("--playground-fill", first)
  const [red, green, blue] = [1, 3, 5].map(at => parseInt(first.trim().slice(at, at + 2), 16))
  const onFill = 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? "#16181d" : "#fbfaf7"
  root.style.setProperty("--least", `${data.narrowest}px`)
  root.style.setProperty("--widest", `${data.widest}px`)
  root.classList.toggle("wrap", data.wrap > 0)
  root.classList.toggle("stack", data.stack)
  root.style.setProperty("--share", `calc(${100 / (data.wrap || 1)}% - 0.8rem)`)
  const colors = palette(root)

  let parts = built.get(root)
  const wanted = shape(data.columns)
  if (!parts || parts.shape !== wanted) built.set(root, (parts = { shape: wanted, columns: build(root, data.columns) }))

  data.columns.forEach((column, place) => {
    const { box, title, lines, grid, tiles, bars } = parts.columns[place]
    box.style.setProperty("--width", column.width)
    grid.style.setProperty("--across", column.across)
    title.textContent = column.title
    lines.forEach((line, at) => (line.title = line.textContent = column.lines[at]))
    tiles.forEach(({ button, canvas, caption }, at) => {
      const tile = column.tiles[at]
      paint(canvas, tile, colors)
      button.className = `tile ${tile.mark}`
      button.title = button.ariaLabel = tile.label
      if (button.tagName === "DIV") button.role = "img"
      else {
        if (tile.mark === "off") button.ariaPressed = "true"
        button.onclick = event => setTriggerValue("picked", { layer: column.layer, unit: unit(event, tile) })
      }
      if (caption) caption.textContent = tile.caption
    })
    bars.forEach(({ name, fill, text, bar }, at) => {
      const one = column.bars[at]
      name.textContent = name.title = one.name
      name.classList.toggle("first", one.first)
      fill.style.width = `${100 * one.share}%`
      text.style.color = one.share > 0.75 ? onFill : ""
      text.textContent = one.text
      bar.role = "img"
      bar.ariaLabel = `${one.name}: ${one.text}`
    })
  })
  if (data.answers) window.dispatchEvent(new CustomEvent("playground:shown", { detail: data.answers }))
}
