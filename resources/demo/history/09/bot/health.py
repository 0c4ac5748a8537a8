"""What /health answers."""
import os

NEEDED = ("BOT_PORT", "BOT_PERSONA")


def release(folder):
    """Version and commit as the deployment wrote them beside the code."""
    version, _, commit = (folder / "VERSION").read_text().strip().partition(" ")
    return {"version": version, "commit": commit, "deployment": os.environ.get("BOT_DEPLOYMENT", "none")}


def report(settings, about):
    """A bot that cannot answer its guests must not call itself healthy."""
    for name in NEEDED:
        if name not in settings:
            return 503, {"status": "failing", "error": "setting %s is missing" % name, **about}
    return 200, {"status": "ok", **about}
