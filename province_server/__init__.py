"""Reference server of the province: receives acts and files, orders them, publishes them, returns results.

It shares ``counter_app.contract`` with the counter and nothing else; ``docs/protocol.md`` is the interface that a
province implements when it brings its own server.
"""
