"""What /health answers."""
import os


def release(folder):
    """Version and commit as the deployment wrote them beside the code."""
    version, _, commit = (folder / "VERSION").read_text().strip().partition(" ")
    return {"version": version, "commit": commit, "deployment": os.environ.get("BOT_DEPLOYMENT", "none")}


def report(settings, about):
    return 200, {"status": "ok", **about}
