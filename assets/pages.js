// A page that a reader chooses comes, and opens at its top.
//
// Where a part of the old page asks for its own run right behind the click, as the canvas does while it draws, Streamlit
// may run the old page in place of the new one. Then the link is clicked again, once that run has ended.

;(() => {
  if (window.playgroundPages) return
  window.playgroundPages = true
  const TIMES = 3 // that a link is clicked again at most
  let wanted = null // the link's address, and how often it may still be clicked

  const isPlain = event => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
  const leadsOn = link => link && link.target !== "_blank" && link.origin === location.origin

  window.addEventListener("click", event => {
    const link = event.target.closest?.("a[href]")
    if (leadsOn(link) && isPlain(event) && link.pathname !== location.pathname) {
      if (link.href !== wanted?.href) wanted = { href: link.href, path: link.pathname, left: TIMES }
    } else if (event.isTrusted && !event.defaultPrevented) wanted = null
  }, true)
  window.addEventListener("popstate", () => (wanted = null), true)

  function ended() {
    if (!wanted || wanted.path === location.pathname || wanted.left === 0) return (wanted = null)
    wanted.left--
    const link = [...document.links].find(link => leadsOn(link) && link.href === wanted.href)
    link?.click()
  }

  // The part of the window that scrolls is the same for all pages. Back and forward write no address: they leave it.
  const { pushState } = window.history
  window.history.pushState = function (...entry) {
    const before = location.pathname
    pushState.apply(this, entry)
    if (location.pathname !== before) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0)
  }

  const state = "data-test-script-state"
  const isOver = ({ target }) => target.getAttribute(state) === "notRunning"
  new MutationObserver(changes => wanted && changes.some(isOver) && ended())
    .observe(document, { subtree: true, attributes: true, attributeFilter: [state] })
})()
