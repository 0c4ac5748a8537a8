#include "tests/support/cli_run.h"
#include "tests/support/ssh_server.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QtTest>
#include <csignal>
#include <poll.h>
#include <pty.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

using namespace slipway;
using namespace Qt::StringLiterals;

namespace {

constexpr int longestMs = 60'000;
const QByteArray wrong = "wrong unmistakable words";
const QByteArray right = "right unmistakable \\words '$x ";

/// A command on a terminal of its own, which a person looks at and types into.
class Terminal {
public:
    Terminal(const support::CliRun& cli, const QStringList& arguments) {
        QList<QByteArray> words{QFile::encodeName(cli.program())};
        for (const QString& each : arguments)
            words.append(each.toUtf8());
        QList<QByteArray> variables;
        for (const QString& each : cli.environment().toStringList())
            variables.append(each.toLocal8Bit());
        const auto pointers = [](QList<QByteArray>& list) {
            std::vector<char*> all;
            for (QByteArray& each : list)
                all.push_back(each.data());
            all.push_back(nullptr);
            return all;
        };
        const auto argumentList = pointers(words);
        const auto variableList = pointers(variables);
        const auto folder = QFile::encodeName(cli.folder());
        m_process = ::forkpty(&m_terminal, nullptr, nullptr, nullptr);
        if (m_process == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (::chdir(folder.constData()) == 0)
                ::execve(argumentList[0], argumentList.data(), variableList.data());
            ::_exit(127);
        }
    }
    ~Terminal() {
        if (m_process > 0) {
            ::kill(m_process, SIGKILL);
            ::waitpid(m_process, nullptr, 0);
        }
        ::close(m_terminal);
    }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    /// Reads until the text was shown this often; false when it never was.
    bool shows(const QByteArray& text, int times = 1) {
        QElapsedTimer timer;
        timer.start();
        while (m_shown.count(text) < times && timer.elapsed() < longestMs && read()) {
        }
        return m_shown.count(text) >= times;
    }
    void type(const QByteArray& bytes) {
        [[maybe_unused]] const auto count =
            ::write(m_terminal, bytes.constData(), static_cast<size_t>(bytes.size()));
    }
    bool echoes() const {
        termios settings{};
        return ::tcgetattr(m_terminal, &settings) == 0 && (settings.c_lflag & ECHO) != 0;
    }
    /// The exit code; -1 when it was killed or does not end.
    int end() {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < longestMs && read()) {
        }
        int status = 0;
        while (timer.elapsed() < longestMs && ::waitpid(m_process, &status, WNOHANG) == 0)
            ::poll(nullptr, 0, 10);
        if (timer.elapsed() >= longestMs)
            return -1;
        m_process = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    const QByteArray& shown() const { return m_shown; }

private:
    /// False once the other side has closed.
    bool read() {
        pollfd ready{m_terminal, POLLIN, 0};
        if (::poll(&ready, 1, 100) <= 0)
            return true;
        char buffer[4096];
        const auto count = ::read(m_terminal, buffer, sizeof buffer);
        if (count > 0)
            m_shown.append(buffer, count);
        return count > 0;
    }
    int m_terminal = -1;
    pid_t m_process = -1;
    QByteArray m_shown;
};

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The files below a folder that hold one of the passphrases.
QStringList filesThatTell(const QString& folder) {
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext())
        if (const auto path = files.next();
            QFileInfo(path).isFile() && contentOf(path).contains("unmistakable"))
            found.append(path);
    return found;
}

} // namespace

/// The prompt for the passphrase of a private key, on a pseudo terminal and without one.
class PassphraseTest : public QObject {
    Q_OBJECT
    support::SshServer m_server;
    support::CliRun m_cli{QStringLiteral(SLIPWAY_BINARY)};
    QString m_key;
    QByteArray m_prompt;
    const QString m_workspace = m_cli.home() + u"/work"_s;
    const QStringList m_check{u"check"_s, u"--hosts"_s};

