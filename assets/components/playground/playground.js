// A network in training, with its map of the plane and its curves: frames come from Python in chunks and are played here.

const views = new WeakMap()

function surfaceOf(canvas) {
  return { canvas, context: canvas.getContext("2d"), width: 0, height: 0 }
}

function createView(parentElement) {
  const root = parentElement.querySelector(".playground")
  const find = selector => root.querySelector(selector)
  const view = {
    root, buttons: buttonsByName(root), slider: find(".scrubber input"), tested: find(".tested input"), said: find(".said"), heads: find(".heads"),
    own: find(".own"), tools: find(".tools"), reach: find(".own input"), tool: 1, stroke: null, sent: [], cursor: null,
    numbers: find(".numbers"), epoch: find(".epoch"), key: find(".key"),
    network: surfaceOf(find(".network canvas")), map: surfaceOf(find(".map")), chart: surfaceOf(find(".chart")),
    store: { frames: [], token: "" }, index: 0, follows: true, shows: "curves", chosen: null, held: false, reached: 0, wants: null,
    commands: createCommands(),
  }
  view.send = command => send(view, command)
  listenToButtons(view)
  listenToNetwork(view)
  listenToDrawing(view)
  view.resized = new ResizeObserver(() => {
    if (view.scene) view.palette = paletteOf(root) // it may have come into the page only now
    fit(view)
  })
  for (const surface of [view.network, view.map, view.chart]) view.resized.observe(surface.canvas)
  return view
}

// Gives every canvas as many pixels as the screen has for it.
function fit(view) {
  const ratio = window.devicePixelRatio || 1
  for (const surface of [view.network, view.map, view.chart]) {
    const { canvas } = surface
    const [width, height] = [canvas.clientWidth, canvas.clientHeight]
    if (!width || (surface.width === width && surface.height === height && surface.ratio === ratio)) continue
    Object.assign(surface, { width, height, ratio })
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
    surface.context.setTransform(ratio, 0, 0, ratio, 0, 0)
  }
  if (!view.scene) return
  arrange(view)
  drawAll(view)
}

function arrange(view) {
  view.layout = layoutOf(view)
  view.wiring = linksOf(view)
  buildHeads(view)
}

function drawAll(view) {
  const frame = currentFrame(view)
  if (!frame || !view.network.width || !view.map.width) return
  view.reached = Math.max(view.reached, frame.epoch)
  drawNetwork(view, frame)
  drawMap(view, frame)
  drawChart(view, frame)
  showNumbers(view, frame)
  showKey(view)
  showControls(view, frame)
}

function showControls(view, frame) {
  const { buttons, slider, message, said } = view
  const [sign, name] = message.running ? ["❚❚", "Pause"] : ["▶", "Train"]
  setText(buttons.train.children[0], sign)
  setText(buttons.train.children[1], name)
  setText(buttons.replay.children[0], view.replaying ? "❚❚" : "▷")
  const last = Math.round(Math.max(view.last, 1))
  slider.max = last
  if (slider.getRootNode().activeElement !== slider || view.playing) slider.value = Math.round(frame.epoch)
  slider.setAttribute("aria-valuetext", `Epoch ${Math.round(frame.epoch)} of ${last}`)
  const epoch = Math.round(frame.epoch)
  buttons.fork.hidden = view.follows || message.running || epoch >= message.epochs
  setText(buttons.fork, `Go on from epoch ${epoch}`)
  for (const name of ["curves", "histograms"]) buttons[name].ariaPressed = String(view.shows === name)
  said.ariaLive = message.running ? "off" : "polite"
  const usual = message.said || cursorText(view) || sentenceOf(view, frame)
  setText(said, view.chosen ? sentenceOf(view, frame) + factsOf(view, frame) : usual)
  describeCanvases(view, frame)
}

function describeCanvases({ network, map, chart, message, chosen, scene }, frame) {
  const sizes = [scene.inputs.length, ...scene.layers.map(layer => layer.width), scene.outputs].join(", ")
  const label = (surface, text) => surface.canvas.ariaLabel === text || (surface.canvas.ariaLabel = text)
  label(network, `Network with ${sizes} neurons; arrow keys choose one${chosen ? "" : "; Enter holds it"}`)
  label(map, `${message.map} over the plane, with the points${message.own ? "; arrow keys move a cursor, Enter adds a point" : ""}`)
  label(chart, "Loss and accuracy by epoch, or histograms by layer")
}

// Takes in a message: what it holds is drawn, or played if it is newer than what is seen.
function receive(view, message) {
  const isNew = message.token !== view.store.token
  const hadFrames = view.store.frames.length > 0
  const shown = currentFrame(view)
  forget(view, message.heard)
  takeFrames(view.store, message)
  view.palette = paletteOf(view.root)
  view.buttons.train.style.color = textOn(parseColor(view.palette.primary))
  const changed = JSON.stringify(message.scene) !== JSON.stringify(view.scene)
  Object.assign(view, { message, scene: message.scene })
  view.last = Math.max(message.epochs, ...view.store.frames.slice(-1).map(frame => frame.epoch))
  if (isNew) view.reached = 0
  if (isNew || message.own?.refused) view.sent = []
  buildTools(view)
  if (isNew || changed) Object.assign(view, { chosen: null, held: false, follows: true })
  fit(view)
  if (changed || !view.layout) arrange(view)
  placeIndex(view, shown, isNew || !hadFrames)
  view.reached = Math.max(view.reached, view.follows && !message.running ? message.epochs : 0)
  if (view.follows && view.index < view.store.frames.length - 1) play(view)
  drawAll(view)
  if (!view.greeted && message.epochs > 1 && view.store.frames.length < 3) view.send({ do: "hello" })
  view.greeted = true
}

// Where among the frames a reader is after some have come: at the same as before, or at the newest.
function placeIndex(view, shown, isNew) {
  const { frames } = view.store
  if (isNew || !shown) {
    pausePlay(view)
    view.index = frames.length - 1
    return
  }
  const wanted = frameAt(frames, view.wants)
  const isThere = view.wants !== null && view.message.wanted === view.wants && Math.round(frames[wanted].epoch) === view.wants
  if (isThere) [view.index, view.wants] = [wanted, null]
  else view.index = Math.max(0, Math.min(frames.length - 1, indexOf(frames, momentOf(shown))))
  if (view.follows && !view.message.running && !view.playing && wantsLessMotion()) view.index = frames.length - 1
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const view = views.get(parentElement) ?? createView(parentElement)
  views.set(parentElement, view)
  view.trigger = setTriggerValue
  receive(view, unpackAll(data))
  return onceGone(parentElement, () => {
    clearTimeout(view.commands.timer)
    pausePlay(view)
    cancelAnimationFrame(view.drawing)
    view.resized.disconnect()
    views.delete(parentElement)
  })
}
