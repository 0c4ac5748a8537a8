#include "app/models/output_text.h"

namespace slipway::models {
namespace {

constexpr qsizetype tabStop = 8;

OutputModel::Ink inkOf(int parameter, OutputModel::Ink before) {
    switch (parameter % 60) { // 90–97 are the bright 30–37
    case 0:
    case 22:
    case 39:
        return OutputModel::Ink::Plain;
    case 1:
        return before == OutputModel::Ink::Plain ? OutputModel::Ink::Bold : before;
    case 2:
        return OutputModel::Ink::Faint;
    case 30:
        return OutputModel::Ink::Faint;
    case 31:
    case 35:
        return OutputModel::Ink::Red;
    case 32:
        return OutputModel::Ink::Green;
    case 33:
        return OutputModel::Ink::Yellow;
    case 34:
    case 36:
        return OutputModel::Ink::Blue;
    case 37:
        return OutputModel::Ink::Plain;
    default:
        return before;
    }
}

} // namespace

QString OutputText::visible(char32_t point) {
    if (point < 0x20 && point != U'\t')
        return QString(QChar(static_cast<char16_t>(0x2400 + point)));
    if (point == 0x7f)
        return QStringLiteral("␡");
    const QChar::Category category = QChar::category(point);
    if (point != U'\t' && (category == QChar::Other_Control || category == QChar::Other_Format ||
                           category == QChar::Separator_Line || category == QChar::Separator_Paragraph ||
                           category == QChar::Other_Surrogate))
        return QStringLiteral("⟨U+%1⟩").arg(static_cast<uint>(point), 4, 16, QLatin1Char('0')).toUpper();
    return QString::fromUcs4(&point, 1);
}

qint64 OutputLine::bytes() const {
    return static_cast<qint64>(sizeof(OutputLine)) + text.capacity() * static_cast<qint64>(sizeof(QChar)) +
           spans.capacity() * static_cast<qint64>(sizeof(OutputModel::Span));
}

qsizetype OutputText::plainFrom(const QString& text, qsizetype from) {
    qsizetype end = from;
    while (end < text.size() && text[end] >= u' ' && text[end] <= u'~')
        ++end;
    return end - from;
}

void OutputText::append(OutputLine& line, const QString& words) const {
    if (words.isEmpty() || line.cut)
        return;
    const bool tab = words == QLatin1StringView("\t");
    qsizetype wanted = tab ? tabStop - line.text.size() % tabStop : words.size();
    const auto from = static_cast<int>(line.text.size());
    // A run of plain characters is kept as far as it fits, anything else whole or not at all.
    const bool fits = from + wanted <= longestLine;
    if (!fits)
        wanted = plainFrom(words, 0) == words.size() ? longestLine - from : 0;
    line.text += tab ? QString(wanted, QLatin1Char(' ')) : words.left(wanted);
    if (!fits) {
        line.cut = true;
        line.text += QStringLiteral("…");
    }
    if (wanted == 0)
        return;
    if (m_ink == OutputModel::Ink::Plain)
        return;
    if (!line.spans.isEmpty() && line.spans.last().ink == m_ink &&
        line.spans.last().from + line.spans.last().length == from)
        line.spans.last().length += static_cast<int>(wanted);
    else
        line.spans.append({from, static_cast<int>(wanted), m_ink});
}

void OutputText::applySgr() {
    const QStringList parameters = m_parameters.split(QLatin1Char(';'));
    for (qsizetype i = 0; i < parameters.size(); ++i) {
        const int parameter = parameters[i].toInt();
        if (parameter == 38 || parameter == 48) { // 256 or true colours: their arguments are not codes
            i += parameters.value(i + 1) == QLatin1StringView("5") ? 2 : 4;
            continue;
        }
        m_ink = inkOf(parameter, m_ink);
    }
}

} // namespace slipway::models
