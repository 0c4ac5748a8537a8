#pragma once
#include <QString>
#include <cstdio>

/// A line of a benchmark's answer, at once.
inline void say(const QString& line) {
    std::fputs(qPrintable(line + QLatin1Char('\n')), stdout);
    std::fflush(stdout);
}
