"""Entry point: `python -m sitekit <command>`."""

from sitekit.commands.main import main

if __name__ == "__main__":
    main()
