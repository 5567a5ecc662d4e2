// The frames of a run that have come so far, in the order of their epochs; the oldest are thinned out once there are
// too many. They are what the scrubber moves through: that costs nothing but drawing.

const MOST_BYTES = 60e6

function momentOf(frame) {
  return frame.epoch + (frame.step % 1e6) * 1e-7
}

// Where a frame of this moment stands, or would stand.
function indexOf(frames, moment) {
  let [low, high] = [0, frames.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (momentOf(frames[middle]) < moment) low = middle + 1
    else high = middle
  }
  return low
}

function addFrame(frames, frame) {
  const index = indexOf(frames, momentOf(frame))
  const isThere = index < frames.length && momentOf(frames[index]) === momentOf(frame)
  frames.splice(index, isThere ? 1 : 0, frame)
}

// The frame that is shown for an epoch: the last that is not later.
function frameAt(frames, epoch) {
  return Math.max(0, indexOf(frames, epoch + 0.9999999) - 1)
}

function thinned(frames, size) {
  if (frames.length * size < MOST_BYTES) return frames
  const half = frames.length >> 1
  return frames.filter((_, index) => index >= half || index % 2 === 0)
}

// Takes in the frames of a message. Those of another run go, but for the past that a fork shares.
function takeFrames(store, message) {
  if (message.token !== store.token) {
    const isFork = store.token && message.parent === store.token
    store.frames = isFork ? store.frames.filter(frame => frame.epoch <= message.from && frame.whole) : []
    store.token = message.token
  }
  for (const frame of message.frames) {
    frame.whole = true
    addFrame(store.frames, frame)
  }
  store.frames = thinned(store.frames, message.scene.size)
}
