// Which cells belong together. A cell is [row, column]; `leader` is the grid whose cells the reader chooses. For each of
// its cells `data.links` has, by grid and axis, the rows and the columns that go with it, and `data.points` single cells
// as their index in row-major order; -1 is none.

function cellIndex(leader, [row, column]) {
  return row * leader.columns + column
}

function cellAt(grid, index) {
  return [Math.floor(index / grid.columns), index % grid.columns]
}

// The rows and the columns of a grid that go with a cell of the leader. Those of a grid that is turned hang on the
// leader's column and row, the others on its row and column.
function linesOf({ data }, grid, [row, column]) {
  const links = data.links[grid.name]
  return grid.turned ? [links.rows[column], links.columns[row]] : [links.rows[row], links.columns[column]]
}

// The cells of a grid that go with a cell of the leader.
function linkedCells(view, grid, cell) {
  if (grid === view.leader) return [cell]
  if (!view.data.links[grid.name]) return []
  const [rows, columns] = linesOf(view, grid, cell).map(line => line.filter(index => index >= 0))
  return rows.flatMap(i => columns.map(j => [i, j]))
}

// The single cells of a grid to which a cell of the leader points: one or none.
function pointedCells({ data, leader }, grid, cell) {
  const index = data.points[grid.name]?.[cellIndex(leader, cell)] ?? -1
  return index < 0 ? [] : [cellAt(grid, index)]
}

// The cells of the leader with which a cell of another grid goes.
function cellsFedBy(view, grid, [row, column]) {
  const { data, leader } = view
  const index = cellIndex(grid, [row, column])
  const feeds = cell => {
    if (!data.links[grid.name]) return data.points[grid.name]?.[cellIndex(leader, cell)] === index
    const [rows, columns] = linesOf(view, grid, cell)
    return rows.includes(row) && columns.includes(column)
  }
  return allCells(leader).filter(feeds)
}

function allCells(grid) {
  return Array.from({ length: grid.rows * grid.columns }, (_, index) => cellAt(grid, index))
}

// Whether pointing at a cell of this grid says something of the leader's.
function isLinked({ data, leader }, grid) {
  return Boolean(grid === leader || data.links[grid.name] || data.points[grid.name])
}
