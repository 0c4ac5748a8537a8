#include "tests/ui/window_fixture.h"
#include "ui/widgets/terminal_view.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QScrollBar>

using namespace slipway;
using namespace slipway::ui;

class TerminalViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { fakes::isolateSettings(m_settings); }
    void init();
    void followsTheEndUntilThePersonScrollsUp();
    void copiesWhatIsSelectedAsVisibleText();
    void findsForwardBackwardAndAroundTheEnd();
    void aStreamOfLinesPaintsInLessThanAFrame();

private:
    QString line(int number) const { return QStringLiteral("line %1").arg(number); }
    QTemporaryDir m_settings;
    std::unique_ptr<fakes::FakeOutput> m_store;
    std::shared_ptr<models::OutputModel> m_model;
    std::unique_ptr<TerminalView> m_view;
};

void TerminalViewTest::init() {
    m_view.reset();
    m_model.reset();
    m_store = std::make_unique<fakes::FakeOutput>();
    QByteArray bytes;
    for (int i = 0; i < 200; ++i)
        bytes += line(i).toUtf8() + '\n';
    m_store->grow(QStringLiteral("a"), bytes, fakes::now);
    m_model = std::make_shared<models::OutputModel>(
        *m_store, ports::OutputKey{{}, domain::AttemptId(QStringLiteral("a"))});
    m_view = std::make_unique<TerminalView>();
    m_view->resize(600, 300);
    m_view->showOutput(m_model);
    m_view->show();
    QTRY_COMPARE(m_model->rowCount(), 200);
}

void TerminalViewTest::followsTheEndUntilThePersonScrollsUp() {
    QScrollBar* bar = m_view->verticalScrollBar();
    QVERIFY(bar->maximum() > 0);
    QCOMPARE(bar->value(), bar->maximum());
    m_store->grow(QStringLiteral("a"), "more\nmore\n", fakes::now);
    QTRY_COMPARE(m_model->rowCount(), 202);
    QCOMPARE(bar->value(), bar->maximum());
    bar->setValue(20);
    m_store->grow(QStringLiteral("a"), "more\n", fakes::now);
    QTRY_COMPARE(m_model->rowCount(), 203);
    QCOMPARE(bar->value(), 20);
    bar->setValue(bar->maximum());
    m_store->grow(QStringLiteral("a"), "more\n", fakes::now);
    QTRY_COMPARE(m_model->rowCount(), 204);
    QCOMPARE(bar->value(), bar->maximum());
}

void TerminalViewTest::copiesWhatIsSelectedAsVisibleText() {
    QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
    QVERIFY(m_view->selectedText().startsWith(QStringLiteral("line 0\nline 1\n")));
    QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), m_view->selectedText());
}

void TerminalViewTest::findsForwardBackwardAndAroundTheEnd() {
    QVERIFY(m_view->find(QStringLiteral("LINE 17"), true));
    QCOMPARE(m_view->selectedText(), QStringLiteral("line 17"));
    QVERIFY(m_view->find(QStringLiteral("line 5"), false));
    QCOMPARE(m_view->selectedText(), QStringLiteral("line 5"));
    QVERIFY(m_view->find(QStringLiteral("line 0"), true));
    QVERIFY(!m_view->find(QStringLiteral("nowhere"), true));
    QTest::keyClick(m_view.get(), Qt::Key_F, Qt::ControlModifier);
    auto* field = fakes::named<QLineEdit>(m_view.get(), "terminalFind");
    QVERIFY(field && !field->accessibleName().isEmpty());
    field->setText(QStringLiteral("line 42"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(m_view->selectedText(), QStringLiteral("line 42"));
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(!field->isVisible());
}

void TerminalViewTest::aStreamOfLinesPaintsInLessThanAFrame() {
    QByteArray bytes;
    for (int i = 0; i < 30'000; ++i)
        bytes += "a line of usual length that a package manager would print " + QByteArray::number(i) + '\n';
    m_store->grow(QStringLiteral("a"), bytes, fakes::now);
    QTRY_COMPARE(m_model->rowCount(), 20'000);
    QImage image(m_view->size(), QImage::Format_ARGB32_Premultiplied);
    m_view->render(&image);
    QElapsedTimer timer;
    timer.start();
    constexpr int frames = 20;
    for (int i = 0; i < frames; ++i)
        m_view->render(&image);
    // Generous for loaded machines; what matters is that it does not grow with the number of lines.
    QVERIFY2(timer.elapsed() / frames < 100, qPrintable(QString::number(timer.elapsed() / frames)));
}

QTEST_MAIN(TerminalViewTest)
#include "terminal_view_test.moc"
