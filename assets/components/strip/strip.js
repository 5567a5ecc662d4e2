// Pictures side by side, each pixel a square, with their captions; `pixels` holds a byte for each, as base64: a grey
// from 0 to 255, or if `signed` a position on the theme's diverging palette with zero at 128.

function paint(canvas, picture) {
  const bytes = atob(picture.pixels)
  canvas.width = picture.width
  canvas.height = picture.height
  const longer = Math.max(picture.width, picture.height) / picture.share
  canvas.style.width = `${(100 * picture.width) / longer}%`
  canvas.style.height = `${(100 * picture.height) / longer}%`
  const context = canvas.getContext("2d")
  const image = context.createImageData(picture.width, picture.height)
  const signed = picture.signed ? divergingBytes(canvas) : null
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes.charCodeAt(i)
    image.data.set(signed ? signed[byte] : [byte, byte, byte], 4 * i)
    image.data[4 * i + 3] = 255
  }
  context.putImageData(image, 0, 0)
}

function addFigure(strip, arrows) {
  if (arrows && strip.children.length) addElement(strip, "div", "arrow", "→").ariaHidden = "true"
  const figure = addElement(strip, "figure")
  figure.role = "listitem"
  addElement(addElement(figure, "div", "frame"), "canvas")
  addElement(figure, "figcaption")
}

function showPicture(figure, picture) {
  const canvas = figure.querySelector("canvas")
  paint(canvas, picture)
  canvas.role = "img"
  canvas.ariaLabel = picture.caption
  setText(figure.querySelector("figcaption"), picture.caption)
}

export default function (component) {
  const { data, parentElement } = component
  const strip = parentElement.querySelector(".strip")
  const figures = () => strip.querySelectorAll("figure")
  strip.classList.toggle("arrows", data.arrows)
  if (figures().length > data.pictures.length) strip.replaceChildren()
  while (figures().length < data.pictures.length) addFigure(strip, data.arrows)
  figures().forEach((figure, index) => showPicture(figure, data.pictures[index]))
  reportAnswered(data.answers)
}
