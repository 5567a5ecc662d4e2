// How the drawing canvas learns that the answer to its message is on the screen: the component that shows the answer
// says so with an event, which carries the number of the message.

const ANSWERED = "playground:shown"

function reportAnswered(number) {
  if (number) window.dispatchEvent(new CustomEvent(ANSWERED, { detail: number }))
}
