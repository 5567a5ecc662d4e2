// The decision map: what the network makes of every point of the plane, with the points that it is trained on.

const [FINE, FINE_CLASSES] = [4, 3] // pixels of a drawn map to a cell that was computed, with one output and with several

// The colour of a cell from the shares of all outputs there.
function cellColor(palette, scene, mode, shares) {
  if (mode === "Entropy" && !scene.numbers) return sequentialColor(palette, entropyOf(shares))
  if (shares.length === 1) {
    const share = mode === "Class" && !scene.numbers ? Number(shares[0] >= 0.5) : shares[0]
    return palette.diverging[Math.round(255 * share)]
  }
  const best = shares.indexOf(Math.max(...shares))
  if (mode === "Class") return mixed(palette.page, palette.classes[best], 0.6)
  const mix = [0, 1, 2].map(part => shares.reduce((sum, share, index) => sum + share * palette.classes[index][part], 0))
  const sureness = (shares[best] - 1 / shares.length) / (1 - 1 / shares.length)
  return mixed(palette.page, mix, 0.15 + 0.65 * sureness)
}

// Between 0, sure, and 1, as unsure as can be.
function entropyOf(shares) {
  const all = shares.length === 1 ? [shares[0], 1 - shares[0]] : shares
  return all.reduce((sum, share) => sum - (share > 0 ? share * Math.log(share) : 0), 0) / Math.log(all.length)
}

// The shares of all outputs at a position of the map, from 0 to cells - 1 either way, between the cells around it.
function sharesAt(frame, scene, row, column) {
  const side = scene.map
  const [top, left] = [Math.min(Math.floor(row), side - 2), Math.min(Math.floor(column), side - 2)]
  const [down, right] = [row - top, column - left]
  const shares = []
  for (let output = 0; output < scene.outputs; output++) {
    const at = output * side * side + top * side + left
    const upper = frame.map[at] + right * (frame.map[at + 1] - frame.map[at])
    const lower = frame.map[at + side] + right * (frame.map[at + side + 1] - frame.map[at + side])
    shares.push((upper + down * (lower - upper)) / 255)
  }
  return shares
}

function imageOf(side, colorAt) {
  const image = new ImageData(side, side)
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const color = colorAt(row, column)
      image.data.set([color[0], color[1], color[2], 255], 4 * (row * side + column))
    }
  return image
}

// A picture of bytes around 128, as the maps of neurons are.
function smallImage(palette, bytes, side) {
  const image = new ImageData(side, side)
  const pixels = new Uint32Array(image.data.buffer)
  for (let index = 0; index < pixels.length; index++) pixels[index] = palette.table[bytes[index]]
  return image
}

// 256 colours as pixels.
function pixelsOf(colors) {
  const table = new Uint8ClampedArray(4 * colors.length)
  colors.forEach((color, index) => table.set([...color, 255], 4 * index))
  return new Uint32Array(table.buffer)
}

const sheets = new Map() // canvases to put images on, by their side

function sheetOf(image) {
  if (!sheets.has(image.width)) {
    const sheet = document.createElement("canvas")
    sheet.width = sheet.height = image.width
    sheets.set(image.width, sheet)
  }
  const sheet = sheets.get(image.width)
  sheet.getContext("2d").putImageData(image, 0, 0)
  return sheet
}

function drawImage(context, image, x, y, side, smooth = true) {
  context.imageSmoothingEnabled = smooth
  context.drawImage(sheetOf(image), x, y, side, side)
}

// The image of the whole map, or of the neuron that a reader looks at. The shares are drawn between the cells that were
// computed, and then coloured: so edges are smooth.
function mapImage({ palette, scene, message, chosen }, frame) {
  const neuron = chosen?.kind === "neuron" ? smallOf(scene, frame, message, chosen) : null
  if (neuron) return smallImage(palette, neuron, scene.small)
  if (scene.outputs === 1) return coloredImage(frame.map, scene.map, (message.table ??= tableOf(palette, scene, message.map)))
  const side = FINE_CLASSES * scene.map
  const scale = (scene.map - 1) / (side - 1)
  return imageOf(side, (row, column) => cellColor(palette, scene, message.map, sharesAt(frame, scene, scale * row, scale * column)))
}

// The colours of all shares of one output, from 0 to 255, as pixels.
function tableOf(palette, scene, mode) {
  return pixelsOf(Array.from({ length: 256 }, (_, byte) => cellColor(palette, scene, mode, [byte / 255])))
}

// An image of FINE pixels to a cell, each between the four cells around it.
function coloredImage(bytes, side, colors) {
  const fine = FINE * side
  const image = new ImageData(fine, fine)
  const pixels = new Uint32Array(image.data.buffer)
  const scale = (side - 1) / (fine - 1)
  for (let row = 0; row < fine; row++) {
    const top = Math.min(side - 2, Math.floor(scale * row))
    const down = scale * row - top
    for (let column = 0; column < fine; column++) {
      const left = Math.min(side - 2, Math.floor(scale * column))
      const right = scale * column - left
      const at = top * side + left
      const upper = bytes[at] + right * (bytes[at + 1] - bytes[at])
      const lower = bytes[at + side] + right * (bytes[at + side + 1] - bytes[at + side])
      pixels[row * fine + column] = colors[Math.round(upper + down * (lower - upper))]
    }
  }
  return image
}

function drawMap(view, frame) {
  const { context, width } = view.map
  context.clearRect(0, 0, width, width)
  drawImage(context, mapImage(view, frame), 0, 0, width)
  if (view.message.zeros) drawZeroLines(view, frame)
  drawPoints(view)
  if (view.message.own) drawOwn(view)
}

function drawPoints(view) {
  const { map: { context, width }, palette, message, scene, tested } = view
  const { points, targets, trained } = message
  const count = targets.length
  const size = count > 700 ? 2.2 : 2.9
  for (let index = count - 1; index >= 0; index--) {
    const isTest = index >= trained
    if (isTest && !tested.checked) continue
    if (message.own && isErased(view, points[2 * index] / 100, points[2 * index + 1] / 100)) continue
    const x = width * (0.5 + points[2 * index] / 100 / (2 * scene.reach))
    const y = width * (0.5 - points[2 * index + 1] / 100 / (2 * scene.reach))
    const fill = scene.numbers ? css(palette.diverging[targets[index]]) : palette.names[targets[index]]
    context.lineWidth = isTest ? 1.6 : 1
    context.fillStyle = isTest ? palette.back : fill
    context.strokeStyle = isTest ? fill : palette.back
    mark(context, scene.numbers ? "circle" : MARKS[targets[index]], x, y, size)
  }
}

function mark(context, shape, x, y, size) {
  context.beginPath()
  if (shape === "circle") context.arc(x, y, size, 0, 2 * Math.PI)
  else if (shape === "square") context.rect(x - 0.88 * size, y - 0.88 * size, 1.76 * size, 1.76 * size)
  else {
    const corners = { triangle: [-90, 30, 150], diamond: [-90, 0, 90, 180], cross: [-90, -54, -18, 18, 54, 90, 126, 162, 198, 234] }[shape]
    corners.forEach((angle, index) => {
      const r = (shape === "cross" && index % 2 ? 0.55 : 1.3) * size
      const [cx, cy] = [x + r * Math.cos((angle * Math.PI) / 180), y + r * Math.sin((angle * Math.PI) / 180)]
      if (index) context.lineTo(cx, cy)
      else context.moveTo(cx, cy)
    })
    context.closePath()
  }
  context.fill()
  context.stroke()
}
