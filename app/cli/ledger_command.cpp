#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/desk/dossier_export.h"
#include "app/domain/clock_change.h"
#include "app/domain/policy.h"
#include "app/engine/evidence_check.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <algorithm>
#include <limits>

namespace slipway::cli {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("cli", text);
}

/// Whether this entry stands on a person's signature.
bool isSigned(const Entry& entry) {
    for (const char* type : {entry::signedOff, entry::takenBack, entry::gateWaived, entry::waiverSigned,
                             entry::markedGood, entry::reviewed, entry::policyAccepted,
                             entry::recurringSigned, entry::checkpointWaived, entry::checkpointExtended})
        if (entry.type == QLatin1StringView(type))
            return true;
    // The one signature of an emergency.
    return entry.type == QLatin1StringView(entry::opened) && !entry.text("emergency").isEmpty();
}

/// Checks the chains, then every signature: of a change of policy against the people of the policy before it;
/// of all else against those of the policy in force then, and of slipway.yaml.
class Verifying : public QObject {
    // Without this, tr() would look among QObject's own texts.
    Q_DECLARE_TR_FUNCTIONS(cli)
public:
    explicit Verifying(Session& session) : m_session(session) {}

    void begin() {
        base::deliver(m_session.desk().parts().ledger.verify(), this,
                      [this](const base::Result<ports::LedgerCheck>& check) {
                          if (!check.ok()) {
                              m_session.finish(check.error());
                              return;
                          }
                          m_check = *check;
                          if (m_check.fault)
                              end(m_check.fault->detail);
                          else
                              findFirstPolicy(0);
                      });
    }

private:
    /// What was signed before any policy was in force is proven by the first one as well, which was trusted
    /// with all that stood there then; slipway.yaml may not know those keys any more.
    void findFirstPolicy(qint64 afterSeq) {
        base::deliver(m_session.desk().parts().ledger.readChain(workspaceChain(), afterSeq), this,
                      [this](const base::Result<QList<Entry>>& page) {
                          if (!page.ok()) {
                              m_session.finish(page.error());
                              return;
                          }
                          for (const Entry& entry : *page)
                              if (entry.type == QLatin1StringView(entry::policyTrusted)) {
                                  if (const auto first = policyAfter({}, entry); first.ok())
                                      m_people = policyPeople(first->policy);
                                  readOn(0);
                                  return;
                              }
                          if (page->isEmpty())
                              readOn(0);
                          else
                              findFirstPolicy(page->last().seq);
                      });
    }

    void readOn(qint64 after) {
        base::deliver(m_session.desk().parts().ledger.read(after), this,
                      [this](const base::Result<QList<Entry>>& page) {
                          if (!page.ok()) {
                              m_session.finish(page.error());
                              return;
                          }
                          if (page->isEmpty()) {
                              checkAnchors();
                              return;
                          }
                          m_page = *page;
                          verify(0);
                      });
    }

