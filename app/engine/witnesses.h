#pragma once
#include "app/domain/witness.h"
#include "app/engine/history.h"
#include "app/engine/probe_questions.h"
#include "app/engine/remote_run.h"
#include "app/engine/rounds.h"

namespace slipway::engine {

/// Leaves a witness on each host of a release whose plan says so, reads back what it has seen, and fills with
/// that the time nobody watched from here; and one for each log that is to be kept, whose lines go to the
/// output store. Only while this process observes. Main thread.
class Witnesses : public QObject {
    Q_OBJECT
public:
    Witnesses(const Parts& parts, History& history, QObject* parent = nullptr);
    ~Witnesses() override;
    /// Looks at all watches now, and from then on; called once this process observes.
    void begin();
    /// Whether everything the witnesses of a deployment saw until then was read, or cannot be for now: a host
    /// that has not answered for two minutes is not waited for. True where there are none.
    bool areRead(const domain::Deployment& deployment, qint64 untilMs) const;

Q_SIGNALS:
    /// Time that nobody had watched is filled in.
    void filledIn(const slipway::domain::EnvironmentName& environment);

private:
    struct Watching;
    void round();
    void look(const domain::Deployment& deployment);
    void leave(const domain::Deployment& deployment, const domain::Host& host, const QString& log);
    void attach(const domain::Deployment& deployment, const domain::Witness& witness);
    void attend(const std::shared_ptr<Watching>& watching);
    void read(const std::shared_ptr<Watching>& watching);
    void took(const std::shared_ptr<Watching>& watching, const QList<domain::WitnessSight>& sights);
    void fill(const std::shared_ptr<Watching>& watching, const QList<domain::Sample>& seen);
    void ended(const std::shared_ptr<Watching>& watching, const RunEnd& end);

    const Parts& m_parts;
    History& m_history;
    QHash<domain::AttemptId, std::shared_ptr<Watching>> m_watching;
    QSet<QString> m_leaving; ///< deployment and host whose entry is being written
    bool m_hasBegun = false;
    Rounds m_rounds;
};

} // namespace slipway::engine
