#include "ui/shell/message_bar.h"

#include "ui/widgets/banner.h"

#include <QVBoxLayout>

namespace slipway::ui {
namespace {

constexpr qsizetype mostMessages = 3;

} // namespace

MessageBar::MessageBar(QWidget* parent) : QWidget(parent), m_layout(new QVBoxLayout(this)) {
    m_layout->setContentsMargins(20, 10, 20, 0);
    m_layout->setSpacing(6);
    hide();
}

void MessageBar::add(Tone tone, const QString& sentence) {
    if (!sentence.isEmpty() && !sentences().contains(sentence))
        put(new Banner(QStringLiteral("message")), tone, sentence, {});
}

void MessageBar::set(const QString& name, Tone tone, const QString& sentence, const QString& action) {
    const QList<Banner*> shown = m_banners;
    for (Banner* banner : shown)
        if (banner->objectName() == name)
            remove(banner);
    if (sentence.isEmpty())
        return;
    auto* banner = new Banner(name);
    banner->setObjectName(name);
    connect(banner, &Banner::acted, this, [this, name] { Q_EMIT acted(name); });
    put(banner, tone, sentence, action);
}

void MessageBar::put(Banner* banner, Tone tone, const QString& sentence, const QString& action) {
    banner->set(tone == Tone::Failed ? Glyph::Cross : Glyph::Exclamation, tone, sentence, action);
    banner->setCloseable(true);
    m_layout->addWidget(banner);
    m_banners << banner;
    connect(banner, &Banner::closed, this, [this, banner] { remove(banner); });
    if (m_banners.size() > mostMessages)
        remove(m_banners.first());
    show();
}

void MessageBar::remove(Banner* banner) {
    m_banners.removeOne(banner);
    banner->hide();
    banner->deleteLater();
    setVisible(!m_banners.isEmpty());
}

QStringList MessageBar::sentences() const {
    QStringList all;
    for (const Banner* banner : m_banners)
        all << banner->words();
    return all;
}

} // namespace slipway::ui
