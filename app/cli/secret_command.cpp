#include "app/cli/secret_command.h"

#include "app/cli/session.h"
#include "app/cli/text.h"

#include <QCoreApplication>
#include <cstdio>
#include <string.h> // NOLINT: explicit_bzero is not in <cstring>
#include <termios.h>
#include <unistd.h>

namespace slipway::cli {

using namespace domain;

namespace {

/// A person may have to unlock the keychain first.
constexpr std::chrono::seconds within{120};

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

/// No echo while it lives.
class Hidden {
public:
    Hidden() : m_isTerminal(::tcgetattr(STDIN_FILENO, &m_before) == 0) {
        if (!m_isTerminal)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~Hidden() {
        if (m_isTerminal) {
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
            std::fputs("\n", stderr);
        }
    }
    Hidden(const Hidden&) = delete;
    Hidden& operator=(const Hidden&) = delete;
    bool isTerminal() const { return m_isTerminal; }

private:
    termios m_before{};
    bool m_isTerminal;
};

/// One line from a terminal; from a pipe everything, without its last newline.
base::Secret readValue(const QString& name) {
    const Hidden hidden;
    if (hidden.isTerminal())
        std::fputs(tr("Value of %1 (not shown): ").arg(name).toLocal8Bit().constData(), stderr);
    QByteArray value;
    char piece[4096];
    while (value.size() <= ports::SecretStore::largest) {
        const ssize_t some = ::read(STDIN_FILENO, piece, sizeof piece);
        if (some <= 0)
            break;
        value.append(piece, some);
        if (hidden.isTerminal() && value.endsWith('\n'))
            break;
    }
    explicit_bzero(piece, sizeof piece);
    if (value.endsWith('\n'))
        value.chop(1);
    return base::Secret(value);
}

/// The keychain entry that a name of slipway.yaml stands for; the word itself where it is none.
QString entryFor(const Project& project, const QString& word) {
    QStringList entries;
    QList<SecretSource> all = project.secrets;
    for (const Environment& environment : project.environments)
        all += environment.secrets;
    for (const SecretSource& secret : all)
        if (secret.name == word && secret.kind == SecretSource::Kind::Keychain &&
            !entries.contains(secret.from))
            entries += secret.from;
    return entries.size() == 1 ? entries.first() : word;
}

} // namespace

QString SecretCommand::summary() const {
    return tr("put a secret into the keychain, or take it out");
}

void SecretCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(tr(
        "Stores a value in this computer's keychain for secrets with the source “keychain” in slipway.yaml. "
        "The value is typed at a prompt that does not show it, or comes on standard input; it is never an "
        "argument, and Slipway writes it nowhere else. NAME is a secret of slipway.yaml or an entry of the "
        "keychain. “secret check” reads every secret of slipway.yaml once and tells which cannot be read and "
        "which are too short to be masked. Exit 0: done; 1: not."));
    parser.addPositionalArgument(QStringLiteral("set"), tr("Or “forget”, or “check” without a name."),
                                 QStringLiteral("set|forget|check"));
    parser.addPositionalArgument(QStringLiteral("NAME"), tr("The secret."), QStringLiteral("[NAME]"));
    Session::describe(parser, false);
}

namespace {

/// Reads every secret once, one after the other.
class Checking : public QObject {
    Q_DECLARE_TR_FUNCTIONS(cli)
public:
    explicit Checking(Session& session) : m_session(session) {
        const Project& project = session.desk().project();
        for (const SecretSource& secret : project.secrets)
            m_left.append({secret, QString()});
        for (const Environment& environment : project.environments)
            for (const SecretSource& secret : environment.secrets)
                m_left.append({secret, environment.name.text()});
    }
    void next() {
        if (m_left.isEmpty()) {
            m_session.finish(m_failed ? Failed : Done);
            return;
        }
        const auto [secret, environment] = m_left.takeFirst();
        const QString shown =
            environment.isEmpty() ? secret.name : QStringLiteral("%1 (%2)").arg(secret.name, environment);
        base::deliver(
            m_session.desk().parts().secrets.read(secret, {within, {}}), this,
            [this, shown](const base::Result<base::Secret>& value) {
                if (!value.ok()) {
                    m_failed = true;
                    print(tr("✕ %1: %2").arg(shown, value.error().detail));
                } else if (value->reveal().size() < base::Masks::shortest) {
                    print(tr("! %1: shorter than 6 characters, so it is not masked in output").arg(shown));
                } else
                    print(tr("✓ %1").arg(shown));
                next();
            });
    }

private:
    Session& m_session;
    QList<QPair<SecretSource, QString>> m_left;
    bool m_failed = false;
};

} // namespace

int SecretCommand::run(const QCommandLineParser& parser) {
    const QStringList words = parser.positionalArguments();
    const QString what = words.value(0);
    if (what == QLatin1StringView("check") && words.size() == 1) {
        Session session(parser);
        std::unique_ptr<Checking> checking;
        const int code = session.run([&] {
            checking = std::make_unique<Checking>(session);
            QObject::connect(qApp, &QCoreApplication::aboutToQuit, checking.get(), [&] { checking.reset(); });
            checking->next();
        });
        return code;
    }
    const bool sets = what == QLatin1StringView("set");
    if (words.size() != 2 || (!sets && what != QLatin1StringView("forget"))) {
        complain(tr("as in: slipway secret set NAME, slipway secret forget NAME, slipway secret check"));
        return BadUsage;
    }
    const base::Secret value = sets ? readValue(words[1]) : base::Secret();
    Session session(parser);
    return session.run([&] {
        const QString entry = entryFor(session.desk().project(), words[1]);
        ports::SecretStore& secrets = session.desk().parts().secrets;
        base::deliver(
            sets ? secrets.write(entry, value, {within, {}}) : secrets.forget(entry, {within, {}}), &session,
            [&session, entry, sets](const base::Result<void>& done) {
                if (!done.ok()) {
                    complain(tr("“%1” was left as it is: %2").arg(entry, done.error().detail));
                    session.finish(Failed);
                    return;
                }
                print((sets ? tr("✓ the keychain holds “%1”") : tr("✓ the keychain has no “%1” any more"))
                          .arg(entry));
                session.finish(Done);
            });
    });
}

} // namespace slipway::cli
