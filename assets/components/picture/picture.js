// A picture, its pixels squares where they are few. If `data.feeds` is given, its pixels can be chosen, by a click or
// with the arrow keys; the picture of the same `data.group` that has `data.field` shows the window which feeds that pixel:
// from row * step + start on, `length` pixels, and the same for columns. What the pen points at is followed in the browser.

const places = new WeakMap() // by place on the page: what is shown there; the function below runs again at each change

function colors(element) {
  const parts = getComputedStyle(element).getPropertyValue("--st-chart-diverging-colors").split(",")
  const known = parts.map(color => [1, 3, 5].map(at => parseInt(color.trim().slice(at, at + 2), 16)))
  return Array.from({ length: 256 }, (_, value) => {
    const place = (value / 255) * (known.length - 1)
    const low = Math.min(Math.floor(place), known.length - 2)
    return known[low].map((part, i) => part + (place - low) * (known[low + 1][i] - part))
  })
}

async function paint(canvas, data, place) {
  const key = `${data.source.length} ${data.source.slice(-64)} ${data.signed} ${getComputedStyle(canvas).getPropertyValue("--st-background-color")}`
  if (place.painted === key && place.source === data.source) return
  Object.assign(place, { painted: key, source: data.source })
  const image = new Image()
  image.src = data.source
  await image.decode()
  if (place.source !== data.source) return // another came meanwhile
  canvas.width = data.width
  canvas.height = data.height
  const context = canvas.getContext("2d", { willReadFrequently: data.signed })
  context.drawImage(image, 0, 0)
  if (!data.signed) return
  const pixels = context.getImageData(0, 0, data.width, data.height)
  const scale = colors(canvas)
  for (let i = 0; i < pixels.data.length; i += 4) pixels.data.set(scale[pixels.data[i]], i)
  context.putImageData(pixels, 0, 0)
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const canvas = parentElement.querySelector("canvas")
  const share = parentElement.querySelector(".share")
  const frame = parentElement.querySelector(".frame")
  const marker = parentElement.querySelector(".window")
  const caption = parentElement.querySelector("figcaption")
  const place = places.get(parentElement) ?? {}
  places.set(parentElement, place)
  place.stop?.()

  frame.style.aspectRatio = `${data.frame[0]} / ${data.frame[1]}`
  share.style.width = `${Math.min(100, (100 * data.width) / data.frame[0])}%`
  share.style.aspectRatio = `${data.width} / ${data.height}`
  canvas.role = "img"
  canvas.ariaLabel = data.alt
  canvas.classList.toggle("coarse", Math.max(data.width, data.height) < 300)
  if (caption.textContent !== data.caption) caption.textContent = data.caption
  const answered = () => data.answers && window.dispatchEvent(new CustomEvent("playground:shown", { detail: data.answers }))
  paint(canvas, data, place).then(answered, answered)

  function mark(row, column) {
    const shown = Number.isInteger(row)
    marker.hidden = !shown
    marker.style.display = shown ? "" : "none"
    if (!shown) return
    const { step, start, length } = data.field ?? { step: 1, start: [0, 0], length: [1, 1] }
    const middle = (at, axis) => at * step + start[axis] + length[axis] / 2
    marker.style.top = `${(100 * middle(row, 0)) / data.height}%`
    marker.style.left = `${(100 * middle(column, 1)) / data.width}%`
    marker.style.height = `${(100 * length[0]) / data.height}%`
    marker.style.width = `${(100 * length[1]) / data.width}%`
  }

  const [row, column] = data.chosen ?? [null, null]
  mark(row, column)
  place.at = data.chosen

  const heard = event => {
    if (event.detail.group !== data.group) return
    const at = event.detail.at ?? data.chosen ?? []
    mark(...at)
  }
  window.addEventListener("playground:cell", heard)
  place.stop = () => window.removeEventListener("playground:cell", heard)

  if (data.feeds) {
    const tell = at => window.dispatchEvent(new CustomEvent("playground:cell", { detail: { group: data.group, at } }))
    const choose = at => {
      place.at = at
      tell(at)
      setTriggerValue("cell", { row: at[0], column: at[1] })
    }
    const under = event => {
      const box = canvas.getBoundingClientRect()
      const at = (from, start, length, count) => Math.min(count - 1, Math.max(0, Math.floor(((from - start) / length) * count)))
      return [at(event.clientY, box.top, box.height, data.height), at(event.clientX, box.left, box.width, data.width)]
    }
    canvas.tabIndex = 0
    canvas.onpointermove = event => tell(under(event))
    canvas.onpointerleave = () => tell(null)
    canvas.onclick = event => choose(under(event))
    canvas.onkeydown = event => {
      const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key]
      if (!step || !place.at) return
      event.preventDefault()
      const fast = event.shiftKey ? 10 : 1
      const within = (value, count) => Math.min(count - 1, Math.max(0, value))
      choose([within(place.at[0] + fast * step[0], data.height), within(place.at[1] + fast * step[1], data.width)])
    }
  } else canvas.removeAttribute("tabindex")
  return () => place.stop()
}
