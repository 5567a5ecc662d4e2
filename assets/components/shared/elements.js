// Small helpers for elements, pointers and numbers.

function addElement(parent, tag, className = "", text = "") {
  const element = document.createElement(tag)
  if (className) element.className = className
  if (text) element.textContent = text
  return parent.appendChild(element)
}

// Text is set only where it changes: otherwise a screen reader would read it again, and a selection would be lost.
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text
}

function buttonsByName(parent) {
  return Object.fromEntries([...parent.querySelectorAll("button")].map(button => [button.name, button]))
}

// The row and the column under the pointer, on an element that shows `rows` by `columns` cells.
function cellUnder(event, element, rows, columns) {
  const box = element.getBoundingClientRect()
  const index = (offset, length, count) => clamp(Math.floor((offset / length) * count), 0, count - 1)
  return [index(event.clientY - box.top, box.height, rows), index(event.clientX - box.left, box.width, columns)]
}

function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value))
}

const latestRuns = new WeakMap() // by component on the page

// What a component returns: it ends what the component began, once that leaves the page. While a module is loaded two
// runs may wait for it; then Streamlit cleans up after the first when the second has begun, which goes on with the same.
function onceGone(parentElement, end) {
  const run = {}
  latestRuns.set(parentElement, run)
  return () => {
    if (latestRuns.get(parentElement) === run) end()
  }
}

// Has Python hear of a choice after some milliseconds without another. Who goes back meanwhile wants the state of the
// address: a message that came beside it would keep Streamlit from taking that. Then `forget` has the choice forgotten.
function reportLater(memory, milliseconds, report, forget) {
  clearTimeout(memory.timer)
  window.removeEventListener("popstate", memory.leave)
  memory.leave = () => {
    clearTimeout(memory.timer)
    forget()
  }
  window.addEventListener("popstate", memory.leave, { once: true })
  memory.timer = setTimeout(() => {
    window.removeEventListener("popstate", memory.leave)
    report()
  }, milliseconds)
}
