"""Devices and pages: drivers in worker processes, and the pipeline that cleans and reads a page."""
