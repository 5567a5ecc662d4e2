// Plays frames at the display's rate: those of a training as they come, and those of the past again.

const BEHIND = 45 // frames: who is further behind what has come takes several at once
const STILL = 500 // ms from one picture to the next for a reader who wants less motion
const [ANSWERING, RARELY] = [300, 150] // ms after a key or a click in which the page answers first, and between pictures then
const [PICTURE, MOST_MISSED] = [1000 / 60, 8] // ms of one, and as many are left out at once

let touched = -Infinity // when a reader last did something anywhere on the page
for (const kind of ["keydown", "pointerdown", "pointerup"])
  addEventListener(kind, () => (touched = performance.now()), { capture: true, passive: true })

function wantsLessMotion() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches
}

function currentFrame({ store, index }) {
  return store.frames[clamp(index, 0, store.frames.length - 1)]
}

function drawLater(view) {
  if (view.drawing) return
  view.drawing = requestAnimationFrame(() => {
    view.drawing = 0
    drawAll(view)
  })
}

// Goes on to the newest frame, or through those of the past, until there is none left.
function play(view) {
  if (view.playing) return
  view.drawnAt = 0
  const go = now => {
    const rest = view.store.frames.length - 1 - view.index
    view.playing = rest > 0 ? requestAnimationFrame(go) : 0
    if (rest <= 0) return endOfPlay(view)
    if (now - view.drawnAt < (now - touched < ANSWERING ? RARELY : 0)) return
    if (wantsLessMotion()) {
      if (now - view.drawnAt < STILL) return
      view.index += rest
    } else view.index += view.replaying ? 1 : Math.min(rest, Math.max(Math.ceil(rest / BEHIND), missed(view, now)))
    view.drawnAt = now
    drawAll(view)
  }
  view.playing = requestAnimationFrame(go)
}

// The pictures that should have been since the last that was drawn, on a busy machine or while the page answers.
function missed({ drawnAt }, now) {
  return drawnAt ? Math.min(MOST_MISSED, Math.round((now - drawnAt) / PICTURE)) : 1
}

function endOfPlay(view) {
  view.replaying = false
  view.follows = true
  drawAll(view)
}

function pausePlay(view) {
  cancelAnimationFrame(view.playing)
  view.playing = 0
  view.replaying = false
}

function replay(view) {
  const isPlaying = view.replaying
  pausePlay(view)
  if (isPlaying) return drawAll(view)
  view.follows = false
  view.replaying = true
  if (view.index >= view.store.frames.length - 1) view.index = 0
  play(view)
}

function scrub(view) {
  pausePlay(view)
  view.wants = null
  const epoch = Number(view.slider.value)
  view.index = frameAt(view.store.frames, epoch)
  view.follows = view.index >= view.store.frames.length - 1
  drawLater(view)
}

// Once the scrubber rests between two frames that are far from each other: Python is asked for the one in between.
function rest(view) {
  const epoch = Number(view.slider.value)
  const frame = currentFrame(view)
  if (!frame || Math.round(frame.epoch) === epoch || epoch > view.message.epochs) return
  view.wants = epoch
  view.send({ do: "want", epoch })
}
