#include "app/cli/passphrase_prompt.h"

#include "app/cli/text.h"

#include <QSocketNotifier>
#include <cstdio>
#include <string.h> // NOLINT: explicit_bzero is not in <cstring>
#include <termios.h>
#include <unistd.h>

namespace slipway::cli {

namespace {

constexpr int mostTries = 3;
constexpr qsizetype longest = 1000;

} // namespace

PassphrasePrompt::PassphrasePrompt(Session& session, QObject* parent) : QObject(parent), m_session(session) {
    if (!canAsk())
        return;
    m_notifier = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, this);
    m_notifier->setEnabled(false); // what is typed at other times is not for us
    connect(m_notifier, &QSocketNotifier::activated, this, &PassphrasePrompt::read);
}

PassphrasePrompt::~PassphrasePrompt() {
    setEcho(true);
}

bool PassphrasePrompt::canAsk() {
    return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
}

void PassphrasePrompt::setEcho(bool on) {
    termios settings{};
    if (m_silent != on || ::tcgetattr(STDIN_FILENO, &settings) != 0)
        return;
    if (on)
        settings.c_lflag |= ECHO;
    else
        settings.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings);
    m_silent = !on;
}

void PassphrasePrompt::ask(const base::Error& locked, std::function<void(bool)> done) {
    if (m_done || !m_notifier)
        return;
    m_keyPath = locked.detail;
    m_isPin = locked.kind == base::ErrorKind::PinNeeded;
    if (m_isPin && ++m_pins[m_keyPath] > mostTries) {
        done(false);
        return;
    }
    if (m_isPin && m_pins[m_keyPath] > 1)
        complain(tr("This was not its PIN."));
    m_done = std::move(done);
    m_tries = 0;
    show();
}

void PassphrasePrompt::show() {
    setEcho(false);
    m_notifier->setEnabled(true);
    std::fputs(
        qPrintable((m_isPin ? tr("PIN of the security key %1: ") : tr("Passphrase for %1: ")).arg(m_keyPath)),
        stderr);
    std::fflush(stderr);
}

void PassphrasePrompt::read() {
    char buffer[256];
    const auto count = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (count > 0 && m_done)
        m_typed.append(buffer, static_cast<qsizetype>(count));
    explicit_bzero(buffer, sizeof buffer);
    const auto end = m_typed.indexOf('\n');
    if (m_done && (end >= 0 || count <= 0 || m_typed.size() > longest)) {
        std::fputc('\n', stderr);
        setEcho(true);
        m_notifier->setEnabled(false);
        hear(end >= 0 ? m_typed.left(end) : QByteArray());
        m_typed.fill('\0');
        m_typed.clear();
    }
}

void PassphrasePrompt::hear(const QByteArray& line) {
    const auto finish = [this](bool unlocked) {
        const auto done = std::exchange(m_done, {});
        done(unlocked);
    };
    if (line.isEmpty()) {
        finish(false);
        return;
    }
    base::deliver(m_session.desk().unlockKey(m_keyPath, base::Secret(line)), this,
                  [this, finish](const base::Result<void>& result) {
                      if (result.ok()) {
                          finish(true);
                          return;
                      }
                      complain(result.error().kind == base::ErrorKind::PassphraseNeeded
                                   ? tr("This is not its passphrase.")
                                   : sentence(result.error()));
                      if (result.error().kind != base::ErrorKind::PassphraseNeeded || ++m_tries == mostTries)
                          finish(false);
                      else
                          show();
                  });
}

} // namespace slipway::cli
