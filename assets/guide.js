// What a reader opens in the guide is seen: where the guide scrolls by itself, it scrolls there.

;(() => {
  if (window.playgroundGuide) return
  window.playgroundGuide = true
  const STEP = ".st-key-guide-step"
  const ROOM = 8 // pixels between the step and the edge
  let waiting = false // whether the reader has pressed something in the guide, and the page has not run since
  let shown = "" // the step that was open after the last run, and how wide the guide was

  window.addEventListener("click", ({ target }) => (waiting = Boolean(target.closest?.(".st-key-guide"))), true)

  function reveal() {
    const step = document.querySelector(STEP)?.parentElement
    const column = step?.closest(".st-key-guide").parentElement
    const now = column && `${step.previousElementSibling.textContent} ${column.clientWidth}`
    const isNew = waiting || now !== shown
    waiting = false
    shown = now
    if (!column || !isNew || getComputedStyle(column).position !== "sticky") return
    const [question, last, frame] = [step.previousElementSibling, step, column].map(box => box.getBoundingClientRect())
    const over = question.top - ROOM - frame.top
    const under = last.bottom + ROOM - Math.min(frame.bottom, window.innerHeight)
    if (under <= 0 && over >= 0) return
    const before = column.scrollTop
    column.scrollTop += Math.min(over, under > 0 ? under : over)
    const rest = Math.min(over, under) - (column.scrollTop - before) // where the guide ends below the window
    if (rest > 0) column.closest("[data-testid=stMain]")?.scrollBy(0, rest)
  }

  const state = "data-test-script-state"
  function ended(changes) {
    if (changes.some(({ target }) => target.getAttribute(state) === "notRunning")) requestAnimationFrame(reveal)
  }
  new MutationObserver(ended).observe(document, { subtree: true, attributes: true, attributeFilter: [state] })
})()
