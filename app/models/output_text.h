#pragma once
#include "app/models/output_model.h"

#include <QStringDecoder>

namespace slipway::models {

/// A line as it is shown: every character in it is visible or a space.
struct OutputLine {
    qint64 timeMs = 0; ///< when its first byte arrived
    qint64 offset = 0; ///< raw, in its stream: where the line that ends in a newline begins
    bool err = false;
    QString text;
    QList<OutputModel::Span> spans;
    bool cut = false;     ///< longer than what is kept
    qint64 bytes() const; ///< of memory
};

/// Turns the bytes of one stream into lines. Nothing that a command writes can act: SGR
/// becomes spans, every other escape and control or format character becomes its picture.
class OutputText {
public:
    static constexpr qsizetype longestLine = 4096; ///< UTF-16 units kept of a line

    explicit OutputText(bool err) : m_err(err) {}
    /// Feeds bytes; `line()` answers the line to write to (a new one when `fresh`) and stays
    /// valid until it is called again.
    template <class NextLine>
    void feed(const QByteArray& bytes, qint64 timeMs, NextLine&& nextLine) {
        const QString text = m_decoder.decode(bytes);
        for (qsizetype i = 0; i < text.size(); ++i) {
            // Nearly all output is this, and one by one it would take ten times as long.
            if (const qsizetype plain = isPlain() ? plainFrom(text, i) : 0; plain > 0) {
                write(text.mid(i, plain), timeMs, nextLine);
                i += plain - 1;
                continue;
            }
            char32_t point = text[i].unicode();
            if (text[i].isHighSurrogate() && i + 1 < text.size()) {
                point = QChar::surrogateToUcs4(text[i], text[i + 1]);
                ++i;
            }
            take(point, timeMs, nextLine);
        }
    }

private:
    enum class Escape { None, Seen, Sgr };

    template <class NextLine>
    void take(char32_t point, qint64 timeMs, NextLine& nextLine) {
        // A lone carriage return would hide what stood in the line before; it ends the line.
        if (m_returned) {
            m_returned = false;
            m_open = false;
            if (point == U'\n')
                return;
        }
        if (m_escape != Escape::None && takeEscape(point, timeMs, nextLine))
            return;
        if (point == 0x1b) {
            m_escape = Escape::Seen;
            m_parameters.clear();
        } else if (point == U'\r') {
            m_returned = true;
            write({}, timeMs, nextLine);
        } else if (point == U'\n') {
            write({}, timeMs, nextLine);
            m_open = false;
        } else {
            write(visible(point), timeMs, nextLine);
        }
    }

    /// True: the character belonged to the escape sequence.
    template <class NextLine>
    bool takeEscape(char32_t point, qint64 timeMs, NextLine& nextLine) {
        if (m_escape == Escape::Seen && point == U'[') {
            m_escape = Escape::Sgr;
            return true;
        }
        if (m_escape == Escape::Sgr && m_parameters.size() < 32 &&
            ((point >= U'0' && point <= U'9') || point == U';')) {
            m_parameters += QChar(static_cast<char16_t>(point));
            return true;
        }
        const bool colour = m_escape == Escape::Sgr && point == U'm';
        QString inert = m_escape == Escape::Sgr ? QStringLiteral("␛[") + m_parameters : QStringLiteral("␛");
        m_escape = Escape::None;
        if (colour) {
            applySgr();
            return true;
        }
        write(inert, timeMs, nextLine);
        return false;
    }

    template <class NextLine>
    void write(const QString& words, qint64 timeMs, NextLine& nextLine) {
        OutputLine* line = nextLine(!m_open, m_err, timeMs);
        m_open = true;
        append(*line, words);
    }

    bool isPlain() const { return !m_returned && m_escape == Escape::None; }
    /// How many printable ASCII characters stand there.
    static qsizetype plainFrom(const QString& text, qsizetype from);
    void append(OutputLine& line, const QString& words) const;
    void applySgr();
    static QString visible(char32_t point);

    QStringDecoder m_decoder{QStringDecoder::Utf8};
    bool m_err = false;
    bool m_open = false;
    bool m_returned = false;
    Escape m_escape = Escape::None;
    QString m_parameters;
    OutputModel::Ink m_ink = OutputModel::Ink::Plain;
};

} // namespace slipway::models
