"""The mechanisms. One file, one public function of the file's name; prose stands in rules/."""
