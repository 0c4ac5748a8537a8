#pragma once
#include "app/ports/file_transfer.h"
#include "app/ports/remote_shell.h"

namespace slipway::adapters {

/// What is sent to a host: the command line for its login shell and the script for that shell's input.
struct GateCall {
    QByteArray command;
    QByteArray input;
    QByteArray nonce; ///< marks every line that is meant for us
};

/// Composes the gate's calls and reads its answers (resources/gate). Values from people travel as
/// octal-escaped data, never as shell text. Pure; any thread.
class Gate {
public:
    /// `shell` is the POSIX shell's path on the hosts; `kept` what is kept here of each log, in bytes: an
    /// endless one lets go of the rest on its host.
    Gate(QString workspaceId, QByteArray shell, qint64 kept);
    base::Result<GateCall> start(const ports::AttemptOrder& order) const;
    /// start() and, on the same channel, follow().
    base::Result<GateCall> run(const ports::AttemptOrder& order, ports::OutputOffsets from) const;
    base::Result<GateCall> status(const ports::AttemptOrder& order) const;
    base::Result<GateCall> stop(const ports::AttemptOrder& order) const;
    base::Result<GateCall> clean(const ports::AttemptOrder& order) const;
    base::Result<GateCall> follow(const ports::AttemptOrder& order, ports::OutputOffsets from) const;
    base::Result<GateCall> lock(const ports::LockOrder& order) const;
    base::Result<GateCall> unlock(const ports::LockOrder& order) const;
    base::Result<GateCall> lockState(const domain::EnvironmentName& environment) const;
    /// What a host has of a file that is uploaded.
    struct Part {
        qint64 size = 0;          ///< bytes from its beginning on
        bool inChunks = false;    ///< there may be more behind a hole: it can only be brought in chunks
        bool takesChunks = false; ///< its dd can
    };
    /// How much of an uploaded file the host has; see partFrom().
    base::Result<GateCall> upload(const domain::EnvironmentName& environment,
                                  const ports::ArtifactFile& file) const;
    /// Writes its whole input into the uploaded file from `offset` on, which is a multiple of `receiveBlock`.
    base::Result<GateCall> receive(const domain::EnvironmentName& environment,
                                   const ports::ArtifactFile& file, qint64 offset) const;
    static constexpr qint64 receiveBlock = 65536;
    /// Takes whole chunks in any order, each between a line with its number and one that says "end".
    /// `offset`, a multiple of `receiveChunk`, is how much was there before the first of them. What is less
    /// than a chunk is then left for receive().
    base::Result<GateCall> receiveChunks(const domain::EnvironmentName& environment,
                                         const ports::ArtifactFile& file, qint64 offset) const;
    static constexpr qint64 receiveChunk = 16 * receiveBlock;
    /// `within` bounds the command on the host, so that a hanging one does not stay there.
    base::Result<GateCall> query(const QString& command, const domain::Variables& variables,
                                 base::Milliseconds within) const;

    /// The text of the last line "<nonce> … end" in `output` whose first word is not hello; empty when there
    /// is none.
    static QByteArray answerIn(const QByteArray& output, const QByteArray& nonce);
    /// Whether the script has run at all.
    static bool saidHello(const QByteArray& output, const QByteArray& nonce);
    /// Reads an answer (`state …`, `unfit …`, `fenced …`, `conflict`).
    static base::Result<ports::AttemptState> stateFrom(const QByteArray& answer);
    /// Reads `part N`, `part N able`, `part N chunks` or `unfit …`.
    static base::Result<Part> partFrom(const QByteArray& answer);
    /// Reads `lock …` or `unfit …`; `owner` is who asked, empty for nobody.
    static base::Result<ports::LockState> lockFrom(const QByteArray& answer, const QString& owner);

private:
    base::Result<GateCall> call(const char* operation, const ports::AttemptOrder& order,
                                const QByteArrayList& more, const QByteArray& variables = {},
                                const QByteArray& script = {}) const;
    base::Result<GateCall> startCall(const char* operation, const ports::AttemptOrder& order,
                                     const QByteArrayList& more) const;
    base::Result<GateCall> receiveCall(const char* name, const domain::EnvironmentName& environment,
                                       const ports::ArtifactFile& file, qint64 offset, qint64 unit) const;
    base::Result<GateCall> lockCall(const char* operation, const domain::EnvironmentName& environment,
                                    const ports::LockOrder& order) const;
    QString m_workspaceId;
    QByteArray m_shell;
    qint64 m_kept;
};

/// Any name as one plain shell word and folder name: bytes other than letters, digits, - . _ become +HH.
QByteArray plainWord(const QString& text);

} // namespace slipway::adapters
