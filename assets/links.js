// A linked word leads to another page in the same tab, and so in the same session, or to a section of this one.
//
// Streamlit has every link in a text open a tab of its own. Here a plain click on one that leads to a page clicks the
// app's own link to that page (`pages.ui.frame.foot` has one for each topic). Where there is none, the tab opens.

;(() => {
  if (window.playgroundLinks) return
  window.playgroundLinks = true

  const plain = event => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
  const leadsTo = word => link =>
    link.target !== "_blank" && link.origin === word.origin && link.pathname === word.pathname && !link.search

  window.addEventListener("click", event => {
    const word = event.target.closest?.("a[target=_blank]")
    if (!word || word.search || !plain(event)) return
    const link = [...document.links].find(leadsTo(word))
    if (!link) return
    event.preventDefault()
    event.stopPropagation()
    link.click()
  }, true)

  // In the guide a name of a section, such as #Code, opens it.
  window.addEventListener("click", event => {
    const word = event.target.closest?.(".st-key-guide a[href^='#']")
    if (!word || !plain(event)) return
    event.preventDefault()
    const name = decodeURIComponent(word.hash.slice(1))
    const tab = [...document.querySelectorAll(".st-key-sections [role=tab]")].find(tab => tab.textContent.trim() === name)
    if (!tab) return
    tab.click()
    tab.focus({ preventScroll: true })
    tab.scrollIntoView()
  }, true)
})()
