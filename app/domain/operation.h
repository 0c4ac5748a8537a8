#pragma once
#include "app/base/duration.h"
#include "app/base/error.h"
#include "app/domain/environment.h"
#include "app/domain/secret.h"

#include <optional>
#include <variant>

namespace slipway::domain {

// What a step asks of the world, as a value. The engine knows how to perform each of
// these on a port; step kinds only make them and judge the answers.

/// A file that is brought to the host before its command begins.
struct Artifact {
    QString path;       ///< a file, from the workspace's folder on; with a commit: what is archived of it
    QString commit{};   ///< none: the file as it lies on this computer; else a tar archive of this commit
    QString expected{}; ///< SHA-256 it must have by the file's word; empty: any
    friend bool operator==(const Artifact&, const Artifact&) = default;
};
// The variables that bind an artifact's bytes to the plan, and so to every sign-off.
inline constexpr QLatin1StringView artifactDigest("SLIPWAY_ARTIFACT_SHA256");
inline constexpr QLatin1StringView artifactBytes("SLIPWAY_ARTIFACT_BYTES");

/// Runs detached on one host under an attempt ID, through the gate.
struct RemoteCommand {
    QString script;      ///< run verbatim by /bin/sh; never substituted
    Variables variables; ///< environment of the command
    QString folder;      ///< empty: $HOME
    base::Milliseconds timeout{300'000};
    base::Milliseconds grace{10'000}; ///< between TERM and KILL
    QList<SecretSource> secrets{};    ///< read right before the start, and only then
    QList<SecretSource>
        hidden{}; ///< not given to it, but masked in its output all the same; none of `secrets`
    QMap<QString, QString> limits{}; ///< what the JSON result on its output must keep, by path
    std::optional<Artifact> artifact{};
    bool isFixed = false; ///< the text is Slipway's own: people are told what it does instead
    QString matches{};    ///< regular expression that a part of its output must match; empty: any
    QString number{};     ///< what the last number of its output must keep: ">= 80"; empty: any
    bool hasSecrets() const { return !secrets.isEmpty() || !hidden.isEmpty(); }
    friend bool operator==(const RemoteCommand&, const RemoteCommand&) = default;
};

/// One HTTP request from this computer. One that may be repeated is, until it is judged passed or
/// `within` is over; one that may not carries its attempt's ID as Idempotency-Key, and without a
/// whole answer its outcome is unknown.
struct HttpQuestion {
    QString url;
    QString method = QStringLiteral("GET");
    int expectStatus = 200;
    QMap<QString, QString> json; ///< "$.version" -> expected text
    base::Milliseconds under{0}; ///< 0: no latency limit
    base::Milliseconds timeout{5'000};
    base::Milliseconds within{0};   ///< 0: one try
    QMap<QString, QString> headers; ///< values may hold $NAMEs of `secrets`
    QByteArray body;
    QList<SecretSource> secrets{}; ///< read right before the first try, and only then
    bool keepsBody = false;        ///< the answer holds it whole, up to 8 MiB instead of 1
    QStringList wantedHeaders{};   ///< of the answer
    QString contains{},
        matches{};          ///< looked for in the body: a text, a regular expression; empty: nothing is
    bool keepsOpen = false; ///< over the connection of the question before it, where the server left it open
    bool asksCertificate = false; ///< when the server's certificate ends, also when it does not verify
    bool isRepeatable() const {
        return method != QLatin1StringView("POST") && method != QLatin1StringView("PATCH");
    }
    friend bool operator==(const HttpQuestion&, const HttpQuestion&) = default;
};

enum class GitCheck {
    TagAnnotated,  ///< the candidate's tag is an annotated tag
    WorktreeClean, ///< no uncommitted change in the workspace's repository
    TagOnCommit,   ///< the tag still names the candidate's commit
    CreateTag,     ///< makes an annotated tag; holds as well when the same is there already
    PushTag,       ///< brings the tag to a remote that has none of this name; never moves one
    TagSigned,     ///< the tag carries an SSH signature by one of `keys`, over this name and this commit
    FileHolds,     ///< a file of the commit is there, and its text matches
};
struct GitQuestion {
    GitCheck check = GitCheck::TagOnCommit;
    QString version; ///< the tag
    QString commit;
    QString message{};     ///< CreateTag
    bool isSigned = false; ///< CreateTag: must be signed, as Git is set up on this computer
    QString remote{};      ///< PushTag: its name
    QString path{};        ///< FileHolds: from the repository's top
    QString matches{};     ///< FileHolds: regular expression a part of it must match; empty: any
    bool changes() const { return check == GitCheck::CreateTag || check == GitCheck::PushTag; }
    friend bool operator==(const GitQuestion&, const GitQuestion&) = default;
};

/// What the CI service of a forge says of exactly this commit: asked until nothing is pending or `within`
/// is over.
struct CiQuestion {
    QString forge;      ///< "github", "gitlab" or "gitea"
    QString url;        ///< of its API; empty: the one of its public site
    QString repository; ///< "owner/name"; with groups for GitLab
    QString commit;     ///< 40 hex digits
    QStringList checks; ///< names that must be there; empty: at least one, whatever its name
    bool noneSkipped = true;
    base::Milliseconds within{0};  ///< 0: one look
    QList<SecretSource> secrets{}; ///< none, or the token; read right before the first look, and only then
    friend bool operator==(const CiQuestion&, const CiQuestion&) = default;
};
// The variable that binds the repository of a remote to the plan, where the file names none.
inline constexpr QLatin1StringView ciRepository("SLIPWAY_CI_REPOSITORY");

// The variables that bind who wrote the released commits to the plan: names of people, and addresses of
// nobody, with blanks between.
inline constexpr QLatin1StringView authorNames("SLIPWAY_AUTHORS");
inline constexpr QLatin1StringView authorStrangers("SLIPWAY_OTHER_AUTHORS");

/// Waits for people. `signatures` distinct people with the role must sign; with
/// `fourEyes`, who started the deployment does not count.
struct PersonQuestion {
    QString statement; ///< verbatim what is signed
    QString role;      ///< empty: anybody
    int signatures = 1;
    bool fourEyes = false;
    base::Milliseconds validFor{0}; ///< an answer that nothing has started on ends then; 0: never
    base::Milliseconds coolDown{0}; ///< who works alone approves for production only so long after it waits
    bool noAuthor = false;          ///< who wrote a released commit does not count
    QStringList authors{};          ///< then: the people who did
    QStringList strangers{};        ///< and addresses of others, of whom nobody can tell who they are
    bool isSigned() const { return !role.isEmpty() || fourEyes || noAuthor || coolDown.count() > 0; }
    friend bool operator==(const PersonQuestion&, const PersonQuestion&) = default;
};

struct WaitFor {
    base::Milliseconds duration{0};
    friend bool operator==(const WaitFor&, const WaitFor&) = default;
};

/// Waits until the environment's probes (those of the host, where one is named) were observed healthy
/// without a break since the step began.
struct HealthQuestion {
    EnvironmentName environment;
    HostName host; ///< empty: all
    base::Milliseconds duration{0};
    base::Milliseconds timeout{0}; ///< longest wait for it
    friend bool operator==(const HealthQuestion&, const HealthQuestion&) = default;
};

using Operation = std::variant<RemoteCommand, HttpQuestion, GitQuestion, CiQuestion, PersonQuestion, WaitFor,
                               HealthQuestion>;

// And what came back.

struct RemoteAnswer {
    int exitCode = -1; ///< 128 + signal when ended by one, as the host's shell reports it
    bool timedOut = false;
    bool stopped = false;
    base::Milliseconds took{0};
    QByteArray tail{};       ///< the last 1 MiB of standard output, for kinds that read it
    QByteArray complaints{}; ///< of a command that failed: the last 4 KiB of standard error
    bool isCut = false;      ///< the host's disk was full, so that some of its output may be missing
};
struct HttpAnswer {
    int status = 0;
    QMap<QString, QString> json; ///< the asked paths that were found, as text
    base::Milliseconds took{0};
    std::optional<base::Error> error;
    bool sent = false; ///< something of the request left this computer
    static constexpr qsizetype longestExcerpt = 4096;
    QByteArray excerpt{};                ///< the start of the body; untrusted, kept as output
    QByteArray body{};                   ///< all of it, where it was to be kept
    QMap<QString, QString> headers{};    ///< those of wantedHeaders that came, by name in small letters
    bool holdsText = true;               ///< HttpQuestion::contains stands in the body
    bool matchesText = true;             ///< a part of the body matches HttpQuestion::matches
    std::optional<qint64> certUntilMs{}; ///< UTC; none: no TLS, or nobody asked
    qint64 certLeftMs = 0;               ///< from then on, by this computer's clock; negative once it ended
};
struct GitAnswer {
    bool holds = false;
    QString detail; ///< what was found, technical ("tag v1.1.0 is lightweight")
    std::optional<base::Error> error;
    QByteArray signedBytes{}, signature{}; ///< TagSigned: what is left to verify where `holds`
};
struct CiCheck {
    enum class State { Passed, Failed, Pending, Skipped };
    QString name;
    State state = State::Pending;
    QString word{}; ///< the forge's own for it, such as "timed_out"
    QString url{};
};
struct CiAnswer {
    QList<CiCheck> checks;
    bool isKnown = true; ///< false: the forge has no such commit
    std::optional<base::Error> error;
};
struct WaitAnswer {};
struct HealthAnswer {
    base::Milliseconds healthy{0}; ///< observed without a break until now
    bool isDown = false;           ///< confirmed down
    QString reason;                ///< why it is not healthy
};
using Answer = std::variant<RemoteAnswer, HttpAnswer, GitAnswer, CiAnswer, WaitAnswer, HealthAnswer>;

} // namespace slipway::domain
