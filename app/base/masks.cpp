#include "app/base/masks.h"

#include <QSet>
#include <array>
#include <string.h> // NOLINT: explicit_bzero is not in <cstring>
#include <vector>

namespace slipway::base {

namespace {

constexpr char hiddenNotice[] = "[slipway: this step's output is withheld, because its secrets could not be "
                                "read and so not be masked]\n";
/// A line of a secret of several lines is looked for on its own from this length on.
constexpr qsizetype shortestLine = 8;

/// The characters of the base64 form that depend on nothing but the secret when `before` bytes
/// (modulo 3) stand before it and anything after it.
QByteArray base64Inside(const QByteArray& secret, int before, QByteArray::Base64Options alphabet) {
    const QByteArray text = (QByteArray(before, '\0') + secret).toBase64(alphabet);
    const qsizetype first = (before * 8 + 5) / 6;
    const qsizetype end = (before + secret.size()) * 8 / 6;
    return text.mid(first, end - first);
}

bool isUnreserved(char c, const char* alsoPlain) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr(alsoPlain, c));
}

QByteArray percentEncoded(const QByteArray& secret, const char* alsoPlain, bool upper, bool plusForSpace) {
    QByteArray text;
    for (const char c : secret) {
        const QByteArray hex = QByteArray(1, c).toHex();
        if (plusForSpace && c == ' ')
            text += '+';
        else if (isUnreserved(c, alsoPlain))
            text += c;
        else
            text += '%' + (upper ? hex.toUpper() : hex);
    }
    return text;
}

QByteArray jsonAscii(char c, bool slashes) {
    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\b':
        return "\\b";
    case '\f':
        return "\\f";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    case '/':
        return slashes ? "\\/" : "/";
    default:
        return c < 0x20 ? "\\u00" + QByteArray(1, c).toHex() : QByteArray(1, c);
    }
}

/// As writers of JSON do that leave UTF-8 as it is, and those that write nothing but ASCII.
QByteArray jsonEscaped(const QByteArray& secret, bool asciiOnly, bool slashes) {
    QByteArray text;
    if (asciiOnly) {
        for (const QChar c : QString::fromUtf8(secret))
            text += c.unicode() < 0x80 ? jsonAscii(static_cast<char>(c.unicode()), slashes)
                                       : "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    } else {
        for (const char c : secret)
            text += static_cast<uchar>(c) < 0x80 ? jsonAscii(c, slashes) : QByteArray(1, c);
    }
    return text;
}

/// Without those that are too short to be told from ordinary text.
QSet<QByteArray> formsOf(const QByteArray& secret) {
    QSet<QByteArray> forms;
    const auto add = [&](const QByteArray& form) {
        if (form.size() >= Masks::shortest)
            forms.insert(form);
    };
    add(secret);
    for (const int before : {0, 1, 2})
        for (const auto alphabet : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding})
            add(base64Inside(secret, before, alphabet));
    // RFC 3986, JavaScript's encodeURIComponent, and HTML forms.
    for (const char* plain : {"-._~", "-._~!'()*", "-._*"})
        for (const bool upper : {true, false}) {
            add(percentEncoded(secret, plain, upper, false));
            add(percentEncoded(secret, plain, upper, true));
        }
    for (const bool asciiOnly : {true, false})
        for (const bool slashes : {true, false})
            add(jsonEscaped(secret, asciiOnly, slashes));
    add(secret.toHex());
    add(secret.toHex().toUpper());
    if (secret.contains('\n'))
        for (const QByteArray& line : secret.split('\n'))
            if (line.trimmed().size() >= shortestLine && !line.startsWith("-----"))
                add(line.trimmed());
    return forms;
}

} // namespace

/// Aho and Corasick: all forms at once in one pass, whatever their number.
struct Masks::Machine {
    struct Node {
        qint32 firstChild = -1, nextSibling = -1, fallback = 0;
        qint32 depth = 0;
        qint32 longest = 0; ///< of the forms that end here
        char byte = 0;
    };
    std::vector<Node> nodes{Node()};
    std::array<qint32, 256> fromRoot{};

    Machine() = default;
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;
    ~Machine() { explicit_bzero(nodes.data(), nodes.size() * sizeof(Node)); }

