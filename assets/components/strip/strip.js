// Pictures side by side, each pixel a square, with their captions; `pixels` holds a byte for each, as base64: a grey
// from 0 to 255, or if `signed` a place on the theme's diverging scale with zero at 128.

function scale(element) {
  const colors = getComputedStyle(element).getPropertyValue("--st-chart-diverging-colors").split(",")
  const parts = colors.map(color => [1, 3, 5].map(at => parseInt(color.trim().slice(at, at + 2), 16)))
  return value => {
    const place = (value / 255) * (parts.length - 1)
    const low = Math.min(Math.floor(place), parts.length - 2)
    return parts[low].map((part, i) => part + (place - low) * (parts[low + 1][i] - part))
  }
}

function paint(canvas, picture) {
  const bytes = atob(picture.pixels)
  canvas.width = picture.width
  canvas.height = picture.height
  const longer = Math.max(picture.width, picture.height) / picture.share
  canvas.style.width = `${(100 * picture.width) / longer}%`
  canvas.style.height = `${(100 * picture.height) / longer}%`
  const context = canvas.getContext("2d")
  const image = context.createImageData(picture.width, picture.height)
  const color = picture.signed ? scale(canvas) : value => [value, value, value]
  for (let i = 0; i < bytes.length; i++) {
    const value = bytes.charCodeAt(i)
    image.data.set([...color(value), 255], 4 * i)
  }
  context.putImageData(image, 0, 0)
}

export default function (component) {
  const { data, parentElement } = component
  const strip = parentElement.querySelector(".strip")
  strip.classList.toggle("arrows", data.arrows)
  if (strip.querySelectorAll("figure").length > data.pictures.length) strip.replaceChildren()
  while (strip.querySelectorAll("figure").length < data.pictures.length) {
    if (data.arrows && strip.children.length) strip.append(Object.assign(document.createElement("div"), { className: "arrow", textContent: "→" }))
    const figure = document.createElement("figure")
    figure.role = "listitem"
    const frame = Object.assign(document.createElement("div"), { className: "frame" })
    frame.append(document.createElement("canvas"))
    figure.append(frame, document.createElement("figcaption"))
    strip.append(figure)
  }
  strip.querySelectorAll("figure").forEach((figure, place) => {
    const picture = data.pictures[place]
    const canvas = figure.querySelector("canvas")
    paint(canvas, picture)
    canvas.role = "img"
    canvas.ariaLabel = picture.caption
    const caption = figure.querySelector("figcaption")
    if (caption.textContent !== picture.caption) caption.textContent = picture.caption
  })
  if (data.answers) window.dispatchEvent(new CustomEvent("playground:shown", { detail: data.answers }))
}
