#pragma once
#include "app/domain/step_kind.h"
#include "tests/adapters/ssh/fake_managers.h"
#include "tests/adapters/ssh/shell_fixture.h"

namespace slipway::adapters {

/// Runs the fixed commands of step kinds on a real host whose PATH begins with small programs of the test.
class KindRunner {
protected:
    domain::Verdict run(const char* key, const QJsonObject& params, const domain::Variables& more = {}) {
        const domain::StepKind& kind = *domain::stepKind(QString::fromLatin1(key));
        auto order = m_fixture.order({});
        domain::Variables variables{
            {QStringLiteral("SLIPWAY_REF"), QStringLiteral("v2")},
            {QStringLiteral("SLIPWAY_COMMIT"), QString(40, u'2')},
            {QStringLiteral("SLIPWAY_DEPLOYMENT"), QStringLiteral("dep-1")},
            {QStringLiteral("SLIPWAY_ATTEMPT"), order.attempt.text()},
            {QStringLiteral("PATH"), m_fixture.server.home() + QStringLiteral("/bin:/usr/bin:/bin")}};
        variables.insert(more);
        order.command = std::get<domain::RemoteCommand>(kind.operation(params, variables));
        const auto sink = std::make_shared<Collector>();
        const auto started = answerOf(m_shell->start(order, within(20'000)));
        const auto ended = started ? answerOf(m_shell->follow(order, {}, sink, within(60'000))) : started;
        m_out = sink->out();
        m_err = sink->err();
        if (!ended)
            return domain::Verdict::Inconclusive;
        const domain::Judgement judgement = kind.judge(
            order.command,
            domain::RemoteAnswer{ended->exitCode, ended->timedOut, ended->stopped, {}, m_out, m_err});
        m_summary = judgement.summary;
        return judgement.verdict;
    }
    void program(const QString& name, const char* text) {
        QDir(m_fixture.server.home()).mkpath(QStringLiteral("bin"));
        m_fixture.writeAtHome(QStringLiteral("bin/") + name,
                              QByteArray("#!/bin/sh\n") + fakeProcesses + text);
        QFile::setPermissions(m_fixture.server.home() + QStringLiteral("/bin/") + name,
                              QFile::Permissions(0x7700));
    }
    QString path(const QString& name) const { return m_fixture.server.home() + u'/' + name; }
    /// Parameters with short times.
    static QJsonObject quick(const char* main, QJsonObject more = {}) {
        more.insert(QStringLiteral("main"), QString::fromUtf8(main));
        QJsonObject params{{QStringLiteral("steady"), 200}, {QStringLiteral("within"), 5000}};
        for (auto it = more.begin(); it != more.end(); ++it)
            params.insert(it.key(), it.value());
        return params;
    }
    /// What the last run said, for the message of a failed test.
    QByteArray told() const { return m_summary.toUtf8() + '\n' + m_out + m_err; }

    Fixture m_fixture;
    std::unique_ptr<Libssh2Shell> m_shell;
    QByteArray m_out;
    QByteArray m_err;
    QString m_summary;
};

} // namespace slipway::adapters
