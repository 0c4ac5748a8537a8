#include "app/adapters/signing/wire_reader.h"
#include "app/adapters/store/sqlite_ledger.h"
#include "app/desk/data_home.h"
#include "app/domain/plan.h"
#include "app/workspace/project_file.h"
#include "tests/bench/say.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <openssl/evp.h>

using namespace slipway;
using namespace Qt::StringLiterals;
using adapters::wireString;
using domain::Draft;

// A history of years, and how long it takes to prove it: `slipway ledger verify` as people run it, beside
// ssh-keygen and git over signatures by the same key.

namespace {

constexpr int signaturesEach = 5;
constexpr int hosts = 16;
constexpr int compared = 300; ///< signatures that the slower tools get

template <class T>
T waitFor(const base::Future<T>& future) {
    QEventLoop loop;
    QFutureWatcher<base::Result<T>> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    if (!future.isFinished())
        loop.exec();
    if (!future.result().ok())
        qFatal("%s", qPrintable(future.result().error().detail));
    return *future.result();
}

double seconds(const QElapsedTimer& timer) {
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

/// Seconds that a program takes; it must succeed.
double timed(const QString& program, const QStringList& arguments, const QString& folder,
             const QProcessEnvironment& environment, const QByteArray& input = {},
             QByteArray* out = nullptr) {
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder);
    QElapsedTimer timer;
    timer.start();
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(-1) || process.exitCode() != 0)
        qFatal("%s: %s%s", qPrintable(program), process.readAllStandardError().constData(),
               process.readAllStandardOutput().constData());
    if (out)
        *out = process.readAllStandardOutput();
    return seconds(timer);
}

/// A key whose signatures cost no process, and its public half as ssh-keygen writes it.
class SigningKey {
public:
    SigningKey() : m_key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")) {
        size_t length = 32;
        QByteArray raw(32, '\0');
        EVP_PKEY_get_raw_public_key(m_key, reinterpret_cast<uchar*>(raw.data()), &length);
        m_blob = wireString("ssh-ed25519") + wireString(raw);
    }
    ~SigningKey() { EVP_PKEY_free(m_key); }
    SigningKey(const SigningKey&) = delete;
    SigningKey& operator=(const SigningKey&) = delete;
    QByteArray line() const { return "ssh-ed25519 " + m_blob.toBase64(); }
    QByteArray sign(const QByteArray& message, const QByteArray& nameSpace) const {
        const QByteArray head = wireString(nameSpace) + wireString({}) + wireString("sha512");
        const QByteArray data =
            "SSHSIG" + head + wireString(QCryptographicHash::hash(message, QCryptographicHash::Sha512));
        QByteArray signature(64, '\0');
        size_t size = 64;
        EVP_MD_CTX* context = EVP_MD_CTX_new();
        EVP_DigestSignInit(context, nullptr, nullptr, nullptr, m_key);
        EVP_DigestSign(context, reinterpret_cast<uchar*>(signature.data()), &size,
                       reinterpret_cast<const uchar*>(data.constData()), size_t(data.size()));
        EVP_MD_CTX_free(context);
        const QByteArray base64 = ("SSHSIG" + QByteArray::fromHex("00000001") + wireString(m_blob) + head +
                                   wireString(wireString("ssh-ed25519") + wireString(signature)))
                                      .toBase64();
        return "-----BEGIN SSH SIGNATURE-----\n" + base64 + "\n-----END SSH SIGNATURE-----\n";
    }

private:
    EVP_PKEY* m_key;
    QByteArray m_blob;
};

Draft draft(const domain::ChainId& chain, const char* type, QJsonObject fields) {
    return {chain, QString::fromLatin1(type), u"mira"_s, std::move(fields)};
}

domain::Plan examplePlan() {
    domain::Plan plan;
    plan.environment = domain::EnvironmentName(u"production"_s);
    domain::Step go;
    go.id = domain::StepId(u"go"_s);
    go.kind = u"approval"_s;
    go.title = u"Go / no-go"_s;
    go.params = {{u"main"_s, u"Go"_s}, {u"sign"_s, u"approver"_s}};
    domain::Step deploy;
    deploy.id = domain::StepId(u"deploy"_s);
    deploy.phase = domain::Phase::Deploy;
    deploy.kind = u"run"_s;
    deploy.title = u"Deploy"_s;
    deploy.params = {{u"main"_s, u"./deploy"_s}};
    for (int i = 0; i < hosts; ++i)
        deploy.hosts.append(domain::HostName(u"h%1"_s.arg(i)));
    plan.steps = {go, deploy};
    return plan;
}

