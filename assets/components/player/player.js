// Plays a race: a button, a slider for its steps, and what is to be said of the step that is shown.
//
// `data` says which charts there are, the paths, and when to play: a race that is `waiting` stands at its start until
// the reader runs it; another `revision` plays it at once; a race that plays goes on through any other change, else the
// whole of it is seen.

const MILLISECONDS = 60 // a step, but
const [SHORTEST, LONGEST] = [3000, 8000] // of the whole race
const STILLS = 10 // pictures of a race for a reader who wants less motion
const STILL = 700

const players = new WeakMap()

function wantsLessMotion() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches
}

// The milliseconds of a step, and how many steps come at once.
function pace(steps) {
  if (wantsLessMotion()) return [(STILL * STILLS) / steps, Math.ceil(steps / STILLS)]
  return [clamp(MILLISECONDS * steps, SHORTEST, LONGEST) / steps, 1]
}

function decoded(data) {
  const paths = data.paths.map(path => ({ ...path, points: unpacked(path.points), values: unpacked(path.values) }))
  return { ...data, paths, sent: JSON.stringify(data.paths) }
}

function themeOf(element) {
  return {
    colors: themeColors(element, "chart-categorical-colors"),
    background: themeValue(element, "background-color"),
    text: themeValue(element, "text-color"),
  }
}

// The sign on the button, and its words.
function label({ step, race, playing }) {
  if (playing) return ["❚❚", "Pause"]
  if (step === 0) return ["▶", "Run the race"]
  return step < race.steps ? ["▶", "Go on"] : ["↻", "Run again"]
}

function showControls(player) {
  const { root, button, slider, output, race, step } = player
  root.classList.toggle("first", step === 0 && !player.playing)
  button.style.color = root.classList.contains("first")
    ? textOn(parseColor(themeValue(root, "primary-color")))
    : ""
  label(player).forEach((text, index) => setText(button.children[index], text))
  slider.max = race.steps
  slider.value = step
  const text = readout(race, step)
  slider.setAttribute("aria-valuetext", text)
  output.ariaLive = player.playing ? "off" : "polite"
  setText(output, text)
}

function drawRace({ root, layers, race, step }) {
  const theme = themeOf(root)
  const chart = chartOf(race.chart)
  if (chart && race.space) moveInSpace(chart, step / race.steps)
  else if (chart) drawMap(chart, layers, race, step, theme)
  for (const key of race.marked) {
    const marked = chartOf(key)
    if (marked) drawMark(marked, layers, step / race.steps, race.waiting, theme)
  }
}

function showStep(player, step) {
  player.step = step
  showControls(player)
  drawRace(player)
  if (step < player.race.steps) return
  tell("over")
  if (player.race.waiting) player.finished()
}

// Says on the page whether a race that the guide has asked for still plays: until it is over its question stands where
// its result will.
function tell(state) {
  document.documentElement.dataset.race = state
}

function pause(player) {
  cancelAnimationFrame(player.playing)
  player.playing = 0
}

function play(player) {
  cancelAnimationFrame(player.playing)
  const from = player.step < player.race.steps ? player.step : 0
  const [each, stride] = pace(player.race.steps)
  const start = performance.now()
  const go = now => {
    const gone = Math.floor((now - start) / each / stride) * stride
    const step = Math.min(player.race.steps, from + gone)
    player.playing = step < player.race.steps ? requestAnimationFrame(go) : 0
    if (step !== player.step || !player.playing) showStep(player, step)
  }
  player.playing = requestAnimationFrame(go)
  showStep(player, from)
}

// Charts come later than the player, move when the window or their legend does, and are made anew: then all is drawn
// again where they are. In space that is itself a plot that has changed, so it is done `resync` times at most.
function drawLater(player) {
  if (player.gone) return
  if (player.race.space && player.resync-- <= 0) return
  cancelAnimationFrame(player.redraw)
  player.redraw = requestAnimationFrame(() => drawRace(player))
}

function follow(player) {
  for (const plot of player.plots) if (!plot.isConnected) leave(player, plot)
  for (const chart of [player.race.chart, ...player.race.marked].map(chartOf)) {
    const plot = chart?.querySelector(".js-plotly-plot:has(.main-svg)")
    if (!plot || player.plots.has(plot)) continue
    player.plots.add(plot)
    plot.on("plotly_afterplot", player.drawn)
    player.resized.observe(chart)
    player.resync += 1
    drawLater(player)
  }
}

// Plotly takes its functions off a plot that it gives up.
function leave(player, plot) {
  plot.removeListener?.("plotly_afterplot", player.drawn)
  player.plots.delete(plot)
}

function followCharts(player) {
  player.drawn = () => drawLater(player)
  const later = () => {
    cancelAnimationFrame(player.search)
    player.search = requestAnimationFrame(() => follow(player))
  }
  player.resized = new ResizeObserver(() => drawLater(player))
  player.changed = new MutationObserver(later)
  player.changed.observe(document.body, { childList: true, subtree: true })
}

function created(parentElement) {
  const root = parentElement.querySelector(".player")
  const [button, slider, output] = ["button", "input", "output"].map(tag => root.querySelector(tag))
  const player = { root, button, slider, output, layers: new Map(), plots: new Set(), step: 0, playing: 0 }
  button.onclick = () => {
    if (!player.playing) return play(player)
    pause(player)
    showControls(player)
  }
  slider.oninput = () => {
    pause(player)
    showStep(player, Number(slider.value))
  }
  followCharts(player)
  return player
}

function removed(player) {
  const { playing, search, redraw } = player
  for (const frame of [playing, search, redraw]) cancelAnimationFrame(frame)
  player.resized.disconnect()
  player.changed.disconnect()
  player.gone = true
  for (const plot of player.plots) leave(player, plot)
  for (const layer of player.layers.values()) layer.remove()
}

// The step at which a race stands after its data have come: at the start while it waits, at the step that a reader looks
// at, else at the end.
function stepAfter({ step }, before, race) {
  const same = before?.sent === race.sent
  if (race.waiting) return same ? step : 0
  const looking = before && !before.waiting && step > 0 && step < before.steps
  return looking ? Math.min(step, race.steps) : race.steps
}

// Whether a race that plays plays on with its new data.
function goesOn({ step, playing }, asked, race) {
  return Boolean(playing) && !asked && step < race.steps
}

function begin(player, race) {
  const before = player.race
  const asked = race.revision > 0 && race.revision !== before?.revision
  const playsOn = goesOn(player, asked, race)
  const step = stepAfter(player, before, race)
  Object.assign(player, { race, resync: 2 })
  follow(player)
  if (playsOn) return
  if (asked && !wantsLessMotion()) {
    player.step = 0
    tell("plays")
    return play(player)
  }
  pause(player)
  showStep(player, asked ? race.steps : step)
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const player = players.get(parentElement) ?? created(parentElement)
  players.set(parentElement, player)
  player.finished = () => setTriggerValue("finished", true)
  begin(player, decoded(data))
  return onceGone(parentElement, () => {
    removed(player)
    players.delete(parentElement)
  })
}
