"""One line for everything worth knowing later."""
import os
import sys
import time


def write(level, text):
    when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    print(when, level, os.environ.get("BOT_DEPLOYMENT", "none"), text, file=sys.stderr, flush=True)
