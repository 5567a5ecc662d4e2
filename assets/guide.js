// What a reader opens in the guide is seen: where the guide scrolls by itself, it scrolls there. Elsewhere what the
// finger is on stays under it while the step above closes.

;(() => {
  if (window.playgroundGuide) return
  window.playgroundGuide = true
  const STEP = ".st-key-guide-step"
  const GUIDE = ".st-key-guide"
  const KEY = /st-key-\S+/
  const ROOM = 40 // pixels between the step and the edge: more than what fades there
  let waiting = false // whether the reader has pressed something in the guide, and the page has not run since
  let shown = "" // the step that was open after the last run, and how wide the guide was
  let held = null // what was pressed there, by its class, and how far below the window's top it was

  const isSticky = column => getComputedStyle(column).position === "sticky"

  window.addEventListener("click", ({ target }) => {
    const guide = target.closest?.(GUIDE)
    const pressed = guide && !isSticky(guide.parentElement) && target.closest(".stElementContainer[class*=st-key]")
    waiting = Boolean(guide)
    held = pressed ? { name: pressed.className.match(KEY)[0], top: pressed.getBoundingClientRect().top } : null
  }, true)
  for (const kind of ["wheel", "touchmove"]) window.addEventListener(kind, () => (held = null), { capture: true, passive: true })

  // A picture that stays covers the top of the window, up to where the keyboard's scrolling ends.
  function hold() {
    const pressed = held ? document.getElementsByClassName(held.name)[0] : null
    const main = pressed?.closest("[data-testid=stMain]")
    if (!main) return
    const top = Math.max(held.top, parseFloat(getComputedStyle(main).scrollPaddingTop) || 0)
    main.scrollTop += pressed.getBoundingClientRect().top - top
  }

  const question = () => document.querySelector(STEP)?.parentElement.previousElementSibling.textContent

  function reveal() {
    const step = document.querySelector(STEP)?.parentElement
    const column = step?.closest(".st-key-guide").parentElement
    const now = column && `${question()} ${column.clientWidth}`
    const isNew = waiting || now !== shown
    hold()
    waiting = false
    held = null
    shown = now
    if (!column || !isNew || !isSticky(column)) return
    growth.disconnect()
    growth.observe(column.querySelector(GUIDE)) // which calls `scroll` now, and again while parts are still to come
  }

  function scroll() {
    const step = document.querySelector(STEP)?.parentElement
    if (!step) return
    const column = step.closest(GUIDE).parentElement
    const [first, last, frame] = [step.previousElementSibling, step, column].map(box => box.getBoundingClientRect())
    const over = first.top - ROOM - frame.top
    const under = last.bottom + ROOM - Math.min(frame.bottom, window.innerHeight)
    if (under <= 0 && over >= 0) return
    const before = column.scrollTop
    column.scrollTop += Math.min(over, under > 0 ? under : over)
    const rest = Math.min(over, under) - (column.scrollTop - before) // where the guide ends below the window
    if (rest > 0) column.closest("[data-testid=stMain]")?.scrollBy(0, rest)
  }

  const growth = new ResizeObserver(scroll)
  for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"])
    window.addEventListener(kind, () => growth.disconnect(), { capture: true, passive: true })

  // A slow browser may draw the beginning and the end of a run at once, or its parts after its end: then what the run has
  // brought tells of it.
  const STATE = "data-test-script-state"
  const isOver = () => document.querySelector(`[${STATE}=notRunning]`)
  let planned = 0
  function look() {
    planned = 0
    const open = question()
    if (isOver() && (open ? !shown?.startsWith(`${open} `) : shown)) reveal()
  }
  function changed(changes) {
    if (held) hold()
    if (isOver() && changes.some(({ type }) => type === "attributes")) requestAnimationFrame(reveal)
    else planned ||= requestAnimationFrame(look)
  }
  new MutationObserver(changed)
    .observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: [STATE] })
})()
