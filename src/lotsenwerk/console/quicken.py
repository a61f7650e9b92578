"""Compile the planner's inner loop, where the machine has a compiler: the same plans, sooner. Nothing needs it.

python -m lotsenwerk.console.quicken
"""

import os
import shutil
import subprocess
from pathlib import Path

from lotsenwerk.engines.planning import kernel

SECONDS = 120


def build(file: Path | None = None) -> bool:
    """Compile the kernel of this version unless it is there already; whether it is there now. Never fails."""
    file = file or kernel.library_file()
    if file.is_file():
        return True
    compiler = next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)
    if compiler is None or not os.access(file.parent, os.W_OK):
        return False
    # Made beside its place and then moved there: whoever looks meanwhile finds a whole one or none.
    made = file.with_name(f"{file.name}.{os.getpid()}")
    command = [compiler, *kernel.FLAGS, "-o", str(made), str(kernel.SOURCE), "-lm"]
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=SECONDS).returncode == 0
        if done:
            made.chmod(0o755)
            made.replace(file)
    except (OSError, subprocess.TimeoutExpired):
        done = False
    made.unlink(missing_ok=True)
    for older in file.parent.glob("lotsenwerk_kernel_*.so"):
        if done and older != file:
            older.unlink(missing_ok=True)
    return done


if __name__ == "__main__":
    build()
