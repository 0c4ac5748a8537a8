#pragma once
#include <QByteArray>
#include <functional>

namespace slipway::adapters {

/// Finds lines with a text in bytes that come piece by piece, with bounded memory. Of a line
/// longer than 64 KiB only its pieces are looked at, each with what precedes it.
class LineSearch {
public:
    /// `hit(line, timeMs)` gets every line once, at most 4 KiB of it around the text.
    LineSearch(QByteArray text, std::function<void(const QByteArray&, qint64)> hit);
    /// `timeMs` is when these bytes came; a line has the time of its last byte.
    void feed(const QByteArray& bytes, qint64 timeMs);
    /// The last line may have no end.
    void finish();

private:
    void look(QByteArrayView line);
    const QByteArray m_text;
    const std::function<void(const QByteArray&, qint64)> m_hit;
    QByteArray m_rest;    ///< begin of a line whose end has not come
    bool m_found = false; ///< the unfinished line was handed over already
    qint64 m_timeMs = 0;
};

} // namespace slipway::adapters
