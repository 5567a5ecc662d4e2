// Columns of small pictures, each pixel a square. `pixels` holds bytes as base64: greys, positions on the theme's
// diverging palette with zero at 128, or three bytes a pixel in colour. A click on a tile sends its layer and its unit.

const OUTLINE = 0.35 // how strongly an outline is laid over a picture
const MANY = 4 // tiles beside each other above which they need a phone's whole width
const PHONE = 8 // tiles beside each other there at most, so that a finger finds each
const FADE = 32 // pixels in which what is cut fades, as in maps.css
const PRESSED = { off: "true", on: "false" } // of a tile that can be switched off
const GREY = 128 // the colour towards which it pulls
const elements = new WeakMap() // what was built for each component on the page
const sights = new WeakMap() // the layer that was scrolled to last, and the revision
const watched = new WeakMap() // what ends the watch over its width
const loading = new WeakMap() // the photograph that a canvas is to show

function paintPhotograph(canvas, tile) {
  if (canvas.width !== tile.width || canvas.height !== tile.height) [canvas.width, canvas.height] = [tile.width, tile.height]
  const image = new Image()
  loading.set(canvas, image)
  image.onload = () => {
    if (loading.get(canvas) !== image) return // another is to be shown by now
    canvas.getContext("2d").drawImage(image, 0, 0, tile.width, tile.height)
  }
  image.src = tile.source
}

function paint(canvas, tile, signedColors) {
  canvas.classList.toggle("photograph", Boolean(tile.source))
  loading.delete(canvas)
  if (tile.source) return paintPhotograph(canvas, tile)
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
    else color = signedColors[bytes.charCodeAt(i)]
    if (outline) {
      const ink = (outline.charCodeAt(i) / 255) * OUTLINE
      color = color.map(part => part + ink * (GREY - part))
    }
    image.data.set([...color, 255], 4 * i)
  }
  context.putImageData(image, 0, 0)
}

// What decides which elements are needed; while it stays the same they are kept.
function shape(columns) {
  return JSON.stringify(columns.map(column => [column.lines.length, column.bars.length, column.sign, !column.layer,
    ...column.tiles.map(tile => [!tile.caption, tile.unit === null, !tile.cells])]))
}

function buildTile(grid, column, tile) {
  const clickable = column.layer && (tile.unit !== null || tile.cells)
  const cell = addElement(grid, "div", "cell")
  const box = addElement(cell, clickable ? "button" : "div", "tile")
  return { box, canvas: addElement(box, "canvas"), caption: tile.caption ? addElement(cell, "div", "caption") : null }
}

function buildBar(grid) {
  const name = addElement(grid, "div", "name")
  const bar = addElement(grid, "div", "bar")
  return { name, bar, fill: addElement(bar, "div", "fill"), text: addElement(grid, "div", "text") }
}

function buildColumn(root, column, index) {
  if (column.sign) addElement(root, "div", "sign", column.sign).ariaHidden = "true"
  const box = addElement(root, "div", "column")
  box.role = "listitem"
  const title = addElement(box, "h2")
  const lines = column.lines.map(() => addElement(box, "p", index === 0 ? "legend" : ""))
  const grid = addElement(box, "div", column.bars.length ? "bars" : "tiles")
  const tiles = column.tiles.map(tile => buildTile(grid, column, tile))
  return { box, title, lines, grid, tiles, bars: column.bars.map(() => buildBar(grid)) }
}

// The unit that was clicked: the tile's own, or where each pixel is a unit that of the pixel.
function clickedUnit(event, tile) {
  if (!tile.cells) return tile.unit
  if (event.detail === 0) return 0 // by keyboard
  const [row, column] = cellUnder(event, event.currentTarget, tile.height, tile.width)
  return Math.min(row * tile.width + column, tile.cells - 1)
}

function showTile({ box, canvas, caption }, tile, signedColors, pick) {
  paint(canvas, tile, signedColors)
  box.className = `tile ${tile.mark}`
  box.title = box.ariaLabel = tile.label
  if (box.tagName === "DIV") box.role = "img"
  else {
    box.ariaPressed = PRESSED[tile.mark] ?? null
    box.onclick = event => pick(clickedUnit(event, tile))
  }
  if (caption) caption.textContent = tile.caption
}

