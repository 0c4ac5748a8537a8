#pragma once
#include "tests/ui/fakes.h"
#include "ui/text/translations.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

namespace slipway::ui::fakes {

/// Settings of tests stay in a folder of their own.
inline void isolateSettings(const QTemporaryDir& folder) {
    QCoreApplication::setOrganizationName(QStringLiteral("slipway-test"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    installTranslations();
    Theme::install(*qApp);
    Theme::current().setAppearance(Appearance::Light);
}

/// Everything a person can operate in a window or dialog, as far as it is visible.
inline QList<QWidget*> controls(QWidget* root) {
    QList<QWidget*> found;
    for (QWidget* widget : root->findChildren<QWidget*>()) {
        const bool operable =
            qobject_cast<QAbstractButton*>(widget) != nullptr ||
            qobject_cast<QAbstractItemView*>(widget) != nullptr ||
            qobject_cast<QLineEdit*>(widget) != nullptr || qobject_cast<QPlainTextEdit*>(widget) != nullptr ||
            qobject_cast<QComboBox*>(widget) != nullptr || widget->focusPolicy() == Qt::StrongFocus;
        const bool inner = widget->objectName().startsWith(QLatin1StringView("qt_")) ||
                           widget->inherits("QHeaderView") || widget->inherits("QTableCornerButton") ||
                           QByteArray(widget->metaObject()->className()).startsWith("QComboBox");
        if (operable && !inner && widget->isVisibleTo(root) && widget->window() == root)
            found << widget;
    }
    return found;
}

/// The texts of buttons and labels that have less room than they need.
inline QStringList cutTexts(const QWidget* root) {
    QStringList cut;
    for (const auto* button : root->findChildren<Button*>())
        if (button->isVisible() && !button->text().isEmpty() &&
            button->width() < button->fontMetrics().horizontalAdvance(button->text()))
            cut << button->objectName() + QLatin1Char(' ') + button->text();
    for (const auto* label : root->findChildren<Label*>()) {
        if (!label->isVisible() || label->text().isEmpty() || label->inherits("slipway::ui::ElidedLabel"))
            continue;
        const int needed =
            label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        if (label->height() < needed ||
            (!label->wordWrap() && label->width() < label->sizeHint().width() - 1))
            cut << label->text();
    }
    return cut;
}

/// Every label that is to be seen, a line each.
inline QString textsOf(const QWidget& root) {
    QStringList words;
    for (const QLabel* label : root.findChildren<QLabel*>())
        if (label->isVisible())
            words << label->text();
    return words.join(QLatin1Char('\n'));
}

template <class T = QAbstractButton>
T* named(QWidget* root, const char* name) {
    for (T* widget : root->findChildren<T*>(QLatin1StringView(name)))
        if (widget->isVisibleTo(root))
            return widget;
    return nullptr;
}

} // namespace slipway::ui::fakes
