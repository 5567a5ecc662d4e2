// What the parts of a page are, as `data-kind`, and in `data-holds` which of them an element holds: the style asks for
// these.
//
// `:has()` could ask without a script. But a browser asks again, of all that is around it, at every element of a chart,
// which is more than half of the work of drawing one; only what an element's child or its next sibling is, it asks at once.

;(() => {
  if (window.playgroundKinds) return
  window.playgroundKinds = true
  const TOP = ".st-key-top"
  const KINDS = {
    room: "[class*=st-key-room]",
    around: ":has(> [class*=st-key-room])",
    low: "[class*=st-key-room][class*=-low]",
    lower: "[class*=st-key-room][class*=-lower]",
    stays: "[class*=st-key-stays]",
    half: "[class*=st-key-stays-half]",
    grows: "[class*=st-key-stays-grows]",
    flat: "[class*=st-key-stays-grows-segmentation-zeroing]",
    classes: "[class*=st-key-stays-losses-picture], [class*=st-key-beside-losses-picture]",
    surfaces: "[class*=st-key-stays-losses-above], [class*=st-key-beside-losses-picture-space]",
    canvas: "[class*=-canvas]",
    answer: "[class*=st-key-digits-answer]",
    words: ".st-key-sentence, [class*=st-key-predict-]",
    progress: "[class*=st-key-progress]",
    waits: "[class*=st-key-waits]",
    content: ".st-key-picture .stElementContainer:not(.st-key-sentence *)",
    long: ".st-key-guide:has(> :nth-child(25))",
    step: ":has(> .st-key-guide-step)",
    switch: `${TOP}:has(.stCheckbox)`,
    many: "[role=radiogroup]:has(> :nth-child(5))",
    five: "[role=radiogroup]:has(> :nth-child(5):last-child)",
    seven: "[role=radiogroup]:has(> :nth-child(7))",
    frame: ".st-key-frame",
    choice: ".st-key-playground-measure, .st-key-playground-varied",
    line: ".st-key-room-landscape-line",
    curves: ".st-key-room-activations-curves",
    live: ".st-key-stays-playground-live",
    drawn: ".st-key-digits-canvas",
    input: ".st-key-digits-input",
    editor: ".st-key-convolution-editor",
    text: ".st-key-home-answer .stMarkdown",
    chart: ".stPlotlyChart",
    data: ".stDataFrame",
  }
  const PART = `.stVerticalBlock, .stElementContainer, [data-testid=stLayoutWrapper], ${TOP} [role=radiogroup],
    ${"frame text chart data".split(" ").map(kind => KINDS[kind])}`
  const HELD = new Set(
    "answer canvas chart choice content curves data drawn editor frame half input line live many room stays text words"
      .split(" "))
  const MARKED = "[data-kind]"
  const END = ".st-key-frame, [data-testid=stMain]" // no rule asks further what is in these

  function mark(part) {
    if (!part?.matches(PART)) return false
    const kinds = Object.keys(KINDS).filter(kind => part.matches(KINDS[kind])).join(" ")
    if (kinds === (part.dataset.kind ?? "")) return false
    part.dataset.kind = kinds
    return true
  }

  function markAll(root) {
    return [root, ...root.querySelectorAll(PART)].map(mark).includes(true)
  }

  // The boxes that hold parts of a kind, and of which kinds.
  function holders() {
    const holders = new Map()
    for (const part of document.querySelectorAll(MARKED))
      for (const kind of part.dataset.kind.split(" "))
        for (let box = HELD.has(kind) ? part.parentElement : null; box; box = box.parentElement) {
          const kinds = holders.get(box) ?? new Set()
          if (kinds.has(kind)) break
          holders.set(box, kinds.add(kind))
          if (box.matches(END)) break
        }
    return holders
  }

  function markHolders() {
    const now = holders()
    for (const box of document.querySelectorAll("[data-holds]")) if (!now.has(box)) box.removeAttribute("data-holds")
    for (const [box, kinds] of now) {
      const text = [...kinds].sort().join(" ")
      if (box.dataset.holds !== text) box.dataset.holds = text
    }
  }

  // Before the browser draws anything of it. What an element is may depend on those around it.
  function follow(changes) {
    let isOther = false
    for (const { type, target, addedNodes, removedNodes } of changes) {
      if (!(target instanceof HTMLElement)) continue
      if (type === "attributes" && target.matches(PART)) isOther = markAll(target) || isOther
      for (const node of addedNodes) if (node instanceof HTMLElement) markAll(node)
      for (const node of [...addedNodes, ...removedNodes])
        if (node instanceof HTMLElement && !isOther) isOther = node.matches(MARKED) || node.querySelector(MARKED) !== null
      isOther = [target, target.parentElement].map(mark).includes(true) || isOther
      const top = target.closest(TOP)
      if (top) isOther = markAll(top) || isOther
    }
    if (isOther) markHolders()
  }
  new MutationObserver(follow)
    .observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] })
})()
