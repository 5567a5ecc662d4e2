// A picture, its pixels squares where they are few. If `data.feeds` is set, its pixels can be chosen, by a click or
// with the arrow keys; the picture of the same `data.group` that has `data.field` shows the window which feeds that pixel:
// from row * step + start on, `length` pixels, and the same for columns. The pointer is followed in the browser.

const POINTED = "playground:cell" // the event that tells the pictures of a group which pixel is pointed at
const COARSE = 300 // pixels a side below which each is drawn as a square
const FAST = 10 // pixels that an arrow key moves with shift held
const WHOLE = { step: 1, start: [0, 0], length: [1, 1] } // the window of a pixel in its own picture
const memories = new WeakMap() // what each component on the page shows; the function below runs again at each change

async function paint(canvas, data, memory) {
  const theme = themeValue(canvas, "background-color")
  if (memory.source === data.source && memory.signed === data.signed && memory.theme === theme) return
  Object.assign(memory, { source: data.source, signed: data.signed, theme })
  const image = new Image()
  image.src = data.source
  await image.decode()
  if (memory.source !== data.source) return // another came meanwhile
  canvas.width = data.width
  canvas.height = data.height
  const context = canvas.getContext("2d", { willReadFrequently: data.signed })
  context.drawImage(image, 0, 0)
  if (!data.signed) return
  const pixels = context.getImageData(0, 0, data.width, data.height)
  const colors = divergingBytes(canvas)
  for (let i = 0; i < pixels.data.length; i += 4) pixels.data.set(colors[pixels.data[i]], i)
  context.putImageData(pixels, 0, 0)
}

function showPicture(parent, canvas, data) {
  const share = parent.querySelector(".share")
  parent.querySelector(".frame").style.aspectRatio = `${data.frame[0]} / ${data.frame[1]}`
  share.style.width = `${Math.min(100, (100 * data.width) / data.frame[0])}%`
  share.style.aspectRatio = `${data.width} / ${data.height}`
  canvas.role = "img"
  canvas.ariaLabel = data.alt
  canvas.classList.toggle("coarse", Math.max(data.width, data.height) < COARSE)
  setText(parent.querySelector("figcaption"), data.caption)
}

// Frames the window that feeds an output pixel; without a pixel there is no frame.
function showWindow(frame, data, [row, column]) {
  frame.hidden = !Number.isInteger(row)
  frame.style.display = frame.hidden ? "none" : ""
  if (frame.hidden) return
  const { step, start, length } = data.field ?? WHOLE
  const middle = (index, axis) => index * step + start[axis] + length[axis] / 2
  frame.style.top = `${(100 * middle(row, 0)) / data.height}%`
  frame.style.left = `${(100 * middle(column, 1)) / data.width}%`
  frame.style.height = `${(100 * length[0]) / data.height}%`
  frame.style.width = `${(100 * length[1]) / data.width}%`
}

function listenForChoice(canvas, data, memory, send) {
  const point = cell => window.dispatchEvent(new CustomEvent(POINTED, { detail: { group: data.group, cell } }))
  const choose = cell => {
    memory.chosen = cell
    point(cell)
    send(cell)
  }
  const under = event => cellUnder(event, canvas, data.height, data.width)
  canvas.tabIndex = 0
  canvas.role = "application" // a screen reader leaves the arrow keys to it
  canvas.ariaLabel = `${data.alt}. Arrow keys choose a pixel.`
  canvas.onpointermove = event => point(under(event))
  canvas.onpointerleave = () => point(null)
  canvas.onclick = event => choose(under(event))
  canvas.onkeydown = event => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key]
    if (!step || !memory.chosen) return
    event.preventDefault()
    const [row, column] = memory.chosen.map((index, axis) => index + (event.shiftKey ? FAST : 1) * step[axis])
    choose([clamp(row, 0, data.height - 1), clamp(column, 0, data.width - 1)])
  }
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const canvas = parentElement.querySelector("canvas")
  const frame = parentElement.querySelector(".window")
  const memory = memories.get(parentElement) ?? {}
  memories.set(parentElement, memory)
  memory.stop?.()

  showPicture(parentElement, canvas, data)
  const answered = () => reportAnswered(data.answers)
  paint(canvas, data, memory).then(answered, answered)
  showWindow(frame, data, data.chosen ?? [])
  memory.chosen = data.chosen

  const pointed = event => {
    if (event.detail.group === data.group) showWindow(frame, data, event.detail.cell ?? data.chosen ?? [])
  }
  window.addEventListener(POINTED, pointed)
  memory.stop = () => window.removeEventListener(POINTED, pointed)

  const send = ([row, column]) => setTriggerValue("cell", { row, column })
  if (data.feeds) listenForChoice(canvas, data, memory, send)
  else canvas.removeAttribute("tabindex")
  return onceGone(parentElement, () => memory.stop())
}
