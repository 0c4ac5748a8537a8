#include "app/workspace/yaml_tree.h"

#include <QElapsedTimer>
#include <QTest>

using namespace slipway::workspace;

class YamlTreeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsTextsAndPlaces() {
        const Tree tree = parseYaml("a: no\nb: [1.10, \"x\", ~]\nc:\n  d: |\n    two\n    lines\n");
        QVERIFY(tree.root && tree.problems.isEmpty());
        QCOMPARE(tree.root->entry(QStringLiteral("a"))->value.text, QStringLiteral("no"));
        const Node& list = tree.root->entry(QStringLiteral("b"))->value;
        QCOMPARE(list.items.size(), size_t(3));
        QCOMPARE(list.items[0].text, QStringLiteral("1.10"));
        QVERIFY(list.items[0].isPlain && !list.items[1].isPlain);
        QCOMPARE(list.items[1].line, 2);
        QCOMPARE(list.items[1].column, 11);
        QCOMPARE(list.items[2].kind, Node::Kind::Empty);
        QCOMPARE(tree.root->entry(QStringLiteral("c"))->value.entries[0].value.text,
                 QStringLiteral("two\nlines\n"));
        QVERIFY(!tree.root->entry(QStringLiteral("e")));
    }
    void writesAliasesOut() {
        const Tree tree = parseYaml("a: &x [1, 2]\nb: *x\n");
        QVERIFY(tree.root);
        QCOMPARE(tree.root->entry(QStringLiteral("b"))->value.items.size(), size_t(2));
        QCOMPARE(tree.root->size, 7);
        QCOMPARE(tree.root->height, 3);
    }

    void faultCase62_refusesBillionLaughs() {
        QByteArray text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
        for (int i = 1; i < 12; ++i) {
            const QByteArray last = "*a" + QByteArray::number(i - 1);
            const QByteArray name = 'a' + QByteArray::number(i);
            text += name + ": &" + name + " [" + QByteArrayList(9, last).join(", ") + "]\n";
        }
        expectTooMuch(text, QStringLiteral("more than 20000 values"));
    }
    void faultCase62_refusesTooManyValues() {
        expectTooMuch("[" + QByteArray("x,").repeated(30'000) + "]",
                      QStringLiteral("more than 20000 values"));
    }
    void faultCase62_refusesDeepNesting() {
        expectTooMuch(QByteArray(10'000, '['), QStringLiteral("nested deeper than 64 levels"));
        expectTooMuch(QByteArray("{a: ").repeated(10'000), QStringLiteral("nested deeper than 64 levels"));
        expectTooMuch(QByteArray("- ").repeated(10'000), QStringLiteral("nested deeper than 64 levels"));
        QByteArray inside = "a: &a " + QByteArray(40, '[') + QByteArray(40, ']') + "\nb: ";
        expectTooMuch(inside + QByteArray(40, '[') + "*a" + QByteArray(40, ']') + "\n",
                      QStringLiteral("nested deeper than 64 levels"));
    }
    void faultCase62_refusesAnAliasToItself() {
        const Tree tree = parseYaml("a: &a [*a]\n");
        QCOMPARE(tree.problems.size(), 1);
        QCOMPARE(tree.problems[0].line, 1);
        QVERIFY(tree.problems[0].what.contains(QStringLiteral("part of")));
    }
    void faultCase62_refusesDuplicateKeys() {
        const Tree tree = parseYaml("a: 1\nb: 2\na: 3\n");
        QCOMPARE(tree.problems,
                 (QList<Problem>{{3, 1, QStringLiteral("duplicate key `a`, first on line 1")}}));
        QCOMPARE(tree.root->entry(QStringLiteral("a"))->value.text, QStringLiteral("1"));
    }
    void faultCase62_refusesTags() {
        QCOMPARE(parseYaml("a: !!python/object:os.system x\n").problems.size(), 1);
        QCOMPARE(parseYaml("a: !local [x]\n").problems.size(), 1);
        QCOMPARE(parseYaml("a: !!binary aGk=\n").problems.size(), 1);
    }

    void refusesControlCharacters() {
        QCOMPARE(parseYaml("a: \"\\e[31m\"\n").problems.size(), 1);
        QCOMPARE(parseYaml("a: \"\\0\"\n").problems.size(), 1);
        QVERIFY(parseYaml("a: \"\\t\\n\"\n").problems.isEmpty());
    }
    void refusesKeysThatAreNoTexts() { QCOMPARE(parseYaml("? [a, b]\n: c\n~: d\n").problems.size(), 2); }
    void tellsOneSyntaxErrorWithItsPlace() {
        for (const QByteArray& text :
             {QByteArray("a: [1, 2\nb: 3\n"), QByteArray("a: 'open\n"), QByteArray("a: b: c\n"),
              QByteArray("a: *nothing\n"), QByteArray("%bad\n---\n}"), QByteArray("a: \"\\q\"")}) {
            const Tree tree = parseYaml(text);
            QVERIFY2(!tree.root && tree.problems.size() == 1, text.constData());
            QVERIFY2(tree.problems[0].line > 0, text.constData());
        }
        QCOMPARE(parseYaml("a:\n\tb: 1\n").problems[0].what,
                 QStringLiteral("not valid YAML: a tab in the indentation; use spaces"));
    }
    void refusesNothingAndTwoDocuments() {
        QCOMPARE(parseYaml("").problems.size(), 1);
        QCOMPARE(parseYaml("# only a comment\n").problems.size(), 1);
        QCOMPARE(parseYaml("a: 1\n---\nb: 2\n").problems.size(), 1);
    }
    void survivesAnyBytes() {
        const QByteArray good =
            "slipway: 1\npeople: {a: &x [1, 'b'], c: *x}\nplan:\n  - |\n    text\n  - \"q\\n\"\n";
        for (qsizetype i = 0; i < good.size(); ++i)
            for (const char c : {':', '-', '{', ']', '*', '&', '!', '"', '\n', '\t', '%', '?', '|', '#'}) {
                QByteArray text = good;
                text[i] = c;
                const Tree tree = parseYaml(text);
                QVERIFY(tree.root || !tree.problems.isEmpty());
            }
    }

private:
    static void expectTooMuch(const QByteArray& text, const QString& what) {
        QElapsedTimer timer;
        timer.start();
        const Tree tree = parseYaml(text);
        QVERIFY(!tree.root);
        QCOMPARE(tree.problems.size(), 1);
        QVERIFY2(tree.problems[0].what.contains(what), qPrintable(tree.problems[0].what));
        QVERIFY(tree.problems[0].line > 0);
        QVERIFY(timer.elapsed() < 5000);
    }
};

QTEST_GUILESS_MAIN(YamlTreeTest)
#include "yaml_tree_test.moc"
