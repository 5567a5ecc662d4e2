// Draws the points, and the sheet of the plane that carries them, between two stages of a network.

const FAR = 3 // times the canvas: what of the sheet lies farther out is left away
const SHAPES = ["square", "circle", "triangle", "diamond", "cross"] // of classes: no meaning by colour alone

function paletteFor(root) {
  const lines = themeColors(root, "chart-categorical-colors")
  return {
    classes: [lines[1], lines[0], ...lines.slice(2)].map(parseColor),
    diverging: divergingBytes(root),
    page: themeValue(root, "background-color"),
    text: themeValue(root, "text-color"),
    border: themeValue(root, "border-color"),
    font: getComputedStyle(root).fontFamily,
  }
}

function cssColor(color, alpha = 1) {
  return `rgb(${color.map(Math.round).join(" ")} / ${alpha})`
}

// The ends of the points of a stage, with room around: [left, right, low, high].
function endsOf(points) {
  const ends = [Infinity, -Infinity, Infinity, -Infinity]
  for (let index = 0; index < points.length; index += 2) {
    ends[0] = Math.min(ends[0], points[index])
    ends[1] = Math.max(ends[1], points[index])
    ends[2] = Math.min(ends[2], points[index + 1])
    ends[3] = Math.max(ends[3], points[index + 1])
  }
  return ends
}

// From numbers of a stage to pixels of a canvas: the points fill it, with the same scale to the right and upward.
function fitOf([left, right, low, high], width, height, margin) {
  const scale = Math.min((width - 2 * margin) / (right - left || 1), (height - 2 * margin) / (high - low || 1))
  return { scale, x: width / 2 - (scale * (left + right)) / 2, y: height / 2 + (scale * (low + high)) / 2 }
}

// Positions on the canvas, `share` of the way from one stage to the next.
function placed(from, to, fitFrom, fitTo, share) {
  const result = new Float32Array(from.length)
  for (let index = 0; index < from.length; index += 2) {
    const x = fitFrom.x + fitFrom.scale * from[index]
    const y = fitFrom.y - fitFrom.scale * from[index + 1]
    result[index] = x + share * (fitTo.x + fitTo.scale * to[index] - x)
    result[index + 1] = y + share * (fitTo.y - fitTo.scale * to[index + 1] - y)
  }
  return result
}

// What the network answers in a cell of the sheet, as a colour: with one output a share from 0 to 1; with several the
// class, and behind the point how sure it is of it.
function answerColor(palette, several, answer, alpha) {
  if (!several) return cssColor(palette.diverging[Math.round(255 * clamp(answer, 0, 1))], alpha)
  const label = Math.floor(answer)
  return cssColor(palette.classes[label], alpha * (0.35 + 0.65 * (answer - label)))
}

// The corners of a cell of the sheet, as indices into its positions; null if it lies too far out.
function cornersOf(sheet, cells, cell, [width, height]) {
  const first = Math.floor(cell / cells) * (cells + 1) + (cell % cells)
  const corners = [first, first + 1, first + cells + 2, first + cells + 1]
  const near = corners.every(
    corner => Math.abs(sheet[2 * corner]) < FAR * width && Math.abs(sheet[2 * corner + 1]) < FAR * height,
  )
  return near ? corners : null
}

function paintSheet(context, palette, scene, sheet, size, lines) {
  const { cells, several, answers } = scene
  context.lineWidth = 1
  context.lineJoin = "round"
  for (let cell = 0; cell < cells * cells; cell++) {
    const corners = cornersOf(sheet, cells, cell, size)
    if (!corners) continue
    context.beginPath()
    for (const corner of corners) context.lineTo(sheet[2 * corner], sheet[2 * corner + 1])
    context.closePath()
    context.fillStyle = answerColor(palette, several, answers[cell], 0.5)
    context.fill()
    if (!lines) continue
    context.strokeStyle = cssColor(parseColor(palette.text), 0.13)
    context.stroke()
  }
}

