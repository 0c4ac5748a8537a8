"""What the bot answers."""
import time

TIDE = 12 * 3600 + 25 * 60  # half a lunar day, in seconds


def tide(now):
    return "rising" if (now % TIDE) < TIDE / 2 else "falling"


def reply(text, settings):
    name = settings.get("BOT_NAME", "harbor-bot")
    if "hello" in text.lower():
        return "Ahoy! This is %s." % name
    if "tide" in text.lower():
        return "The tide is %s." % tide(time.time())
    return "I did not understand that. Say hello, or ask about the tide?"
