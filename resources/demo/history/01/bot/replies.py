"""What the bot answers."""


def reply(text, settings):
    name = settings.get("BOT_NAME", "harbor-bot")
    if "hello" in text.lower():
        return "Ahoy! This is %s." % name
    return "I did not understand that. Say hello?"
