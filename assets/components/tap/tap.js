// A point that is clicked or tapped in a chart: sends where it is on the chart's axes. Plotly itself takes a tap for
// the position before it. A finger that moves scrolls the page, and counts as no tap.

const FAR = 8 // pixels; a pointer that has moved farther was no tap
const STOPS = 200 // of a range at most, so that a point has few digits

const taps = new WeakMap()

// Rounded to what can be pointed at: steps of 1, 2 or 5 in some decimal place.
function rounded(value, [low, high]) {
  const least = Math.abs(high - low) / STOPS
  const power = 10 ** Math.floor(Math.log10(least))
  const step = power * [1, 2, 5, 10].find(factor => factor * power >= least * (1 - 1e-9))
  return Number((Math.round(value / step) * step).toPrecision(6))
}

function between(share, [low, high]) {
  return clamp(rounded(low + share * (high - low), [low, high]), Math.min(low, high), Math.max(low, high))
}

// Where a pointer is on the axes; null outside of the plot.
function pointAt(event, area, x, y) {
  const [right, down] = [(event.clientX - area.left) / area.width, (event.clientY - area.top) / area.height]
  if (Math.min(right, down) < 0 || Math.max(right, down) > 1) return null
  return { x: between(right, x), y: between(1 - down, y) }
}

function listen(tap) {
  const start = event => (tap.from = event.isPrimary && event.button === 0 ? event : null)
  const end = event => {
    const from = tap.from
    tap.from = null
    if (!from || Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > FAR) return
    const chart = chartOf(tap.data.chart)
    const area = chart?.contains(from.target) && plotArea(chart)
    const point = area && pointAt(event, area, tap.data.x, tap.data.y)
    if (point) tap.send(point)
  }
  const cancel = () => (tap.from = null)
  const stop = new AbortController()
  const options = { capture: true, signal: stop.signal }
  window.addEventListener("pointerdown", start, options)
  window.addEventListener("pointerup", end, options)
  window.addEventListener("pointercancel", cancel, options)
  return () => stop.abort()
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const known = taps.get(parentElement)
  const tap = known ?? {}
  Object.assign(tap, { data, send: point => setTriggerValue("tap", point) })
  if (!known) {
    tap.stop = listen(tap)
    taps.set(parentElement, tap)
  }
  return onceGone(parentElement, () => {
    tap.stop()
    taps.delete(parentElement)
  })
}
