#pragma once
#include "app/domain/world.h"
#include "app/models/output_model.h"

namespace slipway::models {

/// What a person looks for in the output of all steps; what is empty or zero does not restrict.
struct OutputFilter {
    QString text;
    bool isPattern = false; ///< `text` is a regular expression
    bool ignoresCase = false;
    QString deployment, environment;
    QString host, step; ///< part of its name; of a step also of its title
    std::optional<ports::OutputStream> stream{};
    qint64 sinceMs = 0, untilMs = 0;
    friend bool operator==(const OutputFilter&, const OutputFilter&) = default;
};

/// A line that was found. `text` is inert and holds what is around the match.
struct FoundLine {
    QString deployment, environment, version;
    QString step, stepTitle, host;
    bool isLog = false; ///< of the application, kept during the watch
    QString attempt;
    int tries = 1, attemptNumber = 1; ///< of the step on the host
    qint64 timeMs = 0;
    bool err = false;
    OutputPlace place;
    QString text;
    int from = 0, length = 0; ///< in `text`: what was found
    QString match;            ///< as it is shown
};

/// The lines found in the output of all attempts that the ledger knows, newest deployment first,
/// of each the newest attempt first, of each the newest line first. They appear while the search
/// runs; it pauses after every `page` lines. Main thread; the search itself runs in the store.
class OutputSearch : public QAbstractListModel {
    Q_OBJECT
public:
    static constexpr int page = 500;
    enum class State {
        Idle,
        Running,
        Full, ///< a page is full; there may be more
        Done,
        Stopped, ///< by the person; showMore goes on
        Failed,
    };
    enum Role { FoundRole = Qt::UserRole + 1 /* FoundLine */ };

    /// Both outlive the model.
    OutputSearch(ports::OutputStore& store, std::function<const domain::World&()> world,
                 QObject* parent = nullptr);
    ~OutputSearch() override;
    /// Forgets what was found and begins anew.
    void start(const OutputFilter& filter);
    void stop();
    /// Goes on behind what is shown; does nothing while it runs or when there is nothing more.
    void showMore();
    State state() const;
    const OutputFilter& filter() const;
    const base::Error& error() const; ///< when it failed
    int searched() const;             ///< deployments that are done
    int deployments() const;          ///< that the filter leaves
    FoundLine found(int row) const;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    void changed(); ///< state or progress; rows have their own signals

private:
    struct Private;
    std::unique_ptr<Private> m;
};

/// A line as the terminal shows it, and where in it a part of its bytes stands.
struct InertLine {
    QString text;
    int from = 0, length = 0;
};
InertLine inertLine(const QByteArray& line, qsizetype from, qsizetype length);

} // namespace slipway::models

Q_DECLARE_METATYPE(slipway::models::FoundLine)
