#include "ui/widgets/key_fact.h"

#include "ui/text/quantities.h"

#include <QCoreApplication>
#include <QDir>
#include <utility>

namespace slipway::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("keys", text);
}

/// "~/.ssh/id_ed25519"
QString shortPath(const QString& path) {
    const QString home = QDir::homePath() + QLatin1Char('/');
    return path.startsWith(home) ? QStringLiteral("~/") + path.mid(home.size()) : path;
}

} // namespace

Facts::Fact keyFact(const models::BoardView& board, bool isNarrow) {
    Facts::Fact fact{tr("Key"), {}};
    if (board.actorKey.isEmpty()) {
        fact.value = tr("none on this computer");
        fact.type = Type::Body;
    } else {
        const QString type = isNarrow ? QString() : board.actorKeyType + QLatin1Char(' ');
        fact.value = type + shortFingerprint(board.actorKey);
        fact.chip = board.actorKeyPlace.isEmpty() ? Look{Glyph::Lock, tr("in agent"), Tone::Passed}
                                                  : Look{Glyph::None, tr("key file"), Tone::Neutral};
        fact.chipTells = board.actorKeyPlace.isEmpty()
                             ? tr("the SSH agent signs; the key does not leave it")
                             : tr("the key is read from %1").arg(shortPath(board.actorKeyPlace));
    }
    if (board.isSolo && board.actorKey.isEmpty()) {
        fact.chip = {Glyph::Diamond, tr("self-approved"), Tone::Attention};
        fact.chipTells = tr("recorded without a signature");
    }
    if (isNarrow)
        fact.more = std::exchange(fact.chip, {}).word; // beside the value there is no room for it
    else if (board.isSolo)
        fact.more = board.actorKey.isEmpty()
                        ? tr("Recorded as self-approved, without a signature. It never counts as four eyes.")
                        : tr("Nobody is named in slipway.yaml, so it is recorded as self-approved. It never "
                             "counts as four eyes.");
    return fact;
}

} // namespace slipway::ui
