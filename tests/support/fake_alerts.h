#pragma once
#include "app/ports/alert_store.h"
#include "app/ports/desktop.h"
#include "app/ports/mailer.h"
#include "tests/support/fake_fuse.h"

namespace slipway::support {

/// Keeps everything in memory.
class FakeAlertStore final : public ports::AlertStore {
public:
    explicit FakeAlertStore(FakeFuse& fuse) : m_fuse(fuse) {}

    QMap<QString, domain::Incident> all; ///< by ID
    QMap<QString, ports::OutboxLine> outbox;

    base::Future<QList<domain::Incident>> incidents() override {
        return m_fuse.call<QList<domain::Incident>>(QStringLiteral("alerts.incidents"), base::ErrorKind::Busy,
                                                    base::ErrorKind::Busy, [this] {
                                                        QList<domain::Incident> open;
                                                        for (const domain::Incident& one : all)
                                                            if (one.endedMs == 0)
                                                                open.append(one);
                                                        return base::Result<QList<domain::Incident>>(open);
                                                    });
    }
    base::Future<void> keep(QList<domain::Incident> changed, QList<ports::OutboxLine> lines) override {
        return m_fuse.call<void>(QStringLiteral("alerts.keep"), base::ErrorKind::Busy, base::ErrorKind::Busy,
                                 [this, changed, lines]() -> base::Result<void> {
                                     for (const domain::Incident& one : changed)
                                         all.insert(one.id, one);
                                     for (const ports::OutboxLine& line : lines)
                                         outbox.insert(line.id, line);
                                     return {};
                                 });
    }
    base::Future<QList<ports::OutboxLine>> waiting() override {
        return m_fuse.call<QList<ports::OutboxLine>>(QStringLiteral("alerts.waiting"), base::ErrorKind::Busy,
                                                     base::ErrorKind::Busy, [this] {
                                                         QList<ports::OutboxLine> lines;
                                                         for (const ports::OutboxLine& line : outbox)
                                                             if (line.sentMs == 0 && !line.isGivenUp)
                                                                 lines.append(line);
                                                         return base::Result<QList<ports::OutboxLine>>(lines);
                                                     });
    }
    base::Future<QList<ports::OutboxLine>> newest(int count) override {
        QList<ports::OutboxLine> lines = outbox.values();
        std::reverse(lines.begin(), lines.end());
        return base::ready<QList<ports::OutboxLine>>(lines.mid(0, count));
    }

private:
    FakeFuse& m_fuse;
};

class FakeMailer final : public ports::Mailer {
public:
    explicit FakeMailer(FakeFuse& fuse) : m_fuse(fuse) {}
    QList<domain::MailMessage> sent;
    QByteArray lastPassword;
    base::Future<void> send(domain::MailMessage mail, base::Secret password, base::Limit) override {
        return m_fuse.call<void>(QStringLiteral("mailer.send"), base::ErrorKind::Unreachable,
                                 base::ErrorKind::Unreachable,
                                 [this, mail, password]() -> base::Result<void> {
                                     sent.append(mail);
                                     lastPassword = password.reveal();
                                     return {};
                                 });
    }

private:
    FakeFuse& m_fuse;
};

class FakeDesktop final : public ports::Desktop {
public:
    QStringList shown, about; ///< each as it was shown, and what it is about
    std::optional<base::Error> error;
    base::Future<void> notify(QString title, QString text, QString what, base::Limit) override {
        if (error)
            return base::ready<void>(*error);
        shown.append(title + QLatin1Char('\n') + text);
        about.append(what);
        return base::ready<void>({});
    }
    void whenClicked(QObject*, std::function<void(const QString&)>) override {}
    std::weak_ptr<void> awake; ///< alive while somebody keeps it awake
    base::Future<std::shared_ptr<void>> keepAwake(QString, base::Limit) override {
        if (error)
            return base::ready<std::shared_ptr<void>>(*error);
        const std::shared_ptr<void> lock = std::make_shared<int>(0);
        awake = lock;
        return base::ready<std::shared_ptr<void>>(lock);
    }
};

} // namespace slipway::support
