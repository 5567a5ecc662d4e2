// The numbers of a race, and how they are written.

const SUPERSCRIPTS = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" }

// A number of any size, as core.plots.numbers.scientific writes it: 0.98, and 3.2 · 10⁻⁷.
function scientific(value) {
  const size = Math.abs(value)
  if (value === 0 || (size >= 0.01 && size < 10000)) return String(Number(value.toPrecision(3))).replace("-", "−")
  const [mantissa, exponent] = value.toExponential(1).split("e")
  const power = [...exponent.replace("+", "")].map(letter => SUPERSCRIPTS[letter]).join("")
  const text = Number(mantissa) === 1 ? "" : `${Number(mantissa)} · `
  return `${text}10${power}`.replace("-", "−")
}

// What is to be said of a step: which one it is, and who is lowest there.
function readout(race, step) {
  const count = `Step ${step} of ${race.steps}`
  const lowest = race.paths
    .map(({ name, values }) => [values[step], name])
    .filter(([value]) => Number.isFinite(value))
    .sort(([one], [other]) => one - other)[0]
  if (!step || !lowest) return count
  const who = race.paths.length > 1 ? `${lowest[1]} lowest at` : "f ="
  return `${count} · ${who} ${scientific(lowest[0])}`
}
