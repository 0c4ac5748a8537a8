"""One line for everything worth knowing later."""
import os
import sys
import threading
import time

_one_at_a_time = threading.Lock()


def write(level, text):
    when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    line = " ".join((when, level, os.environ.get("BOT_DEPLOYMENT", "none"), text))
    with _one_at_a_time:
        print(line, file=sys.stderr, flush=True)