    void verify(qsizetype index) {
        for (; index < m_page.size(); ++index) {
            const Entry& entry = m_page.at(index);
            const EntryTime at = entryTime(entry);
            const QString& place = at.place;
            if (const QString change = m_before ? clockChange(*m_before, at) : QString(); !change.isEmpty()) {
                m_clockChanges += 1;
                m_clockChange = m_clockChange.isEmpty() ? change : m_clockChange;
            }
            m_before = at;
            const bool changesPolicy = entry.type == QLatin1StringView(entry::policyAccepted);
            const bool namedPeople = m_policy && !m_people.isEmpty(); // before this entry
            if (changesPolicy || entry.type == QLatin1StringView(entry::policyTrusted)) {
                const auto after = policyAfter(m_policy, entry);
                if (!after.ok()) {
                    end(tr("%1: %2").arg(place, after.error().detail));
                    return;
                }
                m_policy = *after;
                m_people = policyPeople(m_policy->policy);
                ++m_policies;
            }
            m_refused += entry.type == QLatin1StringView(entry::refused) ? 1 : 0;
            if (!isSigned(entry) && entry.signature.isEmpty())
                continue;
            const bool self = entry.body.value(QStringLiteral("selfApproved")).toBool();
            // Where people were named, nobody approves themselves.
            if (self && namedPeople) {
                end(tr("%1: self-approved, although the policy of then names people").arg(place));
                return;
            }
            if (entry.signature.isEmpty() && self)
                continue;
            if (self)
                continue; // a solo workspace names no keys to check against
            if (entry.signature.isEmpty()) {
                end(tr("%1: a sign-off without a signature").arg(place));
                return;
            }
            if (const QString role = missingRole(entry); !role.isEmpty()) {
                end(tr("%1: signed by %2 for the role “%3”, which they did not have then")
                        .arg(place, entry.actor(), role));
                return;
            }
            const QStringList keys = keysOf(entry, changesPolicy);
            if (keys.isEmpty()) {
                end(tr("%1: signed by %2, who had no key by which that could be signed then")
                        .arg(place, entry.actor()));
                return;
            }
            base::deliver(
                m_session.desk().parts().signer.verify(entry.bytes, entry.signature, keys,
                                                       {std::chrono::seconds(20), {}}),
                this, [this, index, place](const base::Result<QString>& key) {
                    if (!key.ok()) {
                        end(tr("%1: the signature does not verify: %2").arg(place, key.error().detail));
                        return;
                    }
                    ++m_signatures;
                    verify(index + 1);
                });
            return;
        }
        readOn(m_page.last().row);
    }

    void checkAnchors() {
        base::deliver(m_session.desk().anchoring().check(false), this,
                      [this](const base::Result<engine::AnchorCheck>& check) {
                          if (!check.ok()) {
                              m_session.finish(check.error());
                              return;
                          }
                          m_anchors = *check;
                          if (check->fault.isEmpty())
                              checkOutputs(0);
                          else
                              end(check->fault);
                      });
    }

    void checkOutputs(qsizetype index) {
        const World& world = m_session.desk().history().world();
        // Those that have none are passed over here: a call for each would go as deep as the ledger is long.
        while (index < world.order.size() &&
               engine::recordedOutputs(*world.deployment(world.order.at(index))) == 0)
            ++index;
        if (index >= world.order.size()) {
            end({});
            return;
        }
        const Deployment& deployment = *world.deployment(world.order.at(index));
        engine::checkEvidence(
            m_session.desk().parts(), deployment, std::numeric_limits<qint64>::max(), this,
            [this, index, id = deployment.id,
             outputs = engine::recordedOutputs(deployment)](const base::Result<QString>& difference) {
                if (!difference.ok()) {
                    m_session.finish(difference.error());
                } else if (!difference->isEmpty()) {
                    end(tr("%1: %2").arg(id.text(), *difference));
                } else {
                    m_outputs += outputs;
                    checkOutputs(index + 1);
                }
            });
    }

    /// The role the entry claims for its author, who had it not under the policy that was in force for its
    /// environment; empty: none. What no policy reaches was judged when it was signed, and by the file of
    /// then.
    QString missingRole(const Entry& entry) const {
        const QString role = entry.text("role");
        if (role.isEmpty() || !m_policy || m_people.isEmpty())
            return {};
        const QJsonArray production = m_policy->policy.value(QStringLiteral("production")).toArray();
        if (std::none_of(production.begin(), production.end(), [&entry](const QJsonValue& one) {
                return one[QStringLiteral("name")].toString() == entry.text("environment");
            }))
            return {};
        const Person* then = personThen(entry);
        return then && then->hasRole(role) ? QString() : role;
    }

    /// By which the entry's author could sign then; a change of policy, where it named people, by theirs
    /// alone.
    QStringList keysOf(const Entry& entry, bool changesPolicy) const {
        if (changesPolicy && !m_policy->keys.isEmpty())
            return m_policy->keys;
        QStringList keys;
        if (const Person* person = personThen(entry); person && !changesPolicy)
            keys += person->keysAt(entry.timeMs());
        if (const Person* person = m_session.desk().project().person(PersonName(entry.actor())))
            keys += person->keysAt(entry.timeMs());
        keys.removeDuplicates();
        return keys;
    }

