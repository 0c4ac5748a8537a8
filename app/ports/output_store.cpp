#include "app/ports/output_store.h" // one source per Q_OBJECT port, so that automoc finds it
