// The drawing itself: skips as ribbons, pooling and up-convolution as arrows, the outputs of layers as slabs.

const SVG = "http://www.w3.org/2000/svg"
const SHEET = 3 // pixels from one line of a slab to the next: it is a stack of maps
const BEND = 7
const TIP = 5

function addShape(parent, tag, attributes = {}, className = "", text = "") {
  const element = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  if (className) element.setAttribute("class", className)
  if (text) element.textContent = text
  return parent.appendChild(element)
}

function paint(view, layout) {
  const { data, svg, memory } = view
  svg.setAttribute("viewBox", `0 0 ${layout.width} ${layout.height}`)
  svg.setAttribute("aria-label", data.alt)
  svg.style.fontSize = `${layout.type}px`
  const focused = svg.getRootNode().activeElement?.dataset?.name
  for (const group of svg.children) group.replaceChildren()
  const [skips, arrows, blocks] = svg.children
  view.placed = placeBlocks(data, layout)
  memory.at = clamp(memory.at, 0, view.placed.length - 1)
  for (const skip of data.skips) paintSkip(skips, skip, view.placed, layout)
  for (const arrow of data.arrows) paintArrow(arrows, arrow, view.placed, layout)
  view.placed.forEach((placed, index) => paintBlock(blocks, placed, layout, index === memory.at))
  view.groups = [...blocks.children]
  view.groups.find(group => group.dataset.name === focused)?.focus({ preventScroll: true })
}

// From the last slab of the encoder to the first of the decoder, as high as the maps that are carried at either end.
function paintSkip(parent, skip, placed, { type }) {
  const [from, to] = [skip.source, skip.target].map(name => placed.find(({ block }) => block.name === name))
  const [left, right] = [from.slabs.at(-1), to.slabs[0]]
  const [x, u] = [from.right + 1, right.x - 1]
  const middle = from.middle
  const half = left.height / 2, end = (skip.state === "cropped" || skip.state === "fails" ? right.height : left.height) / 2
  const bend = Math.min(40, (u - x) / 2)
  const edge = sign => `C${x + bend} ${middle + sign * half} ${x + bend} ${middle + sign * end} ${x + 2 * bend} ${middle + sign * end}`
  const back = `C${x + bend} ${middle + end} ${x + bend} ${middle + half} ${x} ${middle + half}`
  const group = addShape(parent, "g", {}, `skip ${skip.state}`)
  addShape(group, "path", { d: `M${x} ${middle - half}${edge(-1)}H${u}V${middle + end}H${x + 2 * bend}${back}Z` })
  if (skip.state === "cropped") addShape(group, "rect", {
    x: left.x - 1.5, y: middle - end, width: left.width + 3, height: 2 * end }, "crop")
  const text = fitting(skip.says, u - x - 10, type)
  if (text && 2 * Math.min(half, end) > type - 1) addShape(group, "text", { x: (x + u) / 2, y: middle + type / 3 }, "", text)
}

// Down from the encoder to the first slab of the next level, or up to the lower end of a concatenation; across to the output.
function paintArrow(parent, arrow, placed) {
  const [from, to] = [arrow.source, arrow.target].map(name => placed.find(({ block }) => block.name === name))
  const start = from.slabs.at(-1)
  const group = addShape(parent, "g", {}, `arrow ${arrow.kind} ${arrow.state}`)
  if (arrow.kind === "across") {
    const [x, u, y] = [from.right + 1, to.left - 1, from.middle]
    addShape(group, "path", { d: `M${x} ${y}H${u}` })
    return
  }
  const down = arrow.kind === "down"
  const target = to.slabs.find(({ slab }) => slab.tone === "up") ?? to.slabs[0]
  const u = target.x + target.width / 2
  const y = down ? start.y + start.height - 2 : start.y + Math.min(start.height / 2, 12)
  const end = down ? target.y - 2 : target.y + target.height + 2
  const sign = down ? 1 : -1
  const bend = Math.min(BEND, Math.abs(end - y) / 2, Math.max(0, u - from.right - 1))
  addShape(group, "path", { d: `M${from.right + 1} ${y}H${u - bend}Q${u} ${y} ${u} ${y + sign * bend}V${end - sign * TIP}` })
  addShape(group, "path", { d: `M${u - TIP} ${end - sign * (TIP + 1)}L${u} ${end}L${u + TIP} ${end - sign * (TIP + 1)}Z` }, "tip")
}

function paintBlock(parent, placed, layout, isReached) {
  const { block, left, right, top, bottom } = placed
  const group = addShape(parent, "g", { tabindex: isReached ? 0 : -1, role: "button", "aria-label": block.says }, `block ${block.kind} ${block.state}`)
  group.dataset.name = block.name
  for (const { slab, x, y, width, height } of placed.slabs) {
    addShape(group, "rect", { x, y, width, height, rx: Math.min(2, width / 3) }, `slab ${slab.tone}`)
    for (let line = x + SHEET; line < x + width - 1; line += SHEET)
      addShape(group, "path", { d: `M${line} ${y + 1}V${y + height - 1}` }, "sheet")
  }
  paintWords(group, placed, layout)
  addShape(group, "rect", { x: left - 4, y: top - 4, width: right - left + 8, height: bottom - top + 8, rx: 5 }, "around")
}

// The shape and the parameters: under the slabs where the data go down, over them where they come up.
function paintWords(group, { block, slabs, left, right, top, bottom }, { type, width }) {
  const texts = block.words.filter(Boolean)
  const above = block.kind === "decoder" || block.kind === "input"
  const longest = Math.max(...texts.map(text => text.length)) * type * 0.29
  const ends = { input: slabs[0].x + slabs[0].width / 2, output: slabs[0].x + slabs[0].width / 2 }
  const x = clamp(ends[block.kind] ?? (left + right) / 2, longest, width - longest)
  texts.forEach((text, index) => {
    const y = above ? top - 6 - (texts.length - 1 - index) * (type + 1) : bottom + type + 2 + index * (type + 1)
    addShape(group, "text", { x, y }, index ? "count" : "", text)
  })
}
