#include "ui/monitoring/measure_card.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QTest>

using namespace slipway;

class MeasureCardTest : public QObject {
    Q_OBJECT

    static models::WatchView watchOf(const QStringList& names) {
        models::WatchView watch;
        watch.liveAtMs = 1000;
        watch.endsAtMs = watch.nowMs = 2000;
        for (const QString& name : names) {
            models::MeasureView measure;
            measure.name = name;
            measure.points = {{1000, 0}, {2000, 0}};
            watch.measures.append(measure);
        }
        return watch;
    }

private Q_SLOTS:
    void initTestCase() { ui::Theme::install(*qApp); }

    void theFirstIsShownUntilSomebodyChooses() {
        const QString memory = QStringLiteral("Memory"), disk = QStringLiteral("Disk"),
                      failed = QStringLiteral("Failed answers");
        ui::MeasureCard card;
        auto* names = card.findChild<QComboBox*>(QStringLiteral("measures"));
        QVERIFY(names);
        card.set(watchOf({failed}), {1000, 2000});
        QCOMPARE(names->currentText(), failed);
        card.set(watchOf({memory, failed}), {1000, 2000});
        QCOMPARE(names->currentText(), memory);
        names->setCurrentIndex(1);
        Q_EMIT names->activated(1);
        card.set(watchOf({memory, disk, failed}), {1000, 2000});
        QCOMPARE(names->currentText(), failed);
        card.set(watchOf({memory}), {1000, 2000});
        QCOMPARE(names->currentText(), memory);
        card.set(watchOf({memory, failed}), {1000, 2000});
        QCOMPARE(names->currentText(), failed);
    }
};

QTEST_MAIN(MeasureCardTest)
#include "measure_card_test.moc"