function addShape(path, shape, x, y, size) {
  const arm = { square: 0.9 * size, circle: size, triangle: 1.2 * size, diamond: 1.3 * size, cross: 1.1 * size }[shape]
  if (shape === "circle") {
    path.moveTo(x + arm, y)
    path.arc(x, y, arm, 0, 2 * Math.PI)
  } else if (shape === "square") path.rect(x - arm, y - arm, 2 * arm, 2 * arm)
  else {
    const corners = {
      triangle: [[0, -1], [0.9, 0.7], [-0.9, 0.7]],
      diamond: [[0, -1], [0.9, 0], [0, 1], [-0.9, 0]],
      cross: [[-1, -0.5], [-0.5, -1], [0, -0.5], [0.5, -1], [1, -0.5], [0.5, 0], [1, 0.5], [0.5, 1], [0, 0.5],
        [-0.5, 1], [-1, 0.5], [-0.5, 0]],
    }[shape]
    corners.forEach(([dx, dy], index) => path[index ? "lineTo" : "moveTo"](x + arm * dx, y + arm * dy))
    path.closePath()
  }
}

// Training points are filled and test points hollow, each class with its own shape and colour.
function paintPoints(context, palette, scene, points, size) {
  const groups = new Map()
  for (let index = 0; index < scene.targets.length; index++) {
    const key = scene.numbers ? Math.round(127.5 * (1 + clamp(scene.targets[index], -1, 1))) : scene.targets[index]
    const name = `${key} ${index < scene.trained}`
    if (!groups.has(name)) groups.set(name, { key, full: index < scene.trained, path: new Path2D() })
    const shape = scene.numbers ? "circle" : SHAPES[key % SHAPES.length]
    addShape(groups.get(name).path, shape, points[2 * index], points[2 * index + 1], size)
  }
  for (const { key, full, path } of groups.values()) {
    const color = cssColor(scene.numbers ? palette.diverging[key] : palette.classes[key % palette.classes.length])
    const ring = scene.numbers ? cssColor(parseColor(palette.text), 0.6) : color
    context.fillStyle = full || scene.numbers ? color : palette.page
    context.strokeStyle = full ? palette.page : ring
    context.lineWidth = (full ? 0.28 : 0.42) * size
    context.fill(path)
    context.stroke(path)
  }
}

// The names of the axes, at the ends of two arrows in a corner.
function paintAxes(context, palette, [right, up], [width, height]) {
  context.font = `600 13px ${palette.font}`
  context.fillStyle = palette.text
  context.strokeStyle = palette.page
  context.lineWidth = 4
  context.lineJoin = "round"
  context.textBaseline = "bottom"
  const texts = [[right && `${right} →`, width - 4, height - 2, "right"], [up && `↑ ${up}`, 4, 18, "left"]]
  for (const [text, x, y, align] of texts) {
    if (!text) continue
    context.textAlign = align
    context.strokeText(text, x, y)
    context.fillText(text, x, y)
  }
}

// A canvas as fine as the screen, empty; its size in CSS pixels.
function cleared(canvas) {
  const ratio = window.devicePixelRatio || 1
  const [width, height] = [canvas.clientWidth, canvas.clientHeight]
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(height * ratio)
  const context = canvas.getContext("2d")
  context.scale(ratio, ratio)
  return [context, [width, height]]
}

// Paints a moment: `depth` 1.5 is half of the way from stage 1 to stage 2.
function paintDepth(canvas, palette, scene, depth, small) {
  const [context, size] = cleared(canvas)
  if (!size[0] || !size[1]) return
  const index = Math.min(Math.floor(depth), scene.stages.length - 1)
  const [from, to] = [scene.stages[index], scene.stages[Math.min(index + 1, scene.stages.length - 1)]]
  const margin = small ? 4 : 26
  const fits = [from, to].map(stage => fitOf(stage.ends, ...size, margin))
  const share = depth - index
  const sheet = placed(from.sheet, to.sheet, ...fits, share)
  paintSheet(context, palette, scene, sheet, size, !small)
  paintPoints(context, palette, scene, placed(from.points, to.points, ...fits, share), small ? 1.1 : 3.6)
  if (!small && Math.abs(depth - Math.round(depth)) < 0.005) paintAxes(context, palette, scene.stages[Math.round(depth)].axes, size)
}