function showBar({ name, fill, text, bar }, probability) {
  name.textContent = name.title = probability.name
  name.classList.toggle("first", probability.first)
  fill.style.width = `${100 * probability.share}%`
  text.textContent = probability.text
  bar.role = "img"
  bar.ariaLabel = `${probability.name}: ${probability.text}`
}

function showLayout(root, data, fill) {
  root.style.setProperty("--playground-fill", fill)
  root.style.setProperty("--least", `${data.narrowest}px`)
  root.style.setProperty("--widest", `${data.widest}px`)
  root.style.setProperty("--share", `calc(${100 / (data.wrap || 1)}% - 0.8rem)`)
  root.classList.toggle("wrap", data.wrap > 0)
  root.classList.toggle("stack", data.stack)
  root.classList.toggle("pairs", data.columns.some(column => column.across > 1))
}

// Columns beside each other begin at the same height, however many lines a heading has.
function alignHeadings(root) {
  const titles = [...root.querySelectorAll("h2")]
  for (const title of titles) title.style.minHeight = ""
  const tallest = Math.max(...titles.map(title => title.offsetHeight))
  for (const title of titles) title.style.minHeight = `${tallest}px`
}

// What is cut at the right fades away, until it is scrolled to.
function showWhetherMore(root) {
  root.classList.toggle("more", root.scrollWidth - root.clientWidth - root.scrollLeft > 2)
}

// Scrolls to the column of a layer, beside the last one, which stays; once, so that a reader may scroll on; again
// where a step of the guide is shown again.
function scrollTo(root, { sight: layer, revision, columns }) {
  const sight = `${revision} ${layer}`
  if (!layer || sights.get(root) === sight) return
  sights.set(root, sight)
  const index = columns.findIndex(column => column.layer === layer)
  const [box, last] = [root.querySelectorAll(".column")[index], root.lastElementChild]
  if (box) root.scrollLeft = box.offsetLeft - root.offsetLeft + box.offsetWidth + last.offsetWidth + FADE - root.clientWidth
}

// Streamlit runs what is exported below at each change, and what that returns once, when the component goes.
function alignWhenResized(root) {
  if (watched.has(root)) return
  let width = 0
  const observer = new ResizeObserver(() => {
    if ([0, width].includes(root.clientWidth)) return // taken off the page, or as wide as before
    width = root.clientWidth
    alignHeadings(root)
    showWhetherMore(root)
  })
  observer.observe(root)
  root.onscroll = () => showWhetherMore(root)
  watched.set(root, () => observer.disconnect())
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector(".maps")
  if (!root.isConnected) return // a picture that grows is replaced often, and one that is gone has no colours
  const [fill] = themeColors(root, "chart-categorical-colors")
  const signedColors = divergingBytes(root)
  showLayout(root, data, fill)

  let built = elements.get(root)
  const needed = shape(data.columns)
  if (built?.shape !== needed) {
    root.replaceChildren()
    built = { shape: needed, columns: data.columns.map((column, i) => buildColumn(root, column, i)) }
    elements.set(root, built)
  }

  data.columns.forEach((column, index) => {
    const { box, title, lines, grid, tiles, bars } = built.columns[index]
    const pick = unit => setTriggerValue("picked", { layer: column.layer, unit })
    box.style.setProperty("--width", column.width)
    grid.style.setProperty("--across", column.across)
    grid.style.setProperty("--across-on-a-phone", Math.max(column.across, Math.min(PHONE, tiles.length)))
    box.classList.toggle("many", column.across > MANY)
    title.textContent = column.title
    lines.forEach((line, i) => (line.title = line.textContent = column.lines[i]))
    tiles.forEach((tile, i) => showTile(tile, column.tiles[i], signedColors, pick))
    bars.forEach((bar, i) => showBar(bar, column.bars[i]))
  })
  alignHeadings(root)
  scrollTo(root, data)
  showWhetherMore(root)
  alignWhenResized(root)
  reportAnswered(data.answers)
  return onceGone(parentElement, () => {
    watched.get(root)?.()
    watched.delete(root)
  })
}
