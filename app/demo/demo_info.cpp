#include "app/demo/demo_info.h"

#include "app/demo/private_file.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace slipway::demo {
namespace {

constexpr int format = 1;

QString statePath(const QString& folder) {
    return folder + QStringLiteral("/.slipway/demo.json");
}

} // namespace

const DemoHost* DemoInfo::host(const QString& name) const {
    for (const auto& candidate : hosts)
        if (candidate.name == name)
            return &candidate;
    return nullptr;
}

QStringList demoPeople() {
    return {QStringLiteral("mira"), QStringLiteral("jonas"), QStringLiteral("priya")};
}

base::Result<DemoInfo> loadDemo(const QString& folder) {
    DemoInfo demo;
    demo.folder = QDir::cleanPath(QDir(folder).absolutePath());
    const auto path = statePath(demo.folder);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::Error{base::ErrorKind::NotFound, demo.folder,
                           QStringLiteral("this folder holds no demo")};
    const auto json = QJsonDocument::fromJson(file.readAll()).object();
    demo.id = json[QLatin1StringView("id")].toString();
    demo.user = json[QLatin1StringView("user")].toString();
    demo.complete = json[QLatin1StringView("complete")].toBool();
    const auto hosts = json[QLatin1StringView("hosts")].toArray();
    for (const auto& entry : hosts) {
        const auto host = entry.toObject();
        demo.hosts.append({host[QLatin1StringView("name")].toString(),
                           host[QLatin1StringView("environment")].toString(),
                           static_cast<quint16>(host[QLatin1StringView("sshPort")].toInt()),
                           static_cast<quint16>(host[QLatin1StringView("httpPort")].toInt())});
    }
    // An empty ID would match every process without a mark.
    if (json[QLatin1StringView("format")].toInt() != format || demo.id.isEmpty())
        return base::Error{base::ErrorKind::Corrupt, path, QStringLiteral("not the state of a demo")};
    return demo;
}

base::Result<void> saveDemo(const DemoInfo& demo) {
    QJsonArray hosts;
    for (const auto& host : demo.hosts)
        hosts.append(QJsonObject{{QStringLiteral("name"), host.name},
                                 {QStringLiteral("environment"), host.environment},
                                 {QStringLiteral("sshPort"), host.sshPort},
                                 {QStringLiteral("httpPort"), host.httpPort}});
    const QJsonObject json{{QStringLiteral("format"), format},
                           {QStringLiteral("id"), demo.id},
                           {QStringLiteral("user"), demo.user},
                           {QStringLiteral("complete"), demo.complete},
                           {QStringLiteral("hosts"), hosts}};
    return writePrivateFile(statePath(demo.folder), QJsonDocument(json).toJson());
}

} // namespace slipway::demo
