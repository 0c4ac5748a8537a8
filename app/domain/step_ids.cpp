#include "app/domain/step_ids.h"

namespace slipway::domain {

namespace {

constexpr qsizetype longestWord = 40; // leaves room for the number

QString slug(const QString& title) {
    QString out;
    for (const QChar c : title.normalized(QString::NormalizationForm_KD).toLower()) {
        const bool letter = (c >= QLatin1Char('a') && c <= QLatin1Char('z')) ||
                            (c >= QLatin1Char('0') && c <= QLatin1Char('9'));
        if (letter)
            out += c;
        else if (!c.isMark() && !out.isEmpty() && !out.endsWith(QLatin1Char('-')))
            out += QLatin1Char('-');
    }
    out.truncate(longestWord);
    while (out.endsWith(QLatin1Char('-')))
        out.chop(1);
    return out;
}

} // namespace

StepId StepIds::make(const QString& title, const QString& fallback) {
    QString word = slug(title);
    if (word.isEmpty())
        word = fallback;
    QString id = word;
    for (int number = 2; m_taken.contains(id); ++number)
        id = QStringLiteral("%1-%2").arg(word).arg(number);
    m_taken.insert(id);
    return StepId(id);
}

} // namespace slipway::domain