    /// The entry's author as m_people name them; null when they do not.
    const Person* personThen(const Entry& entry) const {
        for (const Person& person : m_people)
            if (person.name.text() == entry.actor())
                return &person;
        return nullptr;
    }

    void end(const QString& fault) {
        if (m_session.json())
            printJson(
                {{QStringLiteral("v"), 1},
                 {QStringLiteral("verified"), fault.isEmpty()},
                 {QStringLiteral("entries"), m_check.entries},
                 {QStringLiteral("chains"), m_check.chains},
                 {QStringLiteral("signatures"), m_signatures},
                 {QStringLiteral("policies"), m_policies},
                 {QStringLiteral("refused"), m_refused},
                 {QStringLiteral("outputs"), m_outputs},
                 {QStringLiteral("clockChanges"), m_clockChanges},
                 {QStringLiteral("clockChange"), m_clockChange},
                 {QStringLiteral("head"), QString::fromLatin1(m_check.head)},
                 {QStringLiteral("anchors"), m_anchors.anchors},
                 {QStringLiteral("anchoredAt"),
                  m_anchors.lastAtMs ? QJsonValue(base::isoUtc(m_anchors.lastAtMs)) : QJsonValue()},
                 {QStringLiteral("anchorProblem"), m_anchors.problem ? m_anchors.problem->detail : QString()},
                 {QStringLiteral("fault"), fault}});
        else if (fault.isEmpty()) {
            print(tr("✓ %1 entries in %2 chains and %3 signatures verify; head %4")
                      .arg(m_check.entries)
                      .arg(m_check.chains)
                      .arg(m_signatures)
                      .arg(QString::fromLatin1(m_check.head)));
            print(tr("  policies in force one after the other: %1; refused attempts: %2")
                      .arg(m_policies)
                      .arg(m_refused));
            print(tr("  outputs of steps as they were recorded: %1").arg(m_outputs));
            print(anchorWords());
            if (m_clockChanges > 0)
                print(tr("▲ the clock of this computer was set while entries were written (%1×); %2")
                          .arg(m_clockChanges)
                          .arg(m_clockChange));
        } else
            print(tr("✕ the ledger does not verify: %1").arg(fault));
        m_session.finish(fault.isEmpty() ? Done : Failed);
    }

    QString anchorWords() const {
        QString words = m_anchors.anchors > 0
                            ? tr("  anchored %1 times, last at %2 up to entry %3 of the workspace's chain")
                                  .arg(m_anchors.anchors)
                                  .arg(spokenInstant(m_anchors.lastAtMs))
                                  .arg(m_anchors.lastSeq)
                        : m_anchors.hasRemote
                            ? tr("  never anchored")
                            : tr("  not anchored: there is no remote; a cut-off end would not show");
        if (m_anchors.problem)
            words += u'\n' + tr("  only what is known here was compared: %1").arg(m_anchors.problem->detail);
        return words;
    }

    Session& m_session;
    ports::LedgerCheck m_check;
    engine::AnchorCheck m_anchors;
    QList<Entry> m_page;
    std::optional<AcceptedPolicy> m_policy; ///< in force where the reading stands
    QList<Person> m_people;                 ///< whom that names, or the first one before any is in force
    std::optional<EntryTime> m_before;      ///< of the entry before it
    QString m_clockChange;                  ///< the first one
    int m_signatures = 0, m_policies = 0, m_refused = 0, m_outputs = 0, m_clockChanges = 0;
};

} // namespace

QString LedgerCommand::summary() const {
    return tr("verify: check every chain, link, signature and anchor; anchor: put the head on the remote; "
              "export: a "
              "deployment as a folder that stock tools check");
}

