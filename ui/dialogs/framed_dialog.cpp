#include "ui/dialogs/framed_dialog.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/label.h"

#include <QEvent>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>
#include <algorithm>

namespace slipway::ui {
namespace {

constexpr int width = 640;
constexpr int frameWidth = 3;

} // namespace

FramedDialog::FramedDialog(const char* name, domain::Tier tier, QWidget* parent)
    : QDialog(parent)
    , m_title(new Label(Type::Page))
    , m_subtitle(new Label(Type::Body))
    , m_problem(new Banner(QString::fromLatin1(name) + QStringLiteral("Problem")))
    , m_body(new QVBoxLayout)
    , m_footnote(new Label(Type::Body))
    , m_left(new QHBoxLayout)
    , m_right(new QHBoxLayout)
    , m_cancel(new Button(Button::Kind::Plain, tr("Cancel"), "cancel")) {
    setObjectName(QLatin1StringView(name));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(ui::width);
    m_title->setWordWrap(true);
    m_subtitle->setInk("muted");
    m_subtitle->setWordWrap(true);
    m_footnote->setInk("muted");
    m_footnote->setWordWrap(true);
    m_problem->hide();
    auto* top = new QVBoxLayout;
    top->setContentsMargins(20, 18, 20, 18);
    top->setSpacing(4);
    top->addWidget(m_title);
    top->addWidget(m_subtitle);
    top->addSpacing(10);
    m_body->setSpacing(12);
    top->addLayout(m_body, 1);
    top->addSpacing(4);
    top->addWidget(m_problem);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(20, 12, 20, 14);
    foot->setSpacing(9);
    m_left->setSpacing(9);
    m_right->setSpacing(9);
    foot->addLayout(m_left);
    foot->addWidget(m_footnote, 1);
    foot->addWidget(m_cancel);
    foot->addLayout(m_right);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(frameWidth, frameWidth, frameWidth, frameWidth);
    layout->setSpacing(0);
    layout->addLayout(top, 1);
    layout->addWidget(new Rule);
    layout->addLayout(foot);
    m_cancel->setAutoDefault(true);
    m_cancel->setDefault(true);
    m_cancel->setFocus();
    connect(m_cancel, &Button::clicked, this, &QDialog::reject);
    setTier(tier);
}

void FramedDialog::setTier(domain::Tier tier) {
    m_production = tier == domain::Tier::Production;
    update();
}

void FramedDialog::setHeading(const QString& title, const QString& subtitle) {
    setWindowTitle(title);
    m_title->setText(title);
    m_subtitle->setText(subtitle);
    m_subtitle->setVisible(!subtitle.isEmpty());
}

Button* FramedDialog::addButton(Button::Kind kind, const QString& words, const char* name, bool left) {
    auto* button = new Button(kind, words, name);
    // Enter presses what has the focus; where nothing has it, Cancel.
    button->setAutoDefault(true);
    (left ? m_left : m_right)->addWidget(button);
    m_buttons << button;
    return button;
}

void FramedDialog::setFootnote(const QString& words) {
    m_footnote->setText(words);
}

void FramedDialog::setProblem(const QString& words) {
    m_problem->setVisible(!words.isEmpty());
    m_problem->set(Glyph::Cross, Tone::Failed, words);
}

QString FramedDialog::problem() const {
    return m_problem->isHidden() ? QString() : m_problem->words();
}

bool FramedDialog::event(QEvent* event) {
    const bool taken = QDialog::event(event);
    // Before the first show the texts do not have their fonts yet, and no layout of Qt makes a
    // window higher when wrapped texts come later.
    if (isVisible() && (event->type() == QEvent::Show || event->type() == QEvent::LayoutRequest) &&
        layout()->hasHeightForWidth()) {
        const int needed =
            std::min(layout()->totalHeightForWidth(QDialog::width()), screen()->availableGeometry().height());
        // Sizes of wrapped texts are guesses until it was laid out after the first paint; then a person's
        // size stays.
        if (height() < needed || !m_isSettled)
            resize(QDialog::width(), needed);
        m_isSettled = m_isSettled || (m_isPainted && event->type() == QEvent::LayoutRequest);
    }
    return taken;
}

void FramedDialog::setBusy(bool busy) {
    if (busy == m_busy)
        return;
    m_busy = busy;
    if (busy) {
        setProblem({});
        m_enabled.clear();
    }
    for (qsizetype i = 0; i < m_buttons.size(); ++i) {
        if (busy)
            m_enabled << m_buttons[i]->isEnabled();
        m_buttons[i]->setEnabled(!busy && m_enabled.value(i));
    }
}

void FramedDialog::paintEvent(QPaintEvent*) {
    m_isPainted = true;
    const Tokens& tokens = Theme::tokens();
    QPainter painter(this);
    painter.fillRect(rect(), tokens.panel);
    const int frame = m_production ? frameWidth : 1;
    const QColor colour = m_production ? tokens.ink(Tone::Production) : tokens.line;
    painter.fillRect(QRect(0, 0, QDialog::width(), frame), colour);
    painter.fillRect(QRect(0, height() - frame, QDialog::width(), frame), colour);
    painter.fillRect(QRect(0, 0, frame, height()), colour);
    painter.fillRect(QRect(QDialog::width() - frame, 0, frame, height()), colour);
}

} // namespace slipway::ui
