"""Facts that change with the law or with medicine, as JSON: read once, when the plugin is imported."""