void LedgerCommand::describe(QCommandLineParser& parser) const {
    parser.setApplicationDescription(
        tr("verify: recomputes every hash and link, compares the chains with their recorded heads, checks "
           "every signature, looks for the anchored heads, compares the output of steps with what was "
           "recorded of it, "
           "and names the first that is wrong. Exit 0: all verify; 1: not.\n"
           "anchor: puts the head's digest on refs/slipway/ledger of the remote now; deployments do it by "
           "themselves.\n"
           "export DEP -o FOLDER: writes all entries, signatures and output of a deployment, with a script "
           "(verify.sh) that proves them with sha256sum and ssh-keygen."));
    parser.addPositionalArgument(QStringLiteral("verify|anchor|export"), tr("What to do with the ledger."));
    parser.addPositionalArgument(QStringLiteral("DEP"),
                                 tr("The deployment to export, or an environment for "
                                    "its newest."),
                                 QStringLiteral("[DEP]"));
    parser.addOption({{QStringLiteral("o"), QStringLiteral("output")},
                      tr("The folder to write; it must not exist."),
                      QStringLiteral("FOLDER")});
    Session::describe(parser, true);
}

namespace {

int exportDeployment(const QCommandLineParser& parser, const QString& name, const QString& folder) {
    Session session(parser);
    // A ledger that contradicts itself is what one may want to look into.
    session.toleratesFault();
    return session.run([&] {
        const Deployment* deployment = session.deployment(name);
        if (!deployment)
            return;
        auto* exporting = new desk::DossierExport(session.desk(), deployment->id, folder, &session.desk());
        QObject::connect(
            exporting, &desk::DossierExport::answered, &session,
            [&session, folder, id = deployment->id](const base::Result<QPair<int, int>>& written) {
                if (!written.ok()) {
                    session.finish(written.error());
                    return;
                }
                if (session.json())
                    printJson({{QStringLiteral("v"), 1},
                               {QStringLiteral("deployment"), id.text()},
                               {QStringLiteral("folder"), folder},
                               {QStringLiteral("entries"), written->first},
                               {QStringLiteral("outputs"), written->second}});
                else
                    print(tr("%1 entries and %2 files of output of %3 are in %4; check them with: sh "
                             "%4/verify.sh")
                              .arg(written->first)
                              .arg(written->second)
                              .arg(id.text(), folder));
                session.finish(Done);
            });
        exporting->begin();
    });
}

int verifyLedger(const QCommandLineParser& parser) {
    Session session(parser);
    session.toleratesFault();
    std::unique_ptr<Verifying> verifying;
    return session.run([&] {
        verifying = std::make_unique<Verifying>(session);
        QObject::connect(qApp, &QCoreApplication::aboutToQuit, verifying.get(), [&] { verifying.reset(); });
        verifying->begin();
    });
}

int anchorLedger(const QCommandLineParser& parser) {
    Session session(parser);
    return session.run([&] {
        base::deliver(session.desk().anchoring().publish(), &session,
                      [&session](const base::Result<ports::Anchor>& anchor) {
                          if (!anchor.ok()) {
                              session.finish(anchor.error());
                              return;
                          }
                          if (session.json())
                              printJson({{QStringLiteral("v"), 1},
                                         {QStringLiteral("seq"), anchor->head.seq},
                                         {QStringLiteral("head"), QString::fromLatin1(anchor->head.hash)}});
                          else
                              print(tr("✓ entry %1 of the workspace's chain is anchored: %2")
                                        .arg(anchor->head.seq)
                                        .arg(QString::fromLatin1(anchor->head.hash)));
                          session.finish(Done);
                      });
    });
}

} // namespace

int LedgerCommand::run(const QCommandLineParser& parser) {
    const QStringList words = parser.positionalArguments();
    const QString folder = parser.value(QStringLiteral("output"));
    if (words == QStringList{QStringLiteral("verify")})
        return verifyLedger(parser);
    if (words == QStringList{QStringLiteral("anchor")})
        return anchorLedger(parser);
    if (words.value(0) == QStringLiteral("export") && words.size() <= 2 && !folder.isEmpty())
        return exportDeployment(parser, words.value(1), folder);
    complain(
        tr("say what: slipway ledger verify, slipway ledger anchor, or slipway ledger export DEP -o FOLDER"));
    return BadUsage;
}

} // namespace slipway::cli
