#include "app/engine/secret_values.h"

#include <QCoreApplication>

namespace slipway::engine {

using domain::SecretSource;
using namespace std::chrono_literals;

namespace {

/// A person may have to unlock a keychain or touch a key.
constexpr auto readWithin = 60s;

QString tr(const char* text) {
    return QCoreApplication::translate("engine", text);
}

QString sourceWords(const SecretSource& source) {
    switch (source.kind) {
    case SecretSource::Kind::Environment:
        return tr("the environment variable %1").arg(source.from);
    case SecretSource::Kind::Command:
        return tr("the command “%1”").arg(source.from);
    case SecretSource::Kind::Keychain:
        return tr("the keychain entry “%1”").arg(source.from);
    }
    Q_UNREACHABLE();
}

struct Reading {
    QList<SecretSource> left;
    SecretValues values;
    std::function<void(const base::Result<SecretValues>&)> done;
};

void readNext(const Parts& parts, const std::shared_ptr<Reading>& reading, const std::stop_token& stop,
              QObject* owner) {
    if (reading->left.isEmpty()) {
        reading->done(reading->values);
        return;
    }
    const SecretSource source = reading->left.takeFirst();
    base::deliver(parts.secrets.read(source, {readWithin, stop}), owner,
                  [&parts, reading, stop, owner, source](const base::Result<base::Secret>& value) {
                      if (!value.ok()) {
                          reading->done(
                              base::Error{value.error().kind, source.name,
                                          tr("the secret %1 could not be read from %2: %3")
                                              .arg(source.name, sourceWords(source), value.error().detail)});
                          return;
                      }
                      reading->values.insert(source.name, *value);
                      readNext(parts, reading, stop, owner);
                  });
}

} // namespace

void readValues(const Parts& parts, const QList<SecretSource>& sources, const std::stop_token& stop,
                QObject* owner, std::function<void(const base::Result<SecretValues>&)> done) {
    readNext(parts, std::make_shared<Reading>(Reading{sources, {}, std::move(done)}), stop, owner);
}

} // namespace slipway::engine
