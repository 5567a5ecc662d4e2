// In a narrow window the menu is a sheet over the page: it closes once a page is chosen in it.

;(() => {
  if (window.playgroundMenu) return
  window.playgroundMenu = true
  const NARROW = 768 // pixels of width up to which Streamlit lays it over the page
  window.addEventListener("click", ({ target }) => {
    if (window.innerWidth > NARROW || !target.closest?.('[data-testid="stSidebarNavLink"]')) return
    setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click())
  })
})()
