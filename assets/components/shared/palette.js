// Colours of the reader's theme, which Streamlit hands down as CSS variables: the diverging palette for numbers of
// either sign, and the one rule for text that stands on a colour. A colour is [red, green, blue], each from 0 to 255.
//
// An element that is not in the page has no style. It may be taken out just when its data come, so it gets the values that
// were read last, and grey where there are none yet: nobody sees it.

const [NO_COLOR, MOST_COLORS] = ["#808080", 10]
const lastValues = new Map() // by the name of the variable
const BRIGHT = 140 // of 255; on a colour that is brighter than this, text is dark
const DARK_TEXT = "#16181d"
const LIGHT_TEXT = "#fbfaf7"

function themeValue(element, name) {
  return readTheme(element, name) ?? (name.endsWith("color") ? NO_COLOR : "")
}

function readTheme(element, name) {
  const value = getComputedStyle(element).getPropertyValue(`--st-${name}`).trim()
  if (value) lastValues.set(name, value)
  return lastValues.get(name)
}

// The colours of a list such as "chart-categorical-colors", as CSS writes them.
function themeColors(element, name) {
  const value = readTheme(element, name)
  return value ? value.split(",").map(color => color.trim()) : Array(MOST_COLORS).fill(NO_COLOR)
}

// "#102030" as [16, 32, 48].
function parseColor(hex) {
  return [1, 3, 5].map(start => parseInt(hex.slice(start, start + 2), 16))
}

// The diverging palette as a function of a position from 0, the end for negative numbers, to 1; zero is at 0.5.
function divergingScale(element) {
  const colors = themeColors(element, "chart-diverging-colors").map(parseColor)
  return position => {
    const index = clamp(position, 0, 1) * (colors.length - 1)
    const low = Math.min(Math.floor(index), colors.length - 2)
    return colors[low].map((part, i) => part + (index - low) * (colors[low + 1][i] - part))
  }
}

// Its colours for numbers that are sent as bytes.
function divergingBytes(element) {
  const scale = divergingScale(element)
  return Array.from({ length: 256 }, (_, byte) => scale(byte / 255))
}

// The colour of text that can be read on this colour; the brightness is that of ITU-R BT.601.
function textOn([red, green, blue]) {
  return 0.299 * red + 0.587 * green + 0.114 * blue > BRIGHT ? DARK_TEXT : LIGHT_TEXT
}
