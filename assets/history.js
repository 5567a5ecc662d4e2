// One act of a reader is one entry in the browser's history.
//
// Streamlit writes the address once for every setting that a click on a picture or a step of the guide changes, and
// twice on the way to another page, and makes an entry of each. Here the first of them makes one, and those that follow
// change it, until the reader acts again. Where a control has written its own setting into the address, which makes no
// entry, what follows on the same page makes none either. On the way back none is made.

;(() => {
  if (window.playgroundHistory) return
  window.playgroundHistory = true
  const { pushState, replaceState } = window.history
  const FIELD = "input, textarea, canvas, [contenteditable], [role=slider], [role=grid] *"
  const IDLE = ["Tab", "Escape", "Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock"]
  let entered = false // whether the reader's last act has made an entry
  let written = true // or changed one, as going back does, and what a page corrects when it is opened
  let returning = false // whether the page that was gone back to has still to correct its address
  let acted = false // and whether the reader has acted meanwhile

  function act() {
    acted = true
    if (!returning) entered = written = false
  }

  function returned() {
    const again = returning && acted
    returning = acted = false
    if (again) act()
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
  listen("pointerdown", (_, target) => draws(target))
  listen("pointerup", () => true)
  listen("click", () => true)
  listen("keydown", acts)
  window.addEventListener("popstate", () => ([entered, written, returning, acted] = [false, true, true, false]), true)

  // A page whose address is right writes nothing: then its run has ended.
  const state = "data-test-script-state"
  const ended = changes => changes.some(change => change.target.getAttribute(state) === "notRunning") && returned()
  new MutationObserver(ended).observe(document, { subtree: true, attributes: true, attributeFilter: [state] })

  window.history.pushState = function (state, title, url) {
    const same = !url || new URL(url, window.location.href).pathname === window.location.pathname
    const follows = entered || (written && same)
    const write = follows ? replaceState : pushState
    entered ||= !follows
    written = true
    write.call(this, state, title, url)
    returned()
  }
  window.history.replaceState = function (state, title, url) {
    written = true
    replaceState.call(this, state, title, url)
    returned()
  }
})()
