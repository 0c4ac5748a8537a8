#include "app/adapters/ssh/passphrases.h"

#include "app/adapters/ssh/child_process.h"

#include <QFile>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;

namespace {

constexpr qsizetype longest = 1000;

/// A question without an answer gets none. `read` takes a pipe byte by byte, so what is left stays
/// for the next question.
const QByteArray script = R"(#!/bin/sh
umask 077
case $1 in *"user presence"*) : >"$0.touch"; exit ;; esac
for prompt in "$0".*.prompt; do
  IFS= read -r text <"$prompt" || continue
  case $1 in
  *"$text"*)
    IFS= read -r answer <"${prompt%prompt}answer" && printf '%s\n' "$answer"
    exit ;;
  esac
done
case $1 in "Enter PIN for "*) printf '%s\n' "$1" >"$0.pin" ;; esac
exit 1
)";

} // namespace

Askpass::~Askpass() {
    for (const auto& pipe : std::as_const(m_pipes))
        ::close(pipe.fd);
}

bool Askpass::answer(const QByteArray& text, const base::Secret& secret, int times) {
    const auto name = QStringLiteral("askpass.%1.").arg(m_pipes.size());
    const auto path = QFile::encodeName(m_folder.path(name + QStringLiteral("answer")));
    if (!m_folder.write(name + QStringLiteral("prompt"), text + '\n') ||
        ::mkfifo(path.constData(), 0600) != 0)
        return false;
    // Held open for reading too: nothing waits for the other side, and what nobody reads is dropped.
    const int pipe = ::open(path.constData(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (pipe < 0)
        return false;
    m_pipes.append({pipe, text, 0});
    for (int turn = 0; turn < times; ++turn) {
        const auto& bytes = secret.reveal();
        if (::write(pipe, bytes.constData(), static_cast<size_t>(bytes.size())) != bytes.size() ||
            ::write(pipe, "\n", 1) != 1)
            return false;
        m_pipes.last().filled += static_cast<int>(bytes.size()) + 1;
    }
    return true;
}

bool Askpass::hasAnswered(const QByteArray& text) const {
    return std::any_of(m_pipes.begin(), m_pipes.end(), [&](const Pipe& pipe) {
        int left = 0;
        return pipe.text == text && ::ioctl(pipe.fd, FIONREAD, &left) == 0 && left < pipe.filled;
    });
}

QByteArray Askpass::openQuestionForPin() const {
    return m_folder.read(QStringLiteral("askpass.pin")).trimmed();
}

bool Askpass::waitedForTouch() const {
    return QFile::exists(m_folder.path(QStringLiteral("askpass.touch")));
}

QByteArrayList Askpass::environment() {
    m_folder.write(QStringLiteral("askpass"), script, true);
    return {"SSH_ASKPASS=" + QFile::encodeName(m_folder.path(QStringLiteral("askpass"))),
            "SSH_ASKPASS_REQUIRE=force", "LC_ALL=C"};
}

base::Result<void> Passphrases::unlock(const QString& keyPath, const base::Secret& secret, Waiter& waiter) {
    const bool isUsable =
        !secret.isEmpty() && !secret.reveal().contains('\n') && secret.reveal().size() <= longest;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_askedPins.contains(keyPath)) {
            if (!isUsable)
                return Error{ErrorKind::PinNeeded, {}, keyPath};
            m_askedPins.remove(keyPath);
            m_pins.insert(keyPath, {secret, false});
            return {};
        }
    }
    const auto wrong = Error{ErrorKind::PassphraseNeeded, {}, keyPath};
    if (!isUsable)
        return wrong;
    const auto folder = PrivateFolder::make();
    if (!folder)
        return folder.error();
    Askpass askpass(**folder);
    if (!askpass.answer("assphrase", secret, 1))
        return Error{ErrorKind::Observer, keyPath, QStringLiteral("no pipe can be made for the passphrase")};
    QByteArray errors;
    int code = -1;
    const auto output = ChildProcess::outputOf(
        {"ssh-keygen", {"-y", "-f", QFile::encodeName(keyPath)}, askpass.environment()}, {}, waiter, errors,
        code);
    if (!output)
        return output.error();
    if (code != 0 && errors.contains("incorrect passphrase"))
        return wrong;
    if (code != 0)
        return Error{ErrorKind::BadInput, keyPath, QString::fromUtf8(errors.trimmed().right(300))};
    const std::scoped_lock lock(m_mutex);
    m_known.insert(keyPath, secret);
    return {};
}

std::optional<base::Secret> Passphrases::of(const QString& keyPath) const {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_known.constFind(keyPath);
    return found == m_known.constEnd() ? std::nullopt : std::optional(*found);
}

bool Passphrases::askForPin(const QString& keyPath) {
    const std::scoped_lock lock(m_mutex);
    if (m_pins.contains(keyPath))
        return false;
    m_askedPins.insert(keyPath);
    return true;
}

std::optional<Passphrases::Pin> Passphrases::pinOf(const QString& keyPath) const {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_pins.constFind(keyPath);
    return found == m_pins.constEnd() ? std::nullopt : std::optional(*found);
}

std::optional<Passphrases::PinUse> Passphrases::usePin(const QString& keyPath, Waiter& waiter) {
    auto pin = pinOf(keyPath);
    if (!pin)
        return {};
    std::unique_ptr<HandshakeSlots::Slot> turn;
    if (!pin->isProven) {
        turn = m_turns.take(keyPath, waiter);
        // Whoever came before may have proven it, or shown that it is wrong.
        pin = pinOf(keyPath);
        if (!turn || !pin)
            return {};
        if (pin->isProven)
            turn.reset();
    }
    return PinUse{keyPath, pin->secret, std::move(turn)};
}

void Passphrases::pinWas(const PinUse& use, bool right) {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_pins.find(use.keyPath);
    if (found == m_pins.end() || found->secret.reveal() != use.pin.reveal())
        return;
    if (right)
        found->isProven = true;
    else
        m_pins.erase(found);
}

} // namespace slipway::adapters
