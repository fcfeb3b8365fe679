"""Exports in, a checked warehouse out. Knows neither Streamlit nor Plotly."""
