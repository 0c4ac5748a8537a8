#pragma once
#include "app/domain/operation.h"
#include "app/domain/verdict.h"

#include <QJsonObject>
#include <QList>

namespace slipway::domain {

/// One value a step's mapping may hold in slipway.yaml. Drives reading, "did you mean",
/// the messages and the JSON Schema. Stored in params under `name`: Text as string,
/// Integer and Duration (milliseconds) as integer, Flag as boolean, Texts as array, TextMap as object; Undo
/// as the command's text or as an object with one key, "redeploy" or "impossible"; Check, and an Undo that is
/// another step, as an object with "step", its kind, and "params".
struct Field {
    enum class Type { Text, Integer, Duration, Flag, Texts, TextMap, Undo, Check };
    QString name;
    Type type = Type::Text;
    QStringList allowed; ///< Text: the only values; empty: any
    qint64 least = 0;    ///< Integer, Duration (ms)
    qint64 most = 1'000'000'000;
    QString help; ///< one line, in the schema and in messages
};

/// Where a step happens, which decides how often it is attempted.
enum class Place { EachHost, EachHostOrHere, Here, Person };

/// How a step is taken back.
struct Undo {
    enum class How {
        None,       ///< nothing is said, so what it did stays
        Step,       ///< by a step of `kind` with `params`, under the variables of then
        Redeploy,   ///< by the same step with the previous candidate as SLIPWAY_REF and SLIPWAY_COMMIT
        Back,       ///< by the same step with SLIPWAY_SIDE and SLIPWAY_OTHER_SIDE exchanged
        Impossible, ///< declared so; `words` say why
    };
    How how = How::None;
    QString kind;
    QJsonObject params;
    QString words; ///< for the plan: the command, or why it is impossible
    /// A restart serves whatever lies there by then, so it is repeated once all others are taken back.
    bool isLast = false;
    bool isOpen() const { return how == How::Step || how == How::Redeploy || how == How::Back; }
};

struct Judgement {
    Verdict verdict = Verdict::Inconclusive;
    QString summary; ///< short evidence: "exit 0", "503 in 41 ms, expected 200"
};

class StepKind;
/// By what a step is done.
struct Doing {
    const StepKind* kind = nullptr; ///< never null
    QJsonObject params;
};

/// A kind of step: reads its own words, says what it will do as an Operation, and judges
/// the answer. Pure; adding a kind is one file in domain/steps that registers itself in
/// stepKinds(), and its test.
class StepKind {
public:
    virtual ~StepKind() = default;
    virtual QString key() const = 0;          ///< its word in the file, and the stored kind
    virtual Field::Type mainType() const = 0; ///< type of the value behind its own key
    virtual QStringList mainAllowed() const { return {}; }
    virtual QList<Field> fields() const = 0; ///< beside the common ones (name, only, timeout, why, id)
    virtual Place place() const = 0;
    /// Where a step with these params happens; place() unless the params choose.
    virtual Place placeFor(const QJsonObject& params) const;
    /// Itself; an item with a check is done by that.
    virtual Doing doing(const QJsonObject& params) const { return {this, params}; }
    /// Whether it changes anything outside of this computer.
    virtual bool changesHosts(const QJsonObject& params) const;
    /// Whether judge() looks into what a command printed (RemoteAnswer::tail), also when it succeeded.
    virtual bool readsOutput(const QJsonObject& params) const;
    /// Whether `secrets` may be given to it.
    virtual bool takesSecrets() const { return place() == Place::EachHost; }
    virtual QString defaultTitle(const QJsonObject& params) const = 0;
    /// What is wrong with otherwise well-typed params, as "field: what, and what is allowed".
    virtual QStringList complaints(const QJsonObject& params) const;
    /// `variables` are already merged for the host; texts are expanded here where the kind allows.
    virtual Operation operation(const QJsonObject& params, const Variables& variables) const = 0;
    /// By default what the field `undo` says: a command, `{ redeploy: previous }`,
    /// `{ impossible: why }` or another step.
    virtual Undo undo(const QJsonObject& params) const;
    virtual Judgement judge(const Operation& operation, const Answer& answer) const = 0;
};

/// All kinds, in the order of the manual. Never null.
const QList<const StepKind*>& stepKinds();
const StepKind* stepKind(QStringView key);

/// Replaces $NAME and ${NAME} by the variables; an unknown name stays as it is and is
/// reported by `unknownVariables`. Only for URLs and expected values, never for shell text.
QString expand(const QString& text, const Variables& variables);
QStringList variableNames(const QString& text);

} // namespace slipway::domain
