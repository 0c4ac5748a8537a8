#include "app/models/alert_views.h"

#include "app/domain/spoken.h"

#include <QCoreApplication>

namespace slipway::models {

using namespace domain;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("alerts", text);
}

QString placeOf(const AlertChannel& channel) {
    QStringList words;
    QStringList only;
    for (const EnvironmentName& name : channel.only)
        only += name.text();
    if (!only.isEmpty())
        words += tr("only %1").arg(only.join(QStringLiteral(", ")));
    if (channel.quietFrom.isValid())
        words += tr("quiet from %1 to %2 (%3)")
                     .arg(channel.quietFrom.toString(QStringLiteral("HH:mm")),
                          channel.quietTo.toString(QStringLiteral("HH:mm")), channel.zone);
    return words.join(QStringLiteral(" · "));
}

QString wordsOf(const AlertChannelView& view) {
    QStringList words;
    if (view.sentMs > 0)
        words += tr("arrived last at %1").arg(spokenInstant(view.sentMs));
    if (view.waiting > 0)
        words += tr("%1 wait").arg(view.waiting);
    if (view.givenUp > 0)
        words += tr("%1 given up").arg(view.givenUp);
    if (!view.error.isEmpty())
        words += view.error;
    return words.isEmpty() ? tr("nothing was sent yet") : words.join(QStringLiteral("; "));
}

} // namespace

QList<AlertChannelView> alertChannelViews(const AlertPlan& plan,
                                          const QList<ports::OutboxLine>& newestFirst) {
    QList<AlertChannelView> views;
    for (const AlertChannel& channel : plan.channels) {
        AlertChannelView view;
        view.name = channel.name;
        view.kind = channel.kind;
        view.place = placeOf(channel);
        for (const ports::OutboxLine& line : newestFirst) {
            if (line.channel != channel.name)
                continue;
            if (view.sentMs == 0 && view.error.isEmpty())
                view.error = line.error;
            if (line.sentMs > 0)
                view.sentMs = qMax(view.sentMs, line.sentMs);
            else
                ++(line.isGivenUp ? view.givenUp : view.waiting);
        }
        view.words = wordsOf(view);
        views.append(view);
    }
    return views;
}

} // namespace slipway::models
