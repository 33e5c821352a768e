"""The steps. A file is named after its revision; the message says what the step is for."""