/// One deployment with five signatures; answers the signed bytes of the last.
QByteArray appendDeployment(adapters::SqliteLedger& ledger, const SigningKey& key, int number,
                            const QJsonObject& plan) {
    const domain::ChainId chain(u"dep-%1"_s.arg(number, 8, 10, QLatin1Char('0')));
    const QString commit = QString::fromLatin1(
        QCryptographicHash::hash(QByteArray::number(number), QCryptographicHash::Sha1).toHex());
    const QJsonObject candidate{{u"version"_s, u"v1.%1.0"_s.arg(number)},
                                {u"commit"_s, commit},
                                {u"tree"_s, commit},
                                {u"tag"_s, commit}};
    const QString fingerprint = QString(64, u'f');
    waitFor(ledger.append(
        {draft(chain, domain::entry::opened,
               {{u"kind"_s, u"deploy"_s}, {u"environment"_s, u"production"_s}, {u"candidate"_s, candidate}}),
         draft(chain, domain::entry::planFixed, {{u"plan"_s, plan}, {u"fingerprint"_s, fingerprint}})}));
    QByteArray last;
    for (int i = 0; i < signaturesEach; ++i) {
        const auto head = waitFor(ledger.head(chain));
        const auto bytes = ledger.compose(draft(chain, domain::entry::signedOff,
                                                {{u"step"_s, u"go"_s},
                                                 {u"person"_s, u"mira"_s},
                                                 {u"role"_s, u"approver"_s},
                                                 {u"statement"_s, u"Go"_s},
                                                 {u"note"_s, u"look %1"_s.arg(i)},
                                                 {u"decision"_s, u"go"_s},
                                                 {u"fingerprint"_s, fingerprint}}),
                                          head);
        if (!bytes.ok())
            qFatal("%s", qPrintable(bytes.error().detail));
        last = *bytes;
        waitFor(ledger.appendSigned(chain, last, key.sign(last, "signoff-v1@slipway")));
    }
    QList<Draft> steps;
    for (int i = 0; i < hosts; ++i) {
        const QString attempt = u"%1-%2"_s.arg(number).arg(i);
        const QJsonObject where{
            {u"step"_s, u"deploy"_s}, {u"host"_s, u"h%1"_s.arg(i)}, {u"attempt"_s, attempt}};
        QJsonObject intent = where;
        intent.insert(u"digest"_s, fingerprint);
        steps.append(draft(chain, domain::entry::intent, intent));
        QJsonObject outcome = where;
        outcome.insert(u"verdict"_s, u"passed"_s);
        outcome.insert(u"summary"_s, u"exit 0"_s);
        outcome.insert(u"exit"_s, 0);
        steps.append(draft(chain, domain::entry::outcome, outcome));
    }
    steps.append(draft(chain, domain::entry::live, {}));
    steps.append(draft(chain, domain::entry::ended, {{u"result"_s, u"successful"_s}}));
    waitFor(ledger.append(steps));
    return last;
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    const qint64 wanted = argc > 1 ? QByteArray(argv[1]).toLongLong() : 100'000;
    const QTemporaryDir folder;
    qputenv("XDG_DATA_HOME", folder.filePath(u"data"_s).toUtf8());
    qputenv("HOME", folder.path().toUtf8());
    const auto environment = QProcessEnvironment::systemEnvironment();
    const SigningKey key;
    QDir(folder.path()).mkdir(u"work"_s);
    const QString work = folder.filePath(u"work"_s);
    QFile file(work + u"/slipway.yaml"_s);
    if (!file.open(QIODevice::WriteOnly))
        return 1;
    file.write("slipway: 1\nid: 6f1c2b1e-8f5e-4d0a-9f43-0c6f6b1f6a52\nproject: years\n"
               "people:\n  mira: { name: Mira, roles: [approver], key: " +
               key.line() + " }\nenvironments:\n  production: { tier: production }\n");
    file.close();
    const auto reading = workspace::readProject(work);
    if (!reading.project)
        qFatal("the workspace cannot be read");
    const auto data = desk::dataFolder(*reading.project);
    if (!data.ok())
        qFatal("%s", qPrintable(data.error().detail));

    say(u"A ledger of %1 entries, one in ten of them signed: being made…"_s.arg(wanted));
    QByteArray lastSigned;
    qint64 entries = 0;
    int deployments = 0;
    {
        const base::SystemClock clock;
        adapters::SqliteLedger ledger(*data, clock, u"bench"_s);
        const QJsonObject plan = toJson(examplePlan());
        // Each touched chain has a head on the workspace's own.
        while (entries < wanted) {
            lastSigned = appendDeployment(ledger, key, deployments++, plan);
            entries += 2 + 1 + 2LL * signaturesEach + 2LL * hosts + 2 + 1;
        }
        QElapsedTimer timer;
        timer.start();
        const auto check = waitFor(ledger.verify());
        if (check.fault)
            qFatal("%s", qPrintable(check.fault->detail));
        const double chain = seconds(timer);
        say(u"%1 entries in %2 deployments"_s.arg(check.entries).arg(deployments));
        say(u"  hashes, links and heads      %1 s   %2 entries a second"_s.arg(chain, 0, 'f', 2)
                .arg(static_cast<double>(check.entries) / chain, 0, 'f', 0));
        entries = check.entries;
    }
    const int signatures = deployments * signaturesEach;
    QByteArray told;
    const double whole = timed(QCoreApplication::applicationDirPath() + u"/../bin/slipway"_s,
                               {u"ledger"_s, u"verify"_s}, work, environment, {}, &told);
    say(QString::fromUtf8(told).trimmed());
    say(u"  slipway ledger verify        %1 s   %2 entries and %3 signatures a second, start and fold included"_s
            .arg(whole, 0, 'f', 2)
            .arg(static_cast<double>(entries) / whole, 0, 'f', 0)
            .arg(signatures / whole, 0, 'f', 0));

    const auto write = [&folder](const char* name, const QByteArray& bytes) {
        QFile out(folder.filePath(QLatin1StringView(name)));
        if (out.open(QIODevice::WriteOnly))
            out.write(bytes);
        return out.fileName();
    };
    const QString allowed = write("allowed", "mira " + key.line() + '\n');
    const QString signature = write("signature", key.sign(lastSigned, "signoff-v1@slipway"));
    double each = 0;
    for (int i = 0; i < compared; ++i)
        each += timed(u"ssh-keygen"_s,
                      {u"-Y"_s, u"verify"_s, u"-f"_s, allowed, u"-I"_s, u"mira"_s, u"-n"_s,
                       u"signoff-v1@slipway"_s, u"-s"_s, signature},
                      work, environment, lastSigned);
    const double keygenRate = compared / each;
    say(u"  ssh-keygen -Y verify         %1 signatures a second (%2 one after the other)"_s
            .arg(keygenRate, 0, 'f', 0)
            .arg(compared));

    // The same number of signed commits, made without git's own signing.
    timed(u"git"_s, {u"init"_s, u"-q"_s, u"-b"_s, u"main"_s}, work, environment);
    QByteArray parent;
    for (int i = 0; i < compared; ++i) {
        QByteArray tree;
        timed(u"git"_s, {u"hash-object"_s, u"-w"_s, u"-t"_s, u"tree"_s, u"--stdin"_s}, work, environment, {},
              &tree);
        const QByteArray head = "tree " + tree.trimmed() + '\n' +
                                (parent.isEmpty() ? QByteArray() : "parent " + parent + '\n') +
                                "author M <mira> 1760000000 +0000\ncommitter M <mira> 1760000000 +0000\n";
        const QByteArray body = "\nentry " + QByteArray::number(i) + '\n';
        QByteArray lines = key.sign(head + body, "git").trimmed();
        lines.replace("\n", "\n ");
        QByteArray commit;
        timed(u"git"_s, {u"hash-object"_s, u"-w"_s, u"-t"_s, u"commit"_s, u"--stdin"_s}, work, environment,
              head + "gpgsig " + lines + '\n' + body, &commit);
        parent = commit.trimmed();
    }
    QByteArray log;
    const double gitTook =
        timed(u"git"_s,
              {u"-c"_s, u"gpg.format=ssh"_s, u"-c"_s, u"gpg.ssh.allowedSignersFile="_s + allowed, u"log"_s,
               u"--show-signature"_s, QString::fromLatin1(parent)},
              work, environment, {}, &log);
    if (log.count("Good \"git\" signature for mira") != compared)
        qFatal("git saw other signatures: %s", log.left(400).constData());
    const double gitRate = compared / gitTook;
    say(u"  git log --show-signature     %1 signatures a second (%2 commits)"_s.arg(gitRate, 0, 'f', 0)
            .arg(compared));
    say(u"ratios: %1x ssh-keygen, %2x git"_s.arg(signatures / whole / keygenRate, 0, 'f', 1)
            .arg(signatures / whole / gitRate, 0, 'f', 1));
    return 0;
}
