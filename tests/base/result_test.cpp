#include "app/base/result.h"

#include <QSet>
#include <QTest>

using namespace slipway::base;
using namespace Qt::StringLiterals;

namespace {
Result<int> half(int number) {
    if (number % 2)
        return Error{ErrorKind::BadInput, u"half"_s, u"odd"_s};
    return number / 2;
}
} // namespace

class ResultTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void chainsWhileThereIsAValue() {
        const auto quarter = half(12).then([](int number) { return half(number); });
        QVERIFY(quarter.ok());
        QCOMPARE(*quarter, 3);
        const auto text = quarter.map([](int number) { return QString::number(number); });
        QCOMPARE(*text, u"3"_s);
    }

    void keepsTheFirstError() {
        bool wasCalled = false;
        const auto result = half(6).then([](int number) { return half(number); }).map([&](int number) {
            wasCalled = true;
            return number;
        });
        QVERIFY(!result.ok());
        QVERIFY(!wasCalled);
        QCOMPARE(result.error(), (Error{ErrorKind::BadInput, u"half"_s, u"odd"_s}));
        QCOMPARE(result.valueOr(7), 7);
    }

    void isMendedOnlyWhereItFailed() {
        QCOMPARE(*half(3).orElse([](const Error&) { return Result<int>(0); }), 0);
        QCOMPARE(*half(4).orElse([](const Error&) { return Result<int>(0); }), 2);
    }

    void isDoneOrSaysWhyNot() {
        QVERIFY(Result<void>().ok());
        const Result<void> no = Error{ErrorKind::Storage, {}, {}};
        QVERIFY(!no.ok());
        QCOMPARE(no.error().kind, ErrorKind::Storage);
    }

    void everyKindHasANameOfItsOwn() {
        QSet<QString> names;
        for (int kind = 0; kind <= static_cast<int>(ErrorKind::Signature); ++kind)
            names.insert(kindName(static_cast<ErrorKind>(kind)));
        QCOMPARE(names.size(), static_cast<int>(ErrorKind::Signature) + 1);
        QCOMPARE(kindName(ErrorKind::HostKeyChanged), u"host-key-changed"_s);
    }
};

QTEST_GUILESS_MAIN(ResultTest)
#include "result_test.moc"
