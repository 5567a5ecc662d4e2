// What a reader wants, on its way to Python. A click may come while the page is busy, and of two that wait Streamlit keeps
// the later alone. So what was not heard yet goes along with what comes after it, and again after a while; Python numbers
// what it has heard (`pages/ui/live_network.py`).

const AGAIN = 3000 // ms

function createCommands() {
  return { from: Math.random().toString(36).slice(2), waiting: [], count: 0 }
}

function send(view, command) {
  view.commands.waiting.push({ ...command, origin: view.message.origin, count: ++view.commands.count })
  transmit(view)
}

function transmit(view) {
  const { commands } = view
  clearTimeout(commands.timer)
  if (!commands.waiting.length) return
  view.trigger("commands", { from: commands.from, commands: commands.waiting })
  commands.timer = setTimeout(() => transmit(view), AGAIN)
}

// Forgets what was heard.
function forget({ commands }, [from, count]) {
  if (from === commands.from) commands.waiting = commands.waiting.filter(command => command.count > count)
  if (!commands.waiting.length) clearTimeout(commands.timer)
}
