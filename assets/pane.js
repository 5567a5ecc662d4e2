// On a phone a picture stays in sight under the menu. One that is higher than its room stands there whole while it is
// scrolled to; then what follows covers it from below, up to the part that fits the room.

;(() => {
  if (window.playgroundPane) return
  window.playgroundPane = true
  const STAYS = ".st-key-picture [class*=st-key-stays]"
  const ROOM = 0.45 // of the window's height, as in frame.css
  const GAP = 16 // pixels before what follows

  function cut() {
    const next = document.querySelector(".st-key-guide")?.getBoundingClientRect().top - GAP
    for (const picture of document.querySelectorAll(STAYS)) {
      const { top, bottom, height } = picture.getBoundingClientRect()
      const most = Math.max(next - top, ROOM * window.innerHeight)
      const isCut = getComputedStyle(picture).position === "sticky" && most < height
      picture.toggleAttribute("data-cut", isCut)
      picture.style.setProperty("--cut", `${bottom - top - most}px`)
      picture.style.clipPath = isCut ? `inset(0 0 ${bottom - top - most}px 0)` : ""
    }
  }

  let planned = 0
  const plan = () => (planned ||= requestAnimationFrame(() => ((planned = 0), cut())))
  window.addEventListener("scroll", plan, { capture: true, passive: true })
  window.addEventListener("resize", plan)
  new MutationObserver(plan)
    .observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-test-script-state"] })
})()
