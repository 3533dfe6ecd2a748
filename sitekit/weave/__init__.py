"""Records to pages: outputs as HTML, notebooks, scripts and Markdown."""
