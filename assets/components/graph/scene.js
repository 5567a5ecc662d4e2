// What the drawing says at a step. Each step tells only what it changes; so a step is shown by going through all before
// it.

// All that is said at a step: by box its lines and its mark, by arrow its label, by line of the program its note.
function sceneAt({ data }, step) {
  const scene = { rows: {}, marks: {}, labels: {}, notes: {}, sentence: "", live: [], arrows: [], line: -1, failed: -1 }
  for (const change of data.scenes.slice(0, step + 1)) {
    for (const [name, rows] of Object.entries(change.rows)) scene.rows[name] = { ...scene.rows[name], ...rows }
    Object.assign(scene.marks, change.marks)
    Object.assign(scene.labels, change.labels)
    Object.assign(scene.notes, change.notes)
    Object.assign(scene, { sentence: change.sentence, live: change.live, arrows: change.arrows, line: change.line, failed: change.failed })
  }
  return scene
}

function showBox(view, { box, group, lines }, scene) {
  const said = scene.rows[box.name] ?? {}
  const isLive = scene.live.includes(box.name)
  const steps = view.stepOf.has(box.name)
  group.setAttribute("class",
    ["box", box.kind, scene.marks[box.name] ?? "", isLive && "live", box.opens && "opens", steps && "steps"].filter(Boolean).join(" "))
  lines.forEach((line, index) => setText(line, said[index] ?? box.rows[index]))
  const written = lines.filter(line => line.textContent)
  written.forEach((line, index) => line.setAttribute("y", LINE * (index - written.length / 2) + BASELINE))
  group.setAttribute("role", box.opens || steps ? "button" : "img")
  group.setAttribute("aria-label", [...lines.map(line => line.textContent).filter(Boolean), box.detail].join(". "))
}

function showArrow({ arrow, group, path, text }, number, scene) {
  const isLive = scene.arrows.includes(number)
  const hidden = [arrow.source, arrow.target].some(name => scene.marks[name] === "hidden")
  group.setAttribute("class", ["arrow", arrow.kind, isLive && "live", hidden && "hidden"].filter(Boolean).join(" "))
  path.setAttribute("marker-end", isLive ? "" : "url(#arrow)")
  path.setAttribute("marker-start", isLive ? "url(#back)" : "")
  setText(text, scene.labels[number] ?? "")
}

// The boxes that a step is about: those at work, or those that torch refuses.
function sightOf({ live, marks }) {
  return live.length ? live : Object.keys(marks).filter(name => marks[name] === "error")
}

// Scrolls a list, and nothing around it, until an item is seen.
function scrollWithin(list, item) {
  const [outer, inner] = [list.getBoundingClientRect(), item.getBoundingClientRect()]
  if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom
  if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top
}

function showCode({ code }, scene) {
  [...code.children].forEach((item, index) => {
    item.className = index === scene.failed ? "error" : index === scene.line ? "live" : ""
    item.ariaCurrent = index === scene.line ? "step" : null
    setText(item.querySelector(".note"), scene.notes[index] ?? "")
    if (index === scene.line) scrollWithin(code, item)
  })
}

function showDetail({ memory, detail }) {
  const shown = memory.boxes.find(({ box }) => box.name === (memory.pointed ?? memory.focused))
  setText(detail, shown?.box.detail ?? "")
}

function showScene(view) {
  const { data, memory } = view
  const scene = sceneAt(view, memory.step)
  memory.boxes.forEach(box => showBox(view, box, scene))
  memory.arrows.forEach((arrow, number) => showArrow(arrow, number, scene))
  showCode(view, scene)
  showDetail(view)
  setText(view.line, scene.sentence)
  view.slider.max = data.scenes.length - 1
  view.slider.value = memory.step
  view.slider.setAttribute("aria-valuetext", `Step ${memory.step} of ${data.scenes.length - 1}`)
  view.buttons.back.disabled = memory.step === 0
  view.buttons.forward.disabled = memory.step >= data.scenes.length - 1
  view.steps.style.display = data.scenes.length > 1 ? "" : "none"
  return scene
}
