// The elements of a drawing: boxes of lines, arrows between them, and frames around parts. They are made once for a
// drawing; what they say changes with each step.

const LINE = 16 // pixels from one line of a box to the next
const BASELINE = 12 // from the top of a line to the foot of its letters
const SVG = "http://www.w3.org/2000/svg"

function addShape(parent, tag, attributes = {}, className = "") {
  const element = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  if (className) element.setAttribute("class", className)
  return parent.appendChild(element)
}

function buildFrame(parent, { left, top, width, height, name }) {
  addShape(parent, "rect", { x: left, y: top, width, height, rx: 10 })
  addShape(parent, "text", { x: left + 8, y: top + 16 }).textContent = name
}

function buildBox(parent, box) {
  const [x, y] = box.centre
  const [width, height] = box.size
  const group = addShape(parent, "g", { transform: `translate(${x} ${y})` })
  const rx = box.kind === "leaf" ? height / 2 : 6
  addShape(group, "rect", { x: -width / 2, y: -height / 2, width, height, rx })
  const lines = box.rows.map((_, index) =>
    addShape(group, "text", {}, index ? "" : "title"))
  return { box, group, lines }
}

// A smooth line through the points of an arrow; it leaves and reaches a box from below or above.
function curve(points) {
  const [[x, y], ...rest] = points
  let [a, b] = [x, y]
  return rest.reduce((path, [u, v]) => {
    const middle = (b + v) / 2
    const part = `C${a} ${middle} ${u} ${middle} ${u} ${v}`
    ;[a, b] = [u, v]
    return path + part
  }, `M${x} ${y}`)
}

function buildArrow(parent, arrow) {
  const group = addShape(parent, "g")
  const path = addShape(group, "path", { d: curve(arrow.path) })
  const [x, y] = arrow.at
  return { arrow, group, path, text: addShape(group, "text", { x, y: y + 4 }) }
}

// Makes the elements anew where the drawing is another. Where only what its boxes say is another, they stay as they are,
// and so does the keyboard.
function build(view) {
  const { data, memory, world } = view
  const plan = JSON.stringify([data.boxes.map(box => [box.name, box.kind, box.centre, box.size]), data.arrows, data.frames])
  view.isNew = memory.plan !== plan
  if (!view.isNew) return memory.boxes.forEach((shown, index) => (shown.box = data.boxes[index]))
  const before = memory.boxes.map(({ box }) => box.name)
  view.added = data.boxes.map(({ name }) => name).filter(name => !before.includes(name))
  view.isSimilar = view.added.length < data.boxes.length
  const [frames, arrows, boxes] = ["frames", "arrows", "boxes"].map(name => world.querySelector(`.${name}`))
  for (const group of [frames, arrows, boxes]) group.replaceChildren()
  data.frames.forEach(frame => buildFrame(frames, frame))
  memory.plan = plan
  memory.arrows = data.arrows.map(arrow => buildArrow(arrows, arrow))
  memory.boxes = data.boxes.map(box => buildBox(boxes, box))
  if (!view.isSimilar) memory.isMoved = false
}

function buildCode({ data, code, memory }, jump) {
  const text = JSON.stringify(data.code)
  if (memory.code === text) return
  memory.code = text
  code.replaceChildren()
  data.code.forEach((line, index) => {
    const button = addElement(addElement(code, "li"), "button", "entry")
    button.type = "button"
    addElement(button, "code", "", line)
    addElement(button, "span", "note")
    button.onclick = () => jump(index)
  })
}
