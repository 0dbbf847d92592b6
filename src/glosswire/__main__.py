"""Let `python -m glosswire` be the command line."""

from glosswire.cli import main

if __name__ == "__main__":
    main()
