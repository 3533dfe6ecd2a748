"""The checkout: its settings, sources, navigation, and problems in them."""
