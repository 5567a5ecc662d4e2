// The line under the grids: what is said of the leader's cell, or the products that add up to its number.

const TERMS = 30 // products that are written out; of more only the first
const TERMS_OF_MORE = 28

const LARGE = 1e6 // from here on a number is written with a power of ten
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"

function formatNumber(value, digits) {
  if (Number.isNaN(value)) return ""
  if (Math.abs(value) >= LARGE) return formatLarge(value)
  const text = value.toFixed(digits)
  const short = digits ? text.replace(/\.?0+$/, "") : text
  return (short === "-0" || short === "" ? "0" : short).replace("-", "−")
}

// 2000000 as "2·10⁶".
function formatLarge(value) {
  const [mantissa, power] = value.toExponential(1).replace("-", "−").split("e+")
  return `${mantissa.replace(".0", "")}·10${[...power].map(digit => SUPERSCRIPTS[digit]).join("")}`
}

function formatProduct(first, second, firstValue, secondValue) {
  const factor = formatNumber(secondValue, second.digits)
  return `${formatNumber(firstValue, first.digits)}·${secondValue < 0 ? `(${factor})` : factor}`
}

// The products that make a cell of the leader: its linked cells of two grids, pair by pair.
function products(view, cell) {
  const [first, second] = view.data.products.map(name => view.grids.find(grid => grid.name === name))
  const [a, b] = [linesOf(view, first, cell), linesOf(view, second, cell)]
  const terms = []
  a[0].forEach((i, m) => a[1].forEach((j, n) => {
    if (i < 0 || j < 0) return
    const factor = numberAt(view, second, b[0][m], b[1][n])
    terms.push(formatProduct(first, second, numberAt(view, first, i, j), factor))
  }))
  return terms
}

function sumOfProducts(view, cell) {
  const { data, leader } = view
  const [row, column] = cell
  const terms = products(view, cell)
  const written = terms.length > TERMS ? [...terms.slice(0, TERMS_OF_MORE), "…"] : terms
  const name = `${data.symbol}[${leader.rows > 1 ? `${row}, ` : ""}${column}]`
  if (!terms.length) return `${name} = 0: no cell feeds it`
  return `${name} = ${written.join(" + ")} = ${formatNumber(numberAt(view, leader, row, column), leader.digits)}`
}

function sentence(view) {
  const cell = shownCell(view)
  if (view.data.lines.length) return view.data.lines[cellIndex(view.leader, cell)]
  return view.data.products.length ? sumOfProducts(view, cell) : ""
}
