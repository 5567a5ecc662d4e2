// The colours of classes, maps and links.

const MARKS = ["square", "circle", "triangle", "diamond", "cross"] // of classes: no meaning by colour alone

function paletteOf(root) {
  const lines = themeColors(root, "chart-categorical-colors")
  const names = [lines[1], lines[0], ...lines.slice(2)]
  const diverging = divergingBytes(root)
  return {
    diverging,
    table: pixelsOf(diverging),
    font: getComputedStyle(root).fontFamily,
    sequential: themeColors(root, "chart-sequential-colors").map(parseColor),
    names,
    classes: names.map(parseColor),
    page: parseColor(themeValue(root, "background-color")),
    back: themeValue(root, "background-color"),
    text: themeValue(root, "text-color"),
    border: themeValue(root, "border-color"),
    primary: themeValue(root, "primary-color"),
  }
}

function mixed(from, to, share) {
  return from.map((part, index) => part + share * (to[index] - part))
}

function sequentialColor({ sequential }, share) {
  const position = clamp(share, 0, 1) * (sequential.length - 1)
  const low = Math.min(Math.floor(position), sequential.length - 2)
  return mixed(sequential[low], sequential[low + 1], position - low)
}

function css(color, alpha = 1) {
  return `rgb(${color.map(Math.round).join(" ")} / ${alpha})`
}

// The colour of a link or of a number from -1 to 1.
function signedColor({ names }, value) {
  return value < 0 ? names[0] : names[1]
}
