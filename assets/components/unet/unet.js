// The U of a network: every block with its shapes and its parameters, every skip with what it carries. Who points at a
// block, or goes there by keyboard, reads what is in it. All words and numbers come from Python. It makes a `view`, which
// all other functions of this folder take.

const memories = new WeakMap() // the block that is reached and whether it is chosen, by component on the page

function createView({ data, parentElement }) {
  const memory = memories.get(parentElement) ?? { at: 0, isChosen: false }
  memories.set(parentElement, memory)
  const root = parentElement.querySelector(".unet")
  return { data, memory, root, svg: root.querySelector("svg"), detail: root.querySelector(".detail"), placed: [], groups: [] }
}

function showColors({ root }) {
  const colors = themeColors(root, "chart-categorical-colors")
  const names = { "--up": 0, "--skip": 1, "--end": 2, "--deep": 3 }
  for (const [name, index] of Object.entries(names)) root.style.setProperty(name, colors[index])
}

function showDetail({ data, memory, placed, groups, detail }, pointed = -1) {
  const shown = pointed >= 0 ? pointed : memory.isChosen ? memory.at : -1
  setText(detail, placed[shown]?.block.says ?? data.says)
  groups.forEach((group, index) => group.classList.toggle("shown", index === shown))
}

function choose(view, index) {
  const { memory, groups } = view
  memory.at = clamp(index, 0, groups.length - 1)
  memory.isChosen = true
  groups.forEach((group, other) => group.setAttribute("tabindex", other === memory.at ? 0 : -1))
  showDetail(view)
}

function indexUnder(view, target) {
  return view.groups.indexOf(target?.closest?.(".block"))
}

function pressed(view, event) {
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }
  const ends = { Home: 0, End: view.groups.length - 1 }
  if (!(event.key in steps) && !(event.key in ends)) return
  event.preventDefault()
  choose(view, ends[event.key] ?? view.memory.at + steps[event.key])
  view.groups[view.memory.at].focus({ preventScroll: true })
}

function listen(view) {
  const { svg } = view
  svg.onpointerover = event => showDetail(view, indexUnder(view, event.target))
  svg.onpointerleave = () => showDetail(view)
  svg.onclick = event => {
    if (indexUnder(view, event.target) >= 0) choose(view, indexUnder(view, event.target))
  }
  svg.onkeydown = event => pressed(view, event)
}

function draw(view) {
  const { width, height } = view.svg.getBoundingClientRect()
  if (width < 1 || height < 1) return
  paint(view, layoutOf(view.data, measuresOf(width, height, view.data.depth)))
  view.groups.forEach((group, index) => (group.onfocus = () => choose(view, index)))
  showDetail(view)
}

export default function (component) {
  const view = createView(component)
  view.memory.stop?.()
  showColors(view)
  draw(view)
  listen(view)
  const observer = new ResizeObserver(() => draw(view))
  observer.observe(view.svg)
  view.memory.stop = () => observer.disconnect()
  return onceGone(component.parentElement, view.memory.stop)
}
