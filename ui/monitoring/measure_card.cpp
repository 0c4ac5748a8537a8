#include "ui/monitoring/measure_card.h"

#include "ui/monitoring/measure_chart.h"
#include "ui/widgets/chip.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <algorithm>

namespace slipway::ui {

MeasureCard::MeasureCard(QWidget* parent)
    : Card(parent)
    , m_names(new QComboBox)
    , m_trend(new Chip)
    , m_chart(new MeasureChart) {
    m_names->setObjectName(QStringLiteral("measures"));
    m_names->setAccessibleName(tr("Which number is shown"));
    m_names->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_names->setMinimumContentsLength(14);
    m_chart->setAccessibleName(tr("The chosen number over time"));
    auto* head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(m_names);
    head->addStretch(1);
    head->addWidget(m_trend);
    auto* layout = new QVBoxLayout(this);
    // As high as the head of the card beside it, so that the two grids stand level.
    layout->setContentsMargins(16, 6, 16, 10);
    layout->setSpacing(3);
    layout->addLayout(head);
    layout->addWidget(m_chart, 1);
    connect(m_names, &QComboBox::activated, this, [this] {
        m_chosen = m_names->currentText();
        showChosen();
    });
    connect(m_chart, &MeasureChart::pointed, this, &MeasureCard::pointed);
}

void MeasureCard::setCursor(qint64 atMs) {
    m_chart->setCursor(atMs);
}

void MeasureCard::set(const models::WatchView& watch, const TimeWindow& window) {
    m_watch = watch;
    m_window = window;
    QStringList names;
    for (const models::MeasureView& measure : watch.measures)
        names << measure.name;
    QStringList shown;
    for (int i = 0; i < m_names->count(); ++i)
        shown << m_names->itemText(i);
    if (names != shown) {
        m_names->clear();
        m_names->addItems(names);
        // What nobody chose is the first, which is what people look at first.
        m_names->setCurrentIndex(std::max(0, m_names->findText(m_chosen)));
    }
    setVisible(!names.isEmpty());
    showChosen();
}

void MeasureCard::showChosen() {
    models::MeasureView measure = m_watch.measures.value(m_names->currentIndex());
    if (m_watch.detail.covers(m_window.from, m_window.to))
        if (const auto close = m_watch.detail.measures.value(m_names->currentIndex());
            close.name == measure.name && !close.points.isEmpty())
            measure.points = close.points;
    m_chart->set(measure, m_window, m_watch.liveAtMs, m_watch.endsAtMs);
    const bool isComing = !measure.projection.isEmpty();
    m_trend->set(isComing ? Glyph::Triangle : Glyph::None,
                 isComing ? tr("%1 · %2").arg(measure.trend, measure.projection) : measure.trend,
                 isComing ? Tone::Attention : Tone::Neutral);
}

} // namespace slipway::ui
