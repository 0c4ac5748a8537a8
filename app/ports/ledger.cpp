#include "app/ports/ledger.h" // one source per Q_OBJECT port, so that automoc finds it
