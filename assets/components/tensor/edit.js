// A reader types a number into a cell of a leading tensor: its first digit, a minus, Enter or a double click opens a field
// in the cell; Enter hands the number to Python, Escape and a click elsewhere leave the cell as it was.

function opensField(key) {
  return key === "Enter" || /^[-−0-9]$/.test(key)
}

function openField(view, panel, position, typed) {
  const cell = panel.cells[position]
  if (cell.querySelector("input")) return
  const field = addElement(cell, "input")
  field.ariaLabel = `A number for ${named(panel, position)}`
  field.inputMode = "numeric"
  field.value = typed
  field.onkeydown = event => {
    event.stopPropagation() // the arrow keys move within the number
    if (event.key === "Escape") closeField(cell, field)
    if (event.key === "Enter") closeField(cell, field, () => sendNumber(view, panel, position, field.value))
  }
  field.onblur = () => field.remove()
  field.focus()
}

// The keyboard goes back to the cell.
function closeField(cell, field, then = () => {}) {
  then()
  field.onblur = null
  field.remove()
  cell.focus()
}

function sendNumber(view, panel, position, text) {
  const number = Number(text.replace("−", "-"))
  if (text.trim() && Number.isFinite(number)) view.edit({ cell: panel.start + position, number })
}
