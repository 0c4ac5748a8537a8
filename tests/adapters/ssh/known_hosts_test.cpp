#include "app/adapters/ssh/known_hosts.h"

#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>

namespace slipway::adapters {

namespace {

const QByteArray keyA = "AAAAC3NzaC1lZDI1NTE5AAAAIBRk0Y8zWZwBBNXFHVQn2S4wTP5TQ0sVSo3nCOuOfmGo";
const QByteArray keyB = "AAAAC3NzaC1lZDI1NTE5AAAAIEmRzp5Cj9cJ2cTgYpbPqsTWAGhQ0Xr7ZxGm1w3yq8aB";

HostKey hostKey(const QByteArray& base64) {
    const auto blob = QByteArray::fromBase64(base64);
    return {keyTypeOf(blob), blob};
}

QString write(const QTemporaryDir& folder, const QByteArray& text) {
    const auto path = folder.filePath(QStringLiteral("known_hosts"));
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(text);
    return path;
}

/// The lines ssh-keygen finds for a name: keys, or certificate authorities.
QList<int> oracle(const QString& file, const QByteArray& name, bool authorities = false) {
    QProcess keygen;
    keygen.start(QStringLiteral("ssh-keygen"),
                 {QStringLiteral("-F"), QString::fromUtf8(name), QStringLiteral("-f"), file});
    keygen.waitForFinished();
    static const QRegularExpression found(QStringLiteral("found: line (\\d+) ?(\\w*)"));
    QList<int> lines;
    auto matches = found.globalMatch(QString::fromUtf8(keygen.readAllStandardOutput()));
    while (matches.hasNext()) {
        const auto match = matches.next();
        if ((match.captured(2) == QStringLiteral("CA")) == authorities)
            lines.append(match.captured(1).toInt());
    }
    return lines;
}

/// Makes the names of a file unreadable as OpenSSH does; false when it finds the file not worth it.
bool hashNames(const QString& file) {
    QProcess keygen; // a process of its own keeps its chatter out of the test's
    keygen.start(QStringLiteral("ssh-keygen"), {QStringLiteral("-H"), QStringLiteral("-f"), file});
    return keygen.waitForFinished() && keygen.exitCode() == 0;
}

QList<int> linesOf(const QList<KnownHosts::Record>& records) {
    QList<int> lines;
    for (const auto& record : records)
        lines.append(record.place.section(u':', -1).toInt());
    return lines;
}

} // namespace

class KnownHostsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsTheLinesThatSshKeygenFinds_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("address");
        QTest::addColumn<int>("port");
        const auto line = [](const QByteArray& names) { return names + " ssh-ed25519 " + keyA + '\n'; };
        const auto row = [&](const char* name, const QByteArray& text, const char* address, int port = 22) {
            QTest::newRow(name) << text << QString::fromLatin1(address) << port;
        };
        row("plain", line("other") + line("host"), "host");
        row("absent", line("other"), "host");
        row("comma list", line("a,host,b"), "host");
        row("a prefix is not a match", line("hos,hosts"), "host");
        row("port", line("host") + line("[host]:2222"), "host", 2222);
        row("port in a list", line("x,[host]:2222"), "host", 2222);
        row("other port", line("[host]:2223"), "host", 2222);
        row("star", line("*.example.org"), "a.example.org");
        row("star does not match nothing", line("*.example.org"), "example.org");
        row("star in the middle", line("a*z,ab*yz"), "abcyz");
        row("question mark", line("host?"), "host1");
        row("question mark needs one", line("host?"), "host");
        row("everything", line("*"), "host", 2222);
        row("negation", line("*.example.org,!bad.example.org"), "bad.example.org");
        row("negation spares others", line("*.example.org,!bad.example.org"), "good.example.org");
        row("only negated", line("!host"), "host");
        row("negation first", line("!host,host"), "host");
        row("revoked", "@revoked " + line("host") + line("host"), "host");
        row("revoked for all", "@revoked " + line("*"), "host");
        row("authority", "@cert-authority " + line("*.example.org"), "a.example.org");
        row("unknown marker", "@other " + line("host"), "host");
        row("upper-case pattern", line("HOST"), "host");
        row("comment after the key", "host ssh-ed25519 " + keyA + " someone@somewhere\n", "host");
        row("blanks before", "  \t" + line("host"), "host");
        row("tabs between", "host\tssh-ed25519\t" + keyA + '\n', "host");
        row("comment line", "#" + line("host") + " # x\n" + line("host"), "host");
        row("no newline at the end", "host ssh-ed25519 " + keyA, "host");
        row("garbage around", "\x01\x02\xff nonsense\nhost\nhost ssh-ed25519\n" + line("host"), "host");
        row("address", line("127.0.0.1") + line("[127.0.0.1]:2222"), "127.0.0.1", 2222);
        row("version 6 address", line("[::1]:2222"), "::1", 2222);
    }
    void findsTheLinesThatSshKeygenFinds() {
        QFETCH(QByteArray, text);
        QFETCH(QString, address);
        QFETCH(int, port);
        const QTemporaryDir folder;
        for (const bool hashed : {false, true}) {
            const auto path = write(folder, text);
            if (hashed && !hashNames(path))
                continue;
            const auto lookup = KnownHosts({path}).lookup(address, static_cast<quint16>(port));
            QCOMPARE(linesOf(lookup.exact),
                     oracle(path, KnownHosts::nameOf(address, static_cast<quint16>(port))));
        }
    }

    /// Thousands of lines made of names, wildcards, negations, ports, markers and hashes.
    void findsTheLinesThatSshKeygenFindsInAGeneratedTable() {
        QRandomGenerator random(7);
        const auto any = [&](const QByteArrayList& list) { return list[random.bounded(int(list.size()))]; };
        const QByteArrayList names{"a", "ab", "abc", "a.example.org", "b.example.org", "127.0.0.1", "::1"};
        const QByteArrayList patterns{"a",
                                      "ab",
                                      "a*",
                                      "*b*",
                                      "?",
                                      "a?c",
                                      "*",
                                      "b",
                                      "abc",
                                      "*.*.*",
                                      "*.example.org",
                                      "127.0.0.?",
                                      "[a]:2222",
                                      "[*]:22*",
                                      "::1",
                                      "[::1]:2222",
                                      "[a*]:*",
                                      "A",
                                      "[127.0.0.1]:2222",
                                      "*:*"};
        const QTemporaryDir folder;
        for (int round = 0; round < 12; ++round) {
            QByteArray text;
            for (int line = 0; line < 250; ++line) {
                QByteArrayList field;
                for (int count = random.bounded(1, 4); count > 0; --count)
                    field.append((random.bounded(4) == 0 ? "!" : "") + any(patterns));
                text += any({"", "", "", "", "@revoked ", "@cert-authority "}) + field.join(',') +
                        any({" ", "\t", "  "}) + "ssh-ed25519 " + any({keyA, keyB}) +
                        any({"", " someone", " # x"}) + '\n';
            }
            const auto path = write(folder, text);
            if (round % 3 == 2)
                QVERIFY(hashNames(path));
            for (const auto& name : names)
                for (const quint16 port : {22, 2222}) {
                    const auto lookup = KnownHosts({path}).lookup(QString::fromLatin1(name), port);
                    const auto spelt = KnownHosts::nameOf(QString::fromLatin1(name), port);
                    QCOMPARE(linesOf(lookup.exact), oracle(path, spelt));
                    QCOMPARE(linesOf(lookup.authorities), oracle(path, spelt, true));
                }
        }
    }

    void matchesWhateverItsCaseIs() {
        const QTemporaryDir folder;
        const KnownHosts known({write(folder, "Host.Example ssh-ed25519 " + keyA)});
        QCOMPARE(known.lookup(QStringLiteral("HOST.example"), 22).judge(hostKey(keyA)),
                 KnownHosts::Verdict::Match);
    }

    void judgesMatchUnknownAndChanged() {
        const QTemporaryDir folder;
        const KnownHosts known({write(folder, "host ssh-ed25519 " + keyA)});
        QCOMPARE(known.lookup(QStringLiteral("host"), 22).judge(hostKey(keyA)), KnownHosts::Verdict::Match);
        QCOMPARE(known.lookup(QStringLiteral("host"), 22).judge(hostKey(keyB)), KnownHosts::Verdict::Changed);
        QCOMPARE(known.lookup(QStringLiteral("else"), 22).judge(hostKey(keyA)), KnownHosts::Verdict::Unknown);
    }

    void letsTheBareNameVouchForAnotherPortButNotAgainstIt() {
        const QTemporaryDir folder;
        const KnownHosts known({write(folder, "host ssh-ed25519 " + keyA)});
        QCOMPARE(known.lookup(QStringLiteral("host"), 2222).judge(hostKey(keyA)), KnownHosts::Verdict::Match);
        QCOMPARE(known.lookup(QStringLiteral("host"), 2222).judge(hostKey(keyB)),
                 KnownHosts::Verdict::Unknown);
    }

    void faultCase15_refusesARevokedKeyInWhateverFileItIsRevoked() {
        const QTemporaryDir one;
        const QTemporaryDir two;
        const KnownHosts known(
            {write(one, "host ssh-ed25519 " + keyA), write(two, "@revoked * ssh-ed25519 " + keyA)});
        QCOMPARE(known.lookup(QStringLiteral("host"), 22).judge(hostKey(keyA)), KnownHosts::Verdict::Revoked);
        QCOMPARE(known.lookup(QStringLiteral("host"), 2222).judge(hostKey(keyA)),
                 KnownHosts::Verdict::Revoked);
        QCOMPARE(known.lookup(QStringLiteral("host"), 22).judge(hostKey(keyB)), KnownHosts::Verdict::Changed);
    }

    void faultCase17_neverTakesAnotherKeyTypeForANewHost() {
        const QTemporaryDir folder;
        const QByteArray ecdsa("\0\0\0\x13"
                               "ecdsa-sha2-nistp256"
                               "\0\0\0\x08nistp256",
                               35);
        const KnownHosts known({write(folder, "host ecdsa-sha2-nistp256 " + ecdsa.toBase64() + "\n")});
        const auto lookup = known.lookup(QStringLiteral("host"), 22);
        QCOMPARE(lookup.types(), QList<QByteArray>{"ecdsa-sha2-nistp256"});
        QCOMPARE(lookup.judge(hostKey(keyA)), KnownHosts::Verdict::Changed);
    }

    void faultCase16_countsGarbageAndReadsOn() {
        const QTemporaryDir folder;
        QByteArray text;
        QRandomGenerator random(42);
        for (int line = 0; line < 2000; ++line) {
            for (int byte = 0; byte < 40; ++byte)
                text.append(static_cast<char>(random.bounded(256)));
            text.append('\n');
        }
        text += QByteArray(300'000, 'x') + '\n'; // one endless line
        text += "host ssh-ed25519 not*base64\nhost ssh-rsa " + keyB + "\nhost sk-future@example.org " + keyB +
                '\n';
        text += "host ssh-ed25519 " + keyA + '\n';
        const auto lookup = KnownHosts({write(folder, text)}).lookup(QStringLiteral("host"), 22);
        QCOMPARE(lookup.judge(hostKey(keyA)), KnownHosts::Verdict::Match);
        QCOMPARE(lookup.exact.size(), 1);
        QVERIFY(lookup.unreadable >= 4);
    }

    void faultCase16_readsAMillionLines() {
        const QTemporaryDir folder;
        const QByteArray line = "somebody ssh-ed25519 " + keyB + '\n';
        const auto path = write(folder, line.repeated(1'000'000) + "host ssh-ed25519 " + keyA + '\n');
        QCOMPARE(KnownHosts({path}).lookup(QStringLiteral("host"), 22).judge(hostKey(keyA)),
                 KnownHosts::Verdict::Match);
    }

    void remembersInAFileOfItsOwnThatNobodyElseReads() {
        const QTemporaryDir folder;
        const auto path = folder.filePath(QStringLiteral("deep/er/known_hosts"));
        const KnownHosts known({path});
        QVERIFY(known.remember(QStringLiteral("Host"), 2222, hostKey(keyA)).ok());
        QVERIFY(known.remember(QStringLiteral("host"), 22, hostKey(keyB)).ok());
        QCOMPARE(known.lookup(QStringLiteral("host"), 2222).judge(hostKey(keyA)), KnownHosts::Verdict::Match);
        QCOMPARE(oracle(path, "[host]:2222"), QList<int>{1});
        QCOMPARE(oracle(path, "host"), QList<int>{2});
        struct stat information = {};
        QCOMPARE(::stat(QFile::encodeName(path).constData(), &information), 0);
        QCOMPARE(information.st_mode & 0777, mode_t(0600));
    }

    void mendsALastLineThatWasCutOff() {
        const QTemporaryDir folder;
        const auto path = write(folder, "other ssh-ed25519 " + keyB);
        QVERIFY(KnownHosts({path}).remember(QStringLiteral("host"), 22, hostKey(keyA)).ok());
        QCOMPARE(oracle(path, "host"), QList<int>{2});
        QCOMPARE(oracle(path, "other"), QList<int>{1});
    }

    void writesFingerprintsAsOpenSshDoes() {
        const QTemporaryDir folder;
        const auto path = write(folder, "host ssh-ed25519 " + keyA);
        QProcess keygen;
        keygen.start(QStringLiteral("ssh-keygen"), {QStringLiteral("-lf"), path});
        keygen.waitForFinished();
        QVERIFY(QString::fromUtf8(keygen.readAllStandardOutput()).contains(hostKey(keyA).fingerprint()));
        QCOMPARE(hostKey(keyA).text(), QStringLiteral("ssh-ed25519 ") + hostKey(keyA).fingerprint());
    }
};

} // namespace slipway::adapters

QTEST_GUILESS_MAIN(slipway::adapters::KnownHostsTest)
#include "known_hosts_test.moc"
