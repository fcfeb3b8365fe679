"""Charts in the house style: figures in, one `Chart` out, the same picture on the screen and in the file.

On a page: `st.plotly_chart(chart.plotly(dark), theme=None, alt=chart.alt)`, or `chart.grund` where there is nothing to draw; in a file
`reporting.export.images.render`. The kinds: `columns` (along time), `ranked`, `heatmap`, `wait_distribution`, `wait_band`, `before_after`,
`many_years`, `small_multiples`, `waterfall`.
"""

from reporting.charts.chart import Chart
from reporting.charts.columns import columns
from reporting.charts.lines import Published, before_after, many_years, small_multiples
from reporting.charts.parts import Step, ranked, waterfall
from reporting.charts.waits import heatmap, wait_band, wait_distribution

__all__ = ["Chart", "Published", "Step", "before_after", "columns", "heatmap", "many_years", "ranked", "small_multiples", "wait_band", "wait_distribution",
           "waterfall"]
