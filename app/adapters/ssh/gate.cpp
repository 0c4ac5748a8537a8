#include "app/adapters/ssh/gate.h"

#include "app/base/ulid.h"

#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>

static void initializeGateResource() {
    Q_INIT_RESOURCE(ssh_gate);
}

namespace slipway::adapters {

using base::Error;
using base::ErrorKind;
using base::Result;
using ports::AttemptState;

namespace {

/// The whole input must fit a host's channel window (2 MiB with OpenSSH).
constexpr qsizetype longestInput = 1'500'000;
/// Owner, person and reason of a lock: lines for people.
constexpr qsizetype longestWords = 2000;

QByteArray resource(const char* name) {
    static const bool ready = (initializeGateResource(), true);
    Q_UNUSED(ready)
    QFile file(QStringLiteral(":/slipway/gate/") + QLatin1StringView(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A script with its shared parts in place, and without what is there for people: a third of its bytes, which
/// would be enciphered, sent and parsed with every call. No line of a text in them begins with # or a blank.
QByteArray assembled(const char* name) {
    auto text = resource(name);
    text.replace("@SPOOL@", resource("spool.sh"));
    text.replace("@PROCESS@", resource("process.sh"));
    QByteArrayList lines = text.split('\n');
    for (QByteArray& line : lines)
        while (line.startsWith(' '))
            line.remove(0, 1);
    lines.removeIf([](const QByteArray& line) { return line.startsWith('#'); });
    return lines.join('\n');
}

const QByteArray& gateScript() {
    static const QByteArray text = assembled("gate.sh");
    return text;
}

const QByteArray& lockScript() {
    static const QByteArray text = assembled("lock.sh");
    return text;
}

const QByteArray& uploadScript() {
    static const QByteArray text = assembled("upload.sh");
    return text;
}

const QByteArray& queryScript() {
    static const QByteArray text = assembled("query.sh");
    return text;
}

QByteArray newNonce() {
    quint32 words[4];
    QRandomGenerator::system()->fillRange(words);
    return "slipway-" + QByteArray(reinterpret_cast<const char*>(words), sizeof words).toHex();
}

bool isDigest(const QString& text) {
    static const QRegularExpression digest(QStringLiteral("\\A[0-9a-f]{64}\\z"));
    return digest.match(text).hasMatch();
}

bool isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// For printf %b: everything but the plainest characters as \0ooo.
QByteArray octal(const QByteArray& bytes) {
    QByteArray text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        if (isPlain(c) || c == '/' || c == '.' || c == '-' || c == '_' || c == ':') {
            text.append(c);
        } else {
            const auto value = static_cast<unsigned char>(c);
            text.append("\\0");
            for (const int shift : {6, 3, 0})
                text.append(static_cast<char>('0' + ((value >> shift) & 7)));
        }
    }
    return text;
}

/// What octal() made. Anything else in it stays as it came: an unknown host wrote it.
QString fromOctal(const QByteArray& text) {
    QByteArray bytes;
    for (qsizetype at = 0; at < text.size(); ++at) {
        bool ok = false;
        const int value = text[at] == '\\' ? text.mid(at + 1, 4).toInt(&ok, 8) : 0;
        if (ok && value > 0 && value < 256 && text.size() >= at + 5) {
            bytes.append(static_cast<char>(value));
            at += 4;
        } else {
            bytes.append(text[at]);
        }
    }
    return QString::fromUtf8(bytes);
}

/// First line: the folder. Then NAME=value lines and a lone dot.
Result<QByteArray> frame(const QString& folder, const domain::Variables& variables,
                         const QMap<QString, base::Secret>& secrets = {}) {
    static const QRegularExpression name(QStringLiteral("^(?!_gate_)[A-Za-z_][A-Za-z0-9_]*$"));
    if (folder.contains(QChar(0)))
        return Error{ErrorKind::BadInput, {}, QStringLiteral("the folder holds a zero byte")};
    QByteArray lines =
        octal((folder.startsWith(QStringLiteral("~/")) ? folder.mid(2) : folder).toUtf8()) + '\n';
    for (auto each = variables.begin(); each != variables.end(); ++each) {
        if (!name.match(each.key()).hasMatch())
            return Error{
                ErrorKind::BadInput, {}, QStringLiteral("not a variable's name: %1").arg(each.key())};
        if (each.value().contains(QChar(0)))
            return Error{
                ErrorKind::BadInput, {}, QStringLiteral("the value of %1 holds a zero byte").arg(each.key())};
        lines += each.key().toLatin1() + '=' + octal(each.value().toUtf8()) + '\n';
    }
    for (auto each = secrets.begin(); each != secrets.end(); ++each) {
        if (!name.match(each.key()).hasMatch() || each.value().reveal().contains('\0'))
            return Error{ErrorKind::BadInput,
                         {},
                         QStringLiteral("the secret %1 cannot be a variable").arg(each.key())};
        lines += each.key().toLatin1() + '=' + octal(each.value().reveal()) + '\n';
    }
    return lines + '.';
}

QByteArray seconds(base::Milliseconds duration) {
    const auto count = std::max<qint64>(0, duration.count());
    return QByteArray::number(count / 1000) + '.' + QByteArray::number(count % 1000).rightJustified(3, '0');
}

Result<GateCall> compose(const QByteArray& shell, const QByteArrayList& arguments, const QByteArray& text,
                         const QByteArray& variables, const QByteArray& script) {
    if (text.isEmpty())
        return Error{ErrorKind::NotFound, {}, QStringLiteral("the gate script is not part of this program")};
    GateCall call;
    call.nonce = newNonce();
    call.command = "exec " + shell + " -s -- " + arguments.join(' ');
    // In one pass over the template, so that a script that speaks of "@END@" stays as it is.
    qsizetype at = 0;
    while (at < text.size()) {
        const auto mark = text.indexOf('@', at);
        if (mark < 0) {
            call.input += text.mid(at);
            break;
        }
        call.input += text.mid(at, mark - at);
        at = mark;
        const auto rest = text.mid(mark, 12);
        if (rest.startsWith("@NONCE@")) {
            call.input += call.nonce;
            at += 7;
        } else if (rest.startsWith("@END@")) {
            call.input += call.nonce;
            at += 5;
        } else if (rest.startsWith("@VARIABLES@")) {
            call.input += variables;
            at += 11;
        } else if (rest.startsWith("@SCRIPT@")) {
            call.input += script;
            at += 8;
        } else {
            call.input += '@';
            ++at;
        }
    }
    if (call.input.size() > longestInput)
        return Error{ErrorKind::BadInput, {}, QStringLiteral("script and variables are larger than 1.5 MB")};
    return call;
}

Result<int> number(const QByteArray& text) {
    bool ok = false;
    const int value = text.toInt(&ok);
    if (!ok)
        return Error{ErrorKind::Protocol, {}, QStringLiteral("not a number in the gate's answer")};
    return value;
}

std::optional<AttemptState::State> stateNamed(const QByteArray& name) {
    using State = AttemptState::State;
    static const QHash<QByteArray, State> names{{"never", State::Never},
                                                {"gated", State::Gated},
                                                {"running", State::Running},
                                                {"done", State::Done},
                                                {"lost-reboot", State::LostReboot},
                                                {"lost-process", State::LostProcess},
                                                {"orphan", State::Orphan}};
    const auto found = names.constFind(name);
    return found == names.constEnd() ? std::nullopt : std::optional(*found);
}

} // namespace

QByteArray plainWord(const QString& text) {
    QByteArray word;
    for (const char c : text.toUtf8()) {
        if (isPlain(c) || ((c == '-' || c == '.' || c == '_') && !word.isEmpty()))
            word.append(c);
        else
            word.append('+').append(QByteArray(1, c).toHex()); // plain in every login shell, unlike % = ~ ^
    }
    return word;
}

Gate::Gate(QString workspaceId, QByteArray shell, qint64 kept)
    : m_workspaceId(std::move(workspaceId))
    , m_shell(std::move(shell))
    , m_kept((std::max(kept, receiveBlock) + receiveBlock - 1) / receiveBlock * receiveBlock) {}

Result<GateCall> Gate::call(const char* operation, const ports::AttemptOrder& order,
                            const QByteArrayList& more, const QByteArray& variables,
                            const QByteArray& script) const {
    if (!base::isUlid(order.attempt.text()))
        return Error{ErrorKind::BadInput, {}, QStringLiteral("not an attempt: %1").arg(order.attempt.text())};
    if (m_workspaceId.isEmpty() || order.environment.isEmpty())
        return Error{ErrorKind::BadInput, {}, QStringLiteral("workspace and environment must have names")};
    // A step that changes nothing must not be kept from it by anybody's lock.
    const auto fence = order.fence ? QByteArray::number(*order.fence) : QByteArray("-");
    const auto digest = order.digest.isEmpty() ? QByteArray("-") : plainWord(order.digest);
    const QByteArrayList arguments{operation,
                                   m_shell,
                                   plainWord(m_workspaceId),
                                   plainWord(order.environment.text()),
                                   order.attempt.text().toLatin1(),
                                   digest,
                                   fence};
    return compose(m_shell, arguments + more, gateScript(), variables, script);
}

Result<GateCall> Gate::start(const ports::AttemptOrder& order) const {
    return startCall("start", order, {});
}

Result<GateCall> Gate::run(const ports::AttemptOrder& order, ports::OutputOffsets from) const {
    if (from.out < 0 || from.err < 0)
        return Error{ErrorKind::BadInput, {}, QStringLiteral("negative offsets")};
    return startCall("run", order, {QByteArray::number(from.out), QByteArray::number(from.err)});
}

Result<GateCall> Gate::startCall(const char* operation, const ports::AttemptOrder& order,
                                 const QByteArrayList& more) const {
    auto script = order.command.script.toUtf8();
    if (script.contains('\0'))
        return Error{ErrorKind::BadInput, {}, QStringLiteral("the script holds a zero byte")};
    // A here-document ends in a newline; the host counts it.
    const auto length = script.size() + 1;
    const auto variables = frame(order.command.folder, order.command.variables, order.secrets);
    if (!variables)
        return variables.error();
    const auto limit = order.command.timeout.count() > 0 ? seconds(order.command.timeout) : QByteArray("0");
    return call(operation, order,
                QByteArrayList{limit, seconds(order.command.grace), QByteArray::number(length),
                               QByteArray::number(m_kept)} +
                    more,
                *variables, script);
}

Result<GateCall> Gate::status(const ports::AttemptOrder& order) const {
    return call("status", order, {});
}

Result<GateCall> Gate::stop(const ports::AttemptOrder& order) const {
    const auto grace = (std::max<qint64>(0, order.command.grace.count()) + 999) / 1000;
    return call("stop", order, {QByteArray::number(grace)});
}

Result<GateCall> Gate::clean(const ports::AttemptOrder& order) const {
    return call("clean", order, {});
}

Result<GateCall> Gate::follow(const ports::AttemptOrder& order, ports::OutputOffsets from) const {
    if (from.out < 0 || from.err < 0)
        return Error{ErrorKind::BadInput, {}, QStringLiteral("negative offsets")};
    return call("follow", order, {QByteArray::number(from.out), QByteArray::number(from.err)});
}

Result<GateCall> Gate::query(const QString& command, const domain::Variables& variables,
                             base::Milliseconds within) const {
    const auto script = command.toUtf8();
    if (script.contains('\0') || script.size() > 64 * 1024)
        return Error{ErrorKind::BadInput,
                     {},
                     QStringLiteral("the command holds a zero byte or is larger than 64 KiB")};
    const auto lines = frame({}, variables);
    if (!lines)
        return lines.error();
    const auto limit = std::max<qint64>(1, (within.count() + 999) / 1000);
    return compose(m_shell, {m_shell, QByteArray::number(limit)}, queryScript(), *lines, script);
}

Result<GateCall> Gate::lockCall(const char* operation, const domain::EnvironmentName& environment,
                                const ports::LockOrder& order) const {
    if (m_workspaceId.isEmpty() || environment.isEmpty())
        return Error{ErrorKind::BadInput, {}, QStringLiteral("workspace and environment must have names")};
    QByteArray lines;
    for (const QString& text : {order.owner, order.who, order.reason}) {
        if (text.size() > longestWords || text.contains(QChar(0)))
            return Error{ErrorKind::BadInput,
                         {},
                         QStringLiteral("the lock's words hold a zero byte or are longer than %1 characters")
                             .arg(longestWords)};
        lines += '=' + octal(text.toUtf8()) + '\n';
    }
    lines.chop(1);
    const QByteArrayList arguments{operation,
                                   m_shell,
                                   plainWord(m_workspaceId),
                                   plainWord(environment.text()),
                                   order.takeOver ? QByteArray("yes") : QByteArray("no"),
                                   order.seen ? QByteArray::number(*order.seen) : QByteArray("-")};
    return compose(m_shell, arguments, lockScript(), lines, {});
}

Result<GateCall> Gate::lock(const ports::LockOrder& order) const {
    if (order.owner.isEmpty())
        return Error{ErrorKind::BadInput, {}, QStringLiteral("a lock needs an owner")};
    return lockCall("lock", order.environment, order);
}

Result<GateCall> Gate::unlock(const ports::LockOrder& order) const {
    if (order.owner.isEmpty())
        return Error{ErrorKind::BadInput, {}, QStringLiteral("a lock needs an owner")};
    return lockCall("unlock", order.environment, order);
}

Result<GateCall> Gate::lockState(const domain::EnvironmentName& environment) const {
    return lockCall("show", environment, {});
}

Result<GateCall> Gate::upload(const domain::EnvironmentName& environment,
                              const ports::ArtifactFile& file) const {
    if (m_workspaceId.isEmpty() || environment.isEmpty())
        return Error{ErrorKind::BadInput, {}, QStringLiteral("workspace and environment must have names")};
    if (!isDigest(file.sha256) || file.bytes < 0)
        return Error{ErrorKind::BadInput, file.path,
                     QStringLiteral("size or digest of the file is not known")};
    const QByteArrayList arguments{"upload",
                                   m_shell,
                                   plainWord(m_workspaceId),
                                   plainWord(environment.text()),
                                   file.sha256.toLatin1(),
                                   QByteArray::number(file.bytes)};
    return compose(m_shell, arguments, uploadScript(), {}, {});
}

Result<GateCall> Gate::receive(const domain::EnvironmentName& environment, const ports::ArtifactFile& file,
                               qint64 offset) const {
    return receiveCall("receive.sh", environment, file, offset, receiveBlock);
}

Result<GateCall> Gate::receiveChunks(const domain::EnvironmentName& environment,
                                     const ports::ArtifactFile& file, qint64 offset) const {
    return receiveCall("receive_chunks.sh", environment, file, offset, receiveChunk);
}

Result<GateCall> Gate::receiveCall(const char* name, const domain::EnvironmentName& environment,
                                   const ports::ArtifactFile& file, qint64 offset, qint64 unit) const {
    if (!isDigest(file.sha256) || offset < 0 || offset % unit != 0)
        return Error{ErrorKind::BadInput, file.path, QStringLiteral("no place in the uploaded file")};
    const QByteArray folder =
        ".slipway/" + plainWord(m_workspaceId) + '/' + plainWord(environment.text()) + "/uploads";
    GateCall call;
    call.command = "exec " + m_shell + " -c '" + assembled(name).trimmed().replace('\n', ' ') + '\'';
    call.command.replace("@FOLDER@", folder).replace("@NAME@", file.sha256.toLatin1());
    call.command.replace("@BLOCK@", QByteArray::number(offset / unit));
    call.command.replace("@BYTES@", QByteArray::number(file.bytes));
    return call;
}

Result<Gate::Part> Gate::partFrom(const QByteArray& answer) {
    const auto words = answer.split(' ');
    bool ok = false;
    const bool inChunks = words.value(2) == "chunks";
    const Part part{words.value(1).toLongLong(&ok), inChunks, inChunks || words.value(2) == "able"};
    if (words[0] == "part" && ok && part.size >= 0 && words.size() == (part.takesChunks ? 3 : 2))
        return part;
    const auto error = stateFrom(answer);
    return error ? Error{ErrorKind::Protocol, {}, QStringLiteral("a state where a size was asked for")}
                 : error.error();
}

QByteArray Gate::answerIn(const QByteArray& output, const QByteArray& nonce) {
    QByteArray answer;
    const QByteArray mark = '\n' + nonce + ' ';
    for (auto at = output.indexOf(mark); at >= 0; at = output.indexOf(mark, at + 1)) {
        const auto begin = at + mark.size();
        const auto end = output.indexOf('\n', begin);
        if (end < 0)
            break;
        const auto line = output.mid(begin, end - begin);
        if (line.endsWith(" end") && line != "hello end")
            answer = line.chopped(4);
    }
    return answer;
}

bool Gate::saidHello(const QByteArray& output, const QByteArray& nonce) {
    return output.contains('\n' + nonce + " hello end\n");
}

Result<AttemptState> Gate::stateFrom(const QByteArray& answer) {
    const auto words = answer.split(' ');
    const auto detail = QString::fromUtf8(answer.mid(words[0].size() + 1).left(400));
    if (words[0] == "unfit")
        return Error{ErrorKind::HostUnfit, {}, detail};
    if (words[0] == "fenced")
        return Error{ErrorKind::Fenced, {}, QStringLiteral("the host's fence is %1").arg(detail)};
    if (words[0] == "conflict")
        return Error{
            ErrorKind::Conflict, {}, QStringLiteral("the host knows this attempt with another command")};
    if (words[0] == "busy")
        return Error{ErrorKind::Refused, {}, QStringLiteral("the attempt still runs")};
    const bool isFull = words.size() == 9 && words[8] == "full";
    const auto state =
        (words.size() == 8 || isFull) && words[0] == "state" ? stateNamed(words[1]) : std::nullopt;
    if (!state)
        return Error{
            ErrorKind::Protocol,
            {},
            QStringLiteral("an answer the gate does not give: %1").arg(QString::fromUtf8(answer.left(200)))};
    const auto code = number(words[2]);
    bool tookOk = false;
    bool outOk = false;
    bool errOk = false;
    AttemptState result;
    result.state = *state;
    result.timedOut = words[3] == "yes";
    result.stopped = words[4] == "yes";
    result.diskWasFull = isFull;
    result.took = base::Milliseconds(words[5].toLongLong(&tookOk));
    result.outBytes = words[6].toLongLong(&outOk);
    result.errBytes = words[7].toLongLong(&errOk);
    if (!code || !tookOk || !outOk || !errOk || result.outBytes < 0 || result.errBytes < 0)
        return Error{ErrorKind::Protocol, {}, QStringLiteral("numbers missing in the gate's answer")};
    result.exitCode = result.state == AttemptState::State::Done ? *code : -1;
    return result;
}

Result<ports::LockState> Gate::lockFrom(const QByteArray& answer, const QString& owner) {
    const auto words = answer.split(' ');
    const Error unlike{
        ErrorKind::Protocol,
        {},
        QStringLiteral("an answer the lock does not give: %1").arg(QString::fromUtf8(answer.left(200)))};
    if (words.size() != 10 || words[0] != "lock") {
        const auto error = stateFrom(answer);
        return error ? unlike : error.error();
    }
    bool areNumbers = true;
    const auto count = [&](int index) {
        bool ok = false;
        const auto value = words[index].toLongLong(&ok);
        areNumbers = areNumbers && ok && value >= 0;
        return value;
    };
    ports::LockState state;
    state.fence = count(1);
    state.held = words[2] == "held";
    state.heartbeatAge = base::Milliseconds(count(3));
    state.sinceMs = count(4) * 1000;
    state.running = static_cast<int>(count(9));
    QString* texts[] = {&state.owner, &state.who, &state.reason, &state.takenOverFrom};
    for (int index = 0; index < 4; ++index) {
        if (!words[5 + index].startsWith('='))
            return unlike;
        *texts[index] = fromOctal(words[5 + index].mid(1));
    }
    if (!areNumbers || (!state.held && words[2] != "free"))
        return unlike;
    state.mine = state.held && !owner.isEmpty() && state.owner == owner;
    return state;
}

} // namespace slipway::adapters
