"""Charts in the house style: figures in, one `Chart` out, the same picture on the screen and in the file.

On a page: `st.plotly_chart(chart.plotly(dark), theme=None, config=plotly_config(chart), alt=chart.alt)`, or `chart.grund` where there
is nothing to draw. The kinds: `columns` (along time), `ranked`, `heatmap`, `wait_distribution`, `wait_band`, `before_after`,
`many_years`, `small_multiples`, `waterfall` (and `explained`, a waterfall from `reporting.change`).
"""

from reporting.charts.chart import Chart
from reporting.charts.columns import columns
from reporting.charts.config import plotly_config
from reporting.charts.lines import before_after, many_years, small_multiples
from reporting.charts.parts import Step, explained, ranked, waterfall
from reporting.charts.waits import heatmap, wait_band, wait_distribution

__all__ = ["Chart", "Step", "before_after", "columns", "explained", "heatmap", "many_years", "plotly_config", "ranked", "small_multiples", "wait_band",
           "wait_distribution", "waterfall"]
