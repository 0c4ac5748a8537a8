#include "app/workspace/yaml_tree.h"

#include <QHash>
#include <QSet>
#include <algorithm>
#include <sstream>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace slipway::workspace {

namespace {

constexpr size_t deepest = 64;
constexpr int mostNodes = 20'000;

// Ends the parsing early; never leaves this file.
struct TooMuch {
    Problem problem;
};

Problem problemAt(const YAML::Mark& mark, const QString& what) {
    if (mark.is_null())
        return {0, 0, what};
    return {mark.line + 1, mark.column + 1, what};
}

bool isControl(QChar c) {
    return c.category() == QChar::Other_Control && c != QLatin1Char('\n') && c != QLatin1Char('\t');
}

class TreeBuilder final : public YAML::EventHandler {
public:
    Node takeRoot() { return std::move(m_root); }
    QList<Problem> takeProblems() { return std::move(m_problems); }
    const YAML::Mark& lastPlace() const { return m_last; }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        count(mark, 1);
        place(nodeAt(mark, Node::Kind::Empty), anchor);
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        const auto known = m_anchors.constFind(anchor);
        if (known == m_anchors.cend()) {
            m_problems += problemAt(mark, QStringLiteral("an alias to something that it is part of"));
            place(nodeAt(mark, Node::Kind::Empty), 0);
            return;
        }
        if (m_open.size() + static_cast<size_t>(known->height) > deepest)
            throw TooMuch{tooDeep(mark)};
        count(mark, known->size);
        place(*known, 0);
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        count(mark, 1);
        refuseTag(mark, tag);
        Node node = nodeAt(mark, Node::Kind::Text);
        node.text = QString::fromStdString(value);
        node.isPlain = tag == "?";
        if (std::any_of(node.text.cbegin(), node.text.cend(), isControl))
            m_problems +=
                problemAt(mark, QStringLiteral("a control character in a text; only line breaks and "
                                               "tabs are allowed"));
        place(std::move(node), anchor);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, Node::Kind::List);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, Node::Kind::Map);
    }
    void OnMapEnd() override { close(); }

private:
    struct Open {
        Node node;
        YAML::anchor_t anchor = 0;
        bool hasKey = false;
        bool isDropped = false; // the value behind a key that was refused
        Node key;
        QHash<QString, int> lines; // of the keys so far
    };

    static Node nodeAt(const YAML::Mark& mark, Node::Kind kind) {
        Node node;
        node.kind = kind;
        node.line = mark.line + 1;
        node.column = mark.column + 1;
        return node;
    }
    static Problem tooDeep(const YAML::Mark& mark) {
        return problemAt(mark, QStringLiteral("nested deeper than %1 levels").arg(deepest));
    }
    void count(const YAML::Mark& mark, int nodes) {
        m_count += nodes;
        if (m_count > mostNodes)
            throw TooMuch{problemAt(
                mark, QStringLiteral("more than %1 values, with aliases written out").arg(mostNodes))};
    }
    void refuseTag(const YAML::Mark& mark, const std::string& tag) {
        if (!tag.empty() && tag != "?" && tag != "!")
            m_problems +=
                problemAt(mark, QStringLiteral("tags like `!!str` are not allowed; quote a text instead"));
    }
    void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Node::Kind kind) {
        count(mark, 1);
        refuseTag(mark, tag);
        if (m_open.size() >= deepest)
            throw TooMuch{tooDeep(mark)};
        Open opened;
        opened.node = nodeAt(mark, kind);
        opened.anchor = anchor;
        m_open.push_back(std::move(opened));
    }
    void close() {
        Open closed = std::move(m_open.back());
        m_open.pop_back();
        place(std::move(closed.node), closed.anchor);
    }
    void place(Node node, YAML::anchor_t anchor) {
        if (anchor != 0)
            m_anchors.insert(anchor, node);
        if (m_open.empty()) {
            m_root = std::move(node);
            return;
        }
        Open& parent = m_open.back();
        if (parent.node.kind == Node::Kind::Map && !parent.hasKey) {
            takeKey(parent, std::move(node));
            return;
        }
        parent.node.size += node.size;
        parent.node.height = std::max(parent.node.height, node.height + 1);
        if (parent.node.kind == Node::Kind::List) {
            parent.node.items.push_back(std::move(node));
            return;
        }
        if (!parent.isDropped)
            parent.node.entries.push_back(
                {parent.key.text, parent.key.line, parent.key.column, std::move(node)});
        parent.hasKey = false;
        parent.isDropped = false;
    }
    void takeKey(Open& parent, Node key) {
        parent.hasKey = true;
        if (key.kind != Node::Kind::Text) {
            m_problems += Problem{key.line, key.column, QStringLiteral("a key must be a text")};
            parent.isDropped = true;
        } else if (const auto first = parent.lines.constFind(key.text); first != parent.lines.cend()) {
            m_problems +=
                Problem{key.line, key.column,
                        QStringLiteral("duplicate key `%1`, first on line %2").arg(key.text).arg(*first)};
            parent.isDropped = true;
        } else {
            parent.lines.insert(key.text, key.line);
        }
        parent.key = std::move(key);
    }

    Node m_root;
    std::vector<Open> m_open;
    QHash<YAML::anchor_t, Node> m_anchors; // complete ones only, so a cycle finds nothing
    QList<Problem> m_problems;
    int m_count = 0;
    YAML::Mark m_last;
};