    /// `more`: keys of the project.
    void writeProject(const QString& key, const QString& more = {}) const {
        const auto host = m_server.host();
        QFile file(m_workspace + u"/slipway.yaml"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            u"slipway: 1\nid: 1a2f0d5b-64d5-4a52-b6f1-2f1b8b1c8d55\nproject: prompt\n%4environments:\n"
            "  staging:\n    hosts:\n      - { ssh: \"%1@127.0.0.1:%2\", name: box, identity: \"%3\" }\n"_s
                .arg(host.user)
                .arg(host.port)
                .arg(key, more)
                .toUtf8());
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(m_server.start(), m_server.log());
        m_key = m_server.folder() + u"/locked"_s;
        QCOMPARE(QProcess::execute(u"ssh-keygen"_s, {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s,
                                                     QString::fromUtf8(right), u"-f"_s, m_key}),
                 0);
        QFile accepted(m_server.folder() + u"/authorized_keys"_s);
        QVERIFY(accepted.open(QIODevice::WriteOnly));
        accepted.write(contentOf(m_key + u".pub"_s));
        accepted.close();
        m_prompt = "Passphrase for " + m_key.toUtf8() + ": ";

        QVERIFY(QDir().mkpath(m_workspace));
        writeProject(m_key);
        m_cli.setFolder(m_workspace);
        QCOMPARE(support::CliRun::end(*m_cli.startOther(u"git"_s, {u"init"_s, u"-q"_s})).code, 0);
    }

    void withoutATerminalItSaysWhatToDo() {
        const auto keygen =
            m_cli.startOther(u"ssh-keygen"_s, {u"-l"_s, u"-f"_s, m_server.folder() + u"/host_key.pub"_s});
        const auto fingerprint = support::CliRun::end(*keygen).out.section(u' ', 1, 1);
        const auto end = m_cli.run(m_check + QStringList{u"--accept-host-key"_s, u"box="_s + fingerprint});
        QVERIFY2(end.code == 3, qPrintable(end.told()));
        QVERIFY2(end.out.contains(u"✕ box: "_s) && end.out.contains(m_key), qPrintable(end.told()));
        QVERIFY2(end.out.contains(u"Add it to the agent (ssh-add), or run Slipway on a terminal, where it "
                                  "asks for the passphrase."_s),
                 qPrintable(end.told()));
        QVERIFY(!end.told().contains(QString::fromUtf8(m_prompt)));
        // For programs the same, without a question either.
        const auto json = m_cli.run(m_check + QStringList{u"--json"_s});
        QVERIFY2(json.code == 3, qPrintable(json.told()));
        const auto found = json.json()[QLatin1StringView("hosts")].toArray().first();
        QCOMPARE(found[QLatin1StringView("reached")].toBool(true), false);
        QCOMPARE(found[QLatin1StringView("detail")].toString(), m_key);
    }

    void asksAgainAfterAWrongOneAndShowsNothingOfIt() {
        Terminal terminal(m_cli, m_check);
        QVERIFY2(terminal.shows(m_prompt), terminal.shown());
        QVERIFY(!terminal.echoes());
        terminal.type(wrong + '\n');
        QVERIFY2(terminal.shows(m_prompt, 2), terminal.shown());
        QVERIFY2(terminal.shown().contains("This is not its passphrase."), terminal.shown());
        QVERIFY(!terminal.echoes());
        terminal.type(right + '\n');
        QVERIFY2(terminal.end() == 0, terminal.shown());
        QVERIFY2(terminal.shown().contains("✓ box: reached"), terminal.shown());
        QVERIFY(terminal.echoes());
        QVERIFY2(!terminal.shown().contains("unmistakable"), terminal.shown());
        for (const QString& folder : {m_cli.home(), m_server.folder()})
            QCOMPARE(filesThatTell(folder), QStringList());
        // Nor is it remembered for the next command.
        Terminal next(m_cli, m_check);
        QVERIFY2(next.shows(m_prompt), next.shown());
    }

