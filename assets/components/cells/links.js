// Which cells belong together. A cell is [row, column]; `leader` is the grid whose cells the reader chooses. For each of
// its cells `data.links` has, by grid and axis, the rows and the columns that go with it, and `data.points` single cells
// as their index in row-major order; -1 is none.

function cellIndex(leader, [row, column]) {
  return row * leader.columns + column
}

function cellAt(grid, index) {
  return [Math.floor(index / grid.columns), index % grid.columns]
}

// The cells of a grid that go with a cell of the leader.
function linkedCells({ data, leader }, grid, [row, column]) {
  if (grid === leader) return [[row, column]]
  const links = data.links[grid.name]
  if (!links) return []
  const rows = links.rows[row].filter(i => i >= 0)
  const columns = links.columns[column].filter(j => j >= 0)
  return rows.flatMap(i => columns.map(j => [i, j]))
}

// The single cells of a grid to which a cell of the leader points: one or none.
function pointedCells({ data, leader }, grid, cell) {
  const index = data.points[grid.name]?.[cellIndex(leader, cell)] ?? -1
  return index < 0 ? [] : [cellAt(grid, index)]
}

// The cells of the leader with which a cell of another grid goes.
function cellsFedBy({ data, leader }, grid, [row, column]) {
  const links = data.links[grid.name]
  const points = data.points[grid.name]
  const index = cellIndex(grid, [row, column])
  const feeds = ([i, j]) => links
    ? links.rows[i].includes(row) && links.columns[j].includes(column)
    : points?.[cellIndex(leader, [i, j])] === index
  return allCells(leader).filter(feeds)
}

function allCells(grid) {
  return Array.from({ length: grid.rows * grid.columns }, (_, index) => cellAt(grid, index))
}

// Whether pointing at a cell of this grid says something of the leader's.
function isLinked({ data, leader }, grid) {
  return Boolean(grid === leader || data.links[grid.name] || data.points[grid.name])
}
