// A message of Python: JSON, and parts of bytes behind it, each filled up to a multiple of four
// (`core/networks/playground/message.py`).

const NUMBERS = ["epoch", "step", "trainLoss", "testLoss", "trainAccuracy", "testAccuracy", "rate"]

function unpackMessage(data) {
  const bytes = data instanceof Uint8Array ? data : new Uint8Array(data)
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)))
  const parts = {}
  let start = 4 + length
  for (const [name, size] of Object.entries(header.parts)) {
    parts[name] = bytes.slice(start, start + size)
    start += size + ((4 - (size % 4)) % 4)
  }
  return { header, parts }
}

function floatsOf(bytes) {
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
}

// The frames of a part, each with its numbers by name and its pictures (`core/playground/frames.py`).
function unpackFrames(bytes, scene) {
  const frames = []
  for (let start = 0; start < bytes.length; start += scene.size) frames.push(unpackFrame(bytes.slice(start, start + scene.size), scene))
  return frames
}

function unpackFrame(bytes, scene) {
  const { weights, layers, outputs, bins, map, small } = scene
  const count = 7 + 3 * weights + layers.length * (2 + bins)
  const floats = new Float32Array(bytes.buffer, 0, count)
  const frame = Object.fromEntries(NUMBERS.map((name, index) => [name, floats[index]]))
  const block = index => floats.subarray(7 + index * weights, 7 + (index + 1) * weights)
  Object.assign(frame, { weights: block(0), gradients: block(1), updates: block(2) })
  frame.histograms = floats.subarray(7 + 3 * weights)
  let start = 4 * count
  const next = size => bytes.subarray(start, (start += size))
  frame.map = next(outputs * map * map)
  const neurons = layers.reduce((sum, layer) => sum + layer.width, outputs)
  frame.small = next(neurons * small * small)
  frame.kinks = next(bytes.length - start)
  return frame
}

function curveOf(floats) {
  const rows = []
  for (let i = 0; i < floats.length; i += 5) rows.push(floats.subarray(i, i + 5))
  return rows
}

// What a message holds, in the form in which it is drawn.
function unpackAll(data) {
  const { header, parts } = unpackMessage(data)
  const { scene } = header
  const points = new Int16Array(parts.points.buffer, 0, parts.points.length / 2)
  const curve = curveOf(floatsOf(parts.curve))
  const rest = curveOf(floatsOf(parts.others))
  const others = header.others.map(count => rest.splice(0, count))
  return { ...header, points, targets: parts.targets, features: parts.features, curve, others, frames: unpackFrames(parts.frames, scene) }
}
