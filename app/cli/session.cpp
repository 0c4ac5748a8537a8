#include "app/cli/session.h"

#include "app/cli/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSocketNotifier>

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace slipway::cli {

using namespace domain;

namespace {

/// The workspace that holds the folder: itself, or the nearest one above with a slipway.yaml.
QString workspaceAbove(const QString& folder) {
    for (QDir dir(folder);;) {
        if (dir.exists(QStringLiteral("slipway.yaml")))
            return dir.absolutePath();
        if (!dir.cdUp())
            return QDir(folder).absolutePath();
    }
}

/// Ctrl-C and termination arrive as an event, not in the middle of a write.
int signalDescriptor() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

} // namespace

Session::Session(const QCommandLineParser& parser, const QString& folder) {
    if (!folder.isEmpty())
        m_folder = QDir(folder).absolutePath();
    else
        m_folder = parser.isSet(QStringLiteral("workspace")) ? parser.value(QStringLiteral("workspace"))
                                                             : QDir::currentPath();
    if (folder.isEmpty() && !parser.isSet(QStringLiteral("workspace")))
        m_folder = workspaceAbove(m_folder);
    m_folder = QDir(m_folder).absolutePath();
    // The options are not in every command; asking for an unknown one would warn.
    const QStringList known = parser.optionNames();
    m_json = known.contains(QStringLiteral("json"));
    if (known.contains(QStringLiteral("as")))
        m_as = parser.value(QStringLiteral("as"));
}

void Session::describe(QCommandLineParser& parser, bool json) {
    parser.addOption(
        {QStringLiteral("workspace"),
         QCoreApplication::translate("cli", "The workspace; else the folder you are in, or one above it."),
         QStringLiteral("DIR")});
    if (json)
        parser.addOption(
            {QStringLiteral("json"),
             QCoreApplication::translate("cli", "Print one JSON document (shape: manual, “Command line”).")});
}

void Session::describeActor(QCommandLineParser& parser) {
    parser.addOption(
        {QStringLiteral("as"),
         QCoreApplication::translate(
             "cli", "Who acts; else the first person of slipway.yaml with a key on this computer."),
         QStringLiteral("PERSON")});
}

int Session::run(std::function<void()> body) {
    const int descriptor = signalDescriptor();
    QSocketNotifier notifier(descriptor, QSocketNotifier::Read);
    connect(&notifier, &QSocketNotifier::activated, this, [this] {
        if (!m_finished)
            complain(m_letGoWords ? m_letGoWords()
                                  : QCoreApplication::translate(
                                        "cli", "Let go. What runs on a host keeps running; the "
                                               "same command picks it up again."));
        finish(Interrupted);
    });
    auto opened = desk::Desk::open(m_folder);
    if (!opened.ok()) {
        if (opened.error().kind == base::ErrorKind::BadInput) {
            complain(QCoreApplication::translate("cli", "slipway.yaml in %1 cannot be used:").arg(m_folder));
            for (const QString& line : opened.error().detail.split(QLatin1Char('\n')))
                complain(line);
        } else
            complain(sentence(opened.error()));
        ::close(descriptor);
        return exitFor(opened.error());
    }
    m_desk = *std::move(opened);
    const auto begin = [this, body] {
        if (!m_desk->isReady() || !m_desk->acts().areIdentitiesKnown() || m_finished)
            return;
        if (!actorIsKnown())
            return;
        if (m_acts)
            verifyThen(body);
        else
            body();
    };
    connect(m_desk.get(), &desk::Desk::ready, this, begin);
    connect(&m_desk->acts(), &engine::Acts::identitiesKnown, this, begin);
    connect(&m_desk->history(), &engine::History::faulted, this, [this, body] {
        if (m_toleratesFault)
            body();
        else
            finish(*m_desk->history().fault());
    });
    m_desk->begin();
    m_desk->acts().setActor(m_as);
    if (!m_finished)
        QCoreApplication::exec();
    m_desk.reset();
    ::close(descriptor);
    return m_code;
}

bool Session::actorIsKnown() {
    if (m_as.isEmpty() || m_desk->project().solo() || m_desk->project().person(PersonName(m_as)))
        return true;
    QStringList people;
    for (const Person& person : m_desk->project().people)
        people.append(person.name.text());
    complain(QCoreApplication::translate("cli", "“%1” is not among the people of slipway.yaml. Known: %2.")
                 .arg(m_as, people.join(QStringLiteral(", "))));
    finish(BadUsage);
    return false;
}

void Session::verifyThen(const std::function<void()>& body) {
    // Reading folds what is stored; only this recomputes every hash, and nothing is built on an edited past.
    base::deliver(m_desk->parts().ledger.verify(), this,
                  [this, body](const base::Result<ports::LedgerCheck>& check) {
                      if (!check.ok())
                          finish(check.error());
                      else if (check->fault)
                          finish(*check->fault);
                      else
                          checkAnchorsThen(body);
                  });
}

void Session::checkAnchorsThen(const std::function<void()>& body) {
    // Only what is known here: no command waits for a remote. `ledger verify` and the window ask it.
    base::deliver(
        m_desk->anchoring().check(true), this, [this, body](const base::Result<engine::AnchorCheck>& check) {
            if (check.ok() && !check->fault.isEmpty())
                finish(base::Error{base::ErrorKind::Corrupt, QStringLiteral("ledger"), check->fault});
            else if (!m_finished)
                body();
        });
}

void Session::finish(int code) {
    if (m_finished)
        return;
    m_finished = true;
    m_code = code;
    // In a later turn, so that it also ends a loop that has not begun yet.
    QMetaObject::invokeMethod(
        qApp, [] { QCoreApplication::quit(); }, Qt::QueuedConnection);
}

void Session::finish(const base::Error& error) {
    if (!m_finished)
        complain(sentence(error));
    finish(exitFor(error));
}

const Environment* Session::environment(const EnvironmentName& name) {
    const Project& project = m_desk->project();
    if (const Environment* found = project.environment(name))
        return found;
    QStringList names;
    for (const Environment& environment : project.environments)
        names.append(environment.name.text());
    complain(QCoreApplication::translate("cli", "There is no environment “%1”. Known: %2.")
                 .arg(name.text(), names.join(QStringLiteral(", "))));
    finish(BadUsage);
    return nullptr;
}

const Deployment* Session::deployment(const QString& name) {
    const World& world = m_desk->history().world();
    if (name.isEmpty() && !world.order.isEmpty())
        return world.deployment(world.order.last());
    if (const Deployment* found = world.deployment(DeploymentId(name)))
        return found;
    for (auto it = world.order.crbegin(); it != world.order.crend(); ++it)
        if (world.deployment(*it)->environment.text() == name)
            return world.deployment(*it);
    complain(name.isEmpty() ? QCoreApplication::translate("cli", "Nothing was deployed yet.")
                            : QCoreApplication::translate(
                                  "cli", "There is no deployment “%1”. “slipway status” lists them.")
                                  .arg(name));
    finish(BadUsage);
    return nullptr;
}

void printJson(const QJsonObject& object) {
    print(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented)).trimmed());
}

} // namespace slipway::cli
