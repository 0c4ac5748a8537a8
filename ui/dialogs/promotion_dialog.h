#pragma once
#include "ui/dialogs/framed_dialog.h"
#include "ui/widgets/context.h"

class QTimer;

namespace slipway::ui {

class Facts;
class GateList;

/// What stands between a version and an environment, what would run, and what could not be
/// taken back. Asks again by itself while a gate only needs time.
class PromotionDialog : public FramedDialog {
    Q_OBJECT
public:
    PromotionDialog(const Context& context, const QString& version, const QString& environment,
                    QWidget* parent);

Q_SIGNALS:
    /// The deployment is opened and drives itself.
    void started(const QString& deployment);

private:
    void ask();
    void set(const models::PromotionView& view);
    void begin();
    /// Waives a gate, signs somebody's waiver, or clears a bad release; then looks again.
    void actOn(const models::GateView& gate);
    void openEmergency();
    void openOver(FramedDialog* dialog);

    Context m_context;
    QString m_version, m_environment;
    bool m_asking = false;
    models::PromotionView m_view;
    GateList* m_gates;
    Facts* m_plan;
    Button* m_emergency;
    Button* m_start;
    QTimer* m_wait;
};

} // namespace slipway::ui
