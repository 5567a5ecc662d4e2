// Boxes over the drawing, each with what is read in it.

const LABEL = 26 // canvas pixels that a label over a box needs

function showBoxes({ boxes, canvas, marks, strokes }) {
  marks.style.setProperty("--box", themeColors(canvas, "chart-categorical-colors")[0])
  marks.replaceChildren()
  if (!strokes.length) return // they belong to what was cleared
  for (const { top, left, bottom, right, text } of boxes ?? []) {
    const mark = addElement(marks, "div", top < LABEL ? "mark top" : "mark")
    const share = pixels => `${(100 * pixels) / SIZE}%`
    Object.assign(mark.style, { top: share(top), left: share(left) })
    Object.assign(mark.style, { height: share(bottom - top), width: share(right - left) })
    addElement(mark, "span", "", text)
  }
}
