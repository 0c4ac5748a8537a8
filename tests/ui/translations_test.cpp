#include "tests/ui/window_fixture.h"
#include "ui/dialogs/answer_dialog.h"
#include "ui/dialogs/checkpoint_decision_dialog.h"
#include "ui/dialogs/checkpoint_dialog.h"
#include "ui/dialogs/choice_card.h"
#include "ui/dialogs/failure_dialog.h"
#include "ui/dialogs/host_key_dialog.h"
#include "ui/dialogs/new_release_dialog.h"
#include "ui/dialogs/promotion_dialog.h"
#include "ui/dialogs/rollback_dialog.h"
#include "ui/dialogs/sign_off_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/welcome_page.h"

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace slipway;
using namespace slipway::ui;

namespace {

struct Message {
    QString context, source;
    QStringList translations;
    bool finished = true;
};

QList<Message> read(const QString& file) {
    QList<Message> messages;
    QString context;
    QFile device(file);
    if (!device.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&device);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1StringView("name"))
            context = xml.readElementText();
        else if (xml.name() == QLatin1StringView("source"))
            messages << Message{context, xml.readElementText(), {}};
        else if (xml.name() == QLatin1StringView("translation")) {
            messages.last().finished = xml.attributes().value(QLatin1StringView("type")).isEmpty();
            while (xml.readNext() == QXmlStreamReader::Characters || xml.isStartElement()) {
                if (xml.isStartElement())
                    messages.last().translations << xml.readElementText();
                else if (!xml.isWhitespace())
                    messages.last().translations << xml.text().toString();
            }
        }
    }
    return messages;
}

QStringList placeholders(const QString& text) {
    static const QRegularExpression pattern(QStringLiteral("%(?:L?[0-9]+|n)"));
    QStringList found;
    for (auto match = pattern.globalMatch(text); match.hasNext();)
        found << match.next().captured();
    found.sort();
    return found;
}

/// Asked only for what no catalogue has, because it is installed before them.
class Missed final : public QTranslator {
public:
    QString translate(const char* context, const char* source, const char*, int) const override {
        if (QByteArrayView(context).startsWith("slipway::"))
            texts << QString::fromUtf8(context) + QStringLiteral(": ") + QString::fromUtf8(source);
        return {};
    }
    bool isEmpty() const override { return false; }
    mutable QStringList texts;
};

QByteArray printed(const QStringList& arguments, const QString& language) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LANGUAGE"), language);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    QSignalSpy ended(&process, &QProcess::finished);
    process.start(QStringLiteral(SLIPWAY_BINARY), arguments);
    return ended.wait(30'000) ? process.readAll() : QByteArray();
}

} // namespace

class TranslationsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyTextIsTranslated_data();
    void everyTextIsTranslated();
    void pagesAskForNothingUntranslatedAndCutNothing();
    void dialogsAskForNothingUntranslatedAndCutNothing_data();
    void dialogsAskForNothingUntranslatedAndCutNothing();
    void commandsSpeakTheLanguageOfThePerson();
    void programsReadTheSameInEveryLanguage();

private:
    QTemporaryDir m_settings;
    Missed m_missed;
};

void TranslationsTest::initTestCase() {
    QLocale::setDefault(QLocale(QLocale::German));
    QCoreApplication::installTranslator(&m_missed);
    fakes::isolateSettings(m_settings);
}

void TranslationsTest::everyTextIsTranslated_data() {
    QTest::addColumn<QString>("catalogue");
    const QDir folder(QStringLiteral(SLIPWAY_SOURCE_DIR "/translations"));
    for (const QString& name : folder.entryList({QStringLiteral("*.ts")}))
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
}

