// Where a Plotly chart stands in the page, and which part of it is the plot between its axes.

const AREA = ".nsewdrag" // Plotly's own name of the element that covers the plot

// The chart that Streamlit has under a key. While it makes a chart anew, the one before stays for a moment.
function chartOf(key) {
  const charts = [...document.querySelectorAll(`.st-key-${key.replaceAll(".", "-")} .stPlotlyChart`)]
  return charts.findLast(chart => !chart.closest('[data-stale="true"]')) ?? charts.at(-1)
}

// The rectangle of the plot on the screen; null while there is none.
function plotArea(chart) {
  const box = chart?.querySelector(AREA)?.getBoundingClientRect()
  return box?.width && box.height ? box : null
}
