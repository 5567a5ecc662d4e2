// What each network answers, large, and the ten probabilities as bars. Only heights and words change from one
// message to the next, so that it keeps up with the pen.

const VERDICT = ["digit", "name", "sure", "next"] // the parts of a network's card, in the order of the page
const NETWORKS = 3 // networks side by side at most
const elements = new WeakMap() // the cards, bars and labels of each component on the page

function build(root, models) {
  const verdicts = root.querySelector(".verdicts")
  const bars = root.querySelector(".bars")
  verdicts.replaceChildren()
  bars.replaceChildren()
  const cards = models.map((_, index) => {
    const card = addElement(verdicts, "div", "verdict")
    card.style.setProperty("--hue", hue(index))
    return Object.fromEntries(VERDICT.map(part => [part, addElement(card, "div", part)]))
  })
  const columns = [...Array(10).keys()].map(() => {
    const group = addElement(bars, "div", "group")
    return models.map((_, index) => {
      const bar = addElement(group, "div", "bar")
      bar.style.setProperty("--hue", hue(index))
      const fill = addElement(bar, "div", "fill")
      const share = addElement(fill, "div", "share")
      return { bar, fill, share: ["exact", "short"].map(name => addElement(share, "span", name)) }
    })
  })
  const labels = columns.map((_, digit) => addElement(bars, "div", "label", String(digit)))
  return { cards, columns, labels }
}

function hue(index) {
  return `var(--playground-${index})`
}

function showCard(card, model) {
  card.digit.classList.toggle("row", model.digit.length > 2) // of several digits
  for (const part of VERDICT) {
    const element = card[part]
    if (element.textContent !== model[part]) element.title = element.textContent = model[part]
  }
}

function showBar({ bar, fill, share }, model, digit, alone) {
  fill.style.height = `${100 * model.shares[digit]}%`
  bar.title = `${model.name}: ${digit} with ${model.texts[digit]}`
  const [exact, short] = share
  const shown = alone && model.shares[digit] >= 0.01
  exact.textContent = shown ? model.texts[digit] : ""
  short.textContent = shown ? `${Math.round(100 * model.shares[digit])} %` : ""
}

export default function (component) {
  const { data, parentElement } = component
  const root = parentElement.querySelector(".answer")
  const colors = themeColors(root, "chart-categorical-colors").slice(0, NETWORKS)
  colors.forEach((color, index) => root.style.setProperty(`--playground-${index}`, color))

  const models = data.models
  const names = models.map(model => model.name).join("\n")
  let shown = elements.get(root)
  if (!shown || shown.names !== names) elements.set(root, (shown = { names, ...build(root, models) }))

  root.classList.toggle("several", models.length > 1)
  root.classList.toggle("blank", data.blank)
  root.classList.toggle("row", models.some(model => model.digit.length > 1)) // of digits, each with an answer of its own
  root.querySelector(".verdicts").ariaLive = data.done ? "polite" : "off"
  models.forEach((model, index) => {
    showCard(shown.cards[index], model)
    shown.columns.forEach((bars, digit) => showBar(bars[index], model, digit, models.length === 1))
  })
  shown.labels.forEach((label, digit) =>
    label.classList.toggle("first", !data.blank && models.some(model => model.digit === String(digit))))
  root.querySelector(".bars").ariaLabel = models
    .map(model => `${model.name}: ` + model.texts.map((text, digit) => `${digit} ${text}`).join(", "))
    .join("; ")
}
