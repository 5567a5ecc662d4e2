// One act of a reader is one entry in the browser's history.
//
// Streamlit writes the address once for every setting that a click on a picture or a step of the guide changes, and
// twice on the way to another page, and makes an entry of each; of a control that is moved it makes none. Here the first
// of what is written after an act makes an entry, and what follows changes it, until the reader acts again. Only a number
// that is moved on and on is one step: its entry lasts until something else is changed. On the way back none is made.

;(() => {
  if (window.playgroundHistory) return
  window.playgroundHistory = true
  const { pushState, replaceState } = window.history
  const FIELD = "input, textarea, canvas, [contenteditable], [role=slider], [role=grid] *"
  const IDLE = ["Tab", "Escape", "Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock"]
  let entered = false // whether the reader's last act has made an entry
  let written = true // or changed one, as going back does, and what a page corrects when it is opened
  let moved = "" // the number that the last entry is about, if a control has moved it
  let onNumber = false // whether the reader's last act was at a slider or a box with a number
  let pressed = false // whether the pointer came down there
  let returning = false // whether the page that was gone back to has still to correct its address
  let acted = false // and whether the reader has acted meanwhile
  let marked = "" // the mark of the page before that
  let lost = "" // its address, if that was written over then, be it corrected or on the way to another page

  function act() {
    acted = true
    if (!returning) entered = written = false
  }

  function returned() {
    const again = returning && acted
    returning = acted = false
    if (again) act()
  }

  // A page whose run has not ended seems not to be corrected yet. Who leaves it is on the way to another page: the
  // address that was gone back to stays behind.
  function leave(next, state, title) {
    const same = next.pathname === window.location.pathname
    if (!same && lost) replaceState.call(window.history, state, title, lost)
    lost = same && returning && acted ? window.location.href : ""
    return same
  }

  // The setting in which another address of this page differs, if it is a single number here and there.
  function movedNumber(next) {
    const [before, after] = [window.location.search, next.search].map(query => new URLSearchParams(query))
    const names = [...new Set([...before.keys(), ...after.keys()])]
    const changed = names.filter(name => `${before.getAll(name)}` !== `${after.getAll(name)}`)
    const isNumber = text => text === null || (text.trim() !== "" && Number.isFinite(Number(text)))
    return changed.length === 1 && [before, after].every(query => isNumber(query.get(changed[0]))) ? changed[0] : ""
  }

  // In a field any key may change something; elsewhere most scroll, or do nothing.
  function acts({ key, altKey, ctrlKey, metaKey }, target) {
    if (altKey || IDLE.includes(key) || !target.matches) return false
    if (target.matches(FIELD)) return true
    return !ctrlKey && !metaKey && target !== document.body && /^(Enter|Home|End| |Arrow.*)$/.test(key)
  }

  // A finger that comes down may only scroll, but on a canvas it draws, which is written before it leaves.
  const draws = target => target.matches && getComputedStyle(target).touchAction === "none"

  const listen = (kind, isAct) =>
    window.addEventListener(kind, event => event.isTrusted && isAct(event, event.composedPath()[0]) && act(), { capture: true, passive: true })
  const isNumber = ({ target }) => Boolean(target.closest?.("[data-testid=stSlider], [data-testid=stNumberInput]"))
  const at = (kind, follow) => window.addEventListener(kind, follow, { capture: true, passive: true })
  at("keydown", event => (onNumber = isNumber(event)))
  at("pointerdown", event => (onNumber = pressed = isNumber(event)))
  at("blur", event => (onNumber ||= isNumber(event))) // what was typed is written when a click elsewhere leaves the box
  at("pointerup", () => (onNumber = pressed))
  listen("pointerdown", (_, target) => draws(target))
  listen("pointerup", () => true)
  listen("click", () => true)
  listen("keydown", acts)
  const mark = () => document.querySelector("[data-returned]")?.dataset.returned
  window.addEventListener("popstate", () => ([entered, written, returning, acted, moved, lost, marked] =
    [false, true, true, false, "", "", mark()]), true)

  // A page whose address is right writes nothing. Then its run has ended once it says so; or once the page has its mark,
  // as a slow browser draws the beginning and the end of a run at once.
  const state = "data-test-script-state"
  const isEnd = ({ type, target }) => type === "attributes" && target.getAttribute(state) === "notRunning"
  const isThere = () => mark() && mark() !== marked
  const ended = changes => returning && (changes.some(isEnd) || isThere()) && returned()
  new MutationObserver(ended)
    .observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: [state] })

  window.history.pushState = function (state, title, url) {
    const next = new URL(url || window.location.href, window.location.href)
    const same = leave(next, state, title)
    const number = same && onNumber ? movedNumber(next) : "" // one that Python writes
    const follows = entered || (written && same)
    const write = follows || (number && number === moved) ? replaceState : pushState
    if (!follows) [entered, moved] = [true, number]
    written = true
    write.call(this, state, title, url)
    returned()
  }
  window.history.replaceState = function (state, title, url) {
    let write = replaceState
    const next = new URL(url || window.location.href, window.location.href)
    const same = leave(next, state, title)
    if (!entered && !written && same && next.search !== window.location.search) {
      const number = onNumber ? movedNumber(next) : "" // a choice may be a number too
      if (!number || number !== moved) write = pushState
      ;[entered, moved] = [true, number]
    }
    written = true
    write.call(this, state, title, url)
    returned()
  }
})()
