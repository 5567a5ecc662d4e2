// The drawing as a file of its own: the styles that it has from the page are written into it.

const COPIED = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size", "font-weight", "font-style", "text-anchor", "paint-order", "opacity"]

// A mixed colour as all programs read it: "color(srgb 1 0.5 0)" as "rgba(255, 128, 0, 1)".
function plainColor(text) {
  return text.replace(/color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.e-]+))?\)/g,
    (_, red, green, blue, alpha) => `rgba(${[red, green, blue].map(part => Math.round(255 * part)).join(", ")}, ${alpha ?? 1})`)
}

function copyStyles(from, to) {
  const style = getComputedStyle(from)
  for (const name of COPIED) to.style.setProperty(name, plainColor(style.getPropertyValue(name)))
  to.removeAttribute("tabindex")
  ;[...from.children].forEach((child, index) => copyStyles(child, to.children[index]))
}

function drawingOf({ svg, root, data }) {
  const copy = svg.cloneNode(true)
  copyStyles(svg, copy)
  copy.removeAttribute("style")
  copy.querySelector(".world").removeAttribute("transform")
  copy.setAttribute("viewBox", [-MARGIN, -MARGIN, data.width + 2 * MARGIN, data.height + 2 * MARGIN].join(" "))
  copy.setAttribute("width", data.width + 2 * MARGIN)
  copy.setAttribute("height", data.height + 2 * MARGIN)
  const page = addShape(copy, "rect", { x: -MARGIN, y: -MARGIN, width: "100%", height: "100%" })
  page.style.fill = themeValue(root, "background-color")
  copy.prepend(page)
  return new XMLSerializer().serializeToString(copy)
}

function save(view) {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob([drawingOf(view)], { type: "image/svg+xml" }))
  link.download = view.data.file
  link.click()
  URL.revokeObjectURL(link.href)
}