// yaml-cpp's sentence, or a plainer one where its own misleads.
Problem syntaxProblem(const YAML::Exception& error, const QByteArray& text, const YAML::Mark& last) {
    if (error.msg == YAML::ErrorMsg::DOC_IN_SCALAR)
        return problemAt(last,
                         QStringLiteral("not valid YAML: a text in quotes is not closed behind this place"));
    const QByteArray line = error.mark.is_null() ? QByteArray() : text.split('\n').value(error.mark.line);
    const qsizetype indent =
        std::find_if(line.begin(), line.end(), [](char c) { return c != ' '; }) - line.begin();
    if (indent < line.size() && line[indent] == '\t')
        return {error.mark.line + 1, int(indent) + 1,
                QStringLiteral("not valid YAML: a tab in the indentation; use spaces")};
    return problemAt(error.mark, QStringLiteral("not valid YAML: %1").arg(QString::fromStdString(error.msg)));
}

} // namespace

const Node::Entry* Node::entry(const QString& key) const {
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.key == key; });
    return found == entries.end() ? nullptr : &*found;
}

Tree parseYaml(const QByteArray& text) {
    Tree tree;
    TreeBuilder builder;
    // yaml-cpp throws, and stops at the first mistake in the syntax.
    try {
        // The mark of the document's end makes yaml-cpp refuse quotes that are never closed;
        // at the end of the input it takes them for closed.
        std::istringstream stream(text.toStdString() + "\n...\n");
        YAML::Parser parser(stream);
        parser.HandleNextDocument(builder);
        Node root = builder.takeRoot();
        if (root.kind == Node::Kind::Empty) {
            tree.problems += Problem{0, 0, QStringLiteral("is empty; it starts with `slipway: 1`")};
            return tree;
        }
        TreeBuilder second;
        if (parser.HandleNextDocument(second))
            tree.problems += Problem{0, 0, QStringLiteral("holds a second document; remove the `---` in it")};
        tree.root = std::move(root);
        tree.problems += builder.takeProblems();
    } catch (const TooMuch& tooMuch) {
        tree.problems += tooMuch.problem;
    } catch (const YAML::Exception& error) {
        tree.problems += syntaxProblem(error, text, builder.lastPlace());
    } catch (const std::exception& error) {
        tree.problems +=
            Problem{0, 0, QStringLiteral("cannot be read: %1").arg(QString::fromUtf8(error.what()))};
    }
    return tree;
}

} // namespace slipway::workspace
