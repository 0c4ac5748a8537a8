#pragma once
#include "app/domain/inbox.h"

// A item in words; the same in the window and on the command line.

namespace slipway::models {

/// What is to be done: "Sign “Go / no-go”".
QString inboxWords(const domain::InboxItem& item);
/// Of what: "v1.8.0 → production".
QString inboxPlace(const domain::InboxItem& item);
/// "sam or ada".
QString anyOf(const QStringList& people);
/// Who may: "sam or ada", "everybody", "nobody: no one has the role “dba”".
QString inboxPeople(const domain::InboxItem& item, const domain::Project& project);
/// What to type, for who acts as this person.
QString inboxCommand(const domain::InboxItem& item, const QString& person);
/// Its stable name in JSON: "sign", "stale", ….
QString inboxName(domain::InboxItem::Kind kind);

} // namespace slipway::models