    void givesUpAfterThreeTriesOrWithoutAnAnswer_data() {
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<int>("prompts");
        QTest::newRow("three wrong ones") << wrong + '\n' << 3;
        QTest::newRow("nothing") << QByteArray("\n") << 1;
        QTest::newRow("the end of the input") << QByteArray("\x04") << 1;
        QTest::newRow("far too much") << QByteArray(1500, 'x') + '\n' << 1;
    }
    void givesUpAfterThreeTriesOrWithoutAnAnswer() {
        QFETCH(const QByteArray, typed);
        QFETCH(const int, prompts);
        Terminal terminal(m_cli, m_check);
        for (int prompt = 1; prompt <= prompts; ++prompt) {
            QVERIFY2(terminal.shows(m_prompt, prompt), terminal.shown());
            terminal.type(typed);
        }
        QVERIFY2(terminal.end() == 3, terminal.shown());
        QCOMPARE(terminal.shown().count(m_prompt), prompts);
        QVERIFY2(terminal.shown().contains("Add it to the agent (ssh-add)"), terminal.shown());
        QVERIFY(terminal.echoes());
        QVERIFY(!terminal.shown().contains("unmistakable"));
    }

    void asksForThePinOfASecurityKey() {
        const auto key = m_server.folder() + u"/token"_s;
        const auto pins = m_server.folder() + u"/pins"_s;
        QCOMPARE(QProcess::execute(u"ssh-keygen"_s,
                                   {u"-q"_s, u"-t"_s, u"ed25519-sk"_s, u"-w"_s,
                                    QStringLiteral(SLIPWAY_SECURITY_KEY), u"-N"_s, QString(), u"-f"_s, key}),
                 0);
        const auto write = [](const QString& path, QIODevice::OpenMode mode, const QByteArray& bytes) {
            QFile file(path);
            return file.open(mode) && file.write(bytes) == bytes.size();
        };
        QVERIFY(
            write(m_server.folder() + u"/authorized_keys"_s, QIODevice::Append, contentOf(key + u".pub"_s)));
        QVERIFY(write(m_workspace + u"/ssh_config"_s, QIODevice::WriteOnly,
                      "SecurityKeyProvider " SLIPWAY_SECURITY_KEY "\n"));
        QVERIFY(write(pins, QIODevice::WriteOnly, "123456\n"));
        m_cli.setVariable(u"SLIPWAY_TEST_PIN"_s, pins);
        writeProject(key, u"ssh-config: ssh_config\n"_s);
        const auto withoutTerminal = m_cli.run(m_check);
        QVERIFY2(withoutTerminal.code == 3, qPrintable(withoutTerminal.told()));
        QVERIFY2(withoutTerminal.out.contains(u"This security key asks for its PIN."_s),
                 qPrintable(withoutTerminal.told()));

        const auto prompt = "PIN of the security key " + key.toUtf8() + ": ";
        Terminal terminal(m_cli, m_check);
        QVERIFY2(terminal.shows(prompt), terminal.shown());
        QVERIFY(!terminal.echoes());
        terminal.type("9876\n");
        QVERIFY2(terminal.shows(prompt, 2), terminal.shown());
        QVERIFY2(terminal.shown().contains("This was not its PIN."), terminal.shown());
        terminal.type("123456\n");
        QVERIFY2(terminal.end() == 0, terminal.shown());
        QVERIFY2(terminal.shown().contains("✓ box: reached"), terminal.shown());
        QCOMPARE(contentOf(pins), QByteArray("123456\n9876\n"));

        // No more than three: the key locks itself.
        Terminal stubborn(m_cli, m_check);
        for (int turn = 1; turn <= 3; ++turn) {
            QVERIFY2(stubborn.shows(prompt, turn), stubborn.shown());
            stubborn.type("9876\n");
        }
        QVERIFY2(stubborn.end() == 3, stubborn.shown());
        QCOMPARE(stubborn.shown().count(prompt), 3);
        QCOMPARE(contentOf(pins).count("9876"), 4);
        QVERIFY(!stubborn.shown().contains("9876"));
        writeProject(m_key);
    }

    void ctrlCAtTheQuestionLetsGoAndTheTerminalEchoesAgain() {
        Terminal terminal(m_cli, m_check);
        QVERIFY2(terminal.shows(m_prompt), terminal.shown());
        QVERIFY(!terminal.echoes());
        terminal.type("\x03");
        QVERIFY2(terminal.end() == 5, terminal.shown());
        QVERIFY(terminal.echoes());
    }
};

QTEST_GUILESS_MAIN(PassphraseTest)
#include "passphrase_test.moc"
