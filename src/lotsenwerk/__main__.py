"""``python -m lotsenwerk`` is the command ``lotsenwerk``."""

import sys

from lotsenwerk.console.main import main

if __name__ == "__main__":
    sys.exit(main())
