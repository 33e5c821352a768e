"""``python -m counter_app``: start the window; sub-commands for the rest."""

from counter_app.commands.line import main

if __name__ == "__main__":
    main()
