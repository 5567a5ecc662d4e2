// Buttons, pointers and keys.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

function listenToButtons(view) {
  const { buttons, slider } = view
  for (const name of ["reset", "step", "epoch"]) buttons[name].onclick = () => {
    view.follows = true
    view.send({ do: name })
  }
  buttons.train.onclick = () => {
    view.follows = true
    view.send({ do: view.message.running ? "pause" : "train" })
  }
  buttons.replay.onclick = () => replay(view)
  buttons.fork.onclick = () => view.send({ do: "fork", epoch: Math.round(currentFrame(view).epoch) })
  for (const name of ["curves", "histograms"]) buttons[name].onclick = () => {
    view.shows = name
    drawAll(view)
  }
  view.tested.onchange = () => drawLater(view)
  slider.oninput = () => scrub(view)
  slider.onchange = () => rest(view)
}

function choose(view, chosen) {
  view.chosen = chosen
  drawAll(view)
}

function same(first, second) {
  return JSON.stringify(first) === JSON.stringify(second)
}

function listenToNetwork(view) {
  const { canvas } = view.network
  canvas.onpointermove = event => {
    if (view.held || event.pointerType === "touch") return
    const target = underPointerOf(view, event)
    canvas.style.cursor = target ? "pointer" : ""
    if (!same(target, view.chosen)) choose(view, target)
  }
  canvas.onpointerleave = () => view.held || choose(view, null)
  canvas.onclick = event => take(view, underPointerOf(view, event))
  canvas.onkeydown = event => {
    if (event.key === "Enter" || event.key === " ") take(view, view.chosen)
    else if (event.key === "Escape") release(view)
    else if (event.key in ARROWS) choose(view, neighbour(view, ARROWS[event.key]))
    else return
    event.preventDefault()
  }
  canvas.onblur = () => view.held || choose(view, null)
}

// A click on a feature adds it or takes it away; on anything else, it stays chosen until the next click.
function take(view, target) {
  if (target?.kind === "neuron" && target.column === 0) return view.send({ do: "feature", name: view.scene.features[target.row].name })
  const isHeld = view.held && same(target, view.chosen)
  view.held = Boolean(target) && !isHeld
  choose(view, isHeld ? null : target)
  if (!view.held || view.message.running) return
  const { epoch, step } = currentFrame(view)
  view.send({ do: "explain", epoch: Math.round(epoch), step, number: numberOf(target) })
}

// Of a weight its layer, its neuron and its input; of a neuron its bias.
function numberOf({ column, row, input }) {
  return [column - 1, row, input ?? -1]
}

function release(view) {
  view.held = false
  choose(view, null)
}

function neighbour({ layout, chosen }, [right, down]) {
  if (!chosen || chosen.kind !== "neuron") return { kind: "neuron", column: 1, row: 0 }
  const column = clamp(chosen.column + right, 0, layout.columns.length - 1)
  const row = clamp(chosen.row + down, 0, layout.columns[column].length - 1)
  return { kind: "neuron", column, row }
}