    qint32 child(qint32 node, char byte) const {
        if (node == 0)
            return fromRoot[static_cast<uchar>(byte)] > 0 ? fromRoot[static_cast<uchar>(byte)] : -1;
        qint32 found = nodes[static_cast<size_t>(node)].firstChild;
        while (found >= 0 && nodes[static_cast<size_t>(found)].byte != byte)
            found = nodes[static_cast<size_t>(found)].nextSibling;
        return found;
    }
    qint32 next(qint32 node, char byte) const {
        while (node != 0) {
            if (const qint32 found = child(node, byte); found >= 0)
                return found;
            node = nodes[static_cast<size_t>(node)].fallback;
        }
        return fromRoot[static_cast<uchar>(byte)];
    }
    void add(const QByteArray& form) {
        qint32 node = 0;
        for (const char byte : form) {
            qint32 found = child(node, byte);
            if (found < 0) {
                found = static_cast<qint32>(nodes.size());
                Node& parent = nodes[static_cast<size_t>(node)];
                Node made;
                made.byte = byte;
                made.depth = parent.depth + 1;
                made.nextSibling = parent.firstChild;
                parent.firstChild = found;
                nodes.push_back(made);
                if (node == 0)
                    fromRoot[static_cast<uchar>(byte)] = found;
            }
            node = found;
        }
        nodes[static_cast<size_t>(node)].longest = static_cast<qint32>(form.size());
    }
    void link() {
        std::deque<qint32> waiting;
        for (const qint32 node : fromRoot)
            if (node > 0)
                waiting.push_back(node);
        while (!waiting.empty()) {
            const qint32 node = waiting.front();
            waiting.pop_front();
            Node& here = nodes[static_cast<size_t>(node)];
            here.longest = std::max(here.longest, nodes[static_cast<size_t>(here.fallback)].longest);
            for (qint32 each = here.firstChild; each >= 0;
                 each = nodes[static_cast<size_t>(each)].nextSibling) {
                nodes[static_cast<size_t>(each)].fallback =
                    next(here.fallback, nodes[static_cast<size_t>(each)].byte);
                waiting.push_back(each);
            }
        }
    }
};

Masks::Masks(const QList<Secret>& secrets) {
    QSet<QByteArray> forms;
    for (const Secret& secret : secrets)
        if (secret.reveal().size() >= shortest)
            forms.unite(formsOf(secret.reveal()));
    if (forms.isEmpty())
        return;
    auto machine = std::make_shared<Machine>();
    for (const QByteArray& form : forms)
        machine->add(form);
    machine->link();
    m_machine = std::move(machine);
}

Masks Masks::hidingAll() {
    Masks masks;
    masks.m_hidesAll = true;
    return masks;
}

QByteArray Masks::masked(const QByteArray& text) const {
    if (isEmpty())
        return text;
    Masker masker(*this);
    QByteArray all;
    for (const Masker::Piece& piece : masker.feed(text))
        all += piece.bytes;
    for (const Masker::Piece& piece : masker.finish())
        all += piece.bytes;
    return all;
}

Masker::Masker(Masks masks, qint64 offset)
    : m_masks(std::move(masks))
    , m_from(offset)
    , m_seen(offset)
    , m_heldFrom(offset) {}

QList<Masker::Piece> Masker::feed(const QByteArray& bytes) {
    if (bytes.isEmpty())
        return {};
    if (m_masks.m_hidesAll)
        return hideAll(bytes.size());
    const qint64 start = m_seen;
    m_seen += bytes.size();
    if (!m_masks.m_machine) {
        m_from = m_heldFrom = m_seen;
        return {{bytes, start, m_seen}};
    }
    const Masks::Machine& machine = *m_masks.m_machine;
    m_held += bytes;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        m_state = machine.next(m_state, bytes[i]);
        if (m_state == 0)
            continue;
        if (const qint32 length = machine.nodes[static_cast<size_t>(m_state)].longest; length > 0)
            cover(start + i + 1 - length, start + i + 1);
    }
    // A secret that is still open begins here or later: the machine's depth is its length so far.
    qint64 upTo = m_seen - machine.nodes[static_cast<size_t>(m_state)].depth;
    // Not inside of one that is whole already; it need not be the last one found.
    for (auto found = m_found.crbegin(); found != m_found.crend() && found->end > upTo; ++found)
        if (found->start < upTo)
            upTo = found->start;
    return release(upTo);
}

QList<Masker::Piece> Masker::finish() {
    m_state = 0;
    return release(m_seen);
}

void Masker::cover(qint64 start, qint64 end) {
    while (!m_found.empty() && m_found.back().end > start) {
        start = std::min(start, m_found.back().start);
        m_found.pop_back();
    }
    m_found.push_back({start, end});
}

QList<Masker::Piece> Masker::release(qint64 upTo) {
    QList<Piece> pieces;
    const auto plain = [&](qint64 end) {
        if (end > m_from)
            pieces.append({m_held.mid(m_from - m_heldFrom, end - m_from), m_from, end});
        m_from = std::max(m_from, end);
    };
    while (!m_found.empty() && m_found.front().end <= upTo) {
        plain(m_found.front().start);
        pieces.append({Masks::mask, m_found.front().start, m_found.front().end});
        m_from = m_found.front().end;
        m_found.pop_front();
    }
    plain(upTo);
    // The bytes of a secret that may still grow are not needed again: one that repeats itself
    // without end costs no memory.
    const bool isInside = !m_found.empty() && m_found.front().start == m_from;
    const qint64 keepFrom = isInside ? m_found.front().end : m_from;
    m_held.remove(0, keepFrom - m_heldFrom);
    m_heldFrom = keepFrom;
    return pieces;
}

QList<Masker::Piece> Masker::hideAll(qsizetype size) {
    const qint64 start = m_seen;
    m_seen += size;
    m_from = m_heldFrom = m_seen;
    return {{std::exchange(m_saidHidden, true) ? QByteArray() : QByteArray(hiddenNotice), start, m_seen}};
}

} // namespace slipway::base
