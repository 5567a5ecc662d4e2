// What a reader opens in the guide is seen: where the guide scrolls by itself, it scrolls there.

;(() => {
  if (window.playgroundGuide) return
  window.playgroundGuide = true
  const STEP = ".st-key-guide-step"
  const ROOM = 8 // pixels between the step and the edge
  let waiting = false // whether the reader has pressed something in the guide, and the page has not run since
  let shown = "" // the question of the step that was open after the last run

  window.addEventListener("click", ({ target }) => (waiting = Boolean(target.closest?.(".st-key-guide"))), true)

  function reveal() {
    const step = document.querySelector(STEP)?.parentElement
    const column = step?.closest(".st-key-guide").parentElement
    const asked = step?.previousElementSibling.textContent
    const isNew = waiting || asked !== shown
    waiting = false
    shown = asked
    if (!isNew || !column || column.scrollHeight <= column.clientHeight) return
    const question = step.previousElementSibling.getBoundingClientRect()
    const [last, frame] = [step.getBoundingClientRect(), column.getBoundingClientRect()]
    const [over, under] = [question.top - ROOM - frame.top, last.bottom + ROOM - frame.bottom]
    if (under > 0 || over < 0) column.scrollTop += Math.min(over, under > 0 ? under : over)
  }

  const state = "data-test-script-state"
  function ended(changes) {
    if (changes.some(({ target }) => target.getAttribute(state) === "notRunning")) requestAnimationFrame(reveal)
  }
  new MutationObserver(ended).observe(document, { subtree: true, attributes: true, attributeFilter: [state] })
})()
