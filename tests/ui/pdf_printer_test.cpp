#include "ui/report/pdf_printer.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace slipway;
using ports::ReportBlock;
using ports::ReportMark;

namespace {

const QString head = QString(64, u'7');

/// What poppler's pdftotext reads in the file.
QString read(const QString& file, const QStringList& options = {u"-layout"_s}) {
    QProcess process;
    process.start(u"pdftotext"_s, options + QStringList{file, u"-"_s});
    process.waitForFinished();
    return process.exitCode() == 0 ? QString::fromUtf8(process.readAllStandardOutput()) : QString();
}

ports::Report sample(int rows) {
    ports::Report report{u"dep-1"_s, head, {}, {}};
    report.blocks.append({ReportBlock::Kind::Title, u"boats: v1.1.0 to production"_s});
    report.blocks.append({ReportBlock::Kind::Facts, {}, {}, {{u"Result"_s, u"live"_s}}});
    report.blocks.append({ReportBlock::Kind::Heading, u"What happened"_s});
    ReportBlock table{ReportBlock::Kind::Table, {}, {u"entry"_s, u"what"_s, u"key"_s}, {}, {}};
    for (int i = 0; i < rows; ++i) {
        table.rows.append({u"row%1"_s.arg(i),
                           u"Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"_s.repeated(i % 3),
                           QString(64, u'f')});
        table.marks.append(i % 2 ? ReportMark::Failed : ReportMark::Signed);
    }
    report.blocks.append(table);
    return report;
}

} // namespace

class PdfPrinterTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    QString path(const QString& name = u"report.pdf"_s) { return m_folder.filePath(name); }

private Q_SLOTS:
    void everyPageCarriesTheLedgersHeadAndItsNumber() {
        QVERIFY(ui::PdfPrinter().print(sample(150), path()).ok());
        QStringList pages = read(path()).split(u'\f');
        pages.removeLast(); // pdftotext ends every page with a form feed
        QVERIFY2(pages.size() > 3, qPrintable(QString::number(pages.size())));
        for (qsizetype i = 0; i < pages.size(); ++i) {
            QVERIFY2(pages[i].contains(head), qPrintable(pages[i]));
            QVERIFY(pages[i].contains(u"dep-1"_s));
            QVERIFY(pages[i].contains(u"page %1 of %2"_s.arg(i + 1).arg(pages.size())));
            QVERIFY2(pages[i].contains(u"entry"_s), "the table's names are on every page");
        }
        QVERIFY(pages[0].contains(u"boats: v1.1.0 to production"_s));
        for (int i = 0; i < 150; ++i)
            QVERIFY2(pages.join(QString()).contains(u"row%1 "_s.arg(i)), qPrintable(QString::number(i)));
    }

    void longWordsStayInsideThePage() {
        QVERIFY(ui::PdfPrinter().print(sample(30), path()).ok());
        QXmlStreamReader boxes(read(path(), {u"-bbox"_s}));
        double width = 0, height = 0;
        int words = 0;
        while (!boxes.atEnd()) {
            if (boxes.readNext() != QXmlStreamReader::StartElement)
                continue;
            const auto number = [&](const char* name) {
                return boxes.attributes().value(QLatin1StringView(name)).toDouble();
            };
            if (boxes.name() == u"page") {
                width = number("width");
                height = number("height");
            } else if (boxes.name() == u"word") {
                ++words;
                QVERIFY2(number("xMin") > 40 && number("xMax") < width - 40 && number("yMin") > 30 &&
                             number("yMax") < height - 20,
                         qPrintable(boxes.readElementText()));
            }
        }
        QVERIFY(words > 100);
    }

    void theChartNamesItsLanesTimesAndStates() {
        ports::Report report = sample(1);
        report.chart = {1'795'000'000'000,
                        1'795'086'400'000,
                        {{u"API health"_s,
                          {{1'795'000'000'000, 1'795'040'000'000, domain::HealthState::Up, {}},
                           {1'795'040'000'000, 1'795'040'000'001, domain::HealthState::Down, u"503"_s}}}}};
        report.blocks.append({ReportBlock::Kind::Chart, u"The lanes"_s});
        QVERIFY(ui::PdfPrinter().print(report, path()).ok());
        const QString text = read(path());
        for (const QString& wanted : {u"API health"_s, u"The lanes"_s, u"11-18 11:06"_s, u"11-19 11:06"_s,
                                      domain::healthStateName(domain::HealthState::Down)})
            QVERIFY2(text.contains(wanted), qPrintable(wanted + u'\n' + text));
    }

    void aFileThatCannotBeWrittenKeepsWhatWasThere() {
        const auto nowhere = ui::PdfPrinter().print(sample(1), path(u"no/such/folder.pdf"_s));
        QVERIFY(!nowhere.ok());
        QCOMPARE(nowhere.error().kind, base::ErrorKind::Storage);
        QVERIFY(QDir(m_folder.path()).mkdir(u"taken.pdf"_s));
        QVERIFY(!ui::PdfPrinter().print(sample(1), path(u"taken.pdf"_s)).ok());
        QVERIFY(QFileInfo(path(u"taken.pdf"_s)).isDir());
    }

    void onlyItsOwnerReadsTheFile() {
        QVERIFY(ui::PdfPrinter().print(sample(1), path()).ok());
        QCOMPARE(QFile(path()).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }
};

QTEST_MAIN(PdfPrinterTest)
#include "pdf_printer_test.moc"
