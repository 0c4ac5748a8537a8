#pragma once
#include "app/workspace/problem.h"

#include <QByteArray>
#include <optional>
#include <vector>

namespace slipway::workspace {

/// One value of a YAML file with its place. Scalars stay the text that stands in the file:
/// nothing is turned into a number or a truth value. `column` counts bytes from 1.
struct Node {
    enum class Kind { Empty, Text, List, Map };
    struct Entry;

    Kind kind = Kind::Empty;
    QString text;
    bool isPlain = false; ///< written without quotes
    int line = 0;
    int column = 0;
    std::vector<Node> items;
    std::vector<Entry> entries;
    int size = 1;   ///< nodes in it, aliases written out
    int height = 1; ///< levels in it, aliases written out

    /// The entry of a map; null when there is none.
    const Entry* entry(const QString& key) const;
};

struct Node::Entry {
    QString key;
    int line = 0;
    int column = 0;
    Node value;
};

struct Tree {
    std::optional<Node> root; ///< nothing when the text is not YAML or too much
    QList<Problem> problems;  ///< columns in bytes
};

/// Reads one YAML document of at most 64 levels and 20,000 nodes with aliases written out.
/// Refuses duplicate keys, tags, control characters, a second document and aliases to
/// themselves. Throws nothing. `text` is valid UTF-8.
Tree parseYaml(const QByteArray& text);

} // namespace slipway::workspace
