#pragma once
#include "app/domain/ids.h"

#include <QSet>

namespace slipway::domain {

/// Gives out the step IDs of one plan: lower-case ASCII words joined by "-", at most 48
/// characters, each once.
class StepIds {
public:
    /// Keeps an ID that the file gives, so that no title takes it.
    void reserve(const QString& id) { m_taken.insert(id); }
    /// An ID made from the title ("Go / no-go" -> "go-no-go"), numbered when it is taken.
    StepId make(const QString& title, const QString& fallback);

private:
    QSet<QString> m_taken;
};

} // namespace slipway::domain
