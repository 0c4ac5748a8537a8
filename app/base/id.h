#pragma once
#include <QHash>
#include <QString>
#include <compare>

namespace slipway::base {

/// A name that cannot be mistaken for another kind of name. Empty means none.
template <class Tag>
class Id {
public:
    Id() = default;
    explicit Id(QString text) : m_text(std::move(text)) {}
    const QString& text() const noexcept { return m_text; }
    bool isEmpty() const noexcept { return m_text.isEmpty(); }
    friend bool operator==(const Id&, const Id&) = default;
    friend bool operator<(const Id& a, const Id& b) { return a.m_text < b.m_text; }
    friend size_t qHash(const Id& id, size_t seed = 0) noexcept { return qHash(id.m_text, seed); }

private:
    QString m_text;
};

} // namespace slipway::base