void TranslationsTest::everyTextIsTranslated() {
    QFETCH(QString, catalogue);
    const bool collects = !QStandardPaths::findExecutable(QStringLiteral("lupdate")).isEmpty() ||
                          QFileInfo::exists(QStringLiteral("/usr/lib/qt6/bin/lupdate"));
    if (!collects || QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty())
        QSKIP("lupdate or python3 is missing");
    const QTemporaryDir folder;
    const QString copy = folder.filePath(QFileInfo(catalogue).fileName());
    QVERIFY(QFile::copy(catalogue, copy));
    QVERIFY(QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner));
    QProcess script;
    script.setProcessChannelMode(QProcess::MergedChannels);
    QSignalSpy ended(&script, &QProcess::finished);
    script.start(QStringLiteral("python3"),
                 {QStringLiteral(SLIPWAY_SOURCE_DIR "/packaging/translations"), folder.path()});
    QVERIFY(ended.wait(120'000));
    QVERIFY2(script.exitCode() == 0, script.readAll());
    const QList<Message> messages = read(copy);
    QVERIFY(messages.size() > 10);
    QStringList wrong;
    for (const Message& message : messages) {
        bool good = message.finished && !message.translations.isEmpty();
        for (const QString& translation : message.translations)
            good =
                good && !translation.isEmpty() && placeholders(translation) == placeholders(message.source);
        if (!good)
            wrong << message.context + QStringLiteral(": ") + message.source;
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TranslationsTest::pagesAskForNothingUntranslatedAndCutNothing() {
    fakes::World world;
    MainWindow window(world.feed, world.actions, world.clock);
    window.resize(1280, 800);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    for (const char* deployment : {"", "dep-0413", "dep-0416"})
        for (const TopBar::Page page : {TopBar::Environments, TopBar::Release, TopBar::Monitoring,
                                        TopBar::History, TopBar::Output, TopBar::Inbox}) {
            window.showPage(page);
            if (page == TopBar::Release && deployment[0] != '\0')
                window.showRelease(QString::fromLatin1(deployment));
            QTRY_COMPARE(fakes::cutTexts(&window), QStringList());
            QCOMPARE(window.width(), 1280);
        }
    QVERIFY(fakes::named(&window, "navMonitoring")->text() == QStringLiteral("Beobachtung"));
    QCOMPARE(m_missed.texts, QStringList());
}

void TranslationsTest::dialogsAskForNothingUntranslatedAndCutNothing_data() {
    QTest::addColumn<QString>("dialog");
    for (const char* name : {"promotion", "signOff", "failure", "rollback", "hostKey", "answer", "checkpoint",
                             "checkpointDecision", "newRelease", "welcome"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TranslationsTest::dialogsAskForNothingUntranslatedAndCutNothing() {
    QFETCH(QString, dialog);
    fakes::World world;
    const Context context = world.context();
    const QString deployment = QStringLiteral("dep-0413");
    const auto make = [&]() -> QWidget* {
        if (dialog == QStringLiteral("promotion"))
            return new PromotionDialog(context, QStringLiteral("v1.8.0"), QStringLiteral("production"),
                                       nullptr);
        if (dialog == QStringLiteral("signOff"))
            return new SignOffDialog(context, deployment, QStringLiteral("go-no-go"), nullptr);
        if (dialog == QStringLiteral("failure"))
            return new FailureDialog(context, QStringLiteral("dep-0415"), nullptr);
        if (dialog == QStringLiteral("rollback"))
            return new RollbackDialog(context, deployment, nullptr);
        if (dialog == QStringLiteral("hostKey"))
            return new HostKeyDialog(context,
                                     {QStringLiteral("prod-2 (bot@127.0.0.1:2202)"), QStringLiteral("prod-2"),
                                      QStringLiteral("ssh-ed25519"), QStringLiteral("SHA256:Yk3h7c2bq9Lm4t")},
                                     nullptr);
        if (dialog == QStringLiteral("answer"))
            return new AnswerDialog(context, deployment, QStringLiteral("dashboard"), nullptr);
        if (dialog == QStringLiteral("checkpointDecision"))
            return new CheckpointDecisionDialog(context, deployment, 8 * fakes::hour, nullptr);
        if (dialog == QStringLiteral("checkpoint"))
            return new CheckpointDialog(context, deployment, 4 * fakes::hour, nullptr);
        if (dialog == QStringLiteral("newRelease"))
            return new NewReleaseDialog(context, nullptr);
        return new WelcomePage;
    };
    const QPointer<QWidget> shown(make());
    shown->show();
    QVERIFY(QTest::qWaitForWindowExposed(shown));
    QTRY_COMPARE(fakes::cutTexts(shown), QStringList());
    for (const auto* card : shown->findChildren<ChoiceCard*>())
        QVERIFY2(card->height() >= card->heightForWidth(card->width()), qPrintable(card->text()));
    delete shown;
    QCOMPARE(m_missed.texts, QStringList());
}

void TranslationsTest::commandsSpeakTheLanguageOfThePerson() {
    const QStringList help{QStringLiteral("--help")};
    QVERIFY(printed(help, QStringLiteral("de")).contains("Exit-Codes: 0 fertig"));
    QVERIFY(printed(help, QStringLiteral("en")).contains("Exit codes: 0 done"));
    const QStringList less{QStringLiteral("check"), QStringLiteral("one"), QStringLiteral("two")};
    QVERIFY(printed(less, QStringLiteral("de")).contains("höchstens ein Ordner"));
}

void TranslationsTest::programsReadTheSameInEveryLanguage() {
    const QTemporaryDir empty;
    const QStringList check{QStringLiteral("check"), empty.path(), QStringLiteral("--json")};
    const QByteArray english = printed(check, QStringLiteral("en"));
    QVERIFY(!english.isEmpty());
    QCOMPARE(printed(check, QStringLiteral("de")), english);
}

QTEST_MAIN(TranslationsTest)
#include "translations_test.moc"
