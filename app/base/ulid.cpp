#include "app/base/ulid.h"

#include <QRandomGenerator>
#include <array>

namespace slipway::base {

namespace {
constexpr char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
}

QString newUlid(qint64 utcMs) {
    QString text(26, QLatin1Char('0'));
    auto time = static_cast<quint64>(utcMs);
    for (int i = 9; i >= 0; --i, time >>= 5)
        text[i] = QLatin1Char(alphabet[time & 31]);
    for (int i = 10; i < 26; ++i)
        text[i] = QLatin1Char(alphabet[QRandomGenerator::system()->generate() & 31]);
    return text;
}

bool isUlid(QStringView text) {
    if (text.size() != 26 || text[0] > QLatin1Char('7'))
        return false;
    for (const QChar c : text)
        if (!QLatin1StringView(alphabet).contains(c))
            return false;
    return true;
}

} // namespace slipway::base
