#include "app/models/feed.h" // so that automoc finds it
