#pragma once
#include "app/base/duration.h"
#include "app/domain/environment.h"
#include "app/domain/step_kind.h"
#include "app/workspace/yaml_tree.h"

#include <QJsonValue>

namespace slipway::workspace {

/// Collects what is wrong while reading goes on, so that all mistakes are told at once.
class Report {
public:
    void problem(const Node& at, const QString& what) { m_problems += Problem{at.line, at.column, what}; }
    void problem(const Node::Entry& at, const QString& what) {
        m_problems += Problem{at.line, at.column, what};
    }
    void warning(const Node& at, const QString& what) { m_warnings += Problem{at.line, at.column, what}; }
    void add(const QList<Problem>& problems) { m_problems += problems; }
    const QList<Problem>& problems() const { return m_problems; }
    const QList<Problem>& warnings() const { return m_warnings; }

private:
    QList<Problem> m_problems;
    QList<Problem> m_warnings;
};

// Typed readings of one value. `key` is the word in front of it, for the message. Nothing
// comes back when it is reported.
std::optional<QString> readText(const Node& node, const QString& key, Report& report);
/// One of `allowed`.
std::optional<QString> readWord(const Node& node, const QString& key, const QStringList& allowed,
                                Report& report);
/// Strictly decimal, between the limits.
std::optional<qint64> readInteger(const Node& node, const QString& key, qint64 least, qint64 most,
                                  Report& report);
/// "15s", between the limits in milliseconds.
std::optional<base::Milliseconds> readDuration(const Node& node, const QString& key, qint64 least,
                                               qint64 most, Report& report);
/// UTC milliseconds of "2026-10-02" (its midnight, UTC) or "2026-10-02 09:30Z".
std::optional<qint64> readInstant(const Node& node, const QString& key, Report& report);
/// An IANA name of a time zone, also where it is reported.
QString readZone(const Node& node, Report& report);
/// `true` or `false` and no other word.
std::optional<bool> readFlag(const Node& node, const QString& key, Report& report);
/// A text, or a list of texts.
QStringList readTexts(const Node& node, const QString& key, Report& report);
/// Names and texts.
QMap<QString, QString> readTextMap(const Node& node, const QString& key, Report& report);
/// A text map whose names are variables: [A-Z_][A-Z0-9_]*, not SLIPWAY_….
domain::Variables readVariables(const Node& node, const QString& key, Report& report);
/// By the field's type and limits, in the form step params are stored; undefined when reported. Other steps
/// (Check, and an Undo that is one) are read by readPlan().
QJsonValue readField(const Node& node, const domain::Field& field, Report& report);

/// The keys of one map. Asking for a key makes it known; finish() reports the others.
class Keys {
public:
    /// Reports when `node` is no map. `what` says whose keys they are ("an environment").
    Keys(const Node& node, const QString& what, Report& report);
    bool isMap() const { return m_node.kind == Node::Kind::Map; }
    const Node& node() const { return m_node; }
    /// Null when absent.
    const Node* value(const QString& key);
    /// Reports when absent.
    const Node* required(const QString& key);
    void finish();

private:
    const Node& m_node;
    QString m_what;
    Report& m_report;
    QStringList m_known;
};

} // namespace slipway::workspace
