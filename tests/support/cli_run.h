#pragma once
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <memory>

/// In a test function: the command must end with this exit code, else the test fails with what it said.
#define MUST_END(end, expected)                                                                              \
    do {                                                                                                     \
        const slipway::support::CliEnd ended = (end);                                                        \
        QVERIFY2(ended.code == (expected), qPrintable(ended.told()));                                        \
    } while (false)

namespace slipway::support {

/// What one command ended with. `code` is -1 when it was killed or did not end in time.
struct CliEnd {
    int code = -1;
    QString out;
    QString err;
    /// Standard output as the one JSON document it must be; empty when it is not. Const, because the
    /// operator[] of a changeable temporary answers a reference into it.
    const QJsonObject json() const;
    /// Code and both outputs, for the message of a failed test.
    QString told() const;
};

/// Runs the shipped program in a folder, with a home of its own so that nothing of the person who
/// runs the tests is read. What it starts is killed when the test ends, also when the test crashes.
class CliRun {
public:
    explicit CliRun(QString program);
    /// Where commands run from now on.
    void setFolder(const QString& folder) { m_folder = folder; }
    void setVariable(const QString& name, const QString& value) { m_environment.insert(name, value); }
    void removeVariable(const QString& name) { m_environment.remove(name); }
    /// Blocks until the command ended; one that takes longer than two minutes is killed.
    CliEnd run(const QStringList& arguments) const;
    /// Started, with its own output channels; killed when the pointer goes.
    std::unique_ptr<QProcess> start(const QStringList& arguments) const;
    std::unique_ptr<QProcess> startOther(const QString& program, const QStringList& arguments) const;
    /// Blocks until it ended.
    static CliEnd end(QProcess& process);
    const QString& program() const { return m_program; }
    const QString& folder() const { return m_folder; }
    QString home() const { return m_home.path(); }
    const QProcessEnvironment& environment() const { return m_environment; }

private:
    QString m_program;
    QString m_folder;
    QTemporaryDir m_home;
    QProcessEnvironment m_environment;
};

/// A demo world made by `slipway demo up` in a folder of its own. It is ended with the object, and
/// by a guard process when the test itself is killed.
class CliDemo {
public:
    explicit CliDemo(const QString& program);
    ~CliDemo();
    CliDemo(const CliDemo&) = delete;
    CliDemo& operator=(const CliDemo&) = delete;

    CliEnd up(bool quick);
    CliEnd down() const;
    /// Replaces text in slipway.yaml and commits it; false when it does not stand there once.
    bool rewrite(const QByteArray& from, const QByteArray& to) const;

    CliRun& cli() { return m_cli; }
    CliEnd run(const QStringList& arguments) const { return m_cli.run(arguments); }
    QString folder() const;
    /// A copy of the demo's data, with its output or without, below the folder; what is run from then on
    /// works on it, until workOnTheDemo(). Answers the path of its ledger; empty: it could not be made.
    QString workOnACopy(const QString& below, bool withOutput);
    void workOnTheDemo() { m_cli.removeVariable(QStringLiteral("SLIPWAY_DATA_HOME")); }
    QString dataFolder() const { return folder() + QStringLiteral("/.slipway/data"); }
    QString hostsFolder() const { return folder() + QStringLiteral("/.slipway/hosts"); }
    QString home(const QString& host) const;
    /// A file below the host's home; empty when there is none.
    QByteArray file(const QString& host, const QString& path) const;
    /// The lines "ATTEMPT STEP COMMIT" that the demo's deploy script wrote, one for each time it ran.
    QList<QByteArrayList> runs(const QString& host) const;
    quint16 httpPort(const QString& host) const;
    QString id() const { return m_id; }

private:
    QTemporaryDir m_parent;
    CliRun m_cli;
    std::unique_ptr<QProcess> m_guard;
    QString m_id;
    QJsonObject m_ports;
};

} // namespace slipway::support
