#include "app/domain/forge.h"

#include <QRegularExpression>

namespace slipway::domain {

QString repositoryAt(const QString& remoteUrl) {
    static const QRegularExpression url(
        QStringLiteral("\\A(?:https?|ssh|git)://(?:[^/@]*@)?[^/@]+/(?<path>[^:?#]+?)(?:\\.git)?/?\\z"));
    static const QRegularExpression scp(
        QStringLiteral("\\A(?:[^/@:]+@)?[^/@:]+:(?<path>[^:?#]+?)(?:\\.git)?/?\\z"));
    static const QRegularExpression shape(QStringLiteral("\\A[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+\\z"));
    const bool isUrl = remoteUrl.contains(QLatin1StringView("://"));
    QString path = (isUrl ? url : scp).match(remoteUrl.trimmed()).captured(u"path");
    while (path.startsWith(QLatin1Char('/')))
        path.remove(0, 1);
    return shape.match(path).hasMatch() ? path : QString();
}

} // namespace slipway::domain
