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
    if (sentence.isEmpty() || sentences().contains(sentence))
        return;
    auto* banner = new Banner(QStringLiteral("message"));
    banner->set(tone == Tone::Failed ? Glyph::Cross : Glyph::Exclamation, tone, sentence);
    banner->setCloseable(true);
    m_layout->addWidget(banner);
    m_banners << banner;
    const auto close = [this](Banner* closed) {
        m_banners.removeOne(closed);
        closed->hide();
        closed->deleteLater();
        setVisible(!m_banners.isEmpty());
    };
    connect(banner, &Banner::closed, this, [banner, close] { close(banner); });
    if (m_banners.size() > mostMessages)
        close(m_banners.first());
    show();
}

QStringList MessageBar::sentences() const {
    QStringList all;
    for (const Banner* banner : m_banners)
        all << banner->words();
    return all;
}

} // namespace slipway::ui
