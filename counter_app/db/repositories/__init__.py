"""One repository per port of ``services.ports``, all over one connection inside one transaction."""
