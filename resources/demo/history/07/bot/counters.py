"""How much the bot has done since it started."""
import threading

_lock = threading.Lock()
_counts = {}


def add(name):
    with _lock:
        _counts[name] = _counts.get(name, 0) + 1


def snapshot():
    with _lock:
        return dict(_counts)
