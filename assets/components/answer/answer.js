// What each network answers, large, and the ten probabilities as bars. Only heights and words change from one
// message to the next, so that it keeps up with the pen.

function make(parent, kind) {
  const element = document.createElement("div")
  element.className = kind
  return parent.appendChild(element)
}

function build(root, models) {
  const verdicts = root.querySelector(".verdicts")
  const bars = root.querySelector(".bars")
  verdicts.replaceChildren()
  bars.replaceChildren()
  const cards = models.map((_, place) => {
    const card = make(verdicts, "verdict")
    card.style.setProperty("--hue", hue(place))
    return Object.fromEntries(["digit", "name", "sure", "next"].map(kind => [kind, make(card, kind)]))
  })
  const columns = [...Array(10).keys()].map(() => {
    const group = make(bars, "group")
    return models.map((_, place) => {
      const bar = make(group, "bar")
      bar.style.setProperty("--hue", hue(place))
      const fill = make(bar, "fill")
      return { bar, fill, share: make(fill, "share") }
    })
  })
  const labels = columns.map((_, digit) => Object.assign(make(bars, "label"), { textContent: digit }))
  return { cards, columns, labels }
}

function hue(place) {
  return `var(--playground-${place})`
}

const built = new WeakMap()

export default function (component) {
  const { data, parentElement } = component
  const root = parentElement.querySelector(".answer")
  const colors = getComputedStyle(root).getPropertyValue("--st-chart-categorical-colors").split(",")
  colors.slice(0, 3).forEach((color, place) => root.style.setProperty(`--playground-${place}`, color))

  const models = data.models
  const names = models.map(model => model.name).join("\n")
  let parts = built.get(root)
  if (!parts || parts.names !== names) built.set(root, (parts = { names, ...build(root, models) }))

  root.classList.toggle("several", models.length > 1)
  root.classList.toggle("blank", data.blank)
  root.querySelector(".verdicts").ariaLive = data.done ? "polite" : "off"
  models.forEach((model, place) => {
    for (const kind of ["digit", "name", "sure", "next"]) {
      const element = parts.cards[place][kind]
      if (element.textContent !== model[kind]) element.title = element.textContent = model[kind]
    }
    model.shares.forEach((share, digit) => {
      const { bar, fill, share: label } = parts.columns[digit][place]
      fill.style.height = `${100 * share}%`
      bar.title = `${model.name}: ${digit} with ${model.texts[digit]}`
      label.textContent = models.length === 1 && share >= 0.01 ? model.texts[digit] : ""
    })
  })
  parts.labels.forEach((label, digit) =>
    label.classList.toggle("first", !data.blank && models.some(model => model.digit === String(digit))))
  root.querySelector(".bars").ariaLabel = models
    .map(model => `${model.name}: ` + model.texts.map((text, digit) => `${digit} ${text}`).join(", "))
    .join("; ")
}
