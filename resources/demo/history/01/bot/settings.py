"""Settings: NAME=value lines of a file; the process's environment wins."""
import os


def read(path):
    found = {}
    for line in path.read_text().splitlines():
        name, separator, value = line.partition("=")
        if separator and not line.startswith("#"):
            found[name.strip()] = value.strip()
    found.update((name, value) for name, value in os.environ.items() if name.startswith("BOT_"))
    return found
