#pragma once
#include "app/cli/command.h"
#include "app/desk/live_feed.h"

#include <functional>

namespace slipway::cli {

/// The open workspace of one command. Opens it, runs `body` once the ledger is folded and the
/// keys on this desk are known, and turns the event loop until finish() is called. Ctrl-C ends
/// with exit 5: hosts keep running what they run.
class Session : public QObject {
    Q_OBJECT
public:
    /// `folder`: instead of what --workspace says.
    explicit Session(const QCommandLineParser& parser, const QString& folder = {});
    /// Adds --workspace (and --json where `json`).
    static void describe(QCommandLineParser& parser, bool json);
    /// Adds --as.
    static void describeActor(QCommandLineParser& parser);
    int run(std::function<void()> body);
    /// `body` is also run on a ledger that contradicts itself (for `ledger verify`).
    void toleratesFault() { m_toleratesFault = true; }
    /// The command changes something: `body` is only run once the whole ledger was verified.
    void acts() { m_acts = true; }
    /// What Ctrl-C says from now on; none: that hosts keep running what they run.
    void setLetGoWords(std::function<QString()> words) { m_letGoWords = std::move(words); }
    void finish(int code);
    void finish(const base::Error& error);
    desk::Desk& desk() { return *m_desk; }
    bool json() const { return m_json; }
    /// Nothing, after finishing with exit 2, when slipway.yaml names none like this.
    const domain::Environment* environment(const domain::EnvironmentName& name);
    /// "dep-…", or an environment's name for its newest deployment; empty: the newest of all.
    /// Nothing, after finishing with exit 2, when there is none.
    const domain::Deployment* deployment(const QString& name);

private:
    bool actorIsKnown();
    void checkAnchorsThen(const std::function<void()>& body);
    void verifyThen(const std::function<void()>& body);
    std::unique_ptr<desk::Desk> m_desk;
    QString m_folder, m_as;
    std::function<QString()> m_letGoWords;
    bool m_json = false;
    bool m_acts = false;
    bool m_toleratesFault = false;
    bool m_finished = false;
    int m_code = 0;
};

/// Writes one JSON document on standard output.
void printJson(const QJsonObject& object);

} // namespace slipway::cli
