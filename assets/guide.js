// What a reader opens in the guide is seen: where the guide scrolls by itself, it scrolls there.

;(() => {
  if (window.playgroundGuide) return
  window.playgroundGuide = true
  const STEP = ".st-key-guide-step"
  const ROOM = 8 // pixels between the step and the edge
  let waiting = false // whether the reader has pressed something in the guide, and the page has not run since

  window.addEventListener("click", ({ target }) => (waiting = Boolean(target.closest?.(".st-key-guide"))), true)

  function reveal() {
    const step = document.querySelector(STEP)?.parentElement
    const column = step?.closest(".st-key-guide").parentElement
    if (!column || column.scrollHeight <= column.clientHeight) return
    const question = step.previousElementSibling.getBoundingClientRect()
    const [last, frame] = [step.getBoundingClientRect(), column.getBoundingClientRect()]
    const [over, under] = [question.top - ROOM - frame.top, last.bottom + ROOM - frame.bottom]
    if (under > 0 || over < 0) column.scrollTop += Math.min(over, under > 0 ? under : over)
  }

  const state = "data-test-script-state"
  function ended(changes) {
    if (!waiting || !changes.some(({ target }) => target.getAttribute(state) === "notRunning")) return
    waiting = false
    requestAnimationFrame(reveal)
  }
  new MutationObserver(ended).observe(document, { subtree: true, attributes: true, attributeFilter: [state] })
})()
