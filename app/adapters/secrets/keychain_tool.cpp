#include "app/adapters/secrets/keychain_tool.h"

#include "app/ports/secret_store.h"

#include <QCoreApplication>
#include <cstdio>
#include <qt6keychain/keychain.h>
#include <unistd.h>

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;

namespace {

constexpr int notUnderstood = 2;
/// QKeychain's errors from here on.
constexpr int firstError = 10;

QByteArray standardInput() {
    QByteArray all;
    char piece[4096];
    while (all.size() <= ports::SecretStore::largest) {
        const ssize_t some = ::read(STDIN_FILENO, piece, sizeof piece);
        if (some <= 0)
            break;
        all.append(piece, some);
    }
    return all;
}

int perform(QKeychain::Job& job, const QString& entry) {
    job.setAutoDelete(false);
    job.setInsecureFallback(false);
    job.setKey(entry);
    QObject::connect(&job, &QKeychain::Job::finished, qApp, [] { QCoreApplication::exit(); });
    QMetaObject::invokeMethod(
        &job, [&job] { job.start(); }, Qt::QueuedConnection);
    QCoreApplication::exec();
    if (job.error() == QKeychain::NoError)
        return 0;
    std::fputs(job.errorString().toUtf8().constData(), stderr);
    return firstError + static_cast<int>(job.error());
}

QString said(const QByteArray& errors) {
    return QString::fromUtf8(errors.trimmed().left(300));
}

} // namespace

int runKeychainTool(const QString& operation, const QString& entry) {
    const QString service = QStringLiteral("slipway");
    if (operation == QLatin1StringView("read")) {
        QKeychain::ReadPasswordJob job(service);
        const int code = perform(job, entry);
        const QByteArray value = job.binaryData();
        if (code == 0 && std::fwrite(value.constData(), 1, static_cast<size_t>(value.size()), stdout) !=
                             static_cast<size_t>(value.size()))
            return notUnderstood;
        return code;
    }
    if (operation == QLatin1StringView("write")) {
        QKeychain::WritePasswordJob job(service);
        job.setBinaryData(standardInput());
        return perform(job, entry);
    }
    if (operation == QLatin1StringView("forget")) {
        QKeychain::DeletePasswordJob job(service);
        return perform(job, entry);
    }
    return notUnderstood;
}

std::optional<Error> keychainError(int exitCode, const QByteArray& errors) {
    const auto words = [](const char* text) {
        return QCoreApplication::translate("slipway::adapters::SecretReader", text);
    };
    const QString detail = said(errors);
    if (exitCode == 0)
        return {};
    switch (exitCode - firstError) {
    case QKeychain::EntryNotFound:
        return Error{
            ErrorKind::NotFound, {}, words("there is no such entry; “slipway secret set” makes one")};
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return Error{ErrorKind::Refused, {}, words("the keychain is locked, or said no (%1)").arg(detail)};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return Error{ErrorKind::ToolMissing, {}, words("there is no keychain here (%1)").arg(detail)};
    default:
        return Error{
            ErrorKind::Refused, {}, words("the keychain does not answer as it should (%1)").arg(detail)};
    }
}

} // namespace slipway::adapters
