"""What the bot answers."""
import time

TIDE = 12 * 3600 + 25 * 60  # half a lunar day, in seconds
GREETINGS = {
    "hello": "Ahoy! This is %s.",
    "moin": "Moin! Hier ist %s.",
    "bonjour": "Bonjour ! Ici %s.",
    "hola": "¡Hola! Aquí %s.",
}


def tide(now):
    return "rising" if (now % TIDE) < TIDE / 2 else "falling"


def reply(text, settings):
    name = settings.get("BOT_NAME", "harbor-bot")
    for word, greeting in GREETINGS.items():
        if word in text.lower():
            return greeting % name
    if "tide" in text.lower():
        return "The tide is %s." % tide(time.time())
    return "I did not understand that. Say hello, or ask about the tide?"
