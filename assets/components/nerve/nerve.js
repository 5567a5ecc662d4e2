// A nerve cell and the formula, part by part: who points at a part, or goes there by keyboard, sees it in both.

function light(root, part) {
  root.classList.toggle("looks", Boolean(part))
  for (const group of root.querySelectorAll("[data-part]")) group.classList.toggle("lit", group.dataset.part === part)
}

function createRow(list, root, part) {
  const button = addElement(addElement(list, "li"), "button")
  button.type = "button"
  for (const tag of ["b", "span", "span"]) addElement(button, tag)
  for (const event of ["pointerenter", "focus", "click"]) button.addEventListener(event, () => light(root, part))
  for (const event of ["pointerleave", "blur"]) button.addEventListener(event, () => light(root, ""))
}

export default function (component) {
  const { data, parentElement } = component
  const [root, list] = [parentElement.querySelector(".nerve"), parentElement.querySelector("ol")]
  if (!list.children.length) data.rows.forEach(([number]) => createRow(list, root, number))
  data.rows.forEach((texts, index) => {
    const parts = list.children[index].firstElementChild.children
    texts.forEach((text, part) => setText(parts[part], text))
  })
}
