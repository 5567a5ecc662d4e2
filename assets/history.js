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
  let entered = false // whether the reader's last act has made an entry
  let written = true // or changed one, as going back does, and what a page corrects when it is opened

  const acts = () => (entered = written = false)
  for (const kind of ["pointerdown", "click", "keydown"])
    window.addEventListener(kind, acts, { capture: true, passive: true })
  window.addEventListener("popstate", () => ([entered, written] = [false, true]), true)

  window.history.pushState = function (state, title, url) {
    const same = !url || new URL(url, window.location.href).pathname === window.location.pathname
    const follows = entered || (written && same)
    const write = follows ? replaceState : pushState
    entered ||= !follows
    written = true
    write.call(this, state, title, url)
  }
  window.history.replaceState = function (state, title, url) {
    written = true
    replaceState.call(this, state, title, url)
  }
})()
