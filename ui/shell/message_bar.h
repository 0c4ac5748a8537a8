#pragma once
#include "ui/theme/tokens.h"

#include <QWidget>

class QVBoxLayout;

namespace slipway::ui {

class Banner;

/// Sentences a person must see although no dialog asked for them; each stays until it is closed.
class MessageBar : public QWidget {
    Q_OBJECT
public:
    explicit MessageBar(QWidget* parent = nullptr);
    /// The same sentence is not shown twice; the oldest makes room for the fourth.
    void add(Tone tone, const QString& sentence);
    /// One that offers something and is replaced by the next of its `name`; without a sentence it goes away.
    void set(const QString& name, Tone tone, const QString& sentence, const QString& action);
    QStringList sentences() const;

Q_SIGNALS:
    void acted(const QString& name);

private:
    void put(Banner* banner, Tone tone, const QString& sentence, const QString& action);
    void remove(Banner* banner);
    QVBoxLayout* m_layout;
    QList<Banner*> m_banners;
};

} // namespace slipway::ui
