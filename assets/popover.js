// What is opened by keyboard is gone into: Streamlit puts it at the end of the page, many presses of Tab away. Escape
// closes it and goes back to its button.

;(() => {
  if (window.playgroundPopover) return
  window.playgroundPopover = true
  const BUTTON = '[data-testid="stPopover"] button'
  const BODY = '[data-testid="stPopoverBody"]'
  const PATIENCE = 5000 // ms until it is there

  // The keyboard stands before the first of what it holds, which is made once it is open.
  function enter(end) {
    const body = document.querySelector(BODY)
    if (body) {
      body.tabIndex = -1
      body.style.outline = "none"
      body.focus()
    } else if (performance.now() < end) requestAnimationFrame(() => enter(end))
  }

  window.addEventListener("click", ({ target, detail }) => {
    const button = detail === 0 && target.closest?.(BUTTON) // a click of a pointer counts 1
    if (button && button.getAttribute("aria-expanded") !== "true") setTimeout(enter, 0, performance.now() + PATIENCE)
  }, { capture: true })
})()
