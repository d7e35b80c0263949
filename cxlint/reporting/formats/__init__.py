"""The formats of a report: one module each, with one public function, `render`."""
