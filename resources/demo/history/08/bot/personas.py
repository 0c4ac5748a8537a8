"""The voices the bot can speak in; BOT_PERSONA names one."""

PERSONAS = {
    "plain": lambda text: text,
    "captain": lambda text: text + " Fair winds!",
}


def named(name):
    return PERSONAS.get(name, PERSONAS["plain"])
