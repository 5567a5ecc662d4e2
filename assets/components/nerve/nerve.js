// A nerve cell and the formula, part by part: who points at a part, or goes there by keyboard, sees it in both.

function light(root, part) {
  root.classList.toggle("looks", Boolean(part))
  for (const group of root.querySelectorAll("[data-part]")) group.classList.toggle("lit", group.dataset.part === part)
}

function showRow(button, root, texts) {
  texts.forEach((text, index) => setText(button.children[index], text))
  for (const event of ["onpointerenter", "onfocus", "onclick"]) button[event] = () => light(root, texts[0])
  for (const event of ["onpointerleave", "onblur"]) button[event] = () => light(root, "")
}

export default function (component) {
  const { data, parentElement } = component
  const buttons = parentElement.querySelectorAll("button")
  data.rows.forEach((texts, index) => showRow(buttons[index], parentElement.querySelector(".nerve"), texts))
}
