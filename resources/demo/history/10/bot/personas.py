"""The voices the bot can speak in; BOT_PERSONA names one."""

PERSONAS = {
    "plain": lambda text: text,
    "captain": lambda text: text + " Fair winds!",
    "keeper": lambda text: text + " The light is on.",
}


def named(name):
    return PERSONAS.get(name, PERSONAS["plain"])
