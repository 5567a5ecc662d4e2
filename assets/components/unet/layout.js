// Where the parts of the U stand: each level is a row, each block a column. A slab is the output of a layer: the higher
// the larger its maps, the wider the more of them. Sizes are those of the room in pixels, so that type is never scaled.

const [NARROW, LOW] = [520, 320] // pixels of the room's sides below which type and gaps are smaller
const USUAL = 16 // pixels of the page's type, which is larger while somebody presents
const HIGHEST = 200 // pixels of a slab
const WIDEST_COLUMN = 128

// The type is as much larger as that of the page, as long as there is room for the maps.
function measuresOf(width, height, depth) {
  const isNarrow = width < NARROW || height < LOW
  const band = isNarrow ? 27 : 36
  const wanted = parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL
  const larger = Math.max(1, Math.min(wanted, (0.65 * height) / (band * (depth + 2))))
  return {
    width, height, isNarrow,
    type: (isNarrow ? 11 : 13) * larger,
    band: band * larger,
    gap: isNarrow ? 3 : 5,
    edge: isNarrow ? 2 : 8,
  }
}

// The largest side of a map at each level, from the top.
function sidesOf({ blocks, depth }) {
  return Array.from({ length: depth + 1 }, (_, index) => Math.max(1, ...blocks
    .filter(({ level }) => level === index + 1)
    .flatMap(({ slabs }) => slabs.map(({ side }) => side))))
}

function layoutOf(data, measures) {
  const { width, height, band, edge, gap, isNarrow } = measures
  const sides = sidesOf(data)
  const roots = sides.map(Math.sqrt)
  const room = Math.max(height - band * (sides.length + 1), 40)
  const unit = Math.min(room / roots.reduce((sum, root) => sum + root, 0), HIGHEST / Math.max(...roots))
  const used = unit * roots.reduce((sum, root) => sum + root, 0) + band * (sides.length + 1)
  const columns = 2 * data.depth + 3 // with those of the picture and of the scores
  const column = Math.min((width - 2 * edge) / columns, WIDEST_COLUMN)
  const most = Math.max(...data.blocks.flatMap(({ slabs }) => slabs.map(({ channels }) => channels)))
  const widest = isNarrow ? Math.min(9, column / 4.3) : Math.min(24, column / 4.4)
  let top = (height - used) / 2
  const middles = roots.map(root => {
    const middle = top + band + (unit * root) / 2
    top += band + unit * root
    return middle
  })
  return {
    ...measures, unit, column, middles, gap,
    left: (width - column * columns) / 2,
    heightOf: side => Math.max(3, unit * Math.sqrt(side)),
    widthOf: channels => 2.5 + (widest - 2.5) * Math.sqrt(channels / most),
  }
}

// The rectangles of all slabs, by block. Blocks of one column stand beside each other, in its middle.
function placeBlocks(data, layout) {
  const columns = new Map()
  for (const block of data.blocks) columns.set(block.column, [...(columns.get(block.column) ?? []), block])
  const placed = []
  for (const [column, blocks] of columns) {
    const widths = blocks.map(block => block.slabs.map(({ channels }) => layout.widthOf(channels)))
    const gaps = blocks.map(({ slabs }) => slabs.map((slab, index) => (index === slabs.length - 1 || slab.joined ? 0 : layout.gap)))
    const sum = numbers => numbers.flat().reduce((total, number) => total + number, 0)
    let x = layout.left + layout.column * (column + 0.5) - (sum(widths) + sum(gaps) + 2 * layout.gap * (blocks.length - 1)) / 2
    blocks.forEach((block, index) => {
      placed.push(placeBlock(block, layout, x, widths[index], gaps[index]))
      x += sum(widths[index]) + sum(gaps[index]) + 2 * layout.gap
    })
  }
  return data.blocks.map(({ name }) => placed.find(({ block }) => block.name === name))
}

function placeBlock(block, layout, left, widths, gaps) {
  const middle = layout.middles[block.level - 1]
  let x = left
  const slabs = block.slabs.map((slab, index) => {
    const height = layout.heightOf(slab.side)
    const shape = { slab, x, y: middle - height / 2, width: widths[index], height }
    x += widths[index] + gaps[index]
    return shape
  })
  const height = Math.max(...slabs.map(shape => shape.height))
  return { block, slabs, left, right: x, middle, top: middle - height / 2, bottom: middle + height / 2 }
}

// The longest of some texts that fits so many pixels; "" if none does.
function fitting(texts, pixels, type) {
  return texts.find(text => text.length * type * 0.56 <= pixels) ?? ""
}
