#pragma once
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace slipway::test {

/// What a TLS server shows of itself.
struct TlsCertificate {
    QString names = QStringLiteral("IP:127.0.0.1");     ///< as openssl writes alternative names
    QString starts = QStringLiteral("20200101000000Z"); ///< YYYYMMDDHHMMSSZ
    QString ends = QStringLiteral("20991231235959Z");
    enum class Chain { SelfSigned, Whole, Incomplete };
    /// Else an authority has signed for another that has signed it; incomplete: the one between is not sent.
    Chain chain = Chain::SelfSigned;
};

/// `openssl s_server` with a certificate made for it; the port is read from its output.
class TlsServer {
public:
    explicit TlsServer(const TlsCertificate& certificate = {}) : m_chain(certificate.chain) {
        if (!writeConfiguration(certificate) || !makeCertificates(certificate))
            return;
        QStringList arguments{QStringLiteral("s_server"),    QStringLiteral("-accept"),
                              QStringLiteral("127.0.0.1:0"), QStringLiteral("-www"),
                              QStringLiteral("-cert"),       path("leaf.pem"),
                              QStringLiteral("-key"),        path("leaf.key")};
        if (m_chain == TlsCertificate::Chain::Whole)
            arguments << QStringLiteral("-cert_chain") << path("between.pem");
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(QStringLiteral("openssl"), arguments);
        QByteArray output;
        const bool listening = QTest::qWaitFor([&] {
            output += m_process.readAll();
            return output.contains("ACCEPT") && output.endsWith('\n');
        });
        const QString line = QString::fromLatin1(output.mid(output.indexOf("ACCEPT"))).section(u'\n', 0, 0);
        if (listening)
            m_url = QStringLiteral("https://127.0.0.1:%1/").arg(line.section(u':', -1).trimmed());
    }
    ~TlsServer() {
        m_process.kill();
        m_process.waitForFinished();
    }
    TlsServer(const TlsServer&) = delete;
    TlsServer& operator=(const TlsServer&) = delete;

    /// Whom to trust so that it verifies: itself, or the first authority.
    QString authority() const {
        return path(m_chain == TlsCertificate::Chain::SelfSigned ? "leaf.pem" : "root.pem");
    }
    QString url() const { return m_url; } ///< empty: there is no openssl tool here

private:
    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    bool writeConfiguration(const TlsCertificate& certificate) {
        QFile configuration(path("ca.conf"));
        QFile index(path("index.txt"));
        if (!configuration.open(QIODevice::WriteOnly) || !index.open(QIODevice::WriteOnly))
            return false;
        configuration.write("[ca]\ndefault_ca=d\n[d]\nnew_certs_dir=" + m_folder.path().toUtf8() +
                            "\ndatabase=" + index.fileName().toUtf8() +
                            "\nrand_serial=yes\ndefault_md=sha256\npolicy=p\n" +
                            "[p]\ncommonName=supplied\n[leaf]\nsubjectAltName=" + certificate.names.toUtf8() +
                            "\n[authority]\nbasicConstraints=critical,CA:TRUE\n");
        return true;
    }
    bool makeCertificates(const TlsCertificate& certificate) {
        if (m_chain == TlsCertificate::Chain::SelfSigned)
            return make("leaf", "leaf", "leaf", certificate);
        return make("root", "authority", "root", {}) && make("between", "authority", "root", {}) &&
               make("leaf", "leaf", "between", certificate);
    }
    /// `openssl ca`, because `openssl req` makes no certificates that have expired.
    bool make(const char* name, const char* extensions, const char* issuer,
              const TlsCertificate& certificate) {
        const auto text = [](const char* latin1) { return QString::fromLatin1(latin1); };
        const QString base = path(name);
        QStringList signing{QStringLiteral("ca"),
                            QStringLiteral("-batch"),
                            QStringLiteral("-notext"),
                            QStringLiteral("-config"),
                            path("ca.conf"),
                            QStringLiteral("-extensions"),
                            text(extensions),
                            QStringLiteral("-startdate"),
                            certificate.starts,
                            QStringLiteral("-enddate"),
                            certificate.ends,
                            QStringLiteral("-keyfile"),
                            path(issuer) + text(".key"),
                            QStringLiteral("-in"),
                            base + text(".request"),
                            QStringLiteral("-out"),
                            base + text(".pem")};
        if (text(name) == text(issuer))
            signing << QStringLiteral("-selfsign");
        else
            signing << QStringLiteral("-cert") << path(issuer) + text(".pem");
        return openssl({QStringLiteral("req"), QStringLiteral("-new"), QStringLiteral("-newkey"),
                        QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                        QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes"),
                        QStringLiteral("-subj"), text("/CN=") + text(name), QStringLiteral("-keyout"),
                        base + text(".key"), QStringLiteral("-out"), base + text(".request")}) &&
               openssl(signing);
    }
    static bool openssl(const QStringList& arguments) {
        QProcess process;
        process.start(QStringLiteral("openssl"), arguments);
        return process.waitForFinished() && process.exitCode() == 0;
    }

    const TlsCertificate::Chain m_chain;
    QTemporaryDir m_folder;
    QProcess m_process;
    QString m_url;
};

} // namespace slipway::test
