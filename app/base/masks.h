#pragma once
#include "app/base/secret.h"

#include <QList>
#include <deque>
#include <memory>

namespace slipway::base {

/// What must not be seen in output: every form in which some secrets may appear there (as they
/// are, in base64 at any alignment, percent-encoded, escaped for JSON, in hex, line by line).
/// Best effort by nature: whoever transforms a value otherwise gets around it. An immutable value.
class Masks {
public:
    /// Shorter values would hide ordinary words, so they are not masked.
    static constexpr qsizetype shortest = 6;
    /// What stands in the place of a secret; never longer than what it hides.
    static constexpr char mask[] = "******";

    /// Hides nothing.
    Masks() = default;
    explicit Masks(const QList<Secret>& secrets);
    /// Hides everything, for when the secrets of a running step are not known.
    static Masks hidingAll();
    bool isEmpty() const { return !m_machine && !m_hidesAll; }
    /// The whole text at once.
    QByteArray masked(const QByteArray& text) const;

private:
    friend class Masker;
    struct Machine;
    std::shared_ptr<const Machine> m_machine;
    bool m_hidesAll = false;
};

/// Masks one stream of bytes that comes in pieces, with the same result however it is cut. Holds
/// back only what may turn out to be the begin of a secret: at most the longest form less one
/// byte. Secrets that overlap become one mask. Not thread-safe.
class Masker {
public:
    /// Begins at a raw offset where a piece that was handed out ended, or at 0.
    explicit Masker(Masks masks, qint64 offset = 0);
    /// Either the raw bytes from `start` to `end` themselves, or what stands for them. No secret
    /// lies across the border between two pieces, so a stream may be resumed at any of them (and
    /// anywhere inside a piece of raw bytes).
    struct Piece {
        QByteArray bytes;
        qint64 start = 0;
        qint64 end = 0;
    };
    QList<Piece> feed(const QByteArray& bytes);
    /// Nothing more comes: what was held back was no secret.
    QList<Piece> finish();

private:
    struct Range {
        qint64 start, end;
    };
    void cover(qint64 start, qint64 end);
    QList<Piece> release(qint64 upTo);
    QList<Piece> hideAll(qsizetype size);

    Masks m_masks;
    qint64 m_from;             ///< everything before it was handed out
    qint64 m_seen;             ///< everything before it was fed
    QByteArray m_held;         ///< raw bytes from m_heldFrom to m_seen
    qint64 m_heldFrom;         ///< m_from, or the end of a secret that begins there
    std::deque<Range> m_found; ///< secrets in what is held, in order, not overlapping
    qint32 m_state = 0;
    bool m_saidHidden = false;
};

} // namespace slipway::base
