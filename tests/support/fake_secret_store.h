#pragma once
#include "app/ports/secret_store.h"
#include "tests/support/fake_fuse.h"

#include <QMap>

namespace slipway::support {

/// Values by what stands in the source; what is not there is NotFound.
class FakeSecretStore final : public ports::SecretStore {
public:
    explicit FakeSecretStore(FakeFuse& fuse) : m_fuse(fuse) {}

    QMap<QString, QByteArray> values;
    std::optional<base::Error> failure; ///< what every call answers instead

    base::Future<base::Secret> read(domain::SecretSource source, base::Limit) override {
        return m_fuse.call<base::Secret>(
            QStringLiteral("secrets.read"), base::ErrorKind::Timeout, base::ErrorKind::Timeout,
            [this, source]() -> base::Result<base::Secret> {
                if (failure)
                    return *failure;
                if (!values.contains(source.from))
                    return base::Error{base::ErrorKind::NotFound, {}, QStringLiteral("it is not there")};
                return base::Secret(values.value(source.from));
            });
    }
    base::Future<void> write(QString entry, base::Secret value, base::Limit) override {
        return m_fuse.call<void>(QStringLiteral("secrets.write"), base::ErrorKind::Timeout,
                                 base::ErrorKind::Timeout, [this, entry, value]() -> base::Result<void> {
                                     if (failure)
                                         return *failure;
                                     values.insert(entry, value.reveal());
                                     return {};
                                 });
    }
    base::Future<void> forget(QString entry, base::Limit) override {
        return m_fuse.call<void>(
            QStringLiteral("secrets.forget"), base::ErrorKind::Timeout, base::ErrorKind::Timeout,
            [this, entry]() -> base::Result<void> {
                if (values.remove(entry) == 0)
                    return base::Error{base::ErrorKind::NotFound, {}, QStringLiteral("it is not there")};
                return {};
            });
    }

private:
    FakeFuse& m_fuse;
};

} // namespace slipway::support
