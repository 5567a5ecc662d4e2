// Where the sum of a neuron with a kink, such as ReLU, is 0: a line over the map for each, traced through the cells of its
// small map (marching squares).

function drawZeroLines(view, frame) {
  const { map: { context, width }, scene, palette, chosen } = view
  const side = scene.small
  let start = 0
  scene.layers.forEach((layer, column) => {
    if (!layer.kink) return
    for (let row = 0; row < layer.width; row++, start += side * side) {
      const isChosen = chosen?.kind === "neuron" && chosen.column === column + 1 && chosen.row === row
      context.lineWidth = isChosen ? 3 : 1.2
      context.strokeStyle = palette.text
      context.globalAlpha = isChosen ? 1 : Math.max(0.28, 0.6 - 0.05 * layer.width)
      traceZero(context, frame.kinks.subarray(start, start + side * side), side, width)
    }
  })
  context.globalAlpha = 1
}

function traceZero(context, bytes, side, width) {
  const unit = width / side
  const at = (row, column) => bytes[row * side + column] - 128
  context.beginPath()
  for (let row = 0; row < side - 1; row++)
    for (let column = 0; column < side - 1; column++) {
      const corners = [at(row, column), at(row, column + 1), at(row + 1, column + 1), at(row + 1, column)]
      const crossings = []
      corners.forEach((value, index) => {
        const next = corners[(index + 1) % 4]
        if (value > 0 === next > 0) return
        const share = value / (value - next)
        const [x, y] = [[share, 0], [1, share], [1 - share, 1], [0, 1 - share]][index]
        crossings.push([(column + 0.5 + x) * unit, (row + 0.5 + y) * unit])
      })
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        context.moveTo(...crossings[i])
        context.lineTo(...crossings[i + 1])
      }
    }
  context.stroke()
}
