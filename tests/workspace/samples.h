#pragma once
#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QString>
#include <QStringList>

namespace slipway::test {

/// The sample files of a folder under tests/workspace/samples, as absolute paths.
inline QStringList samples(const QString& folder) {
    const QDir all(QStringLiteral(SLIPWAY_SOURCE_DIR "/tests/workspace/samples/") + folder);
    QStringList paths;
    for (const QString& name : all.entryList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name))
        paths += all.filePath(name);
    return paths;
}

inline QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace slipway::test
